"""The JSON body of a documented message: read, repaired by rule, compared with its type."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.diagnostics import Finding
from generator.emit.conforms import Conformity, Problem, shown
from generator.emit.conforms_missing import Lacks
from generator.emit.conforms_placeholders import RULE, filled, is_placeholder
from generator.emit.conforms_spans import Path, spans_of
from generator.emit.conforms_types import simple_name
from generator.emit.verdicts import Flaw
from generator.json_text import parse_json
from generator.model import HttpMessage, Loc

#: Missing members that a finding names; a list of all would say no more.
_NAMED = 5


@dataclass(slots=True)
class Body:
    """A body: strict JSON `text` and its `value`, after the named `rules`.

    `notes` are findings that make no example broken: repairs, and gaps in the tables. `gaps` are
    the members that no table documents, as `type.member`, and where.
    """

    message: HttpMessage
    text: str
    value: Any
    rules: list[str] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    gaps: list[tuple[str, Loc]] = field(default_factory=list)

    def note_gaps(self, found: Conformity, at: Path) -> None:
        """Note members and values that no table lists; the conformity is of the value at `at`."""
        for label, path in found.gaps.items():
            message = f"no table documents {label}"
            loc = self._note("EXAMPLE_MEMBER_UNDOCUMENTED", message, (*at, *path))
            self.gaps.append((label, loc))
        for path, message in found.unlisted:
            self._note("EXAMPLE_VALUE_UNDOCUMENTED", message, (*at, *path))

    def note_lacks(self, found: Lacks, at: Path) -> None:
        """Note what a response lacks, once for all objects that lack the same."""
        for (name, missing), paths in found.missing.items():
            rest = f" and {len(missing) - _NAMED} more" if missing[_NAMED:] else ""
            names = ", ".join(missing[:_NAMED]) + rest
            others = f"; so are {len(paths) - 1} more of its kind" if paths[1:] else ""
            message = f"{simple_name(name)} is shown without {names}{others}"
            self._note("EXAMPLE_MEMBER_MISSING", message, (*at, *paths[0]))
        for path, wire in found.nulls:
            message = f"{shown((*at, *path))}: the pages say that {wire} is never null"
            self._note("EXAMPLE_VALUE_NULL", message, (*at, *path))

    def note_no_error(self) -> None:
        """Note that the metadata announces an error (`expectError`), and the response has none."""
        self._note("EXAMPLE_MEMBER_MISSING", "the metadata expects an error, and none is shown", ())

    def _note(self, code: str, message: str, path: Path) -> Loc:
        loc = body_loc(self.message, spans_of(self.text).line(path))
        self.notes.append(Finding(code, loc, message))
        return loc

    def settle(self, problems: Sequence[Problem]) -> list[Flaw]:
        """The flaws that problems are; samples stand in where all of them are placeholders."""
        flaws = [self.mismatch(problem) for problem in problems if not is_placeholder(problem)]
        if flaws or not problems:
            return flaws
        text = filled(self.text, problems)
        for it in problems:
            message = f"{shown(it.path)}: a sample stands in for {it.value!r} (rule {RULE})"
            self._note("EXAMPLE_ADJUSTED", message, it.path)
        self.text, self.value = text, parse_json(text).value
        self.rules.append(RULE)
        return []

    def correct_case(self, names: Collection[str]) -> None:
        """Spell the members' names as documented where only the case of letters differs."""
        known = {name.lower(): name for name in names}
        spelled: list[tuple[int, str, str]] = []
        taken = set(self.value)
        for wire in [wire for wire in self.value if wire not in names]:
            name = known.get(wire.lower())
            end = spans_of(self.text).at[wire,][0]
            start = self.text.rfind(f'"{wire}"', 0, end)
            if name is None or name in taken or start < 0:
                continue
            message = f"the example has {wire}, the page documents {name} (rule letter-case)"
            self._note("EXAMPLE_PARAMETER_UNDOCUMENTED", message, (wire,))
            taken.add(name)
            spelled.append((start + 1, wire, name))
            self.rules.append("letter-case")
        for start, wire, name in sorted(spelled, reverse=True):
            self.text = self.text[:start] + name + self.text[start + len(wire) :]
        if spelled:
            self.value = parse_json(self.text).value

    def mismatch(self, problem: Problem) -> Flaw:
        """A value of another type than documented, with the places of both."""
        declared = f" (declared at {problem.declared})" if problem.declared else ""
        path = shown(problem.path)
        message = f"{path}: {problem.message}" if path else problem.message
        return self.flaw("EXAMPLE_TYPE_MISMATCH", message + declared, problem.path)

    def flaw(self, code: str, message: str, path: Path = ()) -> Flaw:
        """A flaw at the line of the value at `path`."""
        line = spans_of(self.text).line(path) if path else 0
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
