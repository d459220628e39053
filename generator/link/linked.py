"""Linked types by name, and what a type has together with its bases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from generator.model import Property, Resource
from generator.units import Kept


class _Whole(NamedTuple):
    """A type with its bases: the names that were asked for, the types, their properties."""

    asked: frozenset[str]
    chain: Sequence[Resource]
    members: Mapping[str, Property]
    folded: Mapping[str, tuple[str, Property]]


class LinkedTypes(Kept[Resource]):
    """The types of one round; complete when somebody asks for bases.

    Types that no page documents are in none of these: of such a name there is nothing.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._wholes: dict[str, _Whole] = {}

    def chain(self, name: str) -> Sequence[Resource]:
        """A type and its bases, nearest first."""
        return self._whole(name).chain

    def members(self, name: str) -> Mapping[str, Property]:
        """The properties of a type and its bases, by name."""
        return self._whole(name).members

    def folded(self, name: str) -> Mapping[str, tuple[str, Property]]:
        """The same by lower-case name, each with the type that declares it."""
        return self._whole(name).folded

    def _whole(self, name: str) -> _Whole:
        found = self._wholes.get(name)
        if found is None:
            found = self._wholes[name] = self._merged(name)
        # Whoever asks has looked all of them up, however often that was done before.
        self.asked |= found.asked
        return found

    def _merged(self, name: str) -> _Whole:
        asked: set[str] = set()
        chain: list[Resource] = []
        members: dict[str, Property] = {}
        folded: dict[str, tuple[str, Property]] = {}
        current: str | None = name
        while current is not None and current not in asked:
            asked.add(current)
            if current not in self:
                break
            resource = self[current]
            chain.append(resource)
            for prop in resource.properties:
                members.setdefault(prop.wire, prop)
                folded.setdefault(prop.wire.lower(), (current, prop))
            current = resource.base
        return _Whole(frozenset(asked), chain, members, folded)


class Shapes:
    """What operations look at of linked types, as a table: by name, a digest of the shape.

    Who looks something up in the types asks this.
    """

    name = "shapes"

    def __init__(self, types: LinkedTypes, shapes: Mapping[str, bytes]) -> None:
        self._types = types
        self._shapes = shapes

    @property
    def asked(self) -> set[str]:
        """The names of types that were asked for."""
        return self._types.asked

    @asked.setter
    def asked(self, names: set[str]) -> None:
        self._types.asked = names

    def sum(self, key: str) -> bytes | None:
        """The digest of a type's shape."""
        return self._shapes.get(key)
