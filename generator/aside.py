"""Another process that gets ready for some work, and does it while this one does other things."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Generic, NoReturn, TypeVar

from generator.copies import Copy, copied

Item = TypeVar("Item")
Result = TypeVar("Result")


class Aside(Generic[Item, Result]):
    """What asks the other process, once; where there is none, nothing comes of that."""

    def __init__(self, other: Copy | None = None) -> None:
        self._other = other
        self._is_asked = False
        self._result: Result | None = None

    def ask(self, item: Item) -> None:
        """Have it work on an item, which has to be picklable."""
        if self._other is not None:
            with suppress(OSError), open(self._other.writing, "wb", closefd=False) as stream:
                pickle.dump(item, stream)
            self._is_asked = True

    def result(self) -> Result | None:
        """Wait for what comes of it; None where nothing does."""
        if self._is_asked and self._other is not None:
            with open(self._other.reading, "rb", closefd=False) as stream:
                self._result = _received(stream.read())
            self._is_asked = False
        return self._result


@contextmanager
def aside(
    ready: Callable[[], Callable[[Item], Result]], jobs: int
) -> Iterator[Aside[Item, Result]]:
    """While the block runs, a copy of this process is there for some work, if there may be one.

    It gets `ready` at once, of which comes what does the work; it works when it is asked, and is
    gone afterwards. What it returns has to be picklable.
    """
    other = copied() if jobs > 1 else None
    if other is None:
        yield Aside()
        return
    if not other.number:
        _serve(ready, other)
    try:
        yield Aside(other)
    finally:
        os.close(other.writing)
        os.close(other.reading)
        other.end()


def _serve(ready: Callable[[], Callable[[Any], Any]], other: Copy) -> NoReturn:
    """Do the work when it is asked for, and be gone: nothing else of this copy is to happen."""
    try:
        work = ready()
        with open(other.reading, "rb") as stream:
            item = pickle.load(stream)
        with open(other.writing, "wb") as stream:
            pickle.dump(work(item), stream)
    finally:
        os._exit(0)


def _received(data: bytes) -> Any:
    """What was handed over, if all of it was: nobody but a copy of this process has written it."""
    try:
        return pickle.loads(data)
    except (EOFError, pickle.UnpicklingError):
        return None
