"""Every rule by pages before and after; and what is no change."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.diagnostics import CODES
from generator.review import Review
from generator.review.change import Change
from generator.review.rules import RULES, VERDICTS
from tests.review.page import PAGE, changes_page
from tests.review.runner import CASES, cases, compare, generated, lines_of, report


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_case(case: Path) -> None:
    assert report(case) == (case / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_case_that_shows_it(rule: str) -> None:
    expected = (CASES / rule / "expected.txt").read_text(encoding="utf-8")
    label = "LOST" if rule == "LOST" else rule
    assert re.search(rf"^({label}|\w+ +{label}) ", expected, re.MULTILINE)


def test_every_case_is_of_a_rule() -> None:
    assert {case.name for case in cases()} - set(RULES) == {"sample"}


def test_rules_are_not_called_like_findings() -> None:
    assert not set(RULES) & set(CODES)


def test_verdicts_are_known_and_purposes_are_sentences() -> None:
    for rule in RULES.values():
        assert {rule.source, rule.wire} <= set(VERDICTS)
        assert rule.purpose.endswith(".")


def test_the_page_is_the_registry() -> None:
    assert PAGE.read_text(encoding="utf-8") == changes_page(), "run: python -m tests.review.runner"


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_nothing_differs_from_itself(case: Path) -> None:
    for side in ("before", "after"):
        output = generated(case / side)
        assert compare(output, output).changes == ()


PROPERTIES = """\
# room resource type

Namespace: contoso.hotel

A room.

|Property|Type|Description|
|:---|:---|:---|
"""
OPERATION = """\
# Get room

Namespace: contoso.hotel

Get a room.

## HTTP request

```http
GET /rooms/{id}
```

## Response

If successful, this method returns a `200 OK` response code and a
[room](../resources/room.md) object.
"""

Found = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """Compares two sets of pages; gives the rules and subjects."""

    def compare_pages(before: dict[str, str], after: dict[str, str]) -> list[tuple[str, str]]:
        outputs = []
        for side, pages in (("before", before), ("after", after)):
            for path, text in pages.items():
                file = tmp_path / side / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
            outputs.append(generated(tmp_path / side))
        return [(item.rule, item.subject) for item in compare(*outputs).changes]

    return compare_pages


def rows(*texts: str) -> dict[str, str]:
    return {"resources/room.md": PROPERTIES + "".join(f"|{text}|\n" for text in texts)}


def test_moved_lines_are_no_change(found: Found) -> None:
    pages = rows("id|String|The identifier.") | {"api/room-get.md": OPERATION}
    moved = {path: text.replace("\n\nA room", "\n\n\n\nA room") for path, text in pages.items()}
    moved = {path: text.replace("\n## HTTP", "\n\n\n## HTTP") for path, text in moved.items()}

    assert moved != pages
    assert found(pages, moved) == []


def test_what_a_placeholder_is_called_is_no_change(found: Found) -> None:
    pages = rows("id|String|The identifier.") | {"api/room-get.md": OPERATION}
    renamed = {path: text.replace("{id}", "{room-id}") for path, text in pages.items()}

    assert found(pages, renamed) == []


def test_a_parameter_called_after_its_placeholder_is_renamed(found: Found) -> None:
    pages = rows("id|String|The identifier.") | {"api/room-get.md": OPERATION}
    renamed = {path: text.replace("{id}", "{number}") for path, text in pages.items()}

    assert found(pages, renamed) == [("PYTHON_RENAMED", "rooms.get")]


#: What differs -> rows before, rows after, and what is found.
RENAMES: dict[str, tuple[list[str], list[str], list[tuple[str, str]]]] = {
    "text and place": (
        ["id|String|Key.", "mail|String|Where letters go.", "age|Int32|Years."],
        ["id|String|Key.", "post|String|Where letters go.", "age|Int32|Years."],
        [("PROPERTY_RENAMED", "room.mail")],
    ),
    "name and place": (
        ["id|String|Key.", "mailBox|String|Old.", "age|Int32|Years."],
        ["id|String|Key.", "mailBoxId|String|New.", "age|Int32|Years."],
        [("PROPERTY_RENAMED", "room.mailBox")],
    ),
    "name and text": (
        ["id|String|Key.", "mailBox|String|Letters.", "age|Int32|Years."],
        ["id|String|Key.", "age|Int32|Years.", "mailBoxId|String|Letters."],
        [("PROPERTY_RENAMED", "room.mailBox")],
    ),
    "another type": (
        ["id|String|Key.", "mailBox|String|Letters."],
        ["id|String|Key.", "mailBoxId|Int32|Letters."],
        [("PROPERTY_REMOVED", "room.mailBox"), ("PROPERTY_ADDED", "room.mailBoxId")],
    ),
    "only the place": (
        ["id|String|Key.", "mail|String|Where letters go."],
        ["id|String|Key.", "floor|String|How high."],
        [("PROPERTY_REMOVED", "room.mail"), ("PROPERTY_ADDED", "room.floor")],
    ),
    "a text that many have": (
        ["id|String|Key.", "mail|String|Text.", "door|String|Text."],
        ["id|String|Key.", "door|String|Text.", "view|String|Text."],
        [("PROPERTY_REMOVED", "room.mail"), ("PROPERTY_ADDED", "room.view")],
    ),
    "two candidates": (
        ["id|String|Key.", "mailBox|String|Letters."],
        ["id|String|Key.", "mailBoxA|String|A.", "mailBoxB|String|B.", "age|Int32|Years."],
        [
            ("PROPERTY_REMOVED", "room.mailBox"),
            ("PROPERTY_ADDED", "room.age"),
            ("PROPERTY_ADDED", "room.mailBoxA"),
            ("PROPERTY_ADDED", "room.mailBoxB"),
        ],
    ),
}


@pytest.mark.parametrize("name", RENAMES)
def test_renames_need_two_signs_and_no_rival(found: Found, name: str) -> None:
    before, after, expected = RENAMES[name]

    assert found(rows(*before), rows(*after)) == expected


PARAMETERS = """\
# room: book

