"""What findings are about: the property that one belongs to, the places that its message names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.diagnostics import Finding
from generator.model import Loc, Property, Resource

#: It begins where a word does: looking for one at each character of a long word takes long.
_PLACE = re.compile(r"(?<![^\s'\"()])(?P<path>[^\s'\"()]+\.md):(?P<line>\d+)")


class Documented(NamedTuple):
    """A property and the type that documents it."""

    owner: Resource
    property: Property


class Properties:
    """The properties of types by the places that say something of them."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        self._at: dict[Loc, dict[tuple[str, str], Documented]] = defaultdict(dict)
        for resource in resources:
            for prop, loc in stated(resource):
                key = resource.name, prop.wire
                self._at[loc].setdefault(key, Documented(resource, prop))

    def about(self, finding: Finding) -> Documented | None:
        """The property that a finding's place, or one in its message, belongs to.

        Where several share a place it is the one whose name the message has, else none.
        """
        for loc in (finding.loc, *places(finding.message)):
            near = list(self._at.get(loc, {}).values())
            named = [it for it in near if _names(finding.message, it.property.wire)]
            if named or len(near) == 1:
                return (named or near)[0]
        return None


def pages_of(resource: Resource) -> tuple[str, ...]:
    """The pages that say something of a type's properties."""
    return tuple(sorted({loc.path for _, loc in stated(resource)}))


def stated(resource: Resource) -> Iterator[tuple[Property, Loc]]:
    """The properties of a type, each with every place that says something of it."""
    for prop in (*resource.properties, *resource.repeated):
        yield prop, prop.loc
        for claim in prop.evidence:
            yield prop, claim.loc


def places(message: str) -> Iterator[Loc]:
    """The places that a message names."""
    for match in _PLACE.finditer(message):
        yield Loc(match["path"], int(match["line"]))


def without_lines(message: str) -> str:
    """A message with pages, but not with their lines, which move for other reasons."""
    return _PLACE.sub(r"\g<path>", message)


def _names(message: str, wire: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(wire)}(?!\w)", message, re.IGNORECASE) is not None
