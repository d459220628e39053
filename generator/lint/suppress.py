"""Comments in a page that silence findings by their code.

<!-- generator: ignore TYPE_CONFLICT -->           the next block
| id | String | Text. <!-- generator: ignore TYPE_CONFLICT --> |     this line
<!-- generator: ignore-page CONTENT_LENGTH_WRONG -->                 the whole page
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.diagnostics import CODES, Finding
from generator.lint.source import Lines, Source
from generator.model import Loc
from generator.records import Record

_MARK = "generator:"
_COMMENT = re.compile(r"<!--[ \t]*generator:[ \t]*(?P<verb>ignore(?:-page)?)\b(?P<codes>.*?)-->")
_CODE = re.compile(r"[^\s,]+")
_HEADING = re.compile(r" {0,3}#{1,6}(?:\s|\Z)")


class Suppression(Record):
    """A code that a comment at `line` silences on the lines from `first` to `last`."""

    code: str
    line: int
    covers: Lines


class Silenced(NamedTuple):
    """A page's findings: those that remain, and how many were silenced."""

    findings: tuple[Finding, ...]
    number: int


def silence(path: str, source: Source, findings: Iterable[Finding]) -> Silenced:
    """Apply a page's suppressions to its findings; those that silence nothing become findings."""
    suppressions = list(read_suppressions(source))
    used: set[Suppression] = set()
    kept: list[Finding] = []
    number = 0
    for finding in findings:
        fitting = [it for it in suppressions if _fits(it, finding)]
        used.update(fitting)
        number += bool(fitting)
        if not fitting:
            kept.append(finding)
    kept += (_unused(path, it) for it in suppressions if it not in used)
    return Silenced(tuple(kept), number)


def read_suppressions(source: Source) -> Iterator[Suppression]:
    """The suppressions of a page, in its order; those in code blocks are examples of some."""
    if _MARK not in source.text:
        return
    for match in _COMMENT.finditer(source.text):
        line = source.line_at(match.start())
        if source.fence_around(line):
            continue
        covers = _covered(source, line, match)
        for code in _CODE.findall(match["codes"]):
            yield Suppression(code, line, covers)


def _covered(source: Source, line: int, match: re.Match[str]) -> Lines:
    if match["verb"] == "ignore-page":
        return Lines(0, source.last_line)
    if _COMMENT.sub("", source.line(line)).strip():
        return Lines(line, line)
    return Lines(line, _block_end(source, line + 1))


def _block_end(source: Source, line: int) -> int:
    """The last line of the block that begins at `line` or, after blank lines, behind it.

    A metadata comment and the code block below it are one block.
    """
    while line <= source.last_line and _is_blank(source.line(line)):
        line += 1
    if source.line(line).lstrip().startswith("<!--"):
        end = source.text.find("-->", source.start(line))
        last = source.line_at(end) if end >= 0 else source.last_line
        after = last + 1
        while after <= source.last_line and not source.line(after).strip():
            after += 1
        fence = source.fence_around(after)
        return fence.last if fence else last
    fence = source.fence_around(line)
    if fence:
        return fence.last
    if _HEADING.match(source.line(line)):
        return line
    while line < source.last_line and source.line(line + 1).strip():
        line += 1
    return line


def _is_blank(text: str) -> bool:
    """Further suppressions stand between a first one and its block."""
    return not _COMMENT.sub("", text).strip()


def _fits(suppression: Suppression, finding: Finding) -> bool:
    covers = suppression.covers
    return suppression.code == finding.code and covers.first <= finding.loc.line <= covers.last


def _unused(path: str, suppression: Suppression) -> Finding:
    loc = Loc(path, suppression.line)
    if suppression.code in CODES:
        return Finding("SUPPRESSION_UNUSED", loc, f"there is no {suppression.code} here to ignore")
    near = difflib.get_close_matches(suppression.code.upper()[:60], CODES, n=1, cutoff=0.6)
    hint = f"; did you mean {near[0]}?" if near else ""
    message = f"there is no code {suppression.code[:60]!r}{hint}"
    return Finding("SUPPRESSION_UNKNOWN", loc, message)
