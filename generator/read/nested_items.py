"""Items of lists below items: members of the member above them, or the values that it can have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from generator.read.enumerated import valued
from generator.read.facts import ParamFact, RowFact
from generator.records import replace

Fact = TypeVar("Fact", RowFact, ParamFact)
_UNTYPED = "Edm.Untyped"
#: What introduces values rather than members.
_VALUES = re.compile(r"\bone of\b|\beither\b|\bvalues?\b|\boptions\b", re.IGNORECASE)


def nested(items: Iterable[tuple[int, Fact]]) -> Iterator[Fact]:
    """The facts of items with their depths in lists, from 1; members as `location.lat`.

    Items below the fact of a text are its values. What stands in a URL has no members: there,
    items with types of their own stay parameters.
    """
    above: list[tuple[int, int]] = []  # depths, and places among what was found
    found: list[Fact] = []
    values: dict[int, list[str]] = {}
    for depth, fact in items:
        while above and above[-1][0] >= depth:
            above.pop()
        owner = found[above[-1][1]] if above else None
        if owner is not None and _is_value(owner, fact):
            values.setdefault(above[-1][1], []).append(fact.wire)
            continue
        if owner is not None and _has_members(owner):
            fact = replace(fact, wire=f"{owner.wire}.{fact.wire}", place=owner.place)
        above.append((depth, len(found)))
        found.append(fact)
    for at, fact in enumerate(found):
        yield valued(fact, tuple(dict.fromkeys(values.get(at, ()))))


def _has_members(owner: RowFact | ParamFact) -> bool:
    """Whether a fact is of an object, or of what can be one."""
    name = owner.type.name if owner.type else _UNTYPED
    return owner.place in ("body", "property") and (name == _UNTYPED or not name.startswith("Edm."))


def _is_value(owner: RowFact | ParamFact, fact: RowFact | ParamFact) -> bool:
    """Whether an item without a type names a value of the one above it, which has no members."""
    if fact.type is not None:
        return False
    if owner.type is None or owner.type.name == _UNTYPED:
        return owner.type is None and _VALUES.search(owner.text) is not None
    return owner.type.name.startswith("Edm.")
