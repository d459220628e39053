"""Units: made once, and again when what they looked up is another."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest

import generator.cache
from generator.cache import FILE, Cache
from generator.diagnostics import Finding
from generator.model import Loc
from generator.units import Kept, Known, Made, Many, Members, Shelf, Small, Stage, joined, known_by

SHOUT = Stage[int, str]("shout", int, str)


@pytest.fixture(autouse=True)
def nobody_edits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests may run while somebody edits the generator; nothing would be kept then."""
    monkeypatch.setattr(generator.cache, "is_current", lambda: True)


class Shouting:
    """Units that look up words by their name: its value is loud, its outline is the length."""

    def __init__(self, cache: Cache) -> None:
        self.cache = cache
        self.made: list[str] = []

    def __call__(self, words: Mapping[str, str], *units: str, input: str = "") -> dict[str, str]:
        table, flags = Small("words", words), Members("flags", words)
        self.made.clear()

        def make(unit: str) -> Made[int, str]:
            self.made.append(unit)
            said = table.get(unit, "nothing") if unit in flags else "-"
            finding = Finding("TITLE_MISSING", Loc(unit, 1), said)
            return Made(len(said), said.upper(), (finding,))

        shelf = Shelf(self.cache, "here")
        sums = {unit: joined(input) for unit in units}
        results = SHOUT.run(shelf, sums, (table, flags), make)
        shelf.close()
        assert [len(results.values[unit]) for unit in units] == list(results.outlines.values())
        assert [it.message.upper() for it in results.findings] == list(results.values.values())
        return dict(results.values)


@pytest.fixture
def shout(tmp_path: Path) -> Shouting:
    return Shouting(Cache(tmp_path / "cache"))


def test_a_unit_is_made_once(shout: Shouting) -> None:
    assert shout({"a": "one", "b": "two"}, "a", "b") == {"a": "ONE", "b": "TWO"}
    assert shout.made == ["a", "b"]
    assert shout({"a": "one", "b": "two"}, "a", "b") == {"a": "ONE", "b": "TWO"}
    assert shout.made == []


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ({"a": "one", "b": "two", "c": "three"}, []),  # nobody asked for c
        ({"a": "one", "b": "deux"}, ["b"]),
        ({"a": "one"}, ["b"]),
        ({}, ["a", "b"]),
    ],
)
def test_a_unit_is_made_again_when_what_it_looked_up_is_another(
    shout: Shouting, words: dict[str, str], made: list[str]
) -> None:
    shout({"a": "one", "b": "two"}, "a", "b")

    found = shout(words, "a", "b")

    assert shout.made == made
    assert found == {unit: words.get(unit, "-").upper() for unit in ("a", "b")}


def test_what_was_missing_may_come(shout: Shouting) -> None:
    assert shout({}, "a") == {"a": "-"}
    assert shout({"a": "one"}, "a") == {"a": "ONE"}
    assert shout({}, "a") == {"a": "-"}


def test_its_own_input_counts(shout: Shouting) -> None:
    shout({"a": "one"}, "a")
    shout({"a": "one"}, "a", input="other")
    assert shout.made == ["a"]


def test_units_come_and_go(shout: Shouting) -> None:
    words = {"a": "one", "b": "two", "c": "three"}
    shout(words, "a", "b")
    assert shout(words, "c", "b") == {"c": "THREE", "b": "TWO"}
    assert shout.made == ["c"]
    assert shout(words, "a", "b", "c") == {"a": "ONE", "b": "TWO", "c": "THREE"}


def test_few_changes_of_many_units_are_kept_too(shout: Shouting) -> None:
    names = [f"u{number}" for number in range(100)]
    words = dict.fromkeys(names, "x")
    shout(words, *names)
    for number in range(40):
        words |= {f"u{number}": f"new {number}"}
        shout(words, *names)
        assert shout.made == [f"u{number}"]
        shout(words, *names)
        assert shout.made == []


def test_a_shelf_that_keeps_nothing(tmp_path: Path) -> None:
    shout = Shouting(Cache(None))
    assert shout({"a": "one"}, "a") == shout({"a": "one"}, "a") == {"a": "ONE"}
    assert shout.made == ["a"]


def test_half_a_character_is_made_each_time(shout: Shouting) -> None:
    words = {"a": "half \ud800", "b": "two"}
    assert shout(words, "a", "b") == shout(words, "a", "b")
    assert shout.made == ["a"]


