"""Markdown to blocks: the only module that knows markdown-it-py.

`parse_blocks` cuts a page into a flat sequence of blocks, each with its line. Block structure is
CommonMark with GFM tables, as markdown-it-py sees it; on top come the recoveries that real pages
need: tables that GFM rejects, rows with surplus cells, fences that never close, headings glued to
an HTML tag. Inline text stays raw: `generator.read.inline` reduces it where it is needed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from generator.read.html_tables import html_rows
from generator.read.lines import Lines


@dataclass(frozen=True, slots=True)
class Heading:
    """An ATX or setext heading; `raw` is its inline Markdown."""

    line: int
    level: int
    raw: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `quoted` inside a block quote, `item` inside a list item."""

    line: int
    raw: str
    quoted: bool = False
    item: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: the cells' raw Markdown, as many as the source has."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A pipe table. `recovered` when GFM itself would not take it for one."""

    line: int
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    recovered: bool = False


@dataclass(frozen=True, slots=True)
class Fence:
    """A code block; `body_line` is the line of its first content line."""

    line: int
    info: str
    content: str
    body_line: int
    unclosed: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """An HTML comment's text, without its delimiters."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Html:
    """Raw HTML other than comments."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""

    line: int


Block = Heading | Paragraph | Table | Fence | Comment | Html | Rule

#: Link reference definitions: lower-cased label -> target.
References = dict[str, str]

_DELIMITER_ROW = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_STRUCTURE = re.compile(r"^ {0,3}(?:#{1,6}[ \t]|\||`{3,})", re.MULTILINE)
_TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)
_NESTED_FENCE = re.compile(r"^ {0,3}`{3,}[ \t]*[A-Za-z]", re.MULTILINE)
_SWALLOWED = re.compile(r"^ {0,3}(?:#{2,6}[ \t]|<!--|`{3,}[ \t]*[A-Za-z])", re.MULTILINE)
_HTML_HEADING = re.compile(r"<h([1-6])\b[^<>\n]{0,200}>([^\n]{1,500}?)</h\1>\Z", re.IGNORECASE)
_CODE_SPAN = re.compile(r"`[^`]*`")

#: How often a block's text may be parsed again to recover what it swallowed.
_MAX_RECOVERY = 4


def _table_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block rule that finds where a table stands and leaves its cells to `split_row`.

    GFM's own rule drops the cells that a row has beyond its header, and takes a header and a
    delimiter row of different width for no table at all; readers of these pages need both.
    """
    if (
        start + 2 > end
        or state.sCount[start + 1] < state.blkIndent
        or state.is_code_block(start + 1)
    ):
        return False
    begin = state.bMarks[start + 1] + state.tShift[start + 1]
    if state.src[begin : begin + 1] not in ("|", "-", ":"):
        return False
    delimiter = state.src[begin : state.eMarks[start + 1]]
    header = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if "|" not in header or not _DELIMITER_ROW.fullmatch(delimiter) or state.is_code_block(start):
        return False
    widths = len(split_row(header)), len(split_row(delimiter))
    if widths[0] != widths[1] and "|" not in delimiter:
        return False
    if silent:
        return True
    token = state.push("table", "table", 0)
    token.meta = {"recovered": widths[0] != widths[1]}
    line = start + 2
    while line < end and _is_row(state, line, end):
        line += 1
    token.map = [start, line]
    state.line = line
    return True


def _is_row(state: StateBlock, line: int, end: int) -> bool:
    begin = state.bMarks[line] + state.tShift[line]
    if begin >= state.eMarks[line] or state.sCount[line] < state.blkIndent:
        return False
    if state.src[begin] == "|":
        return True
    if state.is_code_block(line):
        return False
    return not any(
        rule(state, line, end, True) for rule in state.md.block.ruler.getRules("blockquote")
    )


def _line_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A paragraph of one line that starts with a letter: no other rule can want that.

    Half of all blocks are such lines; asking the ten other rules first takes its time.
    """
    begin = state.bMarks[start] + state.tShift[start]
    if silent or not state.src[begin].isalpha() or state.is_code_block(start):
        return False
    if start + 1 < state.lineMax and not state.isEmpty(start + 1):
        return False
    state.line = start + 1
    token = state.push("paragraph_open", "p", 1)
    token.map = [start, state.line]
    token = state.push("inline", "", 0)
    token.content = state.src[begin : state.eMarks[start]].strip()
    token.map = [start, state.line]
    token.children = []
    state.push("paragraph_close", "p", -1)
    return True


