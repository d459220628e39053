"""A copy of this process that does what this one does, so that each does half of the work.

Work in which most steps need what came of those before cannot be handed out piece by piece: to say
what there is to do would take longer than to do it. A copy has all of that. From when it is made
both go the same way; where there are many pieces at once, each does every other one, and they tell
each other what came of these. What the copy says is a help, never needed: where it says nothing,
or is not at the same step, this process does all of the rest itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import BinaryIO, TypeVar

from generator.copies import Copy, copied

Piece = TypeVar("Piece")

#: From so many pieces on a copy is made, and so many are worth the telling once there is one.
_COPY_FROM = 300
_SHARE_FROM = 40

_LENGTH_BYTES = 8


class Twin:
    """Half of two processes; `is_copy` tells which, and the copy is made when it is of use."""

    def __init__(self, jobs: int) -> None:
        self.is_copy = False
        self._may_start = jobs > 1
        self._other: Copy | None = None
        self._reading: BinaryIO | None = None
        self._writing: BinaryIO | None = None

    def shares(self, pieces: Sequence[object], before: Callable[[], None]) -> bool:
        """Whether these are shared; `before` is called before a copy is made."""
        if self._reading is None and self._may_start and len(pieces) >= _COPY_FROM:
            before()
            self._start()
        return self._reading is not None and len(pieces) >= _SHARE_FROM

    def own(self, pieces: Sequence[Piece]) -> Sequence[Piece]:
        """The pieces that are this process's."""
        return pieces[int(self.is_copy) :: 2]

    def swap(self, step: bytes, data: bytes) -> memoryview | None:
        """Tell the other process some data, and hear its own; None where there are none.

        `step` says where both have to be.
        """
        heard: memoryview | None = None
        # One speaks and the other one hears: pipes are short.
        for speaks in (self.is_copy, not self.is_copy):
            if speaks:
                self._say(step + data)
            else:
                heard = self._hear()
        if heard is None or heard[: len(step)] != step:
            self.stop()
            return None
        return heard[len(step) :]

    def stop(self) -> None:
        """Go on alone. The copy ends here."""
        if self.is_copy:
            os._exit(0)
        self._may_start = False
        for stream in (self._reading, self._writing):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        self._reading = self._writing = None
        if self._other is not None:
            self._other.end()
            self._other = None

    def _start(self) -> None:
        self._may_start = False
        other = self._other = copied()
        if other is not None:
            self.is_copy = not other.number
            self._reading = os.fdopen(other.reading, "rb")
            self._writing = os.fdopen(other.writing, "wb")

    def _say(self, data: bytes) -> None:
        if self._writing is not None:
            with suppress(OSError):
                self._writing.write(len(data).to_bytes(_LENGTH_BYTES, "big"))
                self._writing.write(data)
                self._writing.flush()

    def _hear(self) -> memoryview | None:
        if self._reading is None:
            return None
        size = int.from_bytes(self._reading.read(_LENGTH_BYTES), "big")
        data = self._reading.read(size)
        return memoryview(data) if data and len(data) == size else None


@contextmanager
def twin(jobs: int) -> Iterator[Twin]:
    """What makes a copy when that is of use, and may be; the copy ends with the block."""
    both = Twin(jobs)
    try:
        yield both
    finally:
        both.stop()


#: Where nothing is shared.
ALONE = Twin(1)
