"""Types that pages mention and none documents: made of what the pages show of them.

Such a type carries the members of request bodies' tables and of the examples' JSON, and is open.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.diagnostics import Report
from generator.link.drafts import Draft
from generator.link.index import TypeIndex
from generator.link.likely import LikelyTypes
from generator.link.linked import LinkedTypes
from generator.link.messages import Shown
from generator.link.properties import BodyRows, PropertyLinker
from generator.model import Claim, Doc, Loc, Operation, Property, Resource, TypeRef
from generator.read.facts import TypeFacts

_MAX_DEPTH = 40
_NAME = re.compile(r"^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$")


#: A use of a type: its name, the place, and what uses it.
Use = tuple[str, Loc, str]


def is_undocumented(name: str, resources: Container[str], index: TypeIndex) -> bool:
    """Whether a type is neither primitive nor documented; `resources` are the structured ones."""
    return not (name.startswith("Edm.") or name in resources or name in index.enums)


def uses_undocumented(
    operation: Operation, draft: Draft, resources: LinkedTypes, index: TypeIndex
) -> bool:
    """Whether an operation or its examples use a type that no page documents."""
    found = _Found(resources, {}, index, Report(), None)
    found.uses(operation)
    found.examples(operation, draft)
    return bool(found.members)


def undocumented_types(
    bases: Iterable[tuple[str, Loc]],
    uses: Iterable[Use],
    operations: Sequence[tuple[Operation, Draft]],
    resources: LinkedTypes,
    body_rows: Mapping[str, BodyRows],
    index: TypeIndex,
    report: Report,
) -> list[Resource]:
    """One open type for each name that is used and not documented, in order of first use.

    `bases` and `uses` are those of documented types, `operations` at least those of which
    `uses_undocumented` is true.
    """
    likely = LikelyTypes((*resources, *index.enums))
    found = _Found(resources, body_rows, index, report, likely)
    for name, loc in bases:
        found.note(name, loc)  # an unknown base has its own finding
    for use in uses:
        found.note(*use)
    for operation, _ in operations:
        found.uses(operation)
    for operation, draft in operations:
        found.examples(operation, draft)
    made = [operation for operation, _ in operations]
    return [_finished(name, members, made) for name, members in found.members.items()]


def _used(op: Operation) -> Iterator[Use]:
    if op.body and op.body.type:
        yield op.body.type.name, op.body.loc, "the request body"
    for param in op.params:
        yield param.type.name, param.loc, f"the parameter {param.wire}"
    if op.returns and op.returns.type:
        yield op.returns.type.name, op.returns.loc, "the response"
    for example in op.examples:
        if example.response_type:
            what = f"the response of example {example.name}"
            yield example.response_type.name, example.loc, what


def _finished(
    name: str, members: Mapping[str, Property], operations: Sequence[Operation]
) -> Resource:
    owned = any(op.body and op.body.type and op.body.type.name == name for op in operations)
    key = "id" if "id" in members and members["id"].type.name == "Edm.String" and owned else None
    ordered = sorted(members.values(), key=lambda p: not _is_described(p))
    return Resource(
        name, Doc(), tuple(ordered), None, "entity" if key else "complex", None, key, open=True
    )


def _is_described(prop: Property) -> bool:
    body = bool(prop.evidence) and prop.evidence[0].says.startswith("body")
    return bool(prop.doc.text) or body


class _Found:
    """Undocumented types and their members; walks the documented JSON with its declared types."""

    def __init__(
        self,
        resources: LinkedTypes,
        body_rows: Mapping[str, BodyRows],
        index: TypeIndex,
        report: Report,
        likely: LikelyTypes | None,
    ) -> None:
        self.resources = resources
        self.body_rows = body_rows
        self.index = index
        self.report = report
        self._likely = likely
        self.members: dict[str, dict[str, Property]] = {}
        #: One finding for each page that uses a name is enough.
        self.reported: set[tuple[str, str]] = set()

    def uses(self, operation: Operation) -> None:
        """What an operation says that it takes and gives."""
        for use in _used(operation):
            self.note(*use)

    def examples(self, operation: Operation, draft: Draft) -> None:
        """What the examples of an operation's page show."""
        for example, shown in zip(draft.facts.examples, draft.shown, strict=True):
            self.exchange(operation, example.loc, *shown)

    def note(self, name: str, loc: Loc, what: str = "") -> None:
        """A type is used here; `what` uses it is for the finding, empty for none."""
        if not is_undocumented(name, self.resources, self.index):
            return
        if what and (name, loc.path) not in self.reported:
            self.reported.add((name, loc.path))
            self.report.add(
                "TYPE_UNRESOLVED",
                loc,
                f"{what}: no page documents {name}"
                + (self._likely.hint(name) if self._likely else ""),
                "its documentation; examples show its members",
            )
        if name in self.members:
            return
        self.members[name] = {}
        rows = [row for group in self.body_rows.get(name, {}).values() for row in group]
        if rows:
            facts = TypeFacts(name, None, rows[0].loc, Doc(), tuple(rows))
            for prop in PropertyLinker(name, self.index, self.report).link([facts], {})[0]:
                self.members[name][prop.wire] = prop
                self.note(prop.type.name, prop.loc, f"{name}.{prop.wire}")

    def exchange(
        self, operation: Operation, loc: Loc, request: Shown | None, response: Shown | None
    ) -> None:
        body = operation.body.type if operation.body else None
        if request is not None and body is not None:
            self._value(request.json, body.name, loc, 0)
        if (
            response is not None
            and operation.returns
            and operation.returns.type
            and not response.is_error
        ):
            value = response.json
            if response.is_list or response.wrapped:
                value = response.envelope if isinstance(value, dict) else value
            self._value(value, operation.returns.type.name, loc, 0)

    def _value(self, value: Any, declared: str, loc: Loc, depth: int) -> None:
        if depth > _MAX_DEPTH:
            return
        if isinstance(value, list):
            for item in value:
                self._value(item, declared, loc, depth + 1)
            return
        if not isinstance(value, dict):
            return
        name = self._type_of(value, declared, loc)
        if name is None:
            return
        known = self._properties(name)
        for wire, inner in value.items():
            if "@" in wire:
                continue
            prop = known.get(wire)
            type_ = prop.type if prop else self._guess(inner, loc)
            if prop is None and name in self.members:
                claim = Claim(loc, "example shows it")
                self.members[name][wire] = Property(wire, type_, Doc(), loc, evidence=(claim,))
            self._value(inner, type_.name, loc, depth + 1)

    def _type_of(self, value: Mapping[str, Any], declared: str, loc: Loc) -> str | None:
        stated = value.get("@odata.type")
        if isinstance(stated, str) and "." in stated:
            name = self._stated(stated, loc)
            if name is not None:
                return name
        return declared if declared in self.resources or declared in self.members else None

    def _stated(self, annotation: str, loc: Loc) -> str | None:
        """The type that an `@odata.type` names; in the API's own namespace any exists."""
        name = annotation.lstrip("#")
        name = self.index.names.get(name.lower(), name)
        if name.startswith(f"{self.index.default}.") and _NAME.match(name):
            self.note(name, loc, "an example")
        return name if name in self.resources or name in self.members else None

    def _properties(self, name: str) -> Mapping[str, Property]:
        members = self.members.get(name)
        return self.resources.members(name) if members is None else dict(members)

    def _guess(self, value: Any, loc: Loc) -> TypeRef:
        if isinstance(value, list):
            inner = self._guess(value[0], loc) if value else TypeRef("Edm.Untyped")
            return TypeRef(inner.name, True)
        if isinstance(value, dict):
            stated = value.get("@odata.type")
            name = self._stated(stated, loc) if isinstance(stated, str) else None
            return TypeRef(name or "Edm.Untyped")
        if isinstance(value, bool):
            return TypeRef("Edm.Boolean")
        if isinstance(value, int):
            return TypeRef("Edm.Int64")
        if isinstance(value, float):
            return TypeRef("Edm.Double")
        return TypeRef("Edm.String") if isinstance(value, str) else TypeRef("Edm.Untyped")
