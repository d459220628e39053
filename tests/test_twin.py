"""A copy that does half of the work: results are those of one process, whatever becomes of it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

import generator.cache
import generator.twin
from generator.cache import Cache
from generator.config import Config
from generator.copies import can_inherit
from generator.diagnostics import Finding
from generator.model import Loc
from generator.pipeline import run
from generator.twin import Twin, twin
from generator.units import Kept, Made, Results, Shelf, Small, Stage

SQUARES = Stage[str, list[int]]("squares", str, list[int])
UNITS = [str(number) for number in range(60)]

pytestmark = pytest.mark.skipif(not can_inherit(), reason="processes are not copied here")


@pytest.fixture(autouse=True)
def shares_little(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generator.twin, "_COPY_FROM", 2)
    monkeypatch.setattr(generator.twin, "_SHARE_FROM", 2)
    monkeypatch.setattr(generator.cache, "is_current", lambda: True)


class Squares:
    """Squares of numbers, of which a table has some; notes which of them this process has made."""

    def __init__(self, cache: Cache, before: Callable[[str], None] = lambda unit: None) -> None:
        self.cache = cache
        self.before = before
        self.made: list[str] = []

    def __call__(self, other: Twin, known: dict[str, str]) -> Results[str, list[int]]:
        table = Small("known", known)

        def make(unit: str) -> Made[str, list[int]]:
            self.before(unit)
            self.made.append(unit)
            found = [int(unit) ** 2, len(table.get(unit, ""))]
            return Made(unit + "²", found, (Finding("TITLE_MISSING", Loc(unit, 1), unit),))

        shelf = Shelf(self.cache, "", other)
        results = SQUARES.run(shelf, dict.fromkeys(UNITS, b""), (table,), make)
        if not other.is_copy:
            shelf.close()
        return results


def _expect(results: Results[str, list[int]], known: dict[str, str]) -> None:
    assert list(results.outlines.items()) == [(unit, unit + "²") for unit in UNITS]
    assert list(results.values) == UNITS
    values = [[int(unit) ** 2, len(known.get(unit, ""))] for unit in UNITS]
    assert list(results.values.values()) == values
    assert [it.loc.path for it in results.findings] == UNITS


@pytest.fixture(params=["kept", "not kept"])
def cache(request: pytest.FixtureRequest, tmp_path: Path) -> Cache:
    return Cache(tmp_path if request.param == "kept" else None)


def test_each_makes_every_other_unit(cache: Cache) -> None:
    squares = Squares(cache)
    with twin(2) as other:
        _expect(squares(other, {"3": "x"}), {"3": "x"})
    assert squares.made == UNITS[::2]


def test_what_the_copy_looked_up_is_kept_with_what_it_made(tmp_path: Path) -> None:
    squares = Squares(Cache(tmp_path))
    with twin(2) as other:
        squares(other, {"3": "x"})
    for known, made in (({"3": "x"}, []), ({"3": "yy", "4": "z"}, ["3", "4"]), ({}, ["3", "4"])):
        squares.made.clear()
        _expect(squares(twin_alone(), known), known)
        assert squares.made == made


def twin_alone() -> Twin:
    return Twin(1)


def _in_copies(act: Callable[[], object]) -> Callable[[str], None]:
    here = os.getpid()

    def before(unit: str) -> None:
        if os.getpid() != here and unit == "31":
            act()

    return before


def _fail() -> None:
    raise ValueError("only the copy has met this")


@pytest.mark.parametrize(
    "act", [_fail, lambda: os._exit(3), lambda: os.kill(os.getpid(), signal.SIGKILL)]
)
def test_without_the_copy_all_is_made_here(cache: Cache, act: Callable[[], object]) -> None:
    squares = Squares(cache, _in_copies(act))
    with twin(2) as other:
        _expect(squares(other, {}), {})
        assert set(squares.made) == set(UNITS)
        squares.made.clear()
        _expect(squares(other, {"1": "a"}), {"1": "a"})
        assert set(squares.made) == ({"1"} if cache else set(UNITS))


def test_a_copy_that_is_elsewhere_is_not_listened_to(cache: Cache) -> None:
    here = os.getpid()
    with twin(2) as other:
        squares = Squares(cache)
        _expect(squares(other, {}), {})
        if os.getpid() != here:
            SQUARES.name = "something else"
        squares = Squares(Cache(None))
        _expect(squares(other, {}), {})
        assert set(squares.made) == set(UNITS)


def test_what_is_no_data_is_made_by_both(cache: Cache) -> None:
    stage = Stage[None, str]("halves", None, str)

    def make(unit: str) -> Made[None, str]:
        return Made(None, f"{unit} \ud800" if int(unit) % 3 else unit)

    with twin(2) as other:
        found = stage.run(Shelf(cache, "", other), dict.fromkeys(UNITS, b""), (), make)
        assert list(found.values.values()) == [make(unit).value for unit in UNITS]


def test_names_that_are_no_data_are_looked_up(cache: Cache) -> None:
    stage = Stage[None, str]("halves", None, str)
    table = Small("known", {"\ud800": "half"})

    def make(unit: str) -> Made[None, str]:
        return Made(None, unit + table.get("\ud800", ""))

    with twin(2) as other:
        found = stage.run(Shelf(cache, "", other), dict.fromkeys(UNITS, b""), (table,), make)
        assert list(found.values.values()) == [unit + "half" for unit in UNITS]


def test_what_others_look_up_is_made_by_both_first() -> None:
    stage = Stage[None, list[str]]("above", None, list[str])
    done: Kept[list[str]] = Kept("above")
    above = {unit: str(int(unit) // 3) for unit in UNITS if unit != "0"}

    def make(unit: str) -> Made[None, list[str]]:
        return Made(None, [*done[above[unit]], unit] if unit in above else [unit])

    with twin(2) as other:
        shelf = Shelf(Cache(None), "", other)
        stage.run(shelf, dict.fromkeys(UNITS, b""), (done,), make, done, set(above.values()))
        assert (list(done), done["59"]) == (UNITS, ["0", "2", "6", "19", "59"])


def test_the_copy_ends_with_the_block(cache: Cache) -> None:
    with pytest.raises(ZeroDivisionError), twin(2) as other:
        Squares(cache)(other, {})
        assert other._other
        copy = other._other.number
        raise ZeroDivisionError
    with pytest.raises(ProcessLookupError):
        os.kill(copy, 0)


def test_where_no_copy_may_be_made(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise OSError("no more processes")

    monkeypatch.setattr(os, "fork", refuse)
    squares = Squares(cache)
    with twin(2) as other:
        _expect(squares(other, {}), {})
    assert squares.made == UNITS


def test_it_changes_nothing_of_a_whole_run(tmp_path: Path, docs: Path) -> None:
    alone = run(Config(docs, jobs=1))
    both = run(Config(docs, jobs=2))
    assert dict(both.files) == dict(alone.files)
    assert both.findings == alone.findings


@pytest.fixture
def docs() -> Path:
    return Path(__file__).parent.parent / "docs_input"
