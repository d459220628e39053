"""A progress bar for people who watch: on a terminal only, on standard error only."""

from __future__ import annotations

import time
from typing import TextIO

_WIDTH = 24
_EVERY = 0.1  # seconds; more often only costs time


class Bar:
    """Draws `reading  ######------  1,234/3,341` over itself; `close` takes it away."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._drawn = 0
        self._next = 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show that `done` of `total` is done; `total` 0 when it is not known."""
        now = time.monotonic()
        if now < self._next and done != total:
            return
        self._next = now + _EVERY
        filled = _WIDTH * done // total if total else 0
        bar = "#" * filled + "-" * (_WIDTH - filled)
        self._draw(f"{what:<10} {bar} {done:,}/{total:,}" if total else what)

    def close(self) -> None:
        """Clear the line."""
        if self._drawn:
            self._draw("")
            self._stream.write("\r")
            self._stream.flush()
            self._drawn = 0

    def _draw(self, line: str) -> None:
        self._stream.write("\r" + line.ljust(self._drawn))
        self._stream.flush()
        self._drawn = len(line)


def progress_for(stream: TextIO | None, quiet: bool) -> Bar | None:
    """A bar when `stream` is a terminal and nobody asked for silence."""
    if quiet or stream is None or not stream.isatty():
        return None
    return Bar(stream)
