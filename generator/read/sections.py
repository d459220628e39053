"""A page's text cut into sections: tabs and includes resolved, comments paired with fences."""

from __future__ import annotations

import re
from collections import Counter

from generator import limits
from generator.diagnostics import Report
from generator.read.front_matter import read_front_matter
from generator.read.includes import Include, Includes, without_long_lines
from generator.read.lines import Lines
from generator.read.markdown import (
    Block,
    Comment,
    Fence,
    Heading,
    Html,
    Paragraph,
    Row,
    Rule,
    Table,
    parse_blocks,
)
from generator.read.metadata import Metadata, parse_comment
from generator.read.mkdocs import without_marks
from generator.read.page import CodeBlock, Content, Page, Section, heading_key, linked_path
from generator.read.pipes import split_row
from generator.read.structure import name_sections
from generator.read.translated import (
    is_translated,
    namespace_line,
    original_heading,
    original_title,
    with_originals,
    without_anchor,
)
from generator.read.translated_words import original_key
from generator.read.vocabulary import is_usual, role_of
from generator.records import replace

_LINK = re.compile(r"\](?:\((?P<target>[^()\s]+)[^()\n]{0,200}\)|\[(?P<label>[^\[\]\n]{1,200})\])")
_ROW = re.compile(r"^ {0,3}\|[^|\n]*\|.*\|?[ \t]*$")
_TAB = re.compile(r"^\[([^\]]*)\]\(#tabs?/([^)\s]*)\)$")
_HTTP_TABS = frozenset({"http", "https", "rest"})
_NAMESPACE = re.compile(r"^Namespace:\s*([A-Za-z_][\w.]*)\s*", re.IGNORECASE)
_BOLD = re.compile(r"^(?:\*\*|__)\s*([A-Za-z][\w ]{0,60}?)\s*:?\s*(?:\*\*|__)\s*:?$")
_EXCHANGE = re.compile(r"(?:example\s*\d*\s*)?(?:request|response)s?\s*\d*$", re.IGNORECASE)
_NOISE = re.compile(
    r"^[ \t]*(?:\[!VIDEO\b.*|\[TAGS=[^\]\n]*\]|\[END\]|>>.*|:::[ \t]*(?:[A-Za-z].*)?)$",
    re.IGNORECASE | re.MULTILINE,
)
_NOISE_MARKS = ("[!video", "[tags=", "[end]", ">>", ":::")
_TAGS = re.compile(r"^[ \t]*\[TAGS=[^\]]*\][ \t]*$", re.IGNORECASE)
_END = re.compile(r"^[ \t]*\[END\][ \t]*$", re.IGNORECASE)
#: The deepest level that a bold line opens, below all headings.
_BELOW_HEADINGS = 7
#: The level of the headings below the title.
_TOP = 2
#: What a comment that only comments does not hold.
_HIDDEN = re.compile(r"^ {0,3}(?:#{2,6} |\|.*\||```)", re.MULTILINE)
_HTTP_START = re.compile(r"\s*(?:HTTP/\d|(?:GET|POST|PATCH|PUT|DELETE|HEAD)\s)")


