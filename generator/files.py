"""The bytes of files, of which a run reads thousands."""

from __future__ import annotations

import os
import sys

#: Most files are shorter.
_PIECE = 1 << 16
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0)


def bytes_of(path: str, most: int = sys.maxsize) -> bytes:
    """The bytes of a file, `most` of them. Raises `OSError`."""
    pieces: list[bytes] = []
    size = 0
    # Making a file object would take longer than reading does.
    handle = os.open(path, _FLAGS)
    try:
        while size < most and (piece := os.read(handle, min(_PIECE, most - size))):
            pieces.append(piece)
            size += len(piece)
    finally:
        os.close(handle)
    return b"".join(pieces)
