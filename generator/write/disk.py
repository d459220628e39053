"""Reading the files of an output folder."""

from __future__ import annotations

import hashlib
from pathlib import Path

from generator.errors import OutputError
from generator.files import bytes_of


def read(out: Path, path: str) -> bytes | None:
    """The bytes of a file; None when there is none. Raises `OutputError`."""
    try:
        return bytes_of(f"{out}/{path}")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except IsADirectoryError:
        raise OutputError(f"{out / path}: is a folder where a file has to be written") from None
    except OSError as error:
        raise OutputError(f"{out / path}: cannot be read: {error.strerror}") from error


def sum_of(data: bytes) -> str:
    """What tells these bytes from others: their SHA-256."""
    return hashlib.sha256(data).hexdigest()
