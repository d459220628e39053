"""Lines of pages: windows around places, and what became of the old lines.

A run of lines is `[first line, text]`. An excerpt is a list of rows in the form of a unified diff:
`@old,new,state` starts a hunk, other rows begin with a blank, a plus or a minus.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

#: Longer lines are cut: a page may hold a whole file in one.
WIDEST = 600
_AROUND = 2
_CONTEXT = 3
#: How much of a large change is shown around its line, and how many rows in all.
_REACH = 8
_MOST = 60
#: How many rows of pages one file shows; changes behind them have none.
_ALL = 60_000
#: Longer blocks of changed lines are not matched line by line, which would take its time.
_MATCHED = 24
#: How alike (`difflib`) two lines are that are one line before and after, and for how many pairs
#: of characters this is asked in all: a page can be such that each answer takes long.
_ALIKE = 0.5
_ASKED = 400_000_000
#: Longer texts, and those with more pairs of equal lines, are not compared line by line: the time
#: for that grows with the square of both, and more. Real pages have 1,500 lines.
COMPARED = 20_000
_PAIRS = 2_000_000


class Excerpt(NamedTuple):
    """Rows, and the position of the one that is meant; -1 for none."""

    rows: list[str]
    mark: int


_NOTHING = Excerpt([], -1)


class _Line(NamedTuple):
    """A line of the old page, of the new one, or of both; a number is 0 where there is none."""

    sign: str
    old: int
    new: int
    text: str


def cut(text: str) -> str:
    """A line that is not too long to be shown."""
    return text if len(text) <= WIDEST else f"{text[:WIDEST]}…"


def _comparable(old: list[str], new: list[str]) -> bool:
    """Whether two texts can be compared line by line in a short time."""
    times = Counter(new)
    return len(old) + len(new) <= COMPARED and sum(times[line] for line in old) <= _PAIRS


def runs(text: str, places: Iterable[int]) -> list[list[object]]:
    """The lines around the places, as runs that do not touch."""
    lines = text.split("\n")
    wanted = sorted(
        {
            number
            for place in places
            for number in range(max(place - _AROUND, 1), min(place + _AROUND, len(lines)) + 1)
        }
    )
    found: list[list[int]] = []
    for number in wanted:
        if found and found[-1][-1] == number - 1:
            found[-1].append(number)
        else:
            found.append([number])
    return [[run[0], "\n".join(cut(lines[number - 1]) for number in run)] for run in found]


class _Page:
    """The lines of a page, old and new, and where each stands among them."""

    def __init__(self, lines: list[_Line]) -> None:
        self.lines = lines
        self.changed = [i for i, item in enumerate(lines) if item.sign != " "]
        self.at = {(False, item.new): i for i, item in enumerate(lines) if item.new}
        self.at |= {(True, item.old): i for i, item in enumerate(lines) if item.old}


class _Likeness:
    """Whether two lines are alike; when too much has been asked, none are."""

    def __init__(self) -> None:
        self._left = _ASKED

    def __call__(self, one: str, other: str) -> bool:
        one, other = cut(one), cut(other)
        self._left -= len(one) * len(other)
        if self._left < 0:
            return False
        matcher = difflib.SequenceMatcher(None, one, other)
        return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


class Pages:
    """The pages of now and those of before, by path below DOCS.

    `left_out` counts the excerpts for which there was no room.
    """

    def __init__(self, now: Mapping[str, str], old: Mapping[str, str]) -> None:
        self.left_out = 0
        self._room = _ALL
        self._now = now
        self._old = old
        self._compared: dict[str, _Page] = {}
        self._alike = _Likeness()

    def excerpt(self, path: str, line: int, was: bool) -> Excerpt:
        """The lines around a place, with what they were; none for a page that is not at hand.

        `was`: the place is one in the old page.
        """
        if path not in self._old and (was or path not in self._now):
            return _NOTHING
        if self._room <= 0:
            self.left_out += 1
            return _NOTHING
        found = self._excerpt(self._page(path), line, was)
        self._room -= len(found.rows)
        return found

    def _excerpt(self, page: _Page, line: int, was: bool) -> Excerpt:
        lines, at = page.lines, page.at.get((was, line))
        if at is None and not page.changed:
            return _NOTHING
        near = {at} if at is not None else set()
        if at is not None:
            near |= set(_block(lines, at))
        if not any(lines[i].sign != " " for i in near):
            near |= set(page.changed[:_MOST])
        return _rows(lines, _windows(near, len(lines)), at)

    def _page(self, path: str) -> _Page:
        if path not in self._compared:
            now = self._now[path].split("\n") if path in self._now else []
            if path in self._old:
                compared = list(_compare(self._old[path].split("\n"), now, self._alike))
            else:
                compared = [_Line(" ", 0, i, text) for i, text in enumerate(now, 1)]
            self._compared[path] = _Page(compared)
        return self._compared[path]


def _compare(old: list[str], new: list[str], alike: _Likeness) -> Iterator[_Line]:
    opcodes: Sequence[tuple[str, int, int, int, int]] = [("replace", 0, len(old), 0, len(new))]
    if _comparable(old, new):
        opcodes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for tag, a, b, c, d in opcodes:
        if tag == "equal":
            yield from (_Line(" ", a + k + 1, c + k + 1, old[a + k]) for k in range(b - a))
            continue
        # What became of a line stands right behind it.
        for i, j in _pairs(old[a:b], new[c:d], alike):
            if i is not None:
                yield _Line("-", a + i + 1, 0, old[a + i])
            if j is not None:
                yield _Line("+", 0, c + j + 1, new[c + j])


def _pairs(
    old: list[str], new: list[str], alike: _Likeness
) -> Iterator[tuple[int | None, int | None]]:
    """The lines of a block, old and new ones that are alike together, in both orders."""
    is_small = max(len(old), len(new)) <= _MATCHED
    next_new = 0
    for i, line in enumerate(old):
        found = range(next_new, len(new)) if is_small else ()
        j = next((j for j in found if alike(line, new[j])), None)
        if j is not None:
            yield from ((None, k) for k in range(next_new, j))
            next_new = j + 1
        yield i, j
    yield from ((None, k) for k in range(next_new, len(new)))


def _block(lines: list[_Line], at: int) -> range:
    """The changed lines around a line, as far as they are shown."""
    first = last = at
    while first > max(at - _REACH, 0) and lines[first - 1].sign != " ":
        first -= 1
    while last + 1 < min(at + _REACH, len(lines)) and lines[last + 1].sign != " ":
        last += 1
    return range(first, last + 1)


def _windows(near: Iterable[int], number: int) -> list[int]:
    wide = {k for i in near for k in range(i - _CONTEXT, i + _CONTEXT + 1) if 0 <= k < number}
    return sorted(wide)[:_MOST]


def _rows(lines: list[_Line], shown: list[int], at: int | None) -> Excerpt:
    rows: list[str] = []
    mark = -1
    for before, i in zip([-2, *shown], shown, strict=False):
        item = lines[i]
        if i != before + 1:
            old = next((lines[k].old for k in range(i, len(lines)) if lines[k].old), 0)
            new = next((lines[k].new for k in range(i, len(lines)) if lines[k].new), 0)
            rows.append(f"@{old},{new},0")
        if i == at:
            mark = len(rows)
        rows.append(item.sign + cut(item.text))
    return Excerpt(rows, mark)
