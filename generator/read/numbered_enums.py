"""Enumerations whose values have numbers: "Message Flags" above rows such as `URGENT | 1 << 2`.

Source: the way in which pages of chat services list flags and types of their objects.
"""

from __future__ import annotations

import re

from generator.read.markdown import Table
from generator.read.page import Page, Section, heading_key
from generator.read.plurals import singular
from generator.records import replace

_HEADING = re.compile(
    r"(?P<name>[A-Za-z]\w*(?: [A-Za-z]\w*){0,3} (?:flags|types|kinds|levels|states|statuses|modes"
    r"|categories|tiers|permissions|features|codes))\Z",
    re.IGNORECASE,
)
_NUMBERS = frozenset(
    (
        *("value", "values", "id", "number", "bit", "bits", "bitmask", "int", "integer", "code"),
        *("int value", "integer value", "numeric value", "hex"),
    )
)
_NUMBER = re.compile(
    r"(?:0x[0-9a-f]{1,16}|[-+]?\d{1,18}|(?P<base>\d{1,9}) ?<< ?(?P<shift>\d\d?))\Z", re.I
)
_NAME = re.compile(r"[A-Za-z_]\w*\Z", re.ASCII)


def numbered_enum(page: Page, section: Section) -> tuple[str, Table] | None:
    """The enumeration that a section of a plain page lists with numbers: its name and its table.

    The table's header says "name" and "value" where the page says it in other words.
    """
    heading = _HEADING.match(section.title.strip("` "))
    table = next((block for block in section.blocks if isinstance(block, Table)), None)
    if heading is None or table is None or len(table.rows) < 2:
        return None
    keys = [heading_key(page.inline(cell).text) for cell in table.header]
    numbers = [at for at, key in enumerate(keys) if key in _NUMBERS and _all(page, table, at, True)]
    names = [at for at in range(len(keys)) if _all(page, table, at, False)]
    if not numbers or not names:
        return None
    said = {names[0]: "name", numbers[0]: "value"}
    return _camel(heading["name"]), replace(
        table, header=tuple(said.get(at, cell) for at, cell in enumerate(table.header))
    )


def number_of(text: str) -> int | None:
    """The number that a cell holds, as `4`, `0x10` or `1 << 4`."""
    found = _NUMBER.match(text.strip(" `'\""))
    if found is None:
        return None
    if found["base"]:
        return int(found["base"]) << int(found["shift"])
    return int(found[0], 16) if found[0][:2].lower() == "0x" else int(found[0])


def _all(page: Page, table: Table, at: int, number: bool) -> bool:
    """Whether all cells of a column are numbers, or else names of one word."""
    cells = [page.inline(row.cells[at]).text if len(row.cells) > at else "" for row in table.rows]
    if number:
        return all(number_of(cell) is not None for cell in cells)
    return all(map(_NAME.match, cells)) and len(set(cells)) == len(cells)


def _camel(words: str) -> str:
    first, *rest = words.split()
    rest[-1] = singular(rest[-1]) or rest[-1]
    return first[:1].lower() + first[1:] + "".join(word[:1].upper() + word[1:] for word in rest)
