"""A page as sections: front matter cut off, tabs and includes resolved, comments paired.

`open_page` turns a page's text into a `Page`: its H1, its namespace and its sections in order,
each with the headings above it. The readers of resources and operations work on this alone.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from generator.diagnostics import Report
from generator.model import Loc
from generator.read.front_matter import FrontMatter, read_front_matter
from generator.read.inline import Inline, reduce_inline
from generator.read.markdown import (
    Block,
    Comment,
    Fence,
    Heading,
    Html,
    Paragraph,
    References,
    Row,
    Rule,
    Table,
    parse_blocks,
    split_row,
)
from generator.read.metadata import Metadata, parse_comment

#: Reads an include file by its path relative to the folder of the API; None when it is missing.
Include = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A fence with the metadata comment above it, if there is one."""

    line: int
    info: str
    content: str
    body_line: int
    meta: Metadata | None = None
    meta_line: int = 0
    tab: str | None = None


Content = Paragraph | Table | CodeBlock | Html


@dataclass(slots=True)
class Section:
    """The blocks below one heading, up to the next heading of any level.

    `key` is the heading normalised for look-ups; `parents` the keys of the headings above it,
    outermost first, H1 left out.
    """

    line: int
    level: int
    title: str
    key: str
    parents: tuple[str, ...] = ()
    parent_title: str = ""
    blocks: list[Content] = field(default_factory=list)

    @property
    def path(self) -> tuple[str, ...]:
        """The keys from the outermost heading down to this one."""
        return (*self.parents, self.key)


@dataclass(slots=True)
class Page:
    """A page, cut into sections; `sections[0]` is what follows the H1 (or opens the page)."""

    path: str
    front: FrontMatter
    title: str
    title_line: int
    sections: list[Section]
    references: References
    namespace: str | None
    namespace_line: int
    annotations: list[Metadata]
    includes: list[tuple[int, str]]
    report: Report
    inventory: Counter[str]
    #: The line of the H1 text's `](../api/x.md)`-free plain form is `title`; pages without one use
    #: the front matter's.
    #: Pages that links lead to, with the line of the first such link.
    links: dict[str, int] = field(default_factory=dict)
    loose_metadata: list[tuple[int, Metadata]] = field(default_factory=list)

    def inline(self, raw: str) -> Inline:
        """Plain text and links of inline Markdown on this page."""
        return reduce_inline(raw, self.references)

    def loc(self, line: int) -> Loc:
        """A place on this page."""
        return Loc(self.path, line)

    def resolve(self, target: str) -> tuple[str, str]:
        """A link's target as (page path relative to the API's folder, anchor), both lower case."""
        return resolve_link(self.path, target)

    def deprecated_by_include(self) -> str | None:
        """A reason when the page includes a deprecation notice: it lives in the include's name."""
        return (
            "Deprecated." if any("deprecat" in path.lower() for _, path in self.includes) else None
        )


_INCLUDE = re.compile(r"\[!INCLUDE\s*\[[^\]\n]*\]\s*\(([^()\n]*)\)\s*\]?", re.IGNORECASE)
_LINK = re.compile(r"\](?:\((?P<target>[^()\s]+)[^()\n]{0,200}\)|\[(?P<label>[^\[\]\n]{1,200})\])")
_TAB = re.compile(r"^\[([^\]]*)\]\(#tabs?/([^)\s]*)\)$")
_HTTP_TABS = frozenset({"http", "https", "rest"})
_NAMESPACE = re.compile(r"^Namespace:\s*([A-Za-z_][\w.]*)\s*", re.IGNORECASE)
_PSEUDO_HEADING = re.compile(
    r"^(?:\*\*|__)\s*((?:example\s*\d*\s*)?(?:request|response)s?\s*\d*)\s*:?\s*(?:\*\*|__)\s*:?$",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"^[ \t]*(?:\[!VIDEO\b.*|\[TAGS=[^\]]*\]|\[END\]|>>.*)$", re.IGNORECASE | re.MULTILINE
)
_TAGS = re.compile(r"^[ \t]*\[TAGS=[^\]]*\][ \t]*$", re.IGNORECASE)
_END = re.compile(r"^[ \t]*\[END\][ \t]*$", re.IGNORECASE)
_KEY_MARKUP = re.compile(r"[*_`\\]")
_HTTP_START = re.compile(r"\s*(?:HTTP/\d|(?:GET|POST|PATCH|PUT|DELETE|HEAD)\s)")
_MAX_INCLUDES = 8


