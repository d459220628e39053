"""Where the blocks of a text are, by CommonMark: the only module that knows markdown-it-py.

The blocks are those that markdown-it-py finds, but for tables, which are wider than in GFM and may
be of HTML. Its rules look at one character after another, and each block is shown to one rule after
another; so `_first` takes what pages mostly consist of (headings, text, code, comments) by the
first character, in fewer steps.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, ClassVar

from markdown_it import MarkdownIt, rules_block
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from generator.read.pipes import split_row


@dataclass(slots=True)
class Piece:
    """A block that holds no others: the lines from `first` up to `end`, counted from 0.

    `kind` is `heading`, `paragraph`, `table`, `html_table`, `fence`, `code_block`, `html_block` or
    `hr`. `text` is the inline Markdown of a heading or a paragraph, the lines of code, the whole of
    HTML; a pipe table has its lines alone.
    """

    kind: str
    first: int
    end: int
    text: str = ""
    #: What stands behind the mark that opens a fence.
    info: str = ""
    #: Of a heading, from 1.
    depth: int = 0
    #: A table that GFM itself would not take for one.
    recovered: bool = False
    #: Inside a block quote; inside how many list items.
    quoted: bool = False
    item: int = 0
    #: By its level, markdown-it-py finds the paragraphs of a list among its tokens.
    level: ClassVar[int] = -1


#: Takes the block at a line, which may reach up to another, and tells whether it did. If it is to
#: be silent, it only tells whether it would end a paragraph there.
Rule = Callable[[StateBlock, int, int, bool], bool]

_DELIMITER_ROW = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
#: What begins something else than HTML, wherever it stands.
STRUCTURE = re.compile(r"^ {0,3}(?:#{1,6}[ \t]|\||`{3,})", re.MULTILINE)
_TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)
#: What the line below a table's header begins with.
_DELIMITERS = ("|", "-", ":")
#: Pieces by the token that begins them.
_KINDS = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    **{kind: kind for kind in ("fence", "code_block", "html_block", "hr")},
}


class _State(StateBlock):
    """A text, and what has been found in it; where its lines begin and end is found all at once."""

    def __init__(self, text: str, parser: MarkdownIt) -> None:
        super().__init__("", parser, {}, [])
        lines = text.split("\n")
        if not lines[-1].strip(" \t"):
            lines.pop()
        begins = list(accumulate((len(line) + 1 for line in lines), initial=0))
        indents = [len(line) - len(line.lstrip(" \t")) for line in lines]
        widths = indents
        if "\t" in text:
            widths = [len(line[:n].expandtabs(4)) for line, n in zip(lines, indents, strict=True)]
        self.src, self.lineMax = text, len(lines)
        # All have an entry for the end of the text, too.
        self.bMarks = [*begins[:-1], len(text)]
        self.eMarks = [*(begin - 1 for begin in begins[1:]), len(text)]
        self.tShift = [*indents, 0]
        self.sCount = [*widths, 0]
        self.bsCount = [0] * len(self.bMarks)


def pieces(text: str, references: dict[str, str]) -> Iterator[Piece]:
    """The blocks of a text, in order; its link reference definitions are added to `references`.

    Labels are in lower case there. Time is linear in the length of the text.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    state = _State(text.replace("\0", "\ufffd"), _PARSER)
    _PARSER.block.tokenize(state, 0, state.lineMax)
    for label, entry in state.env.get("references", {}).items():
        references.setdefault(label.lower(), entry["href"])
    quotes = items = 0
    found: list[Any] = state.tokens
    for index, token in enumerate(found):
        if isinstance(token, Piece):
            piece = token
        elif token.type in _KINDS:
            piece = _piece(token, found[index + 1] if token.nesting else token)
        else:
            quotes += token.nesting if token.tag == "blockquote" else 0
            items += token.nesting if token.tag == "li" else 0
            continue
        piece.quoted, piece.item = quotes > 0, items
        yield piece


def _piece(token: Token, inner: Token) -> Piece:
    """A block of markdown-it-py's by the token that opens it, and the one that has its text."""
    first, end = token.map or (0, 0)
    depth = int(token.tag[1]) if token.type == "heading_open" else 0
    return Piece(_KINDS[token.type], first, end, inner.content, token.info, depth)


def _add(state: StateBlock, piece: Piece) -> bool:
    """Take a block: add it to what is found, and go on behind it."""
    found: list[Any] = state.tokens
    found.append(piece)
    state.line = piece.end
    return True


def _begin(state: StateBlock, line: int) -> int:
    """Where the text of a line begins."""
    return state.bMarks[line] + state.tShift[line]


