"""What a documented response leaves out, or shows as null, although its pages say otherwise.

Pages rarely show all of an object. A response counts as whole only where its metadata comment
names its type and does not say `truncated`; what a request selects must be there in any case.
None of this makes an example broken: the response can be decoded all the same.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from generator.emit.conforms_spans import Path
from generator.emit.conforms_types import Types, element
from generator.model import Example, Property, TypeRef
from generator.records import Record, field

#: Levels of `$expand` within `$expand` that are read.
_DEPTH = 8


class Asked(Record):
    """What a request asks to have of an object: `$select` (empty: everything) and `$expand`.

    `through` are members of which a part is selected, by a path.
    """

    select: frozenset[str] = frozenset()
    through: frozenset[str] = frozenset()
    expand: dict[str, Asked] = field(default_factory=dict)


def asked_by(url: str) -> Asked:
    """The `$select` and `$expand` of a URL, nested ones included; the `$` may be missing."""
    return _asked(_split(url.partition("?")[2], "&"), _DEPTH)


def _asked(options: list[str], depth: int) -> Asked:
    select: list[str] = []
    expand: dict[str, Asked] = {}
    for option in options:
        name, _, value = option.partition("=")
        name = name.strip().removeprefix("$").lower()
        if name == "select":
            select = _split(value, ",")
        elif name == "expand" and depth:
            for item in _split(value, ","):
                member, _, inner = item.partition("(")
                expand[member.strip()] = _asked(_split(inner.removesuffix(")"), ";"), depth - 1)
    through = frozenset(item.partition("/")[0] for item in select if "/" in item)
    return Asked(frozenset(select), through, expand)


def _split(text: str, separator: str) -> list[str]:
    """The parts between separators that stand in no parentheses, without blank ones."""
    parts, depth, start = [], 0, 0
    for at, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if char == separator and depth < 1:
            parts.append(text[start:at])
            start = at + 1
    return [part.strip() for part in (*parts, text[start:]) if part.strip()]


_EVERYTHING = Asked()


@dataclasses.dataclass(slots=True)
class Lacks:
    """What is missing: (type, members) -> the places of the objects; `nulls` are (place, name)."""

    missing: dict[tuple[str, tuple[str, ...]], list[Path]] = dataclasses.field(default_factory=dict)
    nulls: list[tuple[Path, str]] = dataclasses.field(default_factory=list)


def find_lacks(value: Any, type_: TypeRef, example: Example, types: Types) -> Lacks:
    """Compare the result in an example's response with what its type and its request say."""
    search = _Search(example, types)
    search.walk(value, type_, (), asked_by(example.request.start))
    return search.found


class _Search:
    def __init__(self, example: Example, types: Types) -> None:
        self.found = Lacks()
        self._example = example
        self._types = types

    def walk(self, value: Any, type_: TypeRef, path: Path, asked: Asked | None) -> None:
        """Look at a value; `asked` is None where it may be any part of an object."""
        if type_.collection and isinstance(value, list):
            for index, item in enumerate(value):
                self.walk(item, element(type_), (*path, index), asked)
        elif type_.name in self._types.resources and isinstance(value, dict):
            actual = self._types.actual(type_.name, value)
            members = self._types.members(actual)
            missing = tuple(self._missing(value, actual, members, asked)) if asked else ()
            if missing:
                self.found.missing.setdefault((actual, missing), []).append(path)
            for wire, item in value.items():
                if (member := members.get(wire)) is not None:
                    inner = self._asked_of(member, asked)
                    self._member(item, member, (*path, wire), actual, inner)

    def _member(
        self, value: Any, member: Property, path: Path, owner: str, asked: Asked | None
    ) -> None:
        if value is None and self._is_never_null(member, owner):
            self.found.nulls.append((path, member.wire))
        self.walk(value, member.type, path, asked)

    def _asked_of(self, member: Property, asked: Asked | None) -> Asked | None:
        """What must be there of a member's value: all of a structure, of entities what is asked."""
        if asked is None or member.wire in asked.expand:
            return asked and asked.expand[member.wire]
        is_part = member.wire in asked.through or member.kind == "navigation"
        return None if is_part else _EVERYTHING

    def _missing(
        self, value: dict[str, Any], actual: str, members: dict[str, Property], asked: Asked
    ) -> Iterator[str]:
        if not asked.select and self._example.truncated is not False:
            return
        optional = {*self._example.optional}
        for name in self._types.lineage(actual):
            optional.update(self._types.resources[name].optional)
        annotated = {wire.partition("@")[0] for wire in value}
        if not annotated & {*members}:
            return  # something else, such as an error
        for wire, member in members.items():
            wanted = wire in asked.select if asked.select else _is_usual(member)
            if wanted and wire not in optional and wire not in annotated:
                yield wire

    def _is_never_null(self, member: Property, owner: str) -> bool:
        """Whether the pages say so: of the member, or of all that a list of others leaves out."""
        if member.nullable or member.wire in self._example.nullable:
            return False
        own = (self._types.resources[name].nullable for name in self._types.lineage(owner))
        return member.nullable is False or (member.kind == "structural" and any(own))


def _is_usual(member: Property) -> bool:
    """Whether a service returns a member without being asked for it."""
    traits = member.traits
    return (
        member.kind == "structural"
        and traits.default_selected is not False
        and (not traits.write_only)
    )