def open_page(path: str, text: str, include: Include) -> Page:
    """Cut a page into sections. Never raises on any text; what is odd becomes a finding."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = with_originals(text)
    lines = text.split("\n")
    if is_long := len(lines) > limits.LINES:
        del lines[limits.LINES :]
        text = "\n".join(lines)
    long = [number for number, line in enumerate(lines, 1) if len(line) > limits.LINE]
    if long:
        text = without_long_lines(text)
        lines = text.split("\n")
    front = read_front_matter(lines)
    body = "\n" * front.end + "\n".join(lines[front.end :]) if front.present else text
    blocks, references = parse_blocks(without_marks(_without_noise(body)))
    page = Page(path, front, "", 0, [], references, None, 0, [], [], Report(), Counter())
    page.translated = is_translated(front.values)
    if is_long:
        message = f"the page has more than {limits.LINES:,} lines"
        page.report.add("OVER_LIMIT", page.loc(limits.LINES), message, "the lines after this one")
    for number in long:
        message = f"the line is longer than {limits.LINE:,} characters"
        page.report.add("OVER_LIMIT", page.loc(number), message, "the rest of the line")
    _Builder(page, include).build(blocks)
    name_sections(page)
    if not page.title:
        page.title = front.values.get("title", "")
        page.title_line = front.lines.get("title", 1)
    return page


def _without_noise(text: str) -> str:
    """The text without tagged parts, videos, `>>` lines and the marks of zones, monikers and
    columns (`:::zone`), which publishing takes out.

    Every line keeps its number.
    """
    lowered = text.lower()  # in most pages, not even a mark is there
    if not any(mark in lowered for mark in _NOISE_MARKS) or not _NOISE.search(text):
        return text
    lines, tagged = [], False
    for line in text.split("\n"):
        opens, closes = _TAGS.match(line), tagged and _END.match(line)
        tagged = (tagged or bool(opens)) and not closes
        lines.append("" if tagged or closes or _NOISE.match(line) else line)
    return "\n".join(lines)


class _Builder:
    """Walks the blocks once: headings open sections, tabs and comments keep their state here."""

    def __init__(self, page: Page, include: Include) -> None:
        self.page = page
        self.includes = Includes(page, include)
        self.stack: list[Section] = []
        self.section = Section(1, 0, "", "")
        #: Whether the page has headings below its title.
        self.headed = False
        self.tab: str | None = None
        self.pending: tuple[int, Metadata] | None = None
        page.sections.append(self.section)

    def build(self, blocks: tuple[Block, ...]) -> None:
        for block in self.includes.expand(blocks, self._is_http):
            self._add(block)
        self._drop_pending()

    def _is_http(self) -> bool:
        """Whether what is met now is HTTP or text, not a sample in another language."""
        return self.tab is None or self.tab in _HTTP_TABS

    def _add(self, block: Block) -> None:
        count = self.page.inventory
        match block:
            case Heading():
                self._heading(block)
            case Rule():
                self.tab = None
            case Comment():
                self._comment(block)
            case Fence():
                count["fences"] += 1
                self._fence(block)
            case Table():
                count["tables"] += 1
                block = self._within_limit(block)
                count["table_rows"] += len(block.rows)
                if block.recovered:
                    self.page.report.add(
                        "TABLE_MALFORMED",
                        self.page.loc(block.line),
                        "the header and the delimiter row differ in width, so Markdown shows no"
                        " table here",
                    )
                self._place(block)
            case Paragraph():
                self._paragraph(block)
            case Html():
                self._place(block)

    def _within_limit(self, table: Table) -> Table:
        """The table with as many rows as the page may still have."""
        left = limits.ROWS - self.page.inventory["table_rows"]
        if len(table.rows) <= left:
            return table
        self.page.report.add(
            "OVER_LIMIT",
            self.page.loc(table.rows[left].line),
            f"the page's tables have more than {limits.ROWS:,} rows",
            "the rows of this table from here on",
        )
        return replace(table, rows=table.rows[:left])

    def _heading(self, block: Heading) -> None:
        tab = _TAB.match(without_anchor(block.raw))
        if tab:
            self.page.inventory["tabs"] += 1
            self.tab = tab[2].lower()
            return
        self.tab = None
        self.page.inventory["headings"] += 1
        text = self.page.inline(block.raw).text
        if block.raw.startswith("<a "):
            text = original_heading(block.raw, text)
        if block.level == 1 and not self.page.title:
            text = original_title(text)
            self.page.title, self.page.title_line = text, block.line
            self.section.line = block.line
            return
        self.headed = True
        self._open(block.line, max(block.level, _TOP), text)

    def _open(self, line: int, level: int, text: str) -> None:
        while self.stack and self.stack[-1].level >= level:
            self.stack.pop()
        above = tuple(section.title for section in self.stack)
        parents = tuple(section.key for section in self.stack)
        said = heading_key(text)
        key = original_key(said)
        self.page.translated = self.page.translated or key != said
        self.section = Section(line, level, text, key, parents, above)
        self.page.sections.append(self.section)
        self.stack.append(self.section)

    def _paragraph(self, block: Paragraph) -> None:
        bold = _BOLD.match(block.raw.strip()) if block.raw.startswith(("**", "__", " ")) else None
        if bold and not block.quoted and (level := self._bold_level(bold[1])):
            self.page.inventory["bold_headings"] += 1
            self._open(block.line, level, bold[1])
            return
        if not self.page.namespace and len(self.page.sections) == 1:
            match = _NAMESPACE.match(block.raw)
            if match:
                self.page.namespace, self.page.namespace_line = match[1].strip("."), block.line
                rest = block.raw[match.end() :]
                if not rest.strip():
                    return
                block = Paragraph(block.line + match[0].count("\n"), rest, block.quoted, block.item)
            elif self.page.translated and (name := namespace_line(block.raw)):
                self.page.namespace, self.page.namespace_line = name, block.line
                return
        if not self._is_rest_of_table(block):
            self._place(block)

    def _bold_level(self, text: str) -> int:
        """The level that a bold line opens in place of a heading; 0 when it is none.

        Some pages write **Request** and **Response** where others have a heading, some write all of
        their headings so.
        """
        if _EXCHANGE.match(text):
            above = {role_of(section.key) for section in self.stack}
            if not self.headed and "example" not in above:
                return _TOP
            if self.section.key in ("request", "response"):
                return self.section.level
            return min(self.section.level + 1, _BELOW_HEADINGS)
        return _TOP if not self.headed and is_usual(heading_key(text)) else 0

    def _is_rest_of_table(self, block: Paragraph) -> bool:
        """Whether these lines are rows of the table above; they are added to it, and reported."""
        lines = block.raw.split("\n")
        above = self.section.blocks[-1] if self.section.blocks else None
        if not isinstance(above, Table) or not all(_ROW.match(line) for line in lines):
            return False
        rows = tuple(
            Row(number, split_row(line, len(above.header)))
            for number, line in enumerate(lines, block.line)
        )
        self.section.blocks[-1] = replace(above, rows=above.rows + rows)
        self.page.inventory["table_rows"] += len(rows)
        self.page.report.add(
            "TABLE_CUT", self.page.loc(block.line), "a blank line cuts these rows off their table"
        )
        return True

    def _place(self, block: Content) -> None:
        if self._is_http():
            if not isinstance(block, CodeBlock):
                self._drop_pending()
                self._links(block)
            self.section.blocks.append(block)
        else:
            self.page.inventory["other_language_blocks"] += 1

    def _links(self, block: Content) -> None:
        """Note where links lead, and report references that nothing defines."""
        if isinstance(block, Table):
            texts = [
                (row.line, cell)
                for row in block.rows
                for cell in row.cells
                if "](" in cell or "][" in cell
            ]
        else:
            texts = [(block.line, block.raw)] if isinstance(block, Paragraph) else []
        for line, raw in texts:
            lines = Lines(raw, line)
            for match in _LINK.finditer(raw):
                at = lines.at(match.start())
                if match["target"]:
                    target = linked_path(self.page.path, match["target"])
                    if target.lower().endswith(".md"):
                        self.page.links.setdefault(target, at)
                elif match["label"].lower() not in self.page.references:
                    self.page.report.add(
                        "LINK_UNDEFINED",
                        self.page.loc(at),
                        f"nothing defines the link reference [{match['label']}]",
                    )

    def _fence(self, fence: Fence) -> None:
        if fence.unclosed:
            self.page.report.add(
                "FENCE_UNCLOSED",
                self.page.loc(fence.line),
                "this code block has no closing fence before the next one",
            )
        meta, line = (self.pending[1], self.pending[0]) if self.pending else (None, 0)
        self.pending = None
        if not self._is_http() and not _HTTP_START.match(fence.content):
            self.page.inventory["other_language_blocks"] += 1
            self.page.inventory["other_language_fences"] += 1
            return
        block = CodeBlock(
            fence.line, fence.info.lower(), fence.content, fence.body_line, meta, line, self.tab
        )
        self.section.blocks.append(block)

    def _comment(self, comment: Comment) -> None:
        self.page.inventory["comments"] += 1
        meta = parse_comment(comment.text)
        if meta is None:
            self.page.inventory["plain_comments"] += 1
            if _HIDDEN.search(comment.text):
                self.page.report.add(
                    "COMMENTED_OUT",
                    self.page.loc(comment.line),
                    "a comment hides a table, a section or a code block",
                    "what the comment hides",
                )
            return
        for key, suggestion in meta.unknown_keys:
            if not meta.page_annotation:
                hint = f"; did you mean {suggestion!r}?" if suggestion else ""
                self.page.report.add(
                    "METADATA_KEY_UNKNOWN",
                    self.page.loc(comment.line),
                    f"unknown metadata key {key!r}{hint}",
                )
        if meta.page_annotation:
            self.page.annotations.append(meta)
            return
        if meta.problems:
            self.page.report.add(
                "METADATA_NOT_JSON",
                self.page.loc(comment.line),
                f"the metadata comment is not strict JSON ({', '.join(meta.problems)})",
            )
        self._drop_pending()
        self.pending = (comment.line, meta)

    def _drop_pending(self) -> None:
        """A comment with anything but a fence behind it belongs to no code block."""
        if self.pending is None:
            return
        line, meta = self.pending
        self.pending = None
        self.page.loose_metadata.append((line, meta))
        if meta.block_type in ("request", "response", "resource"):
            self.page.report.add(
                "METADATA_WITHOUT_FENCE",
                self.page.loc(line),
                f"no code block follows the {meta.block_type} metadata",
            )
