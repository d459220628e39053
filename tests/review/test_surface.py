"""The lines of a surface: what is written is what is read, and what is damaged is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.emit import surface as writing
from generator.model import Loc
from generator.review import committed, review
from generator.review.surface import Section, SurfaceError, parse

HEAD = "surface/x/package.txt"
PACKAGE = "x package XClient AsyncXClient format=1 namespace=a.b -\n"
TYPES = "surface/x/types.txt"
LINE = "a.b.room property name name Edm.String doc=0123abcd resources/room.md:9\n"


def line(*parts: str, loc: Loc | None = None, **facts: str | bool | None) -> str:
    return writing._line(loc, *parts, **facts)


@given(
    st.lists(st.text(), min_size=4, max_size=4),
    st.text(min_size=1),
    st.text(min_size=1).filter(lambda path: path == path.strip()),
    st.integers(1, 9999),
)
def test_any_text_survives(texts: list[str], value: str, path: str, number: int) -> None:
    written = line(
        texts[0], "property", *texts[1:], loc=Loc(path, number), wire=value, required=True
    )
    assert written.isascii() and written.isprintable()

    packages = parse({TYPES: written + "\n", "elsewhere.txt": "not a surface"})
    thing = packages["x"].types.thing(texts[0])
    (fact,) = thing.facts
    assert fact.subject == texts[0]
    assert fact.words == tuple(texts[1:])
    assert dict(fact.said) == {"wire": value, "required": ""}
    assert fact.place == f"{path}:{number}"


#: A file and what it must not hold.
DAMAGED = {
    "a conflict": "<<<<<<< HEAD\n",
    "its middle": "=======\n",
    "cut off": "a.b.room property name\n",
    "a kind that there is not": "a.b.room colour red -\n",
    "an open string": 'a.b.room property "name name Edm.String -\n',
    "two blanks": "a.b.room property  name name Edm.String -\n",
    "an escape that there is not": 'a.b.room property "\\q" name Edm.String -\n',
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_surface_is_said_and_not_guessed_at(name: str) -> None:
    before = {HEAD: PACKAGE, TYPES: LINE + DAMAGED[name]}

    with pytest.raises(SurfaceError, match=r"types\.txt: .* is no line of a surface"):
        review(before, {HEAD: PACKAGE, TYPES: LINE.replace("Edm.String", "Edm.Int32")})


def test_line_ends_do_not_count() -> None:
    before = {HEAD: PACKAGE, TYPES: LINE.replace("\n", "\r\n")}

    assert review(before, {HEAD: PACKAGE, TYPES: LINE}).changes == ()


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        ({}, "no earlier surface"),
        ({TYPES: LINE}, "another form"),
        ({HEAD: PACKAGE.replace("format=1", "format=0"), TYPES: "old stuff\n"}, "another form"),
    ],
)
def test_what_cannot_be_compared_is_not_compared(before: dict[str, str], reason: str) -> None:
    found = review(before, {HEAD: PACKAGE, TYPES: LINE})

    assert reason in found.unknown
    assert (found.changes, found.bump) == ((), "none")


def test_a_folder_without_a_surface_has_none(tmp_path: Path) -> None:
    assert committed(tmp_path / "nowhere") == {}
    (tmp_path / "file").write_text("x")
    assert committed(tmp_path / "file") == {}


def test_an_unknown_subject_has_nothing() -> None:
    thing = Section().thing("nobody")

    assert thing.facts == ()
    assert thing.one("type").words == ("", "", "")


def test_code_that_differs_while_its_surface_does_not_is_a_patch() -> None:
    files = {HEAD: PACKAGE, TYPES: LINE}

    assert review(files, files).bump == "none"
    assert review(files, files, ["x/models/room.py"]).bump == "patch"
    assert review(files, files, ["tests/test_rooms.py", "surface/x/types.txt"]).bump == "none"
