"""Parameters of operations, in tables; on plain pages also where they go, and in lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set

from generator.model import NO_TRAITS, Place, Route
from generator.read.facts import ParamFact
from generator.read.listed_rows import listed_item
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
from generator.records import replace

#: What a column "In" says, and a label above rows.
PLACES: dict[str, Place] = {
    **dict.fromkeys(("path", "url", "uri", "route"), "path"),
    **dict.fromkeys(("query", "query string", "querystring", "url query"), "query"),
    **dict.fromkeys(("header", "headers"), "header"),
    **dict.fromkeys(("body", "json", "form", "formdata", "json body", "request body"), "body"),
}
#: `id=[integer]`
_PAIR = re.compile(r"\b(?P<name>[A-Za-z_]\w{0,60})\s?=\s?\[(?P<kind>[A-Za-z]\w{0,30})\]")
_LABELS = frozenset(("required", "optional", "none", "example"))
_WIRE = re.compile(r"[\w@.$-]+\Z")
#: On plain pages also `items[].price` and `page[size]`.
_INNER = re.compile(r"[\w@.$-]+(?:\[[\w-]*\](?:\.[\w@.$-]+)?)*\Z")
_NOTED = re.compile(r"(?P<name>[\w@.$-]+)[\s(*]+(?P<note>optional|required)\W*\Z", re.IGNORECASE)


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
    if noted := _NOTED.match(wire):
        wire, note = noted["name"], noted["note"].lower()
    if not (_INNER if page.plain else _WIRE).match(wire) or (
        place == "header" and not wire.isascii()
    ):
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


def is_whole_body(param: ParamFact) -> bool:
    """Whether a row "body | body | Tree" gives the type of the body, and is no member of it."""
    is_typed = param.type is not None and not param.type.name.startswith("Edm.")
    return param.place == "body" and param.wire.lower() in ("body", "payload") and is_typed


def without_samples(routes: Sequence[Route], params: Sequence[ParamFact]) -> list[Route]:
    """The routes without values of documented parameters in their queries, such as `?page=1`.

    Any other value in the query of a request line is sent with every call.
    """
    known = {param.wire.lower() for param in params if param.place == "query"}
    return [
        replace(route, query="&".join(_kept(route.query.split("&"), known))) if known else route
        for route in routes
    ]


def _kept(parts: Iterable[str], known: Set[str]) -> Iterator[str]:
    for part in parts:
        name, _, value = part.partition("=")
        is_sample = name.lower() in known and re.fullmatch(r"[\w.,:+-]+", value) is not None
        if part and not is_sample:
            yield part


def is_label(cells: Sequence[str], name: str) -> bool:
    """Whether a row only says where the parameters of the rows below it go: `| Query |`."""
    return name.lower() in PLACES and sum(map(bool, cells)) == 1


def listed_param(
    page: Page, routes: Sequence[Route], heading: str, block: Paragraph, stated: Place
) -> Iterator[ParamFact]:
    """The parameter that an item of a list documents: "`page` (integer, optional): the page"."""
    text = page.inline(block.raw).text
    if pairs := list(_PAIR.finditer(text)):
        for pair in pairs:
            place = place_of(page, routes, heading, pair["name"], "", stated)
            mention = read_type(page, pair["kind"], block.line)[0]
            yield ParamFact(pair["name"], place, mention, "", NO_TRAITS, page.loc(block.line))
        return
    item = listed_item(page, block)
    if item is None or item.name.lower() in _LABELS or not (item.marked or item.noted):
        return  # prose
    if item.name.lower() in PLACES and not (item.type or item.text or "`" in block.raw):
        return  # a label above other items: "**Body**"
    place = place_of(page, routes, heading, item.name, "", stated)
    yield ParamFact(item.name, place, item.type, item.text, item.traits, page.loc(block.line))
