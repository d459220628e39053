"""Commas that JSON does not want, found without disturbing anything else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.lint.source import Edit, Source

_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*|(?P<comma>,)(?=\s*[}\]])')
_BODY = re.compile(r"(?:^|<!--)[ \t]*[{\[]", re.MULTILINE)


def trailing_commas(source: Source, line: int) -> Iterator[Edit]:
    """Take them out of the metadata comment that begins at `line`, or of the code block there."""
    start, end = _region(source, line)
    body = _BODY.search(source.text, start, end)
    if body is None:
        return
    for match in _TOKEN.finditer(source.text, body.start(), end):
        if match["comma"]:
            yield Edit(match.start(), match.end(), "")


def _region(source: Source, line: int) -> tuple[int, int]:
    fence = source.fence_around(line)
    if fence:
        return source.start(fence.first + 1), source.start(fence.last)
    start = source.text.find("<!--", source.start(line), source.start(line + 1))
    end = source.text.find("-->", start)
    return (start, end) if 0 <= start < end else (0, 0)
