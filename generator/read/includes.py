"""Include lines replaced by what they include: running text, cells, rows of a table."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator

from generator import limits
from generator.model import Loc
from generator.read.front_matter import read_front_matter
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
from generator.read.page import Page
from generator.read.pipes import split_row

#: Reads an include file by its path relative to the folder of the API; None when it is missing.
Include = Callable[[str], str | None]

_INCLUDE = re.compile(
    r"\[!INCLUDE\s{0,20}\[[^\]\n]{0,300}\]\s{0,20}\(([^()\n]{0,500})\)\s{0,20}\]?", re.IGNORECASE
)


class Includes:
    """Expands the include lines of one page. Cycles and missing files are reported."""

    def __init__(self, page: Page, include: Include) -> None:
        self.page = page
        self.include = include
        self._left = limits.INCLUDED
        self._lines = limits.LINES

    def expand(self, blocks: tuple[Block, ...], wanted: Callable[[], bool]) -> Iterator[Block]:
        """The blocks with each include line's blocks in its place.

        `wanted` tells, when a line is met, whether its text is: code samples in other languages
        are counted and not read.
        """
        self._wanted = wanted
        yield from self._expanded(blocks, (), self.page.path)

    def _expanded(
        self, blocks: tuple[Block, ...], seen: tuple[str, ...], base: str
    ) -> Iterator[Block]:
        """The blocks with include lines replaced by the included file's blocks, at that line."""
        for block in blocks:
            if isinstance(block, Paragraph) and _includes(block.raw):
                yield from self._included(block, seen, base)
            elif isinstance(block, Table) and any(
                _includes(c) for r in block.rows for c in r.cells
            ):
                rows = tuple(row for r in block.rows for row in self._rows(r, base))
                yield Table(block.line, block.header, rows, block.recovered)
            else:
                yield block

    def _rows(self, row: Row, base: str) -> Iterator[Row]:
        """A row with the includes in its cells replaced; one include alone may hold many rows."""
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
        lines = Lines(block.raw, block.line)
        for match in _INCLUDE.finditer(block.raw):
            before = block.raw[position : match.start()].strip()
            if before:
                yield Paragraph(block.line, before, block.quoted, block.item)
            position = match.end()
            line = lines.at(match.start())
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
        target = target.replace("\\", "/").partition(' "')[0].strip()
        path = posixpath.normpath(posixpath.join(posixpath.dirname(base), target))
        self.page.inventory["includes"] += 1
        self.page.includes.append((line, path))
        if not self._wanted():
            return None  # a code sample in another language
        loc = self.page.loc(line)
        if path in seen:
            self.page.report.add("INCLUDE_CYCLE", loc, f"the include {target!r} includes itself")
            return None
        if self._left < 0:
            return None  # it has been said
        if len(seen) >= limits.INCLUDE_DEPTH or len(self.page.includes) > limits.INCLUDES:
            self._over(loc)
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
        self._left -= len(text)
        self._lines -= text.count("\n")
        if self._left < 0 or self._lines < 0:
            self._over(loc)
            return None
        return path, without_long_lines(text)

    def _over(self, loc: Loc) -> None:
        self._left = -1
        self.page.report.add(
            "OVER_LIMIT",
            loc,
            f"the page includes more than {limits.INCLUDES:,} files, more than"
            f" {limits.INCLUDE_DEPTH} below each other,"
            f" or more than {limits.INCLUDED:,} characters or {limits.LINES:,} lines",
            "what is included here and from here on",
        )


def _includes(raw: str) -> bool:
    return "[!" in raw and "[!include" in raw.lower()


def without_long_lines(text: str) -> str:
    """The text with its lines cut where they are longer than a line may be."""
    if len(text) <= limits.LINE:
        return text
    return "\n".join(line[: limits.LINE] for line in text.split("\n"))


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
