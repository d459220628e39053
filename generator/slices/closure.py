"""Which types a set of operations needs, so that nothing they send or receive lacks its class."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from generator.json_text import parse_json
from generator.model import Api, Example, Operation, Property, Resource, TypeRef
from generator.records import replace

_ODATA_TYPE = "@odata.type"
_UNTYPED = "Edm.Untyped"
#: A qualified name in the path of a URL: a cast.
_QUALIFIED = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+", re.ASCII)


class Closure:
    """The types of an Api by name, and what each needs."""

    def __init__(self, api: Api) -> None:
        self._resources = {item.name: item for item in api.resources}
        self._known = self._resources.keys() | {item.name for item in api.enums}
        self._derived: dict[str, list[str]] = defaultdict(list)
        for item in api.resources:
            if item.base is not None:
                self._derived[item.base].append(item.name)

    def needed(self, operations: Iterable[Operation], named: Iterable[str]) -> frozenset[str]:
        """The types that are named, that operations declare, and that values of these can have.

        Those are the types derived from a declared type, all bases, and the types of structural
        properties; of navigation properties only those that an example expands.
        """
        todo = [*named, *(name for it in operations for name in self._declared(it))]
        declared: set[str] = set()
        bases: set[str] = set()
        while todo:
            name = todo.pop()
            if name in declared or name not in self._known:
                continue
            declared.add(name)
            todo += self._derived[name]
            for base in lineage(name, self._resources):
                bases.add(base.name)
                todo += (it.type.name for it in base.properties if it.kind != "navigation")
        return frozenset(declared | bases)

    def fitted(self, resource: Resource, taken: Collection[str]) -> Resource:
        """The type with properties of taken types: of the nearest taken base where one is not."""

        def fit(item: Property) -> Property:
            name = item.type.name
            if name in taken or name not in self._known:
                return item
            bases = (base.name for base in lineage(name, self._resources) if base.name in taken)
            note = f"Values are of type {name}, which this slice leaves out."
            doc = replace(item.doc, text=f"{item.doc.text or item.doc.summary}\n\n{note}".strip())
            return replace(item, type=replace(item.type, name=next(bases, _UNTYPED)), doc=doc)

        return replace(
            resource,
            properties=tuple(map(fit, resource.properties)),
            repeated=tuple(map(fit, resource.repeated)),
        )

    def _declared(self, operation: Operation) -> Iterator[str]:
        """The types that an operation and its examples name, unknown ones among them."""
        body = operation.body.type if operation.body else None
        returns = operation.returns.type if operation.returns else None
        yield from (ref.name for ref in (body, returns) if ref)
        yield from (param.type.name for param in operation.params)
        for route in operation.routes:
            yield from (it.text for it in route.segments if it.kind == "cast")
        members = {it.wire: it.type for it in operation.params if it.place == "body"}
        for example in operation.examples:
            yield from self._shown(example, members, body, returns)

    def _shown(
        self,
        example: Example,
        members: dict[str, TypeRef],
        body: TypeRef | None,
        returns: TypeRef | None,
    ) -> Iterator[str]:
        """The types that an example shows: casts in its URL, stated ones, and expanded ones."""
        yield from _QUALIFIED.findall(example.request.start.partition("?")[0])
        if example.response_type:
            yield example.response_type.name
        sent, received = _json(example.request.body), None
        if example.response:
            received = _json(example.response.body)
        if body is None and isinstance(sent, dict):
            for wire, value in sent.items():
                yield from self._walk(value, members[wire].name if wire in members else "")
        else:
            yield from self._walk(sent, body.name if body else "")
        answer = returns or example.response_type
        yield from self._walk(received, answer.name if answer else "")

    def _walk(self, value: Any, declared: str) -> Iterator[str]:
        """The types below a JSON value of a declared type."""
        if isinstance(value, list):
            for item in value:
                yield from self._walk(item, declared)
        elif isinstance(value, dict):
            stated = value.get(_ODATA_TYPE)
            if isinstance(stated, str):
                declared = stated.removeprefix("#")
                yield declared
            members = self._members(declared)
            for wire, item in value.items():
                member = members.get(wire)
                if member is None:  # a collection's items, or what no table documents
                    yield from self._walk(item, declared if wire == "value" else "")
                elif item is not None:
                    yield member.type.name
                    yield from self._walk(item, member.type.name)

    def _members(self, name: str) -> dict[str, Property]:
        own = lineage(name, self._resources)
        return {it.wire: it for base in reversed(own) for it in base.properties}


def lineage(name: str, resources: dict[str, Resource]) -> list[Resource]:
    """A type and its bases, nearest first; a cycle ends where it closes."""
    found: dict[str, Resource] = {}
    at: str | None = name
    while at is not None and at in resources and at not in found:
        found[at] = resources[at]
        at = resources[at].base
    return list(found.values())


def _json(text: str | None) -> Any:
    """The JSON of a body; None for what is none."""
    return parse_json(text).value if text else None
