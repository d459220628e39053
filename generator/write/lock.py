"""One run at a time in an output folder."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.errors import OutputError

try:
    import fcntl
except ImportError:  # on Windows, where a folder cannot be locked
    fcntl = None  # type: ignore[assignment]

#: Writing takes a second; a run that waits longer would hide a hanging one.
_PATIENCE_SECONDS = 30.0
_EVERY = 0.05


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder against other runs; a run that was killed holds nothing.

    Raises `OutputError` when another one does not let go of it. A folder on a disk that has no
    locks is used without one.
    """
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        _wait(handle, folder)
        yield
    finally:
        os.close(handle)


def _wait(handle: int, folder: Path) -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > until:
                raise OutputError(
                    f"{folder}: another run has been writing here for"
                    f" {_PATIENCE_SECONDS:.0f} seconds; nothing was written"
                ) from None
            time.sleep(_EVERY)
        except OSError:
            return
