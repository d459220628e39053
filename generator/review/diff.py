"""Unified diffs of generated files, and how much of them differs."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile


def unified(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    """The lines of a unified diff; a path that only one side has is a new or a removed file.

    Files are in the order of their paths. Paths and texts are as they are; who prints them has to
    neutralise what a terminal would obey.
    """
    for path in sorted(old.keys() | new.keys()):
        before, after = old.get(path), new.get(path)
        if before == after:
            continue
        yield "--- /dev/null" if before is None else f"--- a/{path}"
        yield "+++ /dev/null" if after is None else f"+++ b/{path}"
        yield from _hunks(before or "", after or "")


def _hunks(before: str, after: str) -> Iterator[str]:
    # Not splitlines: generated text may hold other line separators inside of string literals.
    one, other = _ended(before.split("\n")), _ended(after.split("\n"))
    hunks = list(difflib.unified_diff(one, other, lineterm=""))[2:]
    for line in hunks:
        text = line.removesuffix("\n")
        yield text
        if text == line and not line.startswith("@@"):
            yield "\\ No newline at end of file"


def _ended(lines: list[str]) -> list[str]:
    """Lines with their ends; the last one has none unless it is empty, which is no line."""
    *ended, last = lines
    return [f"{line}\n" for line in ended] + ([last] if last else [])


def size(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[int, int]:
    """How many lines are only in the new texts, and how many only in the old ones.

    Moved lines do not count, so that this needs no more than counting.
    """
    added = removed = 0
    for path in old.keys() | new.keys():
        lines = _apart(old.get(path, "").splitlines(), new.get(path, "").splitlines())
        before, after = map(Counter, lines)
        added += (after - before).total()
        removed += (before - after).total()
    return added, removed


def _apart(one: list[str], other: list[str]) -> tuple[list[str], list[str]]:
    """What is between the lines that both start with and those that both end with."""
    start = _alike(one, other)
    one, other = one[start:], other[start:]
    end = _alike(one[::-1], other[::-1])
    return one[: len(one) - end], other[: len(other) - end]


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    """How many lines are the same from the start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
