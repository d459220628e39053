"""Another process that gets ready for some work, and does it while this one does other things."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Generic, NoReturn, TypeVar

from generator.workers import can_inherit

Item = TypeVar("Item")
Result = TypeVar("Result")


class Aside(Generic[Item, Result]):
    """What asks the other process, once; where there is none, nothing comes of that."""

    def __init__(self, asking: int | None = None, answering: int | None = None) -> None:
        self._asking = asking
        self._answering = answering
        self._is_asked = False
        self._result: Result | None = None

    def ask(self, item: Item) -> None:
        """Have it work on an item, which has to be picklable."""
        if self._asking is not None:
            with suppress(OSError), open(self._asking, "wb", closefd=False) as stream:
                pickle.dump(item, stream)
            self._is_asked = True

    def result(self) -> Result | None:
        """Wait for what comes of it; None where nothing does."""
        if self._is_asked and self._answering is not None:
            with open(self._answering, "rb", closefd=False) as stream:
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
    if jobs < 2 or not can_inherit():
        yield Aside()
        return
    there, asking = os.pipe()
    answering, back = os.pipe()
    try:
        child = os.fork()
    except OSError:  # a machine may allow no processes
        child = -1
    if not child:
        os.close(asking)
        os.close(answering)
        _serve(ready, there, back)
    os.close(there)
    os.close(back)
    try:
        yield Aside(asking, answering) if child > 0 else Aside()
    finally:
        os.close(asking)
        os.close(answering)
        if child > 0:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _serve(ready: Callable[[], Callable[[Any], Any]], asked: int, answers: int) -> NoReturn:
    """Do the work when it is asked for, and be gone: nothing else of this copy is to happen."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for the process that waits
        work = ready()
        with open(asked, "rb") as stream:
            item = pickle.load(stream)
        with open(answers, "wb") as stream:
            pickle.dump(work(item), stream)
    finally:
        os._exit(0)


def _received(data: bytes) -> Any:
    """What was handed over, if all of it was: nobody but a copy of this process has written it."""
    try:
        return pickle.loads(data)
    except (EOFError, pickle.UnpicklingError):
        return None
