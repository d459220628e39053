"""Whether an output folder is, byte by byte, what it was."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.errors import OutputError
from generator.write.disk import read, sum_of
from generator.write.manifest import MANIFEST, PENDING


def state_of(out: Path, paths: Iterable[str]) -> bytes | None:
    """The state of the manifest and of files below the folder.

    None when one of them cannot be read, or when a run was stopped half-way.
    """
    if (out / PENDING).exists():
        return None
    sums: dict[str, str] = {}
    for path in (MANIFEST, *paths):
        try:
            data = read(out, path)
        except OutputError:
            return None
        if data is None:
            return None
        sums[path] = sum_of(data)
    return state_from(sums)


def state_from(sums: Mapping[str, str]) -> bytes:
    """The state of a folder in which files, the manifest among them, have these `sum_of`."""
    lines = "\n".join(f"{sum} {path}" for path, sum in sorted(sums.items()))
    return hashlib.sha256(lines.encode()).digest()
