"""Enumerations in tables of members: each value a row of the type string.

Source: the way in which pages of Azure DevOps list them below "Definitions". A structured type can
look the same, so an example on the page has to show a value as text, where a row has this type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.json_text import parse_json
from generator.read.http_text import parse_message
from generator.read.markdown import Table
from generator.read.page import CodeBlock, Page, Section
from generator.read.rows import row_cells, table_columns

_PARTS = re.compile(r"\s*,\s*")


def read_string_enums(page: Page) -> Iterator[str]:
    """The headings of the tables that evidently list an enumeration's values."""
    values: dict[str, set[str]] = {}
    holders: dict[str, set[str]] = {}
    for section in page.sections:
        rows = [row for table in _tables(section) for row in _rows(page, table)]
        for wire, kind in rows:
            holders.setdefault(kind.removesuffix("[]").strip(), set()).add(wire)
        if len(rows) > 1 and {kind for _, kind in rows} == {"string"}:
            values[heading_of(section)] = {wire for wire, _ in rows}
    wanted = [name for name in values if name.isidentifier() and name.lower() in holders]
    shown = list(_shown(page)) if wanted else []
    for name in wanted:
        wires = holders[name.lower()]
        if any(wire in wires and {*_PARTS.split(text)} <= values[name] for wire, text in shown):
            yield name


def heading_of(section: Section) -> str:
    """A section's heading as the name of an enumeration."""
    return section.title.strip("` ")


def _tables(section: Section) -> Iterator[Table]:
    return (block for block in section.blocks if isinstance(block, Table))


def _rows(page: Page, table: Table) -> Iterator[tuple[str, str]]:
    """The name and the type of each row, the type in lower case."""
    columns = table_columns(page, table)
    if {"name", "type"} <= columns.keys():
        for row in table.rows:
            cells = row_cells(row, columns, len(table.header))
            yield page.inline(cells.name).text, page.inline(cells.type).text.lower()


def _shown(page: Page) -> Iterator[tuple[str, str]]:
    """Texts in the JSON of examples, with the members that hold them."""
    for section in page.sections:
        for block in section.blocks:
            if isinstance(block, CodeBlock):
                body = parse_message(block.content).body or block.content
                if body.lstrip().startswith(("{", "[")):
                    yield from _texts(parse_json(body).value)


def _texts(value: Any) -> Iterator[tuple[str, str]]:
    waiting = [value]
    while waiting:
        found = waiting.pop()
        pairs = found.items() if isinstance(found, dict) else ()
        waiting += found if isinstance(found, list) else [inner for _, inner in pairs]
        yield from ((name, inner) for name, inner in pairs if isinstance(inner, str))
