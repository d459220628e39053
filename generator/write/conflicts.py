"""What stops a merge."""

from __future__ import annotations

from collections.abc import Sequence

from generator.definitions.parts import Part, plain_lines, scan
from generator.records import Record


class Conflict(Record, order=True):
    """A place where regenerating would lose what somebody wrote."""

    line: int
    member: str
    reason: str

    def __str__(self) -> str:
        return f"{self.line}: {f'{self.member} ' if self.member else ''}{self.reason}"


class Conflicts(Exception):
    """The file cannot be merged; `found` says where."""

    def __init__(self, found: Sequence[Conflict]) -> None:
        super().__init__(found)
        self.found = tuple(sorted(found))


def parsed(text: str) -> tuple[Part, ...]:
    """The parts of an edited file. Raises `Conflicts` when it is no Python."""
    try:
        return scan(plain_lines(text))
    except SyntaxError as error:
        line = error.lineno or 1
        raise Conflicts([Conflict(line, "", f"does not parse: {error.msg}")]) from error
