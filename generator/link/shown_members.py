"""How examples spell the members of documented types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.link.drafts import Draft
from generator.link.index import TypeIndex
from generator.link.linked import LinkedTypes
from generator.link.messages import Shown
from generator.link.spelling import Spellings
from generator.model import Loc, Operation

_MAX_DEPTH = 40


#: What one operation's examples show of one type: each member in order, by its name, the place
#: and, for a member that nothing documents, whether it holds many values.
Sightings = list[tuple[str, Loc, bool | None]]


def sightings(
    draft: Draft,
    operations: Iterable[Operation],
    resources: LinkedTypes,
    index: TypeIndex,
) -> Mapping[str, Sightings]:
    """Walk the documented JSON with its declared types and note each member, by type."""
    walk = _Walk(resources, index)
    for operation in operations:
        body = operation.body.type if operation.body else None
        returns = operation.returns.type if operation.returns else None
        sent = {p.wire: p.type.name for p in operation.params if p.place == "body"}
        for example, (request, response) in zip(draft.facts.examples, draft.shown, strict=True):
            if request is not None and body is not None:
                walk.value(request.json, body.name, example.loc, 0)
            elif request is not None and isinstance(request.json, dict):
                for wire, value in request.json.items():
                    walk.value(value, sent.get(wire, ""), example.loc, 0)
            if response is not None and returns is not None and not response.is_error:
                for item in _items(response):
                    walk.value(item, returns.name, example.loc, 0)
    return walk.found


def spellings(seen: Iterable[Sightings]) -> Spellings:
    """What the examples of all operations show of one type."""
    found = Spellings()
    for sighting in seen:
        for wire, loc, many in sighting:
            if many is None:
                found.known.setdefault(wire, []).append(loc)
            else:
                found.others.setdefault((wire, many), []).append(loc)
    return found


def _items(shown: Shown) -> Iterator[Any]:
    if shown.is_list:
        yield from shown.json if isinstance(shown.json, list) else shown.envelope
    else:
        yield shown.item


class _Walk:
    def __init__(self, resources: LinkedTypes, index: TypeIndex) -> None:
        self.resources = resources
        self.index = index
        self.found: dict[str, Sightings] = {}

    def value(self, value: Any, declared: str, loc: Loc, depth: int) -> None:
        if isinstance(value, list):
            for item in value:
                self.value(item, declared, loc, depth + 1)
        if not isinstance(value, dict) or depth > _MAX_DEPTH:
            return
        stated = value.get("@odata.type")
        name = (
            self.index.names.get(stated.lstrip("#").lower(), declared)
            if isinstance(stated, str)
            else declared
        )
        if name not in self.resources:
            return
        members = self.resources.folded(name)
        for wire, inner in value.items():
            known = members.get(wire.lower())
            if known is not None:
                owner, prop = known
                self.found.setdefault(owner, []).append((wire, loc, None))
                self.value(inner, prop.type.name, loc, depth + 1)
            elif "@" not in wire:
                self.found.setdefault(name, []).append((wire, loc, isinstance(inner, list)))
