"""Tables "Enumerated Values" below a table of members or parameters: a name and a value a row.

Source: the way in which converters of OpenAPI descriptions to Markdown write enumerations.
"""

from __future__ import annotations

from generator.read.facts import RowFact
from generator.read.markdown import Table
from generator.read.page import Page, Section
from generator.records import replace

_HEADING = "enumerated values"


def with_values(
    page: Page, rows: tuple[RowFact, ...], below: Section | None
) -> tuple[RowFact, ...]:
    """The rows, those with the values that the section below them lists."""
    if below is None or below.key != _HEADING:
        return rows
    listed: dict[str, list[str]] = {}
    for table in (block for block in below.blocks if isinstance(block, Table)):
        for row in table.rows:
            name, value = (page.inline(cell).text for cell in (*row.cells, "", "")[:2])
            listed.setdefault(name, []).append(value)
    return tuple(_with(row, tuple(dict.fromkeys(listed.get(row.wire, ())))) for row in rows)


def _with(row: RowFact, values: tuple[str, ...]) -> RowFact:
    if not values or row.traits.values:
        return row
    said = f"Possible values: {', '.join(values)}."
    text = f"{row.text.rstrip('. ')}. {said}" if row.text else said
    return replace(row, text=text, traits=replace(row.traits, values=values))
