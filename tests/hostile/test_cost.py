"""What pages cost: no text makes a run hang, and time grows with the length of the pages."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator import limits
from generator.cache import Cache
from generator.link import link
from generator.read import read_page
from generator.units import Known, Shelf
from tests.hostile import pages
from tests.hostile.growth import SHAPES, cost
from tests.hostile.regexes import PIECES
from tests.hostile.running import SAFE, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="measures with POSIX timers")

_HOLES = sorted({hole for text in pages.TEMPLATES.values() for hole in pages.holes(text)})
#: Repeated pieces that some expression was once slow with.
_ONCE_SLOW = (" ", "\t", "a", "a.", "`", "()", "[!INCLUDE ", "/{a}", "<!-- ", "[a](", "- ", "'a'")
_LENGTH = 50_000


class Slow(BaseException):
    """Not an Exception: nothing may catch it but the test."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail after so much time of this process alone, whatever else the machine does."""

    def stop(*_: object) -> None:
        raise Slow

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    except Slow:
        pytest.fail(f"takes more than {seconds} seconds")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def read(slots: dict[str, str]) -> None:
    texts = pages.filled(slots)
    facts = {path: read_page(path, text, lambda _: None) for path, text in texts.items()}
    link("", {path: Known(value=page) for path, page in facts.items()}, Shelf(Cache(None), ""))


@pytest.mark.parametrize("piece", _ONCE_SLOW)
def test_long_texts_that_were_slow(piece: str) -> None:
    for hole in _HOLES:
        with within(3):
            read({hole: piece * (_LENGTH // len(piece))})


@pytest.mark.long
@pytest.mark.parametrize("hole", _HOLES)
def test_any_long_text(hole: str) -> None:
    for piece in PIECES[_HOLES.index(hole) % 3 :: 3]:
        with within(6):
            read({hole: piece * (_LENGTH // len(piece))})


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_end_soon(tmp_path: Path, name: str) -> None:
    size, shape = SHAPES[name]
    with within(8):
        run(tmp_path, shape(size // 2))


@pytest.mark.long
@pytest.mark.parametrize("name", SHAPES)
def test_time_is_linear(name: str) -> None:
    size, shape = SHAPES[name]
    nothing, _ = cost({})
    once, _ = cost(shape(size))
    four, memory = cost(shape(size * 4))
    assert four - nothing < 6 * (once - nothing) + 0.5
    assert memory < 1000


#: Pages over a limit: what is said to be lost.
_OVER = {
    "line": (
        {"resources/x.md": SAFE.replace("A page", "a" * (limits.LINE + 1))},
        "the rest of the line",
    ),
    "lines": ({"resources/x.md": SAFE + "\n- a" * limits.LINES}, "the lines after this one"),
    "request lines": (SHAPES["request lines"][1](limits.REQUEST_LINES + 1), "this route and those"),
    "URL": (SHAPES["request lines"][1](1), ""),
    "messages": (SHAPES["examples"][1](limits.MESSAGES // 2 + 1), "the examples from here on"),
    "includes": (SHAPES["includes in includes"][1](20), "what is included here"),
    "bases": (SHAPES["bases above each other"][1](limits.BASES + 2), "the base of"),
}


@pytest.mark.parametrize("name", [name for name in _OVER if _OVER[name][1]])
def test_what_is_over_a_limit_is_told_once(tmp_path: Path, name: str) -> None:
    files, lost = _OVER[name]
    found = [it for it in run(tmp_path, files).findings if it.code == "OVER_LIMIT"]
    assert len(found) == 1
    assert found[0].lost.startswith(lost)
    assert found[0].loc.line > 0
    assert found[0].loc.path in files


def test_a_page_that_is_too_long(tmp_path: Path) -> None:
    output = run(tmp_path, {"resources/x.md": "a\n" * (limits.PAGE_BYTES // 2 + 1)})
    (found,) = output.findings
    assert (found.code, found.loc.path, found.lost) == (
        "PAGE_UNREADABLE",
        "resources/x.md",
        "the whole page",
    )
