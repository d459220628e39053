"""How much source a package is."""

from __future__ import annotations

import sysconfig
from collections.abc import Iterator
from pathlib import Path

from benchmarks.rows import Row


def measure(package: Path) -> Iterator[Row]:
    """Files, bytes and paths of a package, and the vendor's, if it is installed."""
    files = _sources(package)
    yield Row("files", len(files), most=3500)
    yield Row("bytes of source", sum(path.stat().st_size for path in files), most=12e6)
    longest = max(len(str(path.relative_to(package.parent))) for path in files)
    yield Row("longest path, characters", longest, most=100)
    vendor = Path(sysconfig.get_path("purelib")) / "msgraph"
    if vendor.is_dir():
        theirs = _sources(vendor)
        yield Row("msgraph-sdk: files", len(theirs))
        yield Row("msgraph-sdk: bytes of source", sum(path.stat().st_size for path in theirs))


def _sources(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"]
