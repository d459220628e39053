"""Work shared between processes.

Results come in the order of the items, and are those that one process would have: the number of
processes changes nothing but the time taken.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from generator.copies import can_inherit

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Item = TypeVar("Item")
Result = TypeVar("Result")

_SWITCH_SECONDS = 0.0002
#: So often it is looked whether the workers that are waited for are there.
_LOOK_SECONDS = 1.0

#: What this process is to do with each item; set in workers only.
_work: Callable[[Any], Any] | None = None


def in_order(work: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Iterator[Result]:
    """`work(item)` for each item, by up to `jobs` processes, of which this one is the first.

    Items and results have to be picklable; `work` too, unless `can_inherit()`.
    """
    done = 0
    made: dict[int, Result] = {}
    number = min(jobs, len(items)) - 1
    if number > 0:
        from multiprocessing import active_children  # here: few runs need several

        # A machine may allow no processes or threads, or have too little memory for them, or end
        # them: go on alone then. An error of the work itself comes again.
        with suppress(RuntimeError, OSError), _workers(number, work) as pool:
            futures = [pool.submit(_run, item) for item in items]
            workers = len(active_children())
            last = len(items)
            for at, future in enumerate(futures):
                # Rather than wait, do what the others would do last.
                while not future.done() and last > at + 1:
                    last -= 1
                    if futures[last].cancel():
                        made[last] = work(items[last])
                yield made.pop(at) if at in made else _result(future, workers)
                done += 1
    for at in range(done, len(items)):
        yield made.pop(at) if at in made else work(items[at])


def _result(future: Future[Result], workers: int) -> Result:
    """The result of what one of so many workers does. Raises `RuntimeError` when one has died."""
    from concurrent.futures import wait
    from multiprocessing import active_children

    while not future.done():
        wait([future], _LOOK_SECONDS)
        if not future.done() and len(active_children()) < workers:
            raise RuntimeError("a worker died, maybe while it handed over a result")
    return future.result()


def batched(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    """The items in batches of a size, the last one smaller."""
    return [items[start : start + size] for start in range(0, len(items), size)]


@contextmanager
def _workers(number: int, work: Callable[[Any], Any]) -> Iterator[ProcessPoolExecutor]:
    """Processes that are gone afterwards, even when Control-C comes twice."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("fork" if can_inherit() else "spawn")
    pool = ProcessPoolExecutor(number, context, _start, (work,))
    usual = sys.getswitchinterval()
    # The threads that hand out work get their turn at once, though this one works too.
    sys.setswitchinterval(_SWITCH_SECONDS)
    with _without_complaints():
        try:
            yield pool
        except BaseException:
            for worker in multiprocessing.active_children():
                worker.terminate()
            # One that ends while it hands over a result leaves half of it, and the pool waits for
            # the rest as long as anybody could write that: this process could. The attributes are
            # not public, and nothing else tells the pool to let go.
            with suppress(AttributeError, OSError):
                pool._result_queue._writer.close()  # type: ignore[attr-defined]
            raise
        finally:
            sys.setswitchinterval(usual)
            pool.shutdown(cancel_futures=True)


@contextmanager
def _without_complaints() -> Iterator[None]:
    """When a worker dies, Python 3.11 fails to tell so to what was cancelled, and prints that."""
    import threading
    from concurrent.futures import InvalidStateError

    usual = threading.excepthook

    def hook(failure: threading.ExceptHookArgs) -> None:
        if not issubclass(failure.exc_type, InvalidStateError):
            usual(failure)

    threading.excepthook = hook
    try:
        yield
    finally:
        threading.excepthook = usual


def _start(work: Callable[[Any], Any]) -> None:
    global _work
    # Control-C is the main process's to answer; a worker would print a traceback.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _work = work
    # A run that is killed takes its workers along: they would hold its lock on the output.
    from threading import Thread

    try:
        Thread(target=_end_with_parent, daemon=True).start()
    except RuntimeError:  # the machine allows no more; a traceback would say so otherwise
        os._exit(1)


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _run(item: Any) -> Any:
    assert _work is not None
    return _work(item)
