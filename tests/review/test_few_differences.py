"""Of two surfaces that hardly differ hardly anything is read, and the changes are the same."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.review import review, surface
from generator.review.change import Change
from generator.review.changes import find_changes
from generator.review.surface import parse

Surface = dict[str, str]

TYPES = [f"n.{name}" for name in ("room", "roomKey", "door", "gate")]
PAGES = ["room-get", "room-fetch", "door-open"]
NAMES = ["id", "mail", "mailBox", "floor"]
PLACES = st.integers(1, 9).map(lambda line: f"page.md:{line}")


def lines_of(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(" ".join)


def some(*texts: str) -> st.SearchStrategy[str]:
    return st.sampled_from(texts)


KINDS = some("n.room", "n.door", "Collection(n.door)", "Edm.String", "Edm.Int32", "Edm.Int64")
DOC = some("doc=1", "doc=2")
#: Lines of each file: any of them may be there, or not.
FILES = {
    "types.txt": st.one_of(
        lines_of(
            some(*TYPES), some("type Room"), some("kind=entity", "base=n.door", "base=n.room"), DOC
        ),
        lines_of(
            some(*TYPES),
            some("property"),
            some(*(f"{name} {name}" for name in NAMES)),
            KINDS,
            DOC,
        ),
        lines_of(some('"n.a b" enum Kind', 'n.kind enum "Kind"'), DOC),
        lines_of(some("n.kind member a A", "n.kind member b B"), some("value=1", "value=2"), DOC),
    ),
    "operations.txt": st.one_of(
        lines_of(some(*PAGES), some("operation rooms.get", "operation rooms.fetch"), DOC),
        lines_of(some(*PAGES), some("returns"), KINDS, some("one status=200", "page status=201")),
        lines_of(some(*PAGES), some("route GET /rooms/{id}", "route GET /doors", "route POST /x")),
        lines_of(
            some(*PAGES), some("parameter"), some(*NAMES), KINDS, some("place=query wire=w"), DOC
        ),
        lines_of(some(*PAGES), some("permission Application A.B", "permission Delegated A.B")),
    ),
    "examples.txt": lines_of(
        some(*PAGES),
        some("example 1", "example 2"),
        some("exact", 'broken reason="LOSS says so"', "adjusted"),
        some("text=1", "text=2"),
    ),
    "lost.txt": lines_of(
        some(*PAGES, *(f"{name}.mail" for name in TYPES)),
        some("lost LOSS", "lost OTHER"),
        some('"says so"', "says"),
        some("all", "all times=2"),
    ),
}


@st.composite
def texts(draw: st.DrawFn, few: int = 12) -> dict[str, list[tuple[str, str]]]:
    """The lines of each file, each with its place."""
    return {
        file: draw(st.lists(st.tuples(line, PLACES), max_size=few, unique_by=lambda it: it[0]))
        for file, line in FILES.items()
    }


def surface_of(lines: Mapping[str, list[tuple[str, str]]]) -> Surface:
    """The files; a file of places has one line for each subject."""
    found = {"surface/p/package.txt": "p package Client AsyncClient format=2 namespace=n\n"}
    stated: list[str] = []
    for file, rows in lines.items():
        found[f"surface/p/{file}"] = "".join(f"{line}\n" for line, _ in rows)
        of: dict[str, list[str]] = {}
        for line, place in rows:
            token = '"n.a b"' if line.startswith('"') else line.partition(" ")[0]
            of.setdefault(token, []).append(place)
        for token, places in of.items():
            stated.append(" ".join((file.removesuffix(".txt"), token, *places)))
    found["surface/p/places.txt"] = "".join(f"{line}\n" for line in stated)
    return found


def changes_of(before: Surface, after: Surface) -> tuple[Change, ...]:
    return find_changes(parse(before), parse(after))


def in_full(before: Surface, after: Surface) -> tuple[Change, ...]:
    """The changes found by looking at every line: no file is the same text as before."""
    return changes_of({path: f"{text}\n" for path, text in before.items()}, after)


#: What is called otherwise, in some of the files.
RENAMES = (("n.room", "n.rooms"), ("room-get", "room-read"), ("n.door", "n.doors"))


def renamed(rows: list[tuple[str, str]], was: str, now: str) -> list[tuple[str, str]]:
    found = [(re.sub(rf"{re.escape(was)}(?![\w-])", now, line), place) for line, place in rows]
    return list(dict(found).items())


@given(data=st.data())
@settings(max_examples=200, deadline=None)
def test_the_changes_are_those_of_comparing_everything(data: st.DataObject) -> None:
    before = data.draw(texts())
    after = dict(before)
    for file in data.draw(st.sets(st.sampled_from(list(FILES)))):
        kept = [row for row in before[file] if data.draw(st.booleans())]
        come = data.draw(texts(few=3))[file]
        after[file] = list(dict([*kept, *come]).items())
    for names in data.draw(st.sets(st.sampled_from(RENAMES))):
        for file in data.draw(st.sets(st.sampled_from(list(FILES)))):
            after[file] = renamed(after[file], *names)
    one, other = surface_of(before), surface_of(after)

    assert changes_of(one, other) == in_full(one, other)
    assert changes_of(other, one) == in_full(other, one)


ROWS = {
    "types.txt": [
        (f"n.room{number} property id id Edm.String doc=1", "page.md:1") for number in range(50)
    ],
    "operations.txt": [(f"room{number}-get route GET /rooms", "page.md:1") for number in range(50)],
    "lost.txt": [(f"room{number}-get lost LOSS says all", "page.md:1") for number in range(50)],
}


def test_only_what_differs_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    before = surface_of(ROWS)
    path = "surface/p/types.txt"
    after = before | {
        path: before[path].replace(
            "n.room7 property id id Edm.String doc=1", "n.room7 property id id Edm.String doc=2"
        )
    }
    read: list[str] = []
    real = surface._fact

    def noted(line: str, place: str) -> surface.Fact:
        read.append(line.partition(" ")[0])
        return real(line, place)

    monkeypatch.setattr(surface, "_fact", noted)

    [change] = review(before, after).changes

    assert (change.rule, change.subject) == ("DOC_CHANGED", "room7.id")
    assert set(read) == {"p", "n.room7"}