def test_places_are_told_apart(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    stage = Stage[None, str]("place", None, str)
    for place in ("x", "y"):
        shelf = Shelf(cache, place)
        made = stage.run(shelf, {"a": b""}, (), lambda _, place=place: Made(None, place))  # type: ignore[misc]
        shelf.close()
        assert made.values["a"] == place


@pytest.mark.parametrize("where", ["WHERE length(value) < 40", ""])
def test_what_is_gone_is_made_again(shout: Shouting, tmp_path: Path, where: str) -> None:
    shout({"a": "one", "b": "two"}, "a", "b")
    with sqlite3.connect(tmp_path / "cache" / FILE) as database:
        database.execute(f"DELETE FROM results {where}")
    assert shout({"a": "one", "b": "two"}, "a", "b") == {"a": "ONE", "b": "TWO"}


def test_damage_is_noticed(shout: Shouting, tmp_path: Path) -> None:
    shout({"a": "one", "b": "two"}, "a", "b")
    with sqlite3.connect(tmp_path / "cache" / FILE) as database:
        database.execute("UPDATE results SET value = substr(value, 1, length(value) - 1) || x'00'")
    assert shout({"a": "one", "b": "two"}, "a", "b") == {"a": "ONE", "b": "TWO"}


class TestUnitsThatLookUpEachOther:
    """Each unit is the word above it and its own."""

    ABOVE = Stage[None, str]("above", None, str)

    def run(
        self, cache: Cache, words: Mapping[str, str], above: Mapping[str, str]
    ) -> dict[str, str]:
        done: Kept[str] = Kept("above")
        parents = Small("parents", above)
        self.made: list[str] = []

        def make(unit: str) -> Made[None, str]:
            self.made.append(unit)
            parent = parents.get(unit)
            return Made(None, (done[parent] + "/" if parent in done else "") + words[unit])  # type: ignore[index]

        shelf = Shelf(cache, "")
        sums = {unit: joined(word) for unit, word in words.items()}
        self.ABOVE.run(shelf, sums, (parents, done), make, done, set(above.values()))
        shelf.close()
        return dict(done)

    def test_what_is_below_follows(self, tmp_path: Path) -> None:
        cache, above = Cache(tmp_path), {"b": "a", "c": "b"}
        words = {"a": "1", "b": "2", "c": "3", "d": "4"}
        assert self.run(cache, words, above)["c"] == "1/2/3"
        assert self.run(cache, words | {"a": "0"}, above)["c"] == "0/2/3"
        assert self.made == ["a", "b", "c"]
        assert self.run(cache, words | {"d": "0"}, above)["c"] == "1/2/3"
        assert self.made == ["a", "b", "c", "d"]
        assert self.run(cache, words, {"b": "a", "c": "a"})["c"] == "1/3"
        assert self.made == ["c", "d"]

    def test_what_did_not_change_stops_it(self, tmp_path: Path) -> None:
        cache, above = Cache(tmp_path), {"b": "a", "c": "b"}
        self.run(cache, {"a": "1", "b": "2", "c": "3"}, above)
        words = {"a": "1", "b": "2", "c": "3", "x": "9"}
        self.run(cache, words, above)
        assert self.made == ["x"]


def test_many_are_read_when_looked_at() -> None:
    read: list[str] = []

    def known(name: str) -> Known[str]:
        return Known(name.encode(), lambda: read.append(name) or name)  # type: ignore[func-returns-value]

    many = Many([(name, known(name)) for name in ("a", "b", "c", "a")])

    assert (len(many), [many.known[name].sum for name in many.known]) == (4, [b"a", b"b", b"c"])
    assert read == []
    assert (many[1], many[-1], list(many[:2])) == ("b", "a", ["a", "b"])
    assert read == ["b", "a", "a"]
    assert list(many) == ["a", "b", "c", "a"] == many
    assert known_by(many, str)["c"].value == "c"


def test_plain_values_are_known_by_their_digests() -> None:
    assert [it.value for it in known_by(("x", "y", "x"), str).values()] == ["x", "y"]
    assert Known(value="x").sum == Known(value="x").sum != Known(value="y").sum
    assert Known(value="\ud800").sum != Known(value="\ud801").sum
