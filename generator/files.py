"""The bytes of files, of which a run reads and writes thousands.

Making a file object would take longer than reading or writing does.
"""

from __future__ import annotations

import os
import sys

#: Most files are shorter.
_PIECE = 1 << 16
_BINARY = getattr(os, "O_BINARY", 0)
_READ = os.O_RDONLY | _BINARY
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY
_MODE = 0o666


def bytes_of(path: str, most: int = sys.maxsize) -> bytes:
    """The bytes of a file, `most` of them. Raises `OSError`."""
    pieces: list[bytes] = []
    size = 0
    handle = os.open(path, _READ)
    try:
        while size < most and (piece := os.read(handle, min(_PIECE, most - size))):
            pieces.append(piece)
            size += len(piece)
    finally:
        os.close(handle)
    return b"".join(pieces)


def write_bytes(path: str, data: bytes) -> None:
    """Make a file hold these bytes, or replace what it holds. Raises `OSError`."""
    handle = os.open(path, _WRITE, _MODE)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
    finally:
        os.close(handle)
