"""Parameters of operations, in tables; on plain pages also where they go, and in lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.model import NO_TRAITS, Place, Route
from generator.read.facts import ParamFact
from generator.read.markdown import Paragraph, Table
from generator.read.page import Page
from generator.read.rows import (
    Cells,
    describe,
    flagged,
    read_type,
    report_unreadable,
    row_cells,
    table_columns,
    typed_columns,
)

#: What a column "In" says, and a label above rows.
PLACES: dict[str, Place] = {
    **dict.fromkeys(("path", "url", "uri", "route"), "path"),
    **dict.fromkeys(("query", "query string", "querystring", "url query"), "query"),
    **dict.fromkeys(("header", "headers"), "header"),
    **dict.fromkeys(("body", "json", "form", "formdata", "json body", "request body"), "body"),
}
_LISTED = re.compile(
    r"(?P<name>[A-Za-z_][\w.$-]*)\s*(?:\((?P<notes>[^()]*)\))?\s*(?:[:–—-]\s*|\s|$)(?P<text>.*)",
    re.DOTALL,
)


def place_of(
    page: Page, routes: Sequence[Route], heading: str, name: str, cell: str, stated: Place
) -> Place:
    """Where a parameter goes by its own cell, else by the heading, else by the routes.

    `heading` is the key of its section, `cell` what a column "In" says (Markdown), `stated` the
    place that headings of this kind announce.
    """
    said = page.inline(cell).text.strip().lower()
    if said in PLACES:
        return PLACES[said]
    if stated != "path" or re.match(r"(?:path|url|uri|route)\b", heading):
        return stated
    plain = name.strip(":?").lower()
    if any(plain == s.text.lower() for r in routes for s in r.segments if s.kind == "key"):
        return "path"
    sends = any(route.method in ("POST", "PUT", "PATCH") for route in routes)
    return "body" if sends else "query"


def tabled_params(
    page: Page, routes: Sequence[Route], heading: str, table: Table, stated: Place
) -> Iterator[ParamFact]:
    """The parameters that a table documents; options such as `$filter` are among them.

    `heading` is the key of its section, `stated` the place that headings of this kind announce.
    """
    columns = (table_columns if stated == "header" else typed_columns)(page, table)
    if "name" not in columns:
        page.inventory["tables_of_prose"] += 1
        return
    for row in table.rows:
        page.inventory["parameter_rows"] += 1
        cells = row_cells(row, columns, len(table.header))
        wire = page.inline(cells.name).text.strip().strip("{}<>").strip()
        if not wire:
            continue
        if page.plain and is_label(row.cells, wire):
            stated = PLACES[wire.lower()]
            continue
        place = stated
        if page.plain:
            place = place_of(page, routes, heading, wire, cells.place, stated)
        yield from _tabled(page, cells, wire, place)


def _tabled(page: Page, cells: Cells, wire: str, place: Place) -> Iterator[ParamFact]:
    """The parameter of one row; none where its first cell is no name."""
    line = cells.row.line
    if place == "query" and wire.startswith("$"):
        yield ParamFact(wire, place, None, "", NO_TRAITS, page.loc(line))
        return
    if place == "header":
        wire = re.split(r"\s*[:=]\s*", wire, maxsplit=1)[0]
    note = "optional" if wire.endswith("?") else ""
    wire = wire.rstrip("?").removeprefix(":")
    if not re.match(r"^[\w@.$-]+$", wire) or (place == "header" and not wire.isascii()):
        page.inventory["parameter_rows_of_prose"] += 1
        if page.plain or page.translated:
            report_unreadable(page, wire, line)
        return
    described = describe(page, cells.description or cells.value, wire, line)
    mention, problem, _ = read_type(page, cells.type, line)
    if problem:
        page.report.add(
            "TYPE_UNREADABLE", page.loc(line), f"{wire}: {problem}", f"the type of {wire}"
        )
    traits = flagged(described.traits, cells, note)
    yield ParamFact(wire, place, mention, described.text, traits, page.loc(line))


def is_label(cells: Sequence[str], name: str) -> bool:
    """Whether a row only says where the parameters of the rows below it go: `| Query |`."""
    return name.lower() in PLACES and sum(map(bool, cells)) == 1


def listed_param(
    page: Page, routes: Sequence[Route], heading: str, block: Paragraph, stated: Place
) -> Iterator[ParamFact]:
    """The parameter that an item of a list documents: "`page` (integer, optional): the page"."""
    found = _LISTED.match(page.inline(block.raw).text)
    marked = block.raw.lstrip().startswith(("`", "**"))
    if found is None or not (marked or found["notes"]):
        return  # prose
    notes = [note.strip() for note in (found["notes"] or "").split(",")]
    words = {note.lower() for note in notes}
    kinds = [note for note in notes if note.lower() not in ("required", "optional")]
    mention = read_type(page, kinds[0], block.line)[0] if kinds else None
    traits = describe(page, found["text"], found["name"], block.line).traits
    if words & {"required", "optional"}:
        traits = replace(traits, required="required" in words)
    place = place_of(page, routes, heading, found["name"], "", stated)
    yield ParamFact(found["name"], place, mention, found["text"], traits, page.loc(block.line))
