"""The bytes of files, of which a run reads thousands."""

from __future__ import annotations

import os

#: Most files are shorter.
_PIECE = 1 << 16
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0)


def bytes_of(path: str, most: int | None = None) -> bytes:
    """The bytes of a file, `most` of them if that is given. Raises `OSError`."""
    # Making a file object would take longer than reading does.
    handle = os.open(path, _FLAGS)
    try:
        data = b""
        while (most is None or len(data) < most) and (piece := os.read(handle, _PIECE)):
            data += piece
        return data[:most]
    finally:
        os.close(handle)
