"""Copies of this process, each with a line to it."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from typing import NamedTuple


def can_inherit() -> bool:
    """Whether a process can be a copy of this one, and have all that this one has.

    Elsewhere than on Linux forking is missing or is not safe with the system's libraries.
    """
    return sys.platform == "linux"


class Copy(NamedTuple):
    """The other one of two processes, and the ends of pipes where it is heard and told things.

    `number` is that of the copy; 0 in the copy itself, whose other one is the process that made it.
    """

    number: int
    reading: int
    writing: int

    def end(self) -> None:
        """Have the copy gone; called where it was made."""
        # Where nobody is told of processes that end, it may be gone already.
        with suppress(ProcessLookupError):
            os.kill(self.number, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self.number, 0)


def copied() -> Copy | None:
    """Make a copy of this process, in which this returns too; None where there may be none."""
    if not can_inherit():
        return None
    ends: list[int] = []
    try:
        for _ in range(2):
            ends += os.pipe()
        number = _fork()
    except OSError:  # a machine may allow no processes, or no more files
        for end in ends:
            os.close(end)
        return None
    here, there = (ends[0], ends[3]), (ends[2], ends[1])
    if not number:
        here, there = there, here
    for end in there:
        os.close(end)
    return Copy(number, *here)


def _fork() -> int:
    """Control-C is not for the copy, from its first moment: it is for the process that waits."""
    usual = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        number = os.fork()
        if not number:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        return number
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, usual)
