"""The lines of a surface: what is written is what is read, and what is damaged is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.emit import surface_lines as writing
from generator.model import Loc
from generator.review import committed, review
from generator.review.surface import Section, SurfaceError, parse

HEAD = "surface/x/package.txt"
PACKAGE = "x package XClient AsyncXClient format=2 namespace=a.b\n"
TYPES = "surface/x/types.txt"
LINE = "a.b.room property name name Edm.String doc=0123abcd\n"


@given(
    st.lists(st.text(), min_size=4, max_size=4),
    st.text(min_size=1),
    st.text(min_size=1).filter(lambda path: path == path.strip()),
    st.integers(1, 9999),
)
def test_any_text_survives(texts: list[str], value: str, path: str, number: int) -> None:
    line = writing.line(
        Loc(path, number), texts[0], "property", *texts[1:], wire=value, required=True
    )
    written = writing.texts({"types": writing.blocks([line])})
    for text in written.values():
        assert text.isascii() and text.replace("\n", " ").isprintable()

    files = {f"surface/x/{name}": text for name, text in written.items()}
    packages = parse(files | {"elsewhere.txt": "not a surface"})
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
    "a kind that there is not": "a.b.room colour red\n",
    "an open string": 'a.b.room property "name name Edm.String\n',
    "two blanks": "a.b.room property  name name Edm.String\n",
    "an escape that there is not": 'a.b.room property "\\q" name Edm.String\n',
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_surface_is_said_and_not_guessed_at(name: str) -> None:
    before = {HEAD: PACKAGE, TYPES: LINE + DAMAGED[name]}

    with pytest.raises(SurfaceError, match=r"types\.txt: .* is no line of a surface"):
        review(before, {HEAD: PACKAGE, TYPES: LINE.replace("Edm.String", "Edm.Int32")})


LINES = [
    writing.line(Loc("resources/a.md", 9), "a", "type", "A"),
    writing.line(Loc("resources/a.md", 12), "a", "property", "id", "id", "Edm.String"),
    writing.line(None, "a", "property", "x", "x", "Edm.String"),
    writing.line(Loc("api/my a.md", 3), "a", "property", "y", "y", "Edm.String"),
    writing.line(Loc("resources/a.md", 14), "a", "property", "z", "z", "Edm.String"),
]


def test_places_are_beside_the_lines() -> None:
    written = writing.texts({"types": writing.blocks(LINES)})

    assert written["types.txt"].splitlines() == sorted(line.text for line in LINES)
    assert written["places.txt"] == (
        'types a resources/a.md:12 - "api/my a.md:3" resources/a.md:14 :9\n'
    )
    thing = parse({f"surface/x/{name}": text for name, text in written.items()})["x"].types.thing(
        "a"
    )
    assert [fact.place for fact in thing.all("type", "property")] == [
        *("", "api/my a.md:3", "resources/a.md:9", "resources/a.md:12", "resources/a.md:14")
    ]


def test_a_line_that_moves_changes_its_place_alone() -> None:
    moved = [*LINES[:-1], LINES[-1]._replace(loc=Loc("resources/a.md", 15))]
    before, after = (
        writing.texts({"types": writing.blocks(LINES)}),
        writing.texts({"types": writing.blocks(moved)}),
    )

    assert before["types.txt"] == after["types.txt"]
    assert before["places.txt"] != after["places.txt"]


@pytest.mark.parametrize(
    "places", ["", "types a x.md:1\n", "<<<<<<< HEAD\n", 'types a "x\n', "types a - - - - - -\n"]
)
def test_without_sound_places_the_lines_are_read_all_the_same(places: str) -> None:
    written = writing.texts({"types": writing.blocks(LINES)}) | {"places.txt": places}
    package = parse({f"surface/x/{name}": text for name, text in written.items()})["x"]

    assert {fact.place for fact in package.types.thing("a").facts} == {""}
    assert len(package.types.thing("a").facts) == len(LINES)


SUBJECTS = st.text(st.sampled_from('ab#-. "\\~\u00e9'), max_size=3)


@given(st.lists(st.tuples(SUBJECTS, st.text(max_size=2), st.integers(1, 3)), max_size=8))
def test_lines_are_sorted_whatever_they_are_about(found: list[tuple[str, str, int]]) -> None:
    lines = [writing.line(Loc("a.md", at), about, "type", text) for about, text, at in found]
    subjects = {line.subject: [it for it in lines if it.subject == line.subject] for line in lines}
    blocks = [block for some in subjects.values() for block in writing.blocks(some)]

    texts = writing.texts({"types": blocks})

    assert texts["types.txt"].splitlines() == sorted({line.text for line in lines})
    assert len(texts["places.txt"].splitlines()) == len(subjects)


def test_line_ends_do_not_count() -> None:
    before = {HEAD: PACKAGE, TYPES: LINE.replace("\n", "\r\n")}

    assert review(before, {HEAD: PACKAGE, TYPES: LINE}).changes == ()


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        ({}, "no earlier surface"),
        ({TYPES: LINE}, "another form"),
        ({HEAD: PACKAGE.replace("format=2", "format=1"), TYPES: "old stuff\n"}, "another form"),
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

    found = review(files, files)
    assert found.bump == "none"
    assert found.with_files(["x/models/room.py"]).bump == "patch"
    assert found.with_files(["tests/test_rooms.py", "surface/x/types.txt"]).bump == "none"
