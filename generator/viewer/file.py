"""Where the page is put: all at once, and never in the place of anything else."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from generator.errors import OutputError, UsageError

#: What the page begins with, and what it calls itself within so many characters.
_STARTS, _TITLE, _HEAD = "<!DOCTYPE html>", "<title>Review of ", 2000


def put(path: Path, text: str) -> None:
    """Write the page to a file, or to a device or pipe.

    Through a symbolic link it is written to what the link leads to. Raises `UsageError` where a
    file is that is no review page, `OutputError` when nothing can be written; then what was there
    before is still there.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        target = path.resolve()
        if target.exists() and not _is_page(target):
            raise UsageError(f"--html: {path} is no review page, and is not written over")
        _replace(target, text)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}") from error


def _is_page(file: Path) -> bool:
    with file.open(encoding="utf-8", errors="replace") as stream:
        head = stream.read(_HEAD)
    return not head or (head.startswith(_STARTS) and _TITLE in head)


def _replace(target: Path, text: str) -> None:
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)  # of a run that was stopped
    try:
        with part.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        part.replace(target)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
