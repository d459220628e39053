"""The JSON body of a documented message: read, repaired by rule, compared with its type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.diagnostics import Finding
from generator.emit.conforms import Conformity, Problem, shown
from generator.emit.conforms_placeholders import RULE, filled
from generator.emit.conforms_spans import Path, Spans
from generator.emit.verdicts import Flaw
from generator.json_text import parse_json
from generator.model import HttpMessage, Loc


@dataclass(slots=True)
class Body:
    """A body: strict JSON `text` and its `value`, after the named `rules`.

    `notes` are findings that make no example broken: repairs, and gaps in the tables.
    """

    message: HttpMessage
    text: str
    value: Any
    rules: list[str] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)

    def note_gaps(self, found: Conformity, at: Path) -> None:
        """Note members and values that no table lists; the conformity is of the value at `at`."""
        for label, path in found.undocumented.items():
            message = f"no table documents {label}"
            self._note("EXAMPLE_MEMBER_UNDOCUMENTED", message, (*at, *path))
        for path, message in found.unlisted:
            self._note("EXAMPLE_VALUE_UNDOCUMENTED", message, (*at, *path))

    def _note(self, code: str, message: str, path: Path) -> None:
        loc = body_loc(self.message, Spans(self.text).line(path))
        self.notes.append(Finding(code, loc, message))

    def settle(self, problems: Sequence[Problem]) -> list[Flaw]:
        """The flaws that problems are; none when samples could stand in for placeholders."""
        if not problems:
            return []
        text = filled(self.text, problems)
        if text is None:
            return [self.mismatch(problem) for problem in problems]
        for it in problems:
            message = f"{shown(it.path)}: a sample stands in for {it.value!r} (rule {RULE})"
            self._note("EXAMPLE_ADJUSTED", message, it.path)
        self.text, self.value = text, parse_json(text).value
        self.rules.append(RULE)
        return []

    def mismatch(self, problem: Problem) -> Flaw:
        """A value of another type than documented, with the places of both."""
        declared = f" (declared at {problem.member.loc})" if problem.member else ""
        path = shown(problem.path)
        message = f"{path}: {problem.message}" if path else problem.message
        return self.flaw("EXAMPLE_TYPE_MISMATCH", message + declared, problem.path)

    def flaw(self, code: str, message: str, path: Path = ()) -> Flaw:
        """A flaw at the line of the value at `path`."""
        line = Spans(self.text).line(path) if path else 0
        return Flaw(code, body_loc(self.message, line), message)


def read_body(message: HttpMessage, which: str) -> Body | Flaw:
    """The body of a message, `which` of the two it is; a flaw if it is not JSON."""
    read = parse_json(message.body or "")
    if read.error is not None:
        loc = body_loc(message, read.error_line)
        return Flaw("EXAMPLE_BODY_NOT_JSON", loc, f"the {which}'s body is not JSON: {read.error}")
    rules = [f"json-{repair}" for repair in read.repairs]
    body = Body(message, read.text, read.value, rules)
    if rules:
        what = f"the {which}'s body is JSON after repair: {', '.join(read.repairs)}"
        loc = body_loc(message, read.error_line)
        body.notes.append(Finding("EXAMPLE_ADJUSTED", loc, what))
    return body


def body_loc(message: HttpMessage, line: int) -> Loc:
    """The place of a line of the body, counted from 0."""
    return Loc(message.loc.path, (message.body_line or message.loc.line) + line)
