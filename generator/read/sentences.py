"""Texts as sentences."""

from __future__ import annotations

import re
from functools import lru_cache

_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|incl|excl|max|min|inc|fig|resp|dr|mr|ms)|(?-i:\b[A-Z]))\.\Z",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(r"[.!?][\"'”’)\]]*(?=\s+[^\sa-z])|\n\s*\n|\n(?=\s*[-*•])")
#: Descriptions longer than this are looked at only as far.
LONGEST = 20_000


def sentences(text: str) -> list[str]:
    """The sentences of a text; an abbreviation or a version number ends none."""
    found: list[str] = []
    begin = 0
    for boundary in _BOUNDARY.finditer(text):
        end = boundary.end()
        if boundary[0].startswith(".") and _ABBREVIATION.search(text, max(begin, end - 12), end):
            continue
        if part := text[begin:end].strip():
            found.append(part)
        begin = end
    if part := text[begin:].strip():
        found.append(part)
    return found


@lru_cache(maxsize=16384)
def summary(text: str) -> str:
    """The first sentence of a text, on one line; empty for an empty text."""
    first = next(iter(sentences(text[:LONGEST])), "")
    return " ".join(first.split())
