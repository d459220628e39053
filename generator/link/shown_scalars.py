"""Type names that no page documents and that examples show as plain values, as `snowflake`.

Such a name is another word for a text or a number. It is read as that, with a finding; an empty
type in its place would fit no example.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import Any

from generator.diagnostics import Report
from generator.link.drafts import Draft
from generator.link.linked import LinkedTypes
from generator.link.messages import primitive_of
from generator.model import Loc, Operation

_MAX_DEPTH = 40


def shown_kinds(
    draft: Draft,
    operations: Iterable[Operation],
    resources: LinkedTypes,
    names: Set[str],
) -> Mapping[str, Set[str]]:
    """What the examples of some operations show of these names: a primitive type, "" for objects.

    `names` are the full names of types that are documented nowhere.
    """
    walk = _Walk(resources, names)
    for operation in operations:
        body = operation.body.type if operation.body else None
        returns = operation.returns.type if operation.returns else None
        for request, response in draft.shown:
            if request is not None and body is not None:
                walk.value(request.json, body.name, 0)
            if response is not None and returns is not None and not response.is_error:
                value = response.envelope if response.envelope is not None else response.json
                walk.value(value, returns.name, 0)
    return walk.kinds


def shown_scalars(
    shown: Iterable[Mapping[str, Set[str]]], places: Mapping[str, Loc], report: Report
) -> dict[str, str]:
    """The primitive type of each name that examples show as one, by the name in lower case.

    `shown` is what the examples of each operation show; `places` are the first to use each name.
    """
    kinds: dict[str, set[str]] = {}
    for seen in shown:
        for name, some in seen.items():
            kinds.setdefault(name, set()).update(some)
    found = {name: next(iter(some)) for name, some in kinds.items() if len(some) == 1}
    found = {name: kind for name, kind in found.items() if kind}
    for name, kind in sorted(found.items()):
        message = f"no page documents {name}; examples show values of {kind.removeprefix('Edm.')}"
        report.add("TYPE_UNRESOLVED", places[name], message, "its documentation")
    return {name.lower(): kind for name, kind in found.items()}


class _Walk:
    """Documented JSON with its declared types: what kind of value each name stands for."""

    def __init__(self, resources: LinkedTypes, names: Set[str]) -> None:
        self.resources = resources
        self.names = names
        #: A primitive type for plain values, "" for objects.
        self.kinds: dict[str, set[str]] = {}

    def value(self, value: Any, declared: str, depth: int) -> None:
        if value is None or depth > _MAX_DEPTH:
            return
        if isinstance(value, list):
            for item in value:
                self.value(item, declared, depth + 1)
        elif declared in self.names:
            self.kinds.setdefault(declared, set()).add(primitive_of(value) or "")
        elif isinstance(value, dict) and declared in self.resources:
            members = self.resources.members(declared)
            for wire, inner in value.items():
                if wire in members:
                    self.value(inner, members[wire].type.name, depth + 1)