Namespace: contoso.hotel

Book a room.

## HTTP request

```http
{request}
```

{heading}

|Parameter|Type|Description|
|:---|:---|:---|
{rows}

## Response

If successful, this action returns a `204 No Content` response code.
"""
BODY = (
    "## Request body\n\nIn the request body, provide a JSON object with the following parameters."
)
FUNCTION = "## Function parameters"
POST, GET = "POST /rooms/{id}/book", "GET /rooms/{id}/free(from={from},nights={nights})"

#: What differs -> the request, its table, its rows before and after, what is found.
RENAMED_PARAMETERS: dict[str, tuple[str, str, list[str], list[str], list[tuple[str, str]]]] = {
    "a member's text and place": (
        POST,
        BODY,
        ["guest|String|Who stays.", "nights|Int32|How long."],
        ["guest|String|Who stays.", "duration|Int32|How long."],
        [("PARAM_RENAMED", "rooms.book")],
    ),
    "another type": (
        POST,
        BODY,
        ["guest|String|Who stays.", "nights|Int32|How long."],
        ["guest|String|Who stays.", "duration|String|How long."],
        [("PARAM_REMOVED", "rooms.book"), ("PARAM_ADDED", "rooms.book")],
    ),
    "only the place": (
        POST,
        BODY,
        ["guest|String|Who stays.", "nights|Int32|How long."],
        ["guest|String|Who stays.", "price|Int32|What it may cost."],
        [("PARAM_REMOVED", "rooms.book"), ("PARAM_ADDED", "rooms.book")],
    ),
    "an argument of a function": (
        GET,
        FUNCTION,
        ["from|Date|The first night.", "nights|Int32|How long."],
        ["from|Date|The first night.", "duration|Int32|The number of nights."],
        [("PARAM_RENAMED", "rooms.free"), ("DOC_CHANGED", "rooms.free(duration)")],
    ),
}


@pytest.mark.parametrize("name", RENAMED_PARAMETERS)
def test_renamed_parameters_need_two_signs(found: Found, name: str) -> None:
    request, heading, before, after, expected = RENAMED_PARAMETERS[name]

    def pages(texts: list[str]) -> dict[str, str]:
        last = texts[-1].partition("|")[0]
        table = "\n".join(f"|{text}|" for text in texts)
        line = request.replace("nights", last)
        page = PARAMETERS.format(request=line, heading=heading, rows=table)
        return rows("id|String|Key.") | {"api/room-book.md": page}

    assert sorted(found(pages(before), pages(after))) == sorted(expected)


def test_a_loss_is_known_by_its_code_and_subject(found: Found) -> None:
    before = rows("id|String|Key.", "door|[door](door.md)|The door.")
    after = rows("", "id|String|Key.", "door|[gate](gate.md)|The door.")

    rules = {rule for rule, _ in found(before, after)}
    assert "PROPERTY_TYPE_CHANGED" in rules
    assert rules.isdisjoint({"LOST", "REGAINED"})


def test_a_broken_example_is_one_change(found: Found) -> None:
    example = (
        "\n## Example\n\n```http\nGET https://api.contoso.com/v1.0/rooms/1\n```\n\n"
        "```http\nHTTP/1.1 200 OK\nContent-type: application/json\n\n{}\n```\n"
    )
    body = '{"id": "1"}'
    before = rows("id|String|Key.") | {"api/room-get.md": OPERATION + example.format(body)}
    after = before | {"api/room-get.md": OPERATION + example.format('{"id": one}')}

    message = "the response's body is not JSON: unexpected 'one'"
    assert found(before, after) == [("LOST", message)]


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        ("GET /rooms", "GET /floors/{id}/rooms", {"ROUTE_CHANGED"}),
        ("GET /a/rooms\nGET /rooms", "GET /b/rooms\nGET /rooms", {"ROUTE_CHANGED"}),
        ("GET /a\nGET /rooms", "GET /b/c\nGET /rooms", {"ROUTE_REMOVED", "ROUTE_ADDED"}),
        ("GET /a\nGET /b", "GET /c\nGET /d", {"ROUTE_REMOVED", "ROUTE_ADDED"}),
    ],
)
def test_a_changed_route_needs_evidence(
    found: Found, before: str, after: str, rules: set[str]
) -> None:
    def having(routes: str) -> dict[str, str]:
        page = f"# List rooms\n\n## HTTP request\n\n```http\n{routes}\n```\n"
        return rows("id|String|Key.") | {"api/room-list.md": page}

    changes = found(having(before), having(after))
    assert {rule for rule, _ in changes if rule.startswith("ROUTE")} == rules


def test_a_renamed_type_does_not_change_what_refers_to_it(found: Found) -> None:
    members = "".join(f"|p{n}|String|Text {n}.|\n" for n in range(5))
    door = PROPERTIES.replace("room", "door") + members
    before = rows("id|String|Key.", "door|[door](door.md)|The door.")
    after = rows("id|String|Key.", "door|[gate](gate.md)|The door.")

    changes = found(
        before | {"resources/door.md": door},
        after | {"resources/gate.md": door.replace("door", "gate")},
    )
    assert ("RESOURCE_RENAMED", "door") in changes
    assert "PROPERTY_TYPE_CHANGED" not in dict(changes)


def test_the_gravest_change_decides_the_version() -> None:
    def bump(*rules: str, code_differs: bool = False) -> str:
        changes = tuple(Change(rule, "x") for rule in rules)
        return Review(changes, code_differs=code_differs).bump

    assert bump() == "none"
    assert bump(code_differs=True) == "patch"
    assert bump("DOC_CHANGED") == "patch"
    assert bump("PROPERTY_ADDED", "DOC_CHANGED") == "minor"
    assert bump("PROPERTY_NOW_READ_ONLY") == "minor"
    assert bump("ROUTE_REMOVED", "PROPERTY_ADDED") == "major"


def test_long_lists_of_harmless_changes_are_cut_where_the_run_writes(tmp_path: Path) -> None:
    from generator.records import replace
    from generator.report.changes import change_lines
    from generator.report.run import Run
    from generator.write import Changes

    (tmp_path / "room.md").write_text(rows("id|String|Key.")["resources/room.md"])
    output = generated(tmp_path)
    review = Review(tuple(Change("DOC_CHANGED", f"x{n}") for n in range(30)))
    run = Run(output, "generated", Changes(), review)

    assert len(list(change_lines(run))) == 22
    assert "… and 10 more DOCS" in list(change_lines(run))
    assert len(list(change_lines(replace(run, mode="check")))) == 31
    assert lines_of(output, review)[-1].startswith("suggested version bump: patch (30 changes of")
