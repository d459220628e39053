"""Does documented JSON conform to the documented types?

The walk is the one that strict decoding makes, with the converters of the runtime itself, so that
a verdict computed here is what the generated test finds when it runs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.emit.conforms_runtime import runtime
from generator.emit.conforms_spans import Path
from generator.emit.conforms_types import Types, element, simple_name
from generator.model import Loc, TypeRef
from generator.records import Record, replace

#: Where a value's type is documented: a place, or a type and its member, looked up if need be.
_Declared = Loc | tuple[str, str] | None

_OBJECT = "an object"
_LIST = "a list"
_MEMBER = "a member's name"


class Problem(Record):
    """A value that its documented type cannot have; `declared` is the place of the declaration."""

    path: Path
    value: Any
    type: TypeRef
    message: str
    declared: Loc | None = None

    def below(self, path: Path) -> Problem:
        """The same problem, seen from the value that holds this one at `path`."""
        return replace(self, path=(*path, *self.path))


@dataclass(slots=True)
class Conformity:
    """What a walk over documented JSON found.

    `undocumented` holds the members that no table documents, as `type.member`, with the place of
    the first; annotations (names with `@`) are not members. `unlisted` holds the values that are
    none of their enumeration's members: enumerations are open, so these are no problems.
    `gaps` holds those of the undocumented members that a table should have, each as a member of the
    type that the example itself names. Not among them are members that this type has, any member
    of an open type without properties, and streams, which are documented and no field.
    """

    problems: list[Problem] = field(default_factory=list)
    undocumented: dict[str, Path] = field(default_factory=dict)
    unlisted: list[tuple[Path, str]] = field(default_factory=list)
    gaps: dict[str, Path] = field(default_factory=dict)


class Checker:
    """Walks JSON values along documented types."""

    def __init__(self, types: Types) -> None:
        self._types = types
        self._scalars = runtime("scalars").SCALARS

    def check(
        self, value: Any, type_: TypeRef, declared: Loc | None = None, said: TypeRef | None = None
    ) -> Conformity:
        """Compare a value with its type, which is documented at `declared`.

        `said` is the type that the page gives this very value, or each item of it.
        """
        found = Conformity()
        self._walk(value, type_, (), declared, found, said)
        return found

    def _walk(
        self,
        value: Any,
        type_: TypeRef,
        path: Path,
        declared: _Declared,
        found: Conformity,
        said: TypeRef | None = None,
    ) -> None:
        if value is None:
            return
        if type_.collection:
            if not isinstance(value, list):
                found.problems.append(
                    self._problem(path, value, type_, _expected(type_, _LIST, value), declared)
                )
                return
            for index, item in enumerate(value):
                self._walk(item, element(type_), (*path, index), declared, found, said)
        elif type_.name in self._types.resources:
            self._walk_object(value, type_, path, declared, found, said)
        elif type_.name in self._types.enums:
            if isinstance(value, str):
                found.unlisted += ((path, item) for item in self._unlisted(value, type_.name))
            else:
                found.problems.append(
                    self._problem(path, value, type_, _expected(type_, _MEMBER, value), declared)
                )
        elif message := self._scalar_error(value, type_):
            found.problems.append(self._problem(path, value, type_, message, declared))

    def _walk_object(
        self,
        value: Any,
        type_: TypeRef,
        path: Path,
        declared: _Declared,
        found: Conformity,
        said: TypeRef | None,
    ) -> None:
        if not isinstance(value, dict):
            found.problems.append(
                self._problem(path, value, type_, _expected(type_, _OBJECT, value), declared)
            )
            return
        actual = self._types.actual(type_.name, value)
        members = self._types.members(actual)
        for wire, item in value.items():
            member = members.get(wire)
            if member is not None:
                self._walk(item, member.type, (*path, wire), (actual, wire), found)
            elif "@" not in wire:
                found.undocumented.setdefault(f"{simple_name(actual)}.{wire}", (*path, wire))
                named = self._types.named(actual, value, said)
                if not self._types.expects(named, wire):
                    found.gaps.setdefault(f"{simple_name(named)}.{wire}", (*path, wire))

    def _problem(
        self, path: Path, value: Any, type_: TypeRef, message: str, declared: _Declared
    ) -> Problem:
        place = self._types.place(*declared) if isinstance(declared, tuple) else declared
        return Problem(path, value, type_, message, place)

    def _unlisted(self, value: str, name: str) -> list[str]:
        """What is wrong with an enumeration's value, a sentence for each part of it."""
        enum = self._types.enums[name]
        parts = value.split(",") if enum.flags else [value]
        known = {member.wire.lower() for member in enum.members}
        wrong = [part.strip() for part in parts if part.strip().lower() not in known]
        return [f"{simple_name(name)} has no member {part!r}" for part in wrong if known]

    def _scalar_error(self, value: Any, type_: TypeRef) -> str | None:
        scalar = self._scalars.get(type_.name)
        if scalar is None:
            return None
        try:
            scalar.decode(value)
        except ValueError:
            return _expected(type_, simple_name(type_.name), value)
        return None


def shown(path: Path) -> str:
    """`value[0].members` for `("value", 0, "members")`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def _expected(type_: TypeRef, what: str, value: Any) -> str:
    kinds = {dict: _OBJECT, list: _LIST, bool: "a Boolean", str: "text"}
    given = kinds.get(type(value), "a number")
    if isinstance(value, str | int | float) and len(str(value)) <= 40:
        given = repr(value)
    return f"{type_} needs {what}, the example has {given}"
