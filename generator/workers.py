"""Work shared between processes.

Results come in the order of the items, and are those that one process would have: the number of
processes changes nothing but the time taken.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

Item = TypeVar("Item")
Result = TypeVar("Result")

#: What this process is to do with each item; set in workers only.
_work: Callable[[Any], Any] | None = None


def can_inherit() -> bool:
    """Whether workers are copies of this process and have all that it has.

    Elsewhere than on Linux forking is missing or is not safe with the system's libraries.
    """
    return sys.platform == "linux"


def in_order(work: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Iterator[Result]:
    """`work(item)` for each item, by up to `jobs` processes.

    Items and results have to be picklable; `work` too, unless `can_inherit()`.
    """
    done = 0
    number = min(jobs, len(items))
    if number > 1:
        from concurrent.futures.process import BrokenProcessPool  # here: few runs need several

        # A machine may allow no processes, or have too little memory for them: go on alone then.
        with suppress(BrokenProcessPool, OSError), _workers(number, work) as pool:
            for result in pool.map(_run, items):
                done += 1
                yield result
    for item in items[done:]:
        yield work(item)


@contextmanager
def _workers(number: int, work: Callable[[Any], Any]) -> Iterator[ProcessPoolExecutor]:
    """Processes that are gone afterwards, even when Control-C comes twice."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("fork" if can_inherit() else "spawn")
    pool = ProcessPoolExecutor(number, context, _start, (work,))
    try:
        yield pool
    except BaseException:
        for worker in multiprocessing.active_children():
            worker.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _start(work: Callable[[Any], Any]) -> None:
    global _work
    _work = work
    # Control-C is the main process's to answer; a worker would print a traceback.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _run(item: Any) -> Any:
    assert _work is not None
    return _work(item)