def heading_key(text: str) -> str:
    """A heading for look-ups: no markup, no trailing punctuation, lower case, single blanks."""
    return " ".join(_KEY_MARKUP.sub("", text).replace("\xa0", " ").split()).rstrip(":. ").lower()


def resolve_link(page: str, target: str) -> tuple[str, str]:
    """A link target on `page` as (path relative to the API's folder, anchor), both lower case.

    Links on case-insensitive publishing systems are written in any case and with backslashes.
    """
    path, _, anchor = target.replace("\\", "/").partition("#")
    path = path.partition("?")[0]
    if not path:
        return page.lower(), anchor.lower()
    if re.match(r"^[a-z][a-z0-9+.-]*:|^//", path, re.IGNORECASE):
        return "", anchor.lower()
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(page), path.lstrip("/")))
    return joined.lower(), anchor.lower()


def open_page(path: str, text: str, include: Include) -> Page:
    """Cut a page into sections. Never raises on any text; what is odd becomes a finding."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    front = read_front_matter(lines)
    body = "\n" * front.end + "\n".join(lines[front.end :]) if front.present else text
    blocks, references = parse_blocks(_without_noise(body))
    page = Page(path, front, "", 0, [], references, None, 0, [], [], Report(), Counter())
    _Builder(page, include).build(blocks)
    if not page.title:
        page.title = front.values.get("title", "")
        page.title_line = front.lines.get("title", 1)
    return page


def _without_noise(text: str) -> str:
    """The text without what the publishing tool takes out: tagged parts, videos, `>>` lines. Lines stay."""
    if not _NOISE.search(text):
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
        self.include = include
        self.stack: list[Section] = []
        self.section = Section(1, 0, "", "")
        self.tab: str | None = None
        self.pending: tuple[int, Metadata] | None = None
        page.sections.append(self.section)

    def build(self, blocks: tuple[Block, ...]) -> None:
        for block in self._expanded(blocks, (), self.page.path):
            self._add(block)
        self._drop_pending()

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
                count["table_rows"] += len(block.rows)
                if block.recovered:
                    self.page.report.add(
                        "TABLE_MALFORMED",
                        self.page.loc(block.line),
                        "the header and the delimiter row differ in width, so Markdown shows no table here",
                    )
                self._place(block)
            case Paragraph():
                self._paragraph(block)
            case Html():
                self._place(block)

    def _heading(self, block: Heading) -> None:
        tab = _TAB.match(block.raw.strip())
        if tab:
            self.page.inventory["tabs"] += 1
            self.tab = tab[2].lower()
            return
        self.tab = None
        self.page.inventory["headings"] += 1
        text = self.page.inline(block.raw).text
        if block.level == 1 and not self.page.title:
            self.page.title, self.page.title_line = text, block.line
            self.section.line = block.line
            return
        self._open(block.line, max(block.level, 2), text)

    def _open(self, line: int, level: int, text: str) -> None:
        while self.stack and self.stack[-1].level >= level:
            self.stack.pop()
        above = self.stack[-1].title if self.stack else ""
        parents = tuple(section.key for section in self.stack)
        self.section = Section(line, level, text, heading_key(text), parents, above)
        self.page.sections.append(self.section)
        self.stack.append(self.section)

    def _paragraph(self, block: Paragraph) -> None:
        pseudo = _PSEUDO_HEADING.match(block.raw.strip())
        if pseudo and not block.quoted:
            # Dynamics pages write **Request** and **Response** where others have a heading.
            level = (
                self.section.level
                if self.section.key in ("request", "response")
                else self.section.level + 1
            )
            self.page.inventory["bold_headings"] += 1
            self._open(block.line, level, pseudo[1])
            return
        if not self.page.namespace and len(self.page.sections) == 1:
            match = _NAMESPACE.match(block.raw)
            if match:
                self.page.namespace, self.page.namespace_line = match[1].strip("."), block.line
                rest = block.raw[match.end() :]
                if not rest.strip():
                    return
                block = Paragraph(block.line + match[0].count("\n"), rest, block.quoted, block.item)
        self._place(block)

    def _place(self, block: Content) -> None:
        if self.tab is None or self.tab in _HTTP_TABS:
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
            for match in _LINK.finditer(raw):
                at = line + raw.count("\n", 0, match.start())
                if match["target"]:
                    target, _ = self.page.resolve(match["target"])
                    if target.endswith(".md"):
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
        if (
            self.tab is not None
            and self.tab not in _HTTP_TABS
            and not _HTTP_START.match(fence.content)
        ):
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

    def _expanded(
        self, blocks: tuple[Block, ...], seen: tuple[str, ...], base: str
    ) -> Iterator[Block]:
        """The blocks with include lines replaced by the included file's blocks, at that line."""
        for block in blocks:
            if isinstance(block, Paragraph) and "[!include" in block.raw.lower():
                yield from self._included(block, seen, base)
            elif isinstance(block, Table) and any(
                "[!include" in c.lower() for r in block.rows for c in r.cells
            ):
                rows = tuple(row for r in block.rows for row in self._rows(r, base))
                yield Table(block.line, block.header, rows, block.recovered)
            else:
                yield block

    def _rows(self, row: Row, base: str) -> Iterator[Row]:
        """A row with includes in its cells replaced; a line that is one include may hold many rows."""
        filled = [cell for cell in row.cells if cell]
        alone = _INCLUDE.fullmatch(filled[0]) if len(filled) == 1 else None
        found = self._read(alone[1], row.line, base, ()) if alone else None
        if found is None:
            yield Row(
                row.line,
                tuple(self._cell(cell, row.line, base) for cell in row.cells) if not alone else (),
            )
            return
        for line in read_body(found[1]).split("\n"):
            if line.lstrip().startswith("|"):
                yield Row(row.line, split_row(line))

    def _cell(self, raw: str, line: int, base: str) -> str:
        def text(match: re.Match[str]) -> str:
            found = self._read(match[1], line, base, ())
            return "" if found is None else " ".join(found[1].split())

        return _INCLUDE.sub(text, raw)

    def _included(self, block: Paragraph, seen: tuple[str, ...], base: str) -> Iterator[Block]:
        position = 0
        for match in _INCLUDE.finditer(block.raw):
            before = block.raw[position : match.start()].strip()
            if before:
                yield Paragraph(block.line, before, block.quoted, block.item)
            position = match.end()
            line = block.line + block.raw.count("\n", 0, match.start())
            found = self._read(match[1], line, base, seen)
            if found is not None:
                path, text = found
                inner, references = parse_blocks(read_body(text))
                for label, target in references.items():
                    self.page.references.setdefault(label, target)
                for inside in self._expanded(inner, (*seen, path), path):
                    yield _moved(inside, line)
        after = block.raw[position:].strip()
        if after:
            yield Paragraph(block.line, after, block.quoted, block.item)

    def _read(
        self, target: str, line: int, base: str, seen: tuple[str, ...]
    ) -> tuple[str, str] | None:
        target = target.replace("\\", "/").strip()
        path = posixpath.normpath(posixpath.join(posixpath.dirname(base), target))
        self.page.inventory["includes"] += 1
        self.page.includes.append((line, path))
        if self.tab is not None and self.tab not in _HTTP_TABS:
            return None  # a code sample in another language
        loc = self.page.loc(line)
        if path in seen or len(seen) >= _MAX_INCLUDES:
            self.page.report.add("INCLUDE_CYCLE", loc, f"the include {target!r} includes itself")
            return None
        text = self.include(path)
        if text is None:
            self.page.report.add(
                "INCLUDE_MISSING",
                loc,
                f"the include file {target!r} cannot be read",
                "the text it holds",
            )
            return None
        return path, text


def read_body(text: str) -> str:
    """A file's Markdown without byte order mark, carriage returns and front matter."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    return "\n".join(lines[read_front_matter(lines).end :])


def _moved(block: Block, line: int) -> Block:
    """The same block at another line: included text is found where the page includes it."""
    match block:
        case Table():
            rows = tuple(Row(line, row.cells) for row in block.rows)
            return Table(line, block.header, rows, block.recovered)
        case Heading():
            return Heading(line, block.level, block.raw)
        case Paragraph():
            return Paragraph(line, block.raw, block.quoted, block.item)
        case Fence():
            return Fence(line, block.info, block.content, line, block.unclosed)
        case Comment():
            return Comment(line, block.text)
        case Html():
            return Html(line, block.text)
        case Rule():
            return Rule(line)