def _first(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Takes a block where its first character leaves one rule to ask.

    Whatever could be the header of a table is left to the rule for these.
    """
    if state.is_code_block(start):
        return False
    begin = _begin(state, start)
    character = state.src[begin]
    rule = _paragraph if character.isalpha() else _BY_CHARACTER.get(character)
    if rule is None:
        return False
    below = _begin(state, start + 1)
    is_delimiter = state.src[below : below + 1] in _DELIMITERS
    if is_delimiter and "|" in state.src[begin : state.eMarks[start]]:
        return False
    return rule(state, start, end, silent)


def _paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A paragraph, or a heading by the line below: nothing else begins with a letter."""
    return (
        _text(state, start, end, silent)
        or rules_block.lheading(state, start, end, silent)
        or rules_block.paragraph(state, start, end, silent)
    )


def _text(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A paragraph of lines none of which can begin anything else."""
    source, line = state.src, start
    is_link = source[_begin(state, start)] == "["
    while line < state.lineMax and not state.isEmpty(line):
        begin = _begin(state, line)
        if not (source[begin].isalpha() or source[begin] == "["):
            return False
        if is_link and source.find("]:", begin, state.eMarks[line]) >= 0:
            return False  # it may define a link reference
        line += 1
    text = state.getLines(start, line, state.blkIndent, False).strip()
    return _add(state, Piece("paragraph", start, line, text))


def _heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    marked = state.src[_begin(state, start) : state.eMarks[start]].rstrip(" \t")
    text = marked.lstrip("#")
    depth = len(marked) - len(text)
    if depth > 6 or (text and text[0] not in " \t"):
        return False
    cut = text.rstrip("#")
    text = cut if cut.endswith((" ", "\t")) else text
    return _add(state, Piece("heading", start, start + 1, text.strip(), depth=depth))


def _code(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Code between fences; inside of others, what these are also tells where it ends."""
    if state.level:
        return rules_block.fence(state, start, end, silent)
    source = state.src
    opener = source[_begin(state, start) : state.eMarks[start]]
    info = opener.lstrip(opener[0])
    mark = opener[: len(opener) - len(info)]
    if len(mark) < 3 or (mark[0] == "`" and "`" in info):
        return False
    last = stop = end
    at = source.find(mark, state.eMarks[start])
    while at >= 0:
        line = bisect_left(state.eMarks, at, start, end)
        is_first = at == _begin(state, line) and not state.is_code_block(line)
        if is_first and not source[at : state.eMarks[line]].rstrip(" \t").strip(mark[0]):
            last, stop = line, line + 1
            break
        at = source.find(mark, state.eMarks[line])
    text = state.getLines(start + 1, last, state.sCount[start], True)
    return _add(state, Piece("fence", start, stop, text, info))


def _html(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = _begin(state, start)
    if state.level or not state.src.startswith("<!--", begin):
        return _html_table(state, start, end, silent) or rules_block.html_block(
            state, start, end, silent
        )
    close = state.src.find("-->", begin)
    line = bisect_left(state.eMarks, close, start, end) + 1 if close >= 0 else end
    text = state.src[state.bMarks[start] : state.eMarks[line - 1] + 1]
    return _add(state, Piece("html_block", start, line, text))


_BY_CHARACTER: dict[str, Rule] = {
    "#": _heading,
    "`": _code,
    "~": _code,
    "<": _html,
    ">": rules_block.blockquote,
    "[": _text,
}


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A pipe table, whose cells are left to `split_row`.

    GFM's own rule drops the cells that a row has beyond its header, and takes a header and a
    delimiter row of different width for no table at all; readers of these pages need both.
    """
    if (
        start + 2 > end
        or state.sCount[start + 1] < state.blkIndent
        or state.is_code_block(start + 1)
    ):
        return False
    begin = _begin(state, start + 1)
    if state.src[begin : begin + 1] not in _DELIMITERS:
        return False
    delimiter = state.src[begin : state.eMarks[start + 1]]
    header = state.src[_begin(state, start) : state.eMarks[start]]
    if "|" not in header or not _DELIMITER_ROW.fullmatch(delimiter) or state.is_code_block(start):
        return False
    widths = len(split_row(header)), len(split_row(delimiter))
    if widths[0] != widths[1] and "|" not in delimiter:
        return False
    if silent:
        return True
    line = start + 2
    while line < end and _is_row(state, line, end):
        line += 1
    return _add(state, Piece("table", start, line, recovered=widths[0] != widths[1]))


def _is_row(state: StateBlock, line: int, end: int) -> bool:
    begin = _begin(state, line)
    if begin >= state.eMarks[line] or state.sCount[line] < state.blkIndent:
        return False
    if state.src[begin] == "|":
        return True
    if state.is_code_block(line):
        return False
    # Not "paragraph", which a list would interrupt in fewer cases: rules leave that behind.
    outer, state.parentType = state.parentType, "table"
    rules = state.md.block.ruler.getRules("blockquote")
    is_other = any(rule(state, line, end, True) for rule in rules)
    state.parentType = outer
    return not is_other


def _html_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """An HTML table up to its end, blank lines in it included, at which HTML ends in CommonMark."""
    begin = _begin(state, start)
    if silent or not state.src.startswith(("<table", "<TABLE"), begin) or state.blkIndent:
        return False
    stop: int = state.env.get("table_end", -1)  # of the next table, so that none is sought twice
    if stop < begin:
        found = _TABLE_END.search(state.src, begin)
        stop = state.env["table_end"] = found.end() if found else len(state.src) + 1
    if stop > len(state.src) or STRUCTURE.search(state.src, begin, stop):
        return False
    line = bisect_left(state.eMarks, stop, start, end) + 1
    return _add(state, Piece("html_table", start, line, state.src[begin:stop]))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.before("table", "first", _first)
    parser.block.ruler.before("html_block", "html_table", _html_table)
    return parser


_PARSER = _parser()
