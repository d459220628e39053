"""The words of files in the layout that the generator emits, without a syntax tree.

`generator.definitions.parts` says what they are and is right for any Python; this gives the same
answer for black's layout in a fifth of the time, which counts where thousands of files are new.
Anything unusual makes it give up.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from generator.definitions.parts import (
    DOC,
    TYPING,
    comment_word,
    decorator_word,
    scan,
    text_word,
    words_of,
)

_QUOTES = '"""'
#: Stands for line ends inside of strings while the text is cut into lines.
_INNER = "\0"
_ASSIGNMENT = re.compile(r"(\w+)(?:: | = )")
_NAME = re.compile(rf"(?:async )?def (\w+)|class (\w+)[^#]*:$|{_ASSIGNMENT.pattern}")
_IMPORT = re.compile(r"(?:(from [\w.]+) )?import ([^#]+)")
_STEP = 4
_CONTINUED = ("else:", "elif ", "except:", "except ", "except*", "finally:")


def words_json(text: str) -> str:
    """The words of every part of a generated file by name, as JSON on one line.

    Raises SyntaxError for text that is no Python.
    """
    return json.dumps(quick_words(text) or words_of(scan(text)))


class _Unusual(Exception):
    """The text is not laid out as expected."""


def quick_words(text: str) -> dict[str, str] | None:
    """The words of a generated file; None when that takes a syntax tree."""
    try:
        lines = _joined(text).split("\n")
        return dict(_words(lines, "", 0))
    except _Unusual:
        return None


def _joined(text: str) -> str:
    """The text with each string in triple quotes on one line."""
    pieces = text.split(_QUOTES)
    if len(pieces) % 2 == 0 or "'''" in text or _INNER in text or "\\\n" in text:
        raise _Unusual
    for code in pieces[0:-1:2]:
        before = code[code.rfind("\n") + 1 :]
        # Quotes that are inside of another string, or of a comment.
        inside = before.count("'") % 2 or before.count('"') % 2
        if inside or code[-1:] in ("'", '"', "\\") or "#" in before:
            raise _Unusual
    pieces[1::2] = [piece.replace("\n", _INNER) for piece in pieces[1::2]]
    return _QUOTES.join(pieces)


@dataclass(slots=True)
class _Statement:
    """A statement at some column: its lines, and what stands above it."""

    lines: list[str] = field(default_factory=list)
    decorators: list[list[str]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    blanks: int = 0
    continued: bool = False

    def words(self, count: int | None = None) -> str:
        """Its words; those of its first lines if a number is given."""
        marks = ("\n".join(mark).replace(_INNER, "\n") for mark in self.decorators)
        own = "\n".join(self.lines[:count]).replace(_INNER, "\n")
        return ",".join(
            (text_word(own), *map(decorator_word, marks), *map(comment_word, self.comments))
        )


def _statements(lines: Sequence[str], column: int) -> Iterator[_Statement]:
    """The statements at a column; what is deeper, or closes or continues one, belongs to it."""
    margin = " " * column
    at = _Statement()
    blanks = 0
    for line in lines:
        if not line:
            blanks += 1
            continue
        if not line.startswith(margin):
            raise _Unusual
        start = line[column]
        if start in " )]}" or line.startswith(_CONTINUED, column):
            # A comment below a decorator may be part of it or not.
            if not at.lines and (not at.decorators or line.lstrip().startswith("#")):
                raise _Unusual
            open_lines = at.lines or at.decorators[-1]
            open_lines += [*[""] * blanks, line]
            at.continued = at.continued or start not in " )]}"
        else:
            if at.lines:
                yield at
                at = _Statement(blanks=blanks)
            if start == "#":
                if at.decorators:
                    raise _Unusual
                at.comments.append(line)
            elif start == "@":
                at.decorators.append([line])
            else:
                at.lines.append(line)
        blanks = 0
    if at.lines:
        yield at


def _words(lines: Sequence[str], prefix: str, column: int) -> Iterator[tuple[str, str]]:
    """The name and words of each part at a column, and of those inside of it."""
    statements = list(_statements(lines, column))
    seen: Counter[str] = Counter()
    documented = False
    for item, below in zip_longest(statements, statements[1:]):
        if documented:  # this is the docstring of the assignment above
            documented = False
            continue
        first = item.lines[0][column:]
        if first.startswith(("from ", "import ")):
            yield _import(item, prefix)
            continue
        if first == f"if {TYPING}:" and not item.continued:
            if item.comments:
                raise _Unusual
            yield from _words(item.lines[1:], f"{prefix}{TYPING} ", column + _STEP)
            continue
        count: int | None = None
        if first.startswith("class "):
            count = 1
        elif _ASSIGNMENT.match(first) and below and below.lines[0].startswith(_QUOTES, column):
            if below.comments or below.blanks:
                raise _Unusual
            documented = True
            item.lines += below.lines
        name = prefix + _name(first)
        seen[name] += 1
        if count and seen[name] > 1:
            raise _Unusual  # two classes of one name
        name = name if seen[name] == 1 else f"{name}#{seen[name]}"
        yield name, item.words(count)
        if count:
            yield from _words(item.lines[1:], f"{name}.", column + _STEP)


def _name(line: str) -> str:
    """What a statement is called, by its first line."""
    if line.startswith(_QUOTES):
        return DOC
    match = _NAME.match(line)
    if match is None:
        raise _Unusual
    return match[1] or match[2] or match[3]


def _import(item: _Statement, prefix: str) -> tuple[str, str]:
    match = _IMPORT.fullmatch(" ".join(line.strip() for line in item.lines))
    if match is None:
        raise _Unusual
    names = match[2].strip("( )").rstrip(", ").split(",")
    return prefix + (match[1] or "import"), ",".join(name.strip() for name in names)
