"""Markdown to blocks.

`parse_blocks` cuts a page into a flat sequence of blocks, each with its line. Block structure is
CommonMark with GFM tables (`generator.read.commonmark`); on top come the recoveries that real pages
need: tables that GFM rejects, rows with surplus cells, fences that never close, headings glued to
an HTML tag. Inline text stays raw: `generator.read.inline` reduces it where it is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.read.commonmark import STRUCTURE, Piece, pieces
from generator.read.html_tables import html_rows
from generator.read.lines import Lines
from generator.read.pipes import split_row
from generator.records import Record, replace


class Heading(Record):
    """An ATX or setext heading; `raw` is its inline Markdown."""

    line: int
    level: int
    raw: str


class Paragraph(Record):
    """Running text; `quoted` inside a block quote, `item` inside how many list items."""

    line: int
    raw: str
    quoted: bool = False
    item: int = 0


class Row(Record):
    """A table row: the cells' raw Markdown, as many as the source has."""

    line: int
    cells: tuple[str, ...]


class Table(Record):
    """A pipe table. `recovered` when GFM itself would not take it for one."""

    line: int
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    recovered: bool = False


class Fence(Record):
    """A code block; `body_line` is the line of its first content line."""

    line: int
    info: str
    content: str
    body_line: int
    unclosed: bool = False


class Comment(Record):
    """An HTML comment's text, without its delimiters."""

    line: int
    text: str


class Html(Record):
    """Raw HTML other than comments."""

    line: int
    text: str


class Rule(Record):
    """A thematic break."""

    line: int


Block = Heading | Paragraph | Table | Fence | Comment | Html | Rule

#: Link reference definitions: lower-cased label -> target.
References = dict[str, str]

_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_NESTED_FENCE = re.compile(r"^ {0,3}`{3,}[ \t]*[A-Za-z]", re.MULTILINE)
_SWALLOWED = re.compile(r"^ {0,3}(?:#{2,6}[ \t]|<!--|`{3,}[ \t]*[A-Za-z])", re.MULTILINE)
_HTML_HEADING = re.compile(r"<h([1-6])\b[^<>\n]{0,200}>([^\n]{1,500}?)</h\1>\Z", re.IGNORECASE)

#: How often a block's text may be parsed again to recover what it swallowed.
_MAX_RECOVERY = 4


def parse_blocks(text: str) -> tuple[tuple[Block, ...], References]:
    """Cut a page into blocks and link reference definitions.

    Lines count from 1. Never raises on any text; time is linear in its length.
    """
    references: References = {}
    return tuple(_parse(text, 0, references, 0)), references


def _parse(text: str, offset: int, references: References, depth: int) -> Iterator[Block]:
    lines = text.split("\n")
    for piece in pieces(text, references):
        line = offset + piece.first + 1
        match piece.kind:
            case "heading":
                yield Heading(line, piece.depth, piece.text)
            case "paragraph" if "<!--" in piece.text:
                yield from _commented(piece, line)
            case "paragraph":
                yield Paragraph(line, piece.text, piece.quoted, piece.item)
            case "table":
                yield _table(piece, lines[piece.first : piece.end], line)
            case "html_table":
                yield from _html_table(piece, line)
            case "fence" | "code_block":
                yield from _fence(piece, lines, offset, references, depth)
            case "html_block":
                yield from _html(piece.text, line, references, depth)
            case "hr":
                yield Rule(line)


def _commented(piece: Piece, line: int) -> Iterator[Block]:
    places = Lines(piece.text, line)
    for match in _COMMENT.finditer(piece.text):
        yield Comment(places.at(match.start()), match[1])
    raw = _COMMENT.sub("", piece.text)
    if raw.strip():
        yield Paragraph(line, raw, piece.quoted, piece.item)


def _table(piece: Piece, source: Sequence[str], first: int) -> Table:
    if piece.quoted or piece.item:
        source = [re.sub(r"^[ \t>]*", "", line) for line in source]
    header = split_row(source[0])
    rows = tuple(
        Row(number, split_row(line, len(header)))
        for number, line in enumerate(source[2:], first + 2)
        if line.strip()
    )
    return Table(first, header, rows, piece.recovered)


def _html_table(piece: Piece, line: int) -> Iterator[Table]:
    rows = [Row(line, cells) for line, cells in html_rows(piece.text, line)]
    if rows:
        yield Table(line, rows[0].cells, tuple(rows[1:]))


def _fence(
    piece: Piece, lines: Sequence[str], offset: int, references: References, depth: int
) -> Iterator[Block]:
    opener = 1 if piece.kind == "fence" else 0
    line = offset + piece.first + 1
    block = Fence(line, piece.info.strip(), piece.text, line + opener)
    if not opener or depth >= _MAX_RECOVERY or not _NESTED_FENCE.search(piece.text):
        yield block
        return
    cut = _SWALLOWED.search(piece.text)
    kept = piece.text[: cut.start()] if cut else piece.text
    yield replace(block, content=kept, unclosed=True)
    resume = piece.first + opener + kept.count("\n")
    yield from _parse("\n".join(lines[resume : piece.end]), offset + resume, references, depth + 1)


def _html(text: str, line: int, references: References, depth: int) -> Iterator[Block]:
    if "<!--" in text:
        position = 0
        places = Lines(text, line)
        for match in _COMMENT.finditer(text):
            yield from _html_text(text[position : match.start()], places.at(position))
            yield Comment(places.at(match.start()), match[1])
            position = match.end()
        text, line = text[position:], places.at(position)
    swallowed = STRUCTURE.search(text)
    if swallowed and depth < _MAX_RECOVERY:
        yield from _html_text(text[: swallowed.start()], line)
        start = line - 1 + text.count("\n", 0, swallowed.start())
        yield from _parse(text[swallowed.start() :], start, references, depth + 1)
    else:
        yield from _html_text(text, line)


def _html_text(text: str, line: int) -> Iterator[Block]:
    stripped = text.strip()
    if stripped:
        at = line + text[: len(text) - len(text.lstrip())].count("\n")
        if heading := _HTML_HEADING.match(stripped):
            yield Heading(at, int(heading[1]), heading[2].strip())
            return
        yield Html(at, stripped) if stripped.startswith("<") else Paragraph(at, stripped)
