"""A page's text as it lies on disk, with its lines, code blocks and comments; and edits of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\n|\r")
_FENCE = re.compile(r"[ \t>]*(?P<marks>`{3,}|~{3,})(?P<info>[^`]*)\Z")


class Edit(NamedTuple):
    """The text between two offsets becomes another one."""

    start: int
    end: int
    text: str


class Lines(NamedTuple):
    """Lines from `first` to `last`, both included, counted from 1."""

    first: int
    last: int


class Source:
    """A page's text with its own line ends; lines count from 1, as in findings."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    @classmethod
    def read(cls, file: Path) -> Source | None:
        """The page in a file; None when it cannot be read as UTF-8."""
        try:
            return cls(file.read_bytes().decode("utf-8"))
        except (OSError, UnicodeDecodeError):
            return None

    @property
    def last_line(self) -> int:
        """The number of the last line."""
        return len(self._starts)

    @property
    def line_end(self) -> str:
        """How the page ends its lines."""
        found = _LINE_END.search(self.text)
        return found[0] if found else "\n"

    def start(self, line: int) -> int:
        """Where a line begins; the end of the text for a line behind the last one."""
        return self._starts[line - 1] if 1 <= line <= len(self._starts) else len(self.text)

    def line(self, number: int) -> str:
        """A line without its end; empty when there is no such line."""
        return self.text[self.start(number) : self.start(number + 1)].rstrip("\r\n")

    def line_at(self, offset: int) -> int:
        """The number of the line that holds an offset."""
        return bisect_right(self._starts, offset)

    def slice(self, lines: Lines) -> str:
        """The text of some lines."""
        return self.text[self.start(lines.first) : self.start(lines.last + 1)]

    @cached_property
    def fences(self) -> tuple[Lines, ...]:
        """The code blocks, each from its opening to its closing line."""
        return tuple(self._fences())

    def _fences(self) -> Iterator[Lines]:
        opened, marks = 0, ""
        for number in range(1, self.last_line + 1):
            found = _FENCE.match(self.line(number))
            if found is None:
                continue
            if not opened:
                opened, marks = number, found["marks"]
            elif found["marks"].startswith(marks) and not found["info"].strip():
                yield Lines(opened, number)
                opened = 0
        if opened:
            yield Lines(opened, self.last_line)

    def fence_around(self, line: int) -> Lines | None:
        """The code block that a line belongs to."""
        return next((f for f in self.fences if f.first <= line <= f.last), None)

    def edited(self, edits: Iterable[Edit]) -> Source:
        """The text after edits; of those that overlap, the first one counts."""
        parts: list[str] = []
        position = 0
        for edit in sorted(set(edits)):
            if edit.start >= position:
                parts += (self.text[position : edit.start], edit.text)
                position = edit.end
        parts.append(self.text[position:])
        return Source("".join(parts))