def _html_table_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """An HTML table up to its end, blank lines in it included, at which HTML ends in CommonMark."""
    begin = state.bMarks[start] + state.tShift[start]
    if silent or not state.src.startswith(("<table", "<TABLE"), begin) or state.blkIndent:
        return False
    stop: int = state.env.get("table_end", -1)  # of the next table, so that none is sought twice
    if stop < begin:
        found = _TABLE_END.search(state.src, begin)
        stop = state.env["table_end"] = found.end() if found else len(state.src) + 1
    if stop > len(state.src) or _STRUCTURE.search(state.src, begin, stop):
        return False
    line = bisect_left(state.eMarks, stop, start, end) + 1
    token = state.push("html_table", "table", 0)
    token.content = state.src[begin:stop]
    token.map = [start, line]
    state.line = line
    return True


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table").disable(["inline", "text_join"], True)
    parser.block.ruler.at("table", _table_rule, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.before("table", "line", _line_rule)
    parser.block.ruler.before("html_block", "html_table", _html_table_rule)
    return parser


_PARSER = _parser()


def parse_blocks(text: str) -> tuple[tuple[Block, ...], References]:
    """Cut a page into blocks and link reference definitions.

    Lines count from 1. Never raises on any text; time is linear in its length.
    """
    references: References = {}
    return tuple(_parse(text, 0, references, 0)), references


def split_row(line: str, columns: int = 0) -> tuple[str, ...]:
    """The cells of a table row, outer pipes removed, `\\|` unescaped.

    A pipe inside a code span separates cells in GFM; when that gives more cells than the table
    has columns and honouring the code spans does not, the author meant the latter.
    """
    cells = _split_pipes(line)
    if columns and len(cells) > columns and "`" in line:
        guarded = _split_pipes(_CODE_SPAN.sub(lambda m: m[0].replace("|", "\x00"), line))
        if len(guarded) == columns:
            return tuple(cell.replace("\x00", "|") for cell in guarded)
    return cells


def _split_pipes(line: str) -> tuple[str, ...]:
    text = line.strip()
    if text.startswith("|"):
        text = text[1:]
    if "\\|" in text:
        text = text.replace("\\|", "\x01")
    if text.endswith("|"):
        text = text[:-1]
    return tuple(cell.strip().replace("\x01", "|") for cell in text.split("|"))


def _parse(text: str, offset: int, references: References, depth: int) -> Iterator[Block]:
    env: dict[str, dict[str, dict[str, str]]] = {}
    tokens = _PARSER.parse(text, env)
    for label, entry in env.get("references", {}).items():
        references.setdefault(label.lower(), entry["href"])
    lines = text.split("\n")
    quotes = items = 0
    for index, token in enumerate(tokens):
        kind = token.type
        match kind:
            case "blockquote_open":
                quotes += 1
            case "blockquote_close":
                quotes -= 1
            case "list_item_open":
                items += 1
            case "list_item_close":
                items -= 1
            case "heading_open":
                inline = tokens[index + 1]
                yield Heading(_line(token, offset), int(token.tag[1:]), inline.content)
            case "paragraph_open":
                yield from _paragraph(token, tokens[index + 1].content, offset, quotes, items)
            case "table":
                yield _table(token, lines, offset, bool(quotes or items))
            case "html_table":
                yield from _html_table(token, offset)
            case "fence" | "code_block":
                yield from _fence(token, lines, offset, references, depth)
            case "html_block":
                yield from _html(token, offset, references, depth)
            case "hr":
                yield Rule(_line(token, offset))


def _line(token: Token, offset: int) -> int:
    return offset + (token.map[0] if token.map else 0) + 1


def _paragraph(token: Token, raw: str, offset: int, quotes: int, items: int) -> Iterator[Block]:
    line = _line(token, offset)
    if "<!--" in raw:
        places = Lines(raw, line)
        for match in _COMMENT.finditer(raw):
            yield Comment(places.at(match.start()), match[1])
        raw = _COMMENT.sub("", raw)
        if not raw.strip():
            return
    yield Paragraph(line, raw, bool(quotes), bool(items))


def _table(token: Token, lines: Sequence[str], offset: int, nested: bool) -> Table:
    first, end = token.map or (0, 0)
    source = [re.sub(r"^[ \t>]*", "", line) if nested else line for line in lines[first:end]]
    header = split_row(source[0])
    rows = tuple(
        Row(offset + first + number + 1, split_row(line, len(header)))
        for number, line in enumerate(source)
        if number >= 2 and line.strip()
    )
    return Table(offset + first + 1, header, rows, recovered=token.meta["recovered"])


def _html_table(token: Token, offset: int) -> Iterator[Table]:
    rows = [Row(line, cells) for line, cells in html_rows(token.content, _line(token, offset))]
    if rows:
        yield Table(_line(token, offset), rows[0].cells, tuple(rows[1:]))


def _fence(
    token: Token, lines: Sequence[str], offset: int, references: References, depth: int
) -> Iterator[Block]:
    first, end = token.map or (0, 0)
    opener = 1 if token.type == "fence" else 0
    block = Fence(
        offset + first + 1, token.info.strip(), token.content, offset + first + opener + 1
    )
    if not opener or depth >= _MAX_RECOVERY or not _NESTED_FENCE.search(token.content):
        yield block
        return
    cut = _SWALLOWED.search(token.content)
    kept = token.content[: cut.start()] if cut else token.content
    yield replace(block, content=kept, unclosed=True)
    resume = first + opener + kept.count("\n")
    yield from _parse("\n".join(lines[resume:end]), offset + resume, references, depth + 1)


def _html(token: Token, offset: int, references: References, depth: int) -> Iterator[Block]:
    line, text = _line(token, offset), token.content
    if "<!--" in text:
        position = 0
        places = Lines(text, line)
        for match in _COMMENT.finditer(text):
            yield from _html_text(text[position : match.start()], places.at(position))
            yield Comment(places.at(match.start()), match[1])
            position = match.end()
        rest, rest_line = text[position:], places.at(position)
    else:
        rest, rest_line = text, line
    swallowed = _STRUCTURE.search(rest)
    if swallowed and depth < _MAX_RECOVERY:
        yield from _html_text(rest[: swallowed.start()], rest_line)
        start = rest_line - 1 + rest.count("\n", 0, swallowed.start())
        yield from _parse(rest[swallowed.start() :], start, references, depth + 1)
    else:
        yield from _html_text(rest, rest_line)


def _html_text(text: str, line: int) -> Iterator[Block]:
    stripped = text.strip()
    if stripped:
        at = line + text[: len(text) - len(text.lstrip())].count("\n")
        if heading := _HTML_HEADING.match(stripped):
            yield Heading(at, int(heading[1]), heading[2].strip())
            return
        yield Html(at, stripped) if stripped.startswith("<") else Paragraph(at, stripped)
