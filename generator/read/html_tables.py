"""HTML tables as tables: `<table>` with its rows, as some pages have in place of pipes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.read.lines import Lines

_TAG = re.compile(r"<(/?)(table|tr|t[hd]|a|code|li|p|div)\b([^<>]{0,2000})>", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
#: What a tag in a cell is in Markdown: when it opens, and when it closes.
_MARKDOWN = {
    "code": ("`", "`"),
    "li": ("", "<br>"),
    "p": ("", "<br>"),
    "div": ("", "<br>"),
}

#: A row: its line, and its cells as Markdown.
HtmlRow = tuple[int, tuple[str, ...]]


def html_rows(text: str, line: int) -> list[HtmlRow]:
    """The rows of the table that `text` begins with; `line` is the line of its first character.

    Links and code become Markdown, what else a cell holds stays as it is. A table within a cell
    is part of that cell's text. Never raises.
    """
    return [row for row in _rows(text, line) if row[1]]


def _rows(text: str, line: int) -> Iterator[HtmlRow]:
    places = Lines(text, line)
    cells: list[str] = []
    parts: list[str] | None = None  # of the cell that is open
    at, depth, position, target = line, 0, 0, ""
    for tag in _TAG.finditer(text):
        if parts is not None:
            parts.append(text[position : tag.start()])
        position = tag.end()
        closes, name = bool(tag[1]), tag[2].lower()
        if name == "table":
            depth += -1 if closes else 1
            if depth <= 0:
                break
        elif depth > 1 or name not in ("tr", "th", "td"):
            if parts is not None and name == "a":
                target = _href(tag[3]) if not closes else target
                parts.append(f"]({target})" if closes else "[")
            elif parts is not None:
                parts.append(_MARKDOWN.get(name, (" ", " "))[closes])
        else:
            if parts is not None:
                cells.append(_cell(parts))
            parts = [] if name != "tr" and not closes else None
            if name == "tr":
                yield at, tuple(cells)
                cells, at = [], places.at(tag.start())
    if parts is not None:
        cells.append(_cell(parts))
    yield at, tuple(cells)


def _href(attributes: str) -> str:
    found = _HREF.search(attributes)
    return found[1] if found else ""


def _cell(parts: list[str]) -> str:
    return _BLANKS.sub(" ", "".join(parts)).strip().removesuffix("<br>")
