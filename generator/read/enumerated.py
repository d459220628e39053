"""Tables "Enumerated Values" below a table of members or parameters: a name and a value a row.

Source: the way in which converters of OpenAPI descriptions to Markdown write enumerations.
"""

from __future__ import annotations

from typing import TypeVar

from generator.read.facts import ParamFact, RowFact
from generator.read.markdown import Table
from generator.read.page import Page, Section
from generator.records import replace

Fact = TypeVar("Fact", RowFact, ParamFact)
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
    return tuple(valued(row, tuple(dict.fromkeys(listed.get(row.wire, ())))) for row in rows)


def valued(fact: Fact, values: tuple[str, ...]) -> Fact:
    """A row or a parameter with the values that a list apart from it gives, unless it has some."""
    if not values or fact.traits.values:
        return fact
    said = f"Possible values: {', '.join(values)}."
    text = f"{fact.text.rstrip('. ')}. {said}" if fact.text else said
    return replace(fact, text=text, traits=replace(fact.traits, values=values))
