"""Nothing on a page disappears: a second, naive scan of the corpus finds nothing that is lost.

The scan knows no Markdown library and none of the reader's code. Every row of a property table,
every request line and every HTTP message that it finds must be a fact at that line, or have a
finding there, or belong to the few kinds of thing that are explained by what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.read import PageFacts, read_page

CORPUS = Path(__file__).parents[3] / "shared/corpora/graph-2021-07/api-reference/v1.0"

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        not CORPUS.is_dir(), reason="the corpus of Microsoft Graph pages is not here"
    ),
]

_DELIMITER = re.compile(r"^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
_REQUEST = re.compile(r"^\s*(GET|POST|PUT|PATCH|DELETE|HEAD)\s+\S")
_RESPONSE = re.compile(r"^\s*HTTP/\d")
_NAMES = ("property", "property name", "relationship", "relationship name")


@dataclass(frozen=True)
class Scanned:
    """What the naive scan sees: rows with their table's line, and fences with their heading."""

    rows: list[tuple[int, int, str]]
    fences: list[tuple[int, str, list[tuple[int, str]]]]


def scan(text: str) -> Scanned:
    rows: list[tuple[int, int, str]] = []
    fences: list[tuple[int, str, list[tuple[int, str]]]] = []
    heading, fence, comment = "", None, False
    lines = text.split("\n")
    table = 0
    for number, line in enumerate(lines, 1):
        if fence is not None:
            if re.match(r"^\s*```\s*$", line):
                fence = None
            else:
                fence.append((number, line))
            continue
        if comment or line.startswith("<!--"):
            comment = "-->" not in line
            continue
        if re.match(r"^\s*```", line):
            fence = []
            fences.append((number, heading, fence))
            table = 0
        elif line.startswith("#"):
            if "#tab/" not in line:
                heading = line.strip("# :").lower()
            table = 0
        elif not line.strip():
            table = 0
        elif table and not _DELIMITER.match(line):
            rows.append((number, table, line))
        elif (
            "|" in line
            and number < len(lines)
            and _DELIMITER.match(lines[number])
            and "|" in lines[number]
        ):
            cells = [c.strip(" *`").lower() for c in line.strip().strip("|").split("|")]
            if cells[0] in _NAMES and len(cells) > 1 and "type" in cells[1]:
                table = number
    return Scanned(rows, fences)


@pytest.fixture(scope="module")
def pages() -> list[tuple[Scanned, PageFacts]]:
    found = []
    for path in sorted(CORPUS.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        facts = read_page(path.relative_to(CORPUS).as_posix(), text, lambda _: None)
        found.append((scan(text), facts))
    return found


def _fact_lines(facts: PageFacts) -> Iterator[int]:
    for finding in facts.findings:
        yield finding.loc.line
    for one in facts.types:
        yield from (row.loc.line for row in one.rows)
    operation = facts.operation
    if operation is not None:
        yield from (row.loc.line for row in operation.body_rows)
        yield from (param.loc.line for param in operation.params)
        yield from (route.loc.line for route in operation.routes)
        for example in operation.examples:
            yield example.request.loc.line
            if example.response is not None:
                yield example.response.loc.line


def _explained_row(line: str) -> bool:
    """A section label, an annotation (no member of the type), an empty row or "None"."""
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    filled = [cell for cell in cells if cell]
    label = len(filled) == 1 and filled[0].startswith("**")
    return (
        not filled
        or label
        or cells[0].strip("`*").startswith("@")
        or cells[0].lower() in ("none", "none.")
    )


def test_every_row_of_a_property_table_is_a_fact_or_a_finding(
    pages: list[tuple[Scanned, PageFacts]],
) -> None:
    lost, seen = [], 0
    for scanned, facts in pages:
        if facts.kind == "other":
            continue
        known = set(_fact_lines(facts))
        for line, table, text in scanned.rows:
            seen += 1
            if line not in known and table not in known and not _explained_row(text):
                lost.append(f"{facts.path}:{line}: {text[:80]}")
    assert seen > 7_000
    assert not lost, "\n".join(lost)


def test_every_request_line_is_a_route_or_a_finding(pages: list[tuple[Scanned, PageFacts]]) -> None:
    lost, seen = [], 0
    for scanned, facts in pages:
        if facts.operation is None:
            continue
        known = set(_fact_lines(facts))
        paths = {route.path for route in facts.operation.routes}
        for _, heading, lines in scanned.fences:
            if not heading.startswith("http request"):
                continue
            for line, text in lines:
                if _REQUEST.match(text):
                    seen += 1
                    twice = any(path in text.replace(" ", "") for path in paths)
                    if line not in known and not twice:
                        lost.append(f"{facts.path}:{line}: {text[:80]}")
    assert seen > 3_500
    assert not lost, "\n".join(lost)


def test_every_message_is_an_example_a_route_or_an_illustration(
    pages: list[tuple[Scanned, PageFacts]],
) -> None:
    lost, seen = [], 0
    for scanned, facts in pages:
        if facts.operation is None:
            continue
        known = set(_fact_lines(facts))
        for line, heading, lines in scanned.fences:
            first = next(((n, t) for n, t in lines if t.strip()), None)
            if first is None or not (_REQUEST.match(first[1]) or _RESPONSE.match(first[1])):
                continue
            seen += 1
            illustration = "query" in heading
            if not illustration and not known.intersection(range(line, line + len(lines) + 2)):
                lost.append(f"{facts.path}:{line}: {first[1][:80]}")
    assert seen > 6_500
    assert not lost, "\n".join(lost)
