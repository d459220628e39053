"""Where each value of a JSON text stands."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from functools import lru_cache

Path = tuple[str | int, ...]

_TOKEN = re.compile(
    r'\s*(?:(?P<mark>[{}\[\],:])|(?P<string>"(?:[^"\\]|\\.)*")|(?P<word>[^\s{}\[\],:"]+))'
)


@lru_cache(maxsize=8)  # each finding about a body asks anew
def spans_of(text: str) -> Spans:
    """The places of the values in strict JSON text."""
    return Spans(text)


class Spans:
    """The places of the values in strict JSON text: `at[path]` is start and end."""

    def __init__(self, text: str) -> None:
        self.at: dict[Path, tuple[int, int]] = {}
        self._text = text
        self._ends = [found.start() for found in re.finditer("\n", text)]
        self._position = 0
        self._value(())

    def line(self, path: Path) -> int:
        """The line, counted from 0, on which the value at a path starts; 0 if there is none."""
        start, _ = self.at.get(path, (0, 0))
        return bisect_left(self._ends, start)

    def _value(self, path: Path) -> None:
        mark, start, end = self._next()
        if mark == "{":
            self._items(path, "}")
        elif mark == "[":
            self._items(path, "]")
        self.at[path] = (start, end if self._position == end else self._position)

    def _items(self, path: Path, close: str) -> None:
        index = 0
        while True:
            position = self._position
            token, start, end = self._next()
            if token == close or not token:
                return
            if token == ",":
                continue
            if close == "}":
                self._next()  # the colon
                self._value((*path, _name(self._text[start:end])))
            else:
                self._position = position
                self._value((*path, index))
                index += 1

    def _next(self) -> tuple[str, int, int]:
        """The next token: its mark (or "value"), its start and its end."""
        match = _TOKEN.match(self._text, self._position)
        if match is None:
            return "", self._position, self._position
        self._position = match.end()
        kind = match.lastgroup or "word"
        return match["mark"] or "value", match.start(kind), match.end()


def _name(literal: str) -> str:
    if "\\" not in literal:
        return literal[1:-1]
    return str(json.loads(literal, strict=False))
