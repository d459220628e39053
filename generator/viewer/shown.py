"""Which documented members the pages' examples show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.link.messages import Shown, show
from generator.model import Api, Operation, Resource

#: Bodies are documents of people; what nests deeper than this is none.
_DEPTH = 40

#: A type's full name and the name of a member that it declares, as in JSON.
Member = tuple[str, str]


def shown_members(api: Api) -> frozenset[Member]:
    """The members that at least one body shows, each with the type that declares it."""
    walk = _Walk(api)
    for operation in api.operations:
        for value, name in _bodies(operation):
            walk.value(value, name)
    return frozenset(walk.found)


def _bodies(operation: Operation) -> Iterator[tuple[Any, str]]:
    body, returns = operation.body, operation.returns
    for example in operation.examples:
        request = show(example.request)
        if request and body and body.type:
            yield request.json, body.type.name
        response = show(example.response, returns.items_member if returns else "value")
        stated = example.response_type or (returns.type if returns else None)
        if response and stated and not response.is_error:
            for item in _items(response):
                yield item, stated.name


def _items(shown: Shown) -> list[Any]:
    if not shown.is_list:
        return [shown.item]
    items = shown.json if isinstance(shown.json, list) else shown.envelope
    return list(items)


class _Walk:
    def __init__(self, api: Api) -> None:
        self.found: set[Member] = set()
        self._types = {resource.name: resource for resource in api.resources}
        self._lower = {name.lower(): name for name in self._types}
        self._members: dict[str, dict[str, tuple[Member, str]]] = {}

    def value(self, value: Any, declared: str, depth: int = 0) -> None:
        """Note the members of a JSON value that is documented to be of a type."""
        if depth > _DEPTH:
            return
        if isinstance(value, list):
            for item in value:
                self.value(item, declared, depth + 1)
        elif isinstance(value, dict):
            stated = value.get("@odata.type")
            name = str(stated).lstrip("#").lower() if stated else ""
            members = self._of(self._lower.get(name, declared))
            for wire, inner in value.items():
                if known := members.get(wire):
                    self.found.add(known[0])
                    self.value(inner, known[1], depth + 1)

    def _of(self, name: str) -> dict[str, tuple[Member, str]]:
        """The members of a type and of its bases, by name."""
        if name not in self._members:
            found: dict[str, tuple[Member, str]] = {}
            for resource in self._line(name):
                for prop in resource.properties:
                    found.setdefault(prop.wire, ((resource.name, prop.wire), prop.type.name))
            self._members[name] = found
        return self._members[name]

    def _line(self, name: str | None) -> Iterator[Resource]:
        seen: set[str] = set()
        while name in self._types and name not in seen:
            seen.add(name)
            yield self._types[name]
            name = self._types[name].base
