"""Reading the files of an output folder."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from generator.errors import OutputError

#: Nearly all files are shorter.
_PIECE = 1 << 16


def read(out: Path, path: str) -> bytes | None:
    """The bytes of a file; None when there is none. Raises `OutputError`."""
    try:
        # Thousands of files are read in a run: a file object for each would double the time.
        handle = os.open(f"{out}/{path}", os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            data = b""
            while piece := os.read(handle, _PIECE):
                data += piece
            return data
        finally:
            os.close(handle)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except IsADirectoryError:
        raise OutputError(f"{out / path}: is a folder where a file has to be written") from None
    except OSError as error:
        raise OutputError(f"{out / path}: cannot be read: {error.strerror}") from error


def sum_of(data: bytes) -> str:
    """What tells these bytes from others: their SHA-256."""
    return hashlib.sha256(data).hexdigest()
