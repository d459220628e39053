"""A copy of this process, and what a machine may do to it or refuse."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.copies import can_inherit, copied

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(not can_inherit(), reason="processes are not copied here")


def test_each_hears_what_the_other_says() -> None:
    other = copied()
    assert other is not None
    if not other.number:
        os.write(other.writing, os.read(other.reading, 5).upper())
        os._exit(0)
    os.write(other.writing, b"hello")
    assert os.read(other.reading, 9) == b"HELLO"
    assert os.read(other.reading, 9) == b""
    other.end()
    for end in (other.reading, other.writing):
        os.close(end)


def _open() -> list[str]:
    return os.listdir("/proc/self/fd")


@pytest.mark.parametrize("function", ["fork", "pipe"])
@pytest.mark.parametrize("before", [0, 1])
def test_where_there_may_be_none(
    function: str, before: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual: Callable[[], object] = getattr(os, function)
    left = [before if function == "pipe" else 0]

    def refuse() -> object:
        left[0] -= 1
        if left[0] < 0:
            raise OSError("no more of these")
        return usual()

    monkeypatch.setattr(os, function, refuse)
    here = _open()
    assert copied() is None
    assert len(_open()) == len(here)


def _run(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    return f"{done.stdout}{done.stderr}"


def test_control_c_at_its_first_moment_is_not_for_it() -> None:
    program = """
import os, signal
usual = os.fork
def fork():
    number = usual()
    if not number:
        signal.raise_signal(signal.SIGINT)
    return number
os.fork = fork
from generator.aside import aside
from generator.twin import twin
with aside(lambda: str.upper, 2) as other, twin(2) as both:
    other.ask("a")
    both.shares(range(1000), lambda: None)
    heard = both.swap(b"1", b"copy" if both.is_copy else b"here")
    if both.is_copy:
        both.stop()
    print(other.result(), bytes(heard), signal.pthread_sigmask(signal.SIG_BLOCK, ()))
"""
    assert _run(program) == "A b'copy' set()\n"


def test_where_nobody_is_told_of_processes_that_end() -> None:
    program = """
import signal, time
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
from generator.aside import aside
with aside(lambda: str.upper, 2) as other:
    other.ask("a")
    print(other.result())
    time.sleep(0.1)
"""
    assert _run(program) == "A\n"


def test_it_is_gone_when_it_is_ended() -> None:
    other = copied()
    assert other is not None
    if not other.number:
        signal.pause()
    other.end()
    for end in (other.reading, other.writing):
        os.close(end)
    with pytest.raises(ProcessLookupError):
        os.kill(other.number, 0)
