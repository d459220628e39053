"""Permissions tables: which permissions each kind of caller needs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model import Permission
from generator.read.markdown import Table
from generator.read.page import Page, heading_key
from generator.read.translated import joined_names

_NAME = re.compile(r"(?<![\w.])(?<!\w-)[A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)+(?![\w(])")
_NOT_NAMES = re.compile(
    r"\b(?:microsoft\.graph|graph\.microsoft|aka\.ms|[\w-]{1,80}\.(?:md|com|net|org))\b",
    re.IGNORECASE,
)

_NONE = re.compile(r"\W*(?:not (?:available|supported|applicable)|none|n/a)\W*$", re.IGNORECASE)


def read_permissions(page: Page, table: Table) -> Iterator[Permission]:
    """The rows of one permissions table, least privileged names first.

    A few tables are transposed (one row per resource, one column per kind of caller), and those
    that say "from most to least privileged" are turned round.
    """
    header = [heading_key(page.inline(cell).text) for cell in table.header]
    reverse = len(header) > 1 and "most to least" in header[1]
    transposed = len(header) > 2 and any(
        h.startswith(("delegated", "application")) for h in header[1:]
    )
    graded = len(header) == 3 and (
        (header[1].startswith("least privileged") and "privileged" in header[2])
        or (page.translated and not any("](" in row.cells[0] for row in table.rows if row.cells))
    )
    for row in table.rows:
        page.inventory["permission_rows"] += 1
        if not row.cells:
            continue
        first = page.inline(row.cells[0]).text
        if transposed:
            for index, cell in enumerate(row.cells[1:], 1):
                kind = page.inline(table.header[index]).text if index < len(table.header) else ""
                yield _permission(page, f"{kind}: {first}", cell, row.line, False)
        elif graded and first:
            cells = [cell for cell in dict.fromkeys(row.cells[1:]) if cell]
            named = [cell for cell in cells if not _NONE.match(cell)]
            yield _permission(page, first, ", ".join(named or cells[:1]), row.line, False)
        elif len(row.cells) > 1 and first:
            if len(row.cells) > 2:
                alone = len([cell for cell in row.cells[1:] if cell]) < 2
                for index, cell in enumerate(row.cells[1:], 1):
                    label = (
                        page.inline(table.header[index]).text if index < len(table.header) else ""
                    )
                    if "privileged" in label.lower() or alone:
                        label = ""
                    if cell or not label:
                        yield _permission(
                            page, f"{first}: {label}" if label else first, cell, row.line, reverse
                        )
            else:
                yield _permission(page, first, row.cells[1], row.line, reverse)


def _permission(page: Page, kind: str, raw: str, line: int, reverse: bool) -> Permission:
    text = page.inline(raw).text
    if page.translated:
        text = joined_names(text)
    names = [name for name in dict.fromkeys(_NAME.findall(text)) if not _NOT_NAMES.search(name)]
    if "TODO" in text:
        page.report.add(
            "PLACEHOLDER_LEFT",
            page.loc(line),
            f"{kind}: unfinished text {text[:60]!r}",
            "the permissions",
        )
        names = []
    return Permission(kind, tuple(reversed(names) if reverse else names), text, page.loc(line))
