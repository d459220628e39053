"""Diffs of generated files as rows (`generator.viewer.lines` says in which form)."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from generator.records import Record
from generator.viewer.lines import COMPARED, cut
from generator.viewer.sections import sections

_CONTEXT = 3
_Opcodes = Sequence[tuple[str, int, int, int, int]]
#: What a page shows at most: of one file, and of all. More is looked at with `generate --diff`.
_FILE_ROWS = 1500
_ALL_ROWS = 40_000

#: Changes are read there as changes, not as lines.
_APART = ("surface/", "manifest.json")


class Hunk(Record):
    """Rows of a diff, and the sections of the module that they change."""

    rows: list[str]
    sections: frozenset[str]


class FileDiff(Record):
    """What becomes of a file: `added`, `removed` or `changed`, and its lines.

    `left_out` counts the rows that are not shown.
    """

    path: str
    what: str
    hunks: tuple[Hunk, ...]
    plus: int = 0
    minus: int = 0
    left_out: int = 0


def file_diffs(before: Mapping[str, str], after: Mapping[str, str]) -> list[FileDiff]:
    """The diffs of all files that differ, in the order of their paths."""
    found: list[FileDiff] = []
    room = _ALL_ROWS
    for path in sorted(before.keys() | after.keys()):
        old, new = before.get(path), after.get(path)
        if old == new or path.startswith(_APART):
            continue
        what = "added" if old is None else "removed" if new is None else "changed"
        diff = _file(path, what, old or "", new or "", min(room, _FILE_ROWS))
        room -= sum(len(hunk.rows) for hunk in diff.hunks)
        found.append(diff)
    return found


def _file(path: str, what: str, old: str, new: str, room: int) -> FileDiff:
    hunks: list[Hunk] = []
    plus = minus = left_out = 0
    for hunk in _hunks(_split(old), _split(new)):
        plus += sum(row[0] == "+" for row in hunk.rows)
        minus += sum(row[0] == "-" for row in hunk.rows)
        kept = hunk.rows[: max(room, 0)]
        left_out += len(hunk.rows) - len(kept)
        room -= len(kept)
        if len(kept) > 1:
            hunks.append(Hunk(kept, hunk.sections))
    return FileDiff(path, what, tuple(hunks), plus, minus, left_out)


def _split(text: str) -> list[str]:
    lines = text.split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def _hunks(old: list[str], new: list[str]) -> Iterator[Hunk]:
    before, after = list(sections(old)), list(sections(new))
    old_text, new_text = _in_text(old), _in_text(new)
    groups: Iterable[_Opcodes] = [[("replace", 0, len(old), 0, len(new))]]
    if len(old) + len(new) <= COMPARED:  # what stands in many lines does not count there
        groups = difflib.SequenceMatcher(None, old, new).get_grouped_opcodes(_CONTEXT)
    for group in groups:
        first = group[0]
        state = old_text[first[1]] | new_text[first[3]] << 1
        rows = [f"@{first[1] + 1},{first[3] + 1},{state}"]
        touched: set[str] = set()
        for tag, a, b, c, d in group:
            if tag == "equal":
                rows += [f" {cut(line)}" for line in old[a:b]]
                continue
            rows += [f"-{cut(line)}" for line in old[a:b]]
            rows += [f"+{cut(line)}" for line in new[c:d]]
            touched |= set(before[a:b]) | set(after[c:d])
        yield Hunk(rows, frozenset(touched))


def _in_text(lines: list[str]) -> list[int]:
    """Whether each line stands inside of a docstring: colours start in the middle of the file."""
    return [sum_ % 2 for sum_ in accumulate((line.count('"""') for line in lines), initial=0)]
