"""Another process that gets ready and works when it is asked, or none at all."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.aside import aside
from generator.copies import can_inherit

pytestmark = pytest.mark.skipif(not can_inherit(), reason="processes are not copied here")


def who() -> Callable[[str], tuple[str, int]]:
    return lambda word: (word.upper(), os.getpid())


def test_a_copy_works() -> None:
    with aside(who, 2) as other:
        other.ask("a")
        found = other.result()
        assert found is not None
        assert found[0] == "A"
        assert found[1] != os.getpid()
        assert other.result() == found


def test_it_gets_ready_before_it_is_asked(tmp_path: Path) -> None:
    def ready() -> Callable[[str], str]:
        (tmp_path / "ready").touch()
        return str.upper

    with aside(ready, 2) as other:
        while not (tmp_path / "ready").exists():
            time.sleep(0.01)
        other.ask("b")
        assert other.result() == "B"


def test_who_is_not_asked_says_nothing() -> None:
    with aside(who, 2) as other:
        assert other.result() is None


def test_one_process_is_enough() -> None:
    with aside(who, 1) as other:
        other.ask("a")
        assert other.result() is None


def test_where_no_copy_may_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise OSError("no more processes")

    monkeypatch.setattr(os, "fork", refuse)
    with aside(who, 2) as other:
        other.ask("a")
        assert other.result() is None


def fails() -> Callable[[str], str]:
    raise ValueError("not ready")


@pytest.mark.parametrize("ready", [fails, lambda: lambda word: int(word), lambda: os._exit(3)])
def test_a_failure_gives_nothing(
    ready: Callable[[], Callable[[str], object]], capfd: pytest.CaptureFixture[str]
) -> None:
    with aside(ready, 2) as other:
        other.ask("a")
        assert other.result() is None
    assert capfd.readouterr() == ("", "")


def test_long_items_and_answers() -> None:
    with aside(lambda: lambda word: word * 2, 2) as other:
        other.ask("a" * 1_000_000)
        assert other.result() == "a" * 2_000_000


def test_it_is_gone_when_nobody_waits() -> None:
    begin = time.monotonic()
    with aside(lambda: time.sleep, 2) as other:
        other.ask(60)
    assert time.monotonic() - begin < 30
