"""Names that a plain page gives to lists: "Pets", whose only member `*anonymous*` is `[Pet]`.

Source: the way in which converters of OpenAPI descriptions to Markdown write a schema of an array.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.read.markdown import Table
from generator.read.page import Page, Section
from generator.read.rows import row_cells, table_columns

_NAMELESS = "anonymous"


def read_aliases(page: Page) -> Iterator[tuple[str, str]]:
    """The names, in lower case, each with the type cell that it stands for."""
    for section in page.sections:
        if cell := alias_of(page, section):
            name = section.title or page.title
            if section.key == "properties" and section.above:
                name = section.above[-1]
            yield name.strip("` ").lower(), cell


def alias_of(page: Page, section: Section) -> str:
    """The type cell of a section's only row, if that has no name; else nothing."""
    tables = [block for block in section.blocks if isinstance(block, Table)]
    if len(tables) != 1 or len(tables[0].rows) != 1:
        return ""
    [table] = tables
    columns = table_columns(page, table)
    if not {"name", "type"} <= columns.keys():
        return ""
    cells = row_cells(table.rows[0], columns, len(table.header))
    return cells.type if page.inline(cells.name).text.strip("*") == _NAMELESS else ""
