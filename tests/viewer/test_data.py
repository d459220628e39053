"""What the page is told: changes with their causes, pages, types, findings."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from generator.viewer.lines import Pages, runs
from generator.viewer.sections import sections
from tests.viewer.project import SAMPLE, Project, change, data_of, diff, sample


def test_a_change_stands_beside_the_old_and_the_new_lines(data: dict[str, Any]) -> None:
    found = change(data, "PROPERTY_RENAMED", "room.beds")

    rows, mark = found["page"]
    assert "-|beds|Int32|How many can sleep here.|" in rows
    assert rows[mark] == "+|bedCount|Int32|How many can sleep here.|"
    assert found["place"] == ["resources/room.md", 13, 0]


def test_a_change_stands_beside_the_generated_diff(data: dict[str, Any]) -> None:
    rows = diff(data, change(data, "PROPERTY_RENAMED", "room.beds"))

    assert list(rows) == ["hotel/models/room.py"]
    assert '-    beds: int | None = prop("beds")' in rows["hotel/models/room.py"]
    assert '+    bed_count: int | None = prop("bedCount")' in rows["hotel/models/room.py"]


@pytest.mark.parametrize(
    ("label", "subject", "first"),
    [
        ("NUMBER_WIDTH_CHANGED", "rooms.book(nights)", "hotel/resources/rooms.py"),
        ("RESOURCE_ADDED", "door", "hotel/models/door.py"),
        ("PROPERTY_ADDED", "place.doors", "hotel/models/place.py"),
        ("ROUTE_ADDED", "rooms.get", "hotel/resources/rooms.py"),
        ("DOC_CHANGED", "room.name", "hotel/models/room.py"),
        ("EXAMPLE_FIXED", "room-get#example", "tests/test_rooms.py"),
    ],
)
def test_the_files_of_a_change(data: dict[str, Any], label: str, subject: str, first: str) -> None:
    assert next(iter(diff(data, change(data, label, subject)))) == first


def test_what_is_gone_stands_beside_the_lines_that_it_had(data: dict[str, Any]) -> None:
    (found,) = (it for it in data["changes"] if it["label"] == "REGAINED")

    rows, mark = found["page"]
    assert found["place"] == ["api/room-get.md", 39, 1]
    assert rows[mark] == '-  "name": 7'


def test_a_revision_is_not_needed(project: Project) -> None:
    data = data_of(project.page())

    rows, _ = change(data, "PROPERTY_RENAMED", "room.beds")["page"]
    assert " |bedCount|Int32|How many can sleep here.|" in rows
    assert not [row for row in rows if row[0] in "+-"]
    (regained,) = (it for it in data["changes"] if it["label"] == "REGAINED")
    assert "page" not in regained


def test_pages_that_git_does_not_keep_have_no_old_lines(tmp_path: Path) -> None:
    project = sample(tmp_path / "project")
    elsewhere = Project(tmp_path / "elsewhere")
    shutil.move(project.docs, elsewhere.docs)
    shutil.copytree(project.folder, elsewhere.folder, dirs_exist_ok=True)
    (elsewhere.docs / "resources" / "place.md").rename(elsewhere.docs / "resources" / "place2.md")

    data = data_of(elsewhere.page("HEAD"))

    rows, _ = change(data, "PROPERTY_ADDED", "place.doors")["page"]
    assert not [row for row in rows if row[0] in "+-"]


def test_nothing_changed(tmp_path: Path) -> None:
    project = sample(tmp_path)
    project.generate()

    data = data_of(project.page())

    assert (data["changes"], data["files"], data["bump"]) == ([], [], "none")


def test_nothing_to_compare_with(tmp_path: Path) -> None:
    project = sample(tmp_path)
    shutil.rmtree(tmp_path / "generated")

    data = data_of(project.page())

    assert data["unknown"] == "there is no earlier surface to compare with"
    assert (data["changes"], data["files"]) == ([], [])


def test_types_refer_to_each_other_by_position(data: dict[str, Any]) -> None:
    names = [row[1] for row in data["types"]]
    place = data["types"][names.index("contoso.hotel.place")]

    assert place[5] is None
    doors = next(member for member in place[7] if member[0] == "doors")
    assert names[doors[1]] == "contoso.hotel.door"
    assert doors[2] == 1


def test_members_that_examples_show(data: dict[str, Any]) -> None:
    names = [row[1] for row in data["types"]]
    room = data["types"][names.index("contoso.hotel.room")]

    assert {member[0]: member[6] for member in room[7]} == {"id": 1, "name": 1, "bedCount": 0}


def test_findings_come_with_their_lines(data: dict[str, Any]) -> None:
    code, page, line, *_ = next(row for row in data["findings"] if row[0] == "TYPE_UNRESOLVED")

    assert data["pages"][page][0] == "resources/place.md"
    (run,) = data["lines"][str(page)]
    assert "door.md" in run[1].split("\n")[line - run[0]]
    assert data["codes"][code][0] == "warning"


def test_runs_of_lines_do_not_touch() -> None:
    text = "\n".join("abcdefghij")

    assert runs(text, [3, 4, 9]) == [[1, "a\nb\nc\nd\ne\nf\ng\nh\ni\nj"]]
    assert runs(text, [1, 9]) == [[1, "a\nb\nc"], [7, "g\nh\ni\nj"]]
    assert runs(text, [400]) == []


def test_the_whole_change_of_a_page_is_shown_for_a_line_that_is_as_it_was() -> None:
    old = "\n".join(["title", *("x" * 20), "old"])
    new = "\n".join(["title", *("x" * 20), "new"])

    rows, mark = Pages({"p.md": new}, {"p.md": old}).excerpt("p.md", 1, was=False)

    assert rows[mark] == " title"
    assert rows[-2:] == ["-old", "+new"]


def test_a_huge_line_is_cut() -> None:
    (row,) = Pages({"p.md": "x" * 10_000}, {}).excerpt("p.md", 1, was=False).rows[1:]

    assert len(row) < 1000
    assert row.endswith("…")


def test_sections_of_a_module() -> None:
    text = '''\
from x import y

GET: Operation[User] = Operation(
    "user-get",
)


class Users(Group):
    """Text."""

    name: str | None = prop("name")
    """The name."""

    async def get(
        self,
    ) -> User:
        return 1
'''
    assert list(sections(text.split("\n"))) == [
        *["", ""],
        *["GET"] * 5,
        *["Users"] * 3,
        *["Users.name"] * 3,
        *["Users.get"] * 5,
    ]


def test_several_apis_are_in_one_page(tmp_path: Path) -> None:
    project = Project(tmp_path)
    for version in ("v1.0", "beta"):
        shutil.copytree(SAMPLE / "before", project.docs / version)
    project.generate()
    project.write({"beta/resources/room.md": (SAMPLE / "after/resources/room.md").read_text()})

    data = data_of(project.page())

    (renamed,) = (it for it in data["changes"] if it["rule"] == "PROPERTY_RENAMED")
    assert renamed["package"] == "hotel_beta"
    assert renamed["place"] == ["beta/resources/room.md", 13, 0]
    assert list(diff(data, renamed)) == ["hotel_beta/models/room.py"]
    assert [name for name, _ in data["packages"]] == ["hotel_beta", "hotel"]
    assert ["v1.0/resources/room.md", "room"] in data["pages"]
