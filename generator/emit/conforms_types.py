"""The types of an Api, looked up by name: members with those of the bases, subtypes, enums."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from generator.model import (
    NO_TRAITS,
    Api,
    Doc,
    EnumMember,
    EnumType,
    Loc,
    Property,
    Resource,
    Traits,
    TypeRef,
)
from generator.records import replace
from generator.units import Known, known_by

_Type = TypeVar("_Type", Resource, EnumType)


_NO_DOC = Doc()
_SOMEWHERE = Loc("", 0)


def resource_shape(item: Resource) -> Resource:
    """A resource without what few examples depend on: descriptions, and where pages say what."""
    return replace(
        item,
        doc=_NO_DOC,
        properties=tuple(map(_property_shape, item.properties)),
        loc=item.loc and _SOMEWHERE,
        repeated=(),
        evidence=(),
    )


def _property_shape(item: Property) -> Property:
    traits = item.traits
    if traits is not NO_TRAITS:
        traits = Traits(default_selected=traits.default_selected, write_only=traits.write_only)
    fixed = item.wire, item.type, _NO_DOC, _SOMEWHERE, item.kind, item.nullable
    return Property(*fixed, traits=traits)


def enum_shape(item: EnumType) -> EnumType:
    """The same of an enumeration."""
    members = tuple(EnumMember(it.wire, _NO_DOC, _SOMEWHERE) for it in item.members)
    return replace(item, doc=_NO_DOC, members=members, loc=item.loc and _SOMEWHERE)


def resource_places(item: Resource) -> dict[str, Loc]:
    """Where the page of a resource documents each property."""
    return {it.wire: it.loc for it in item.properties}


class _Noted(Generic[_Type]):
    """Shapes of types by name.

    It notes the names that are looked up, found or not; there is no other way to one.
    """

    def __init__(
        self, items: Sequence[_Type], shape: Callable[[_Type], _Type], asked: set[str]
    ) -> None:
        self._items: Mapping[str, Known[_Type]] = known_by(items, lambda item: item.name)
        self._shape: Callable[[_Type], _Type] = shape
        self._shapes: dict[str, _Type] = {}
        self._asked = asked

    def __contains__(self, name: str) -> bool:
        self._asked.add(name)
        return name in self._items

    def __getitem__(self, name: str) -> _Type:
        self._asked.add(name)
        known = self._shapes.get(name)
        if known is None:
            known = self._shapes[name] = self._shape(self._items[name].value)
        return known


def _same(item: _Type) -> _Type:
    return item


class Types:
    """An index over the types of `api`. Members of a type are computed once.

    `asked` collects the names of all types that were looked up, `placed` of those whose places
    were: what was found out with their help holds as long as these are the same. These are shapes
    of types, the types themselves if they are wanted `whole`.
    """

    def __init__(self, api: Api, *, whole: bool = False) -> None:
        self.asked: set[str] = set()
        self.placed: set[str] = set()
        self._documented = known_by(api.resources, lambda item: item.name)
        resource, enum = (_same, _same) if whole else (resource_shape, enum_shape)
        self.resources = _Noted(api.resources, resource, self.asked)
        self.enums = _Noted(api.enums, enum, self.asked)
        self._members: dict[str, dict[str, Property]] = {}
        self._bases: dict[str, tuple[str, ...]] = {}

    def lineage(self, name: str) -> tuple[str, ...]:
        """The type and its bases, nearest first; a cycle ends where it closes."""
        known = self._bases.get(name)
        if known is None:
            chain: dict[str, None] = {}
            at: str | None = name
            while at is not None and at not in chain and at in self.resources:
                chain[at] = None
                at = self.resources[at].base
            known = self._bases[name] = tuple(chain)
        self.asked.add(name)
        self.asked.update(known)
        return known

    def members(self, name: str) -> dict[str, Property]:
        """Wire name -> property, those of the bases included, streams left out (no field)."""
        lineage = self.lineage(name)
        known = self._members.get(name)
        if known is None:
            known = {}
            for base in reversed(lineage):
                known.update((it.wire, it) for it in self.resources[base].properties)
            known = {wire: it for wire, it in known.items() if it.kind != "stream"}
            known = {wire: it for wire, it in known.items() if it.type.name != "Edm.Stream"}
            self._members[name] = known
        return known

    def place(self, name: str, wire: str) -> Loc | None:
        """Where a member of a type is documented."""
        for base in self.lineage(name):
            if loc := resource_places(self._documented[base].value).get(wire):
                self.placed.add(base)
                return loc
        return None

    def expects(self, name: str, wire: str) -> bool:
        """Whether the pages of a type say that it has this member, as a field or in another way.

        In another way: a stream, and any member of a bag, an open type with next to no properties.
        """
        own = [self.resources[base] for base in self.lineage(name)]
        is_member = any(it.wire == wire for base in own for it in base.properties)
        is_bag = bool(own) and own[0].open and own[0].loc and len(own[0].properties) < 2
        return is_member or bool(is_bag)

    def actual(self, declared: str, value: object) -> str:
        """The type that a JSON object has: what its `@odata.type` names, if that is a subtype."""
        stated = stated_type(value)
        if stated and declared in self.lineage(stated):
            return stated
        return declared

    def named(self, actual: str, value: object, said: TypeRef | None) -> str:
        """The type that an example calls an object: its `actual` one if it names no better.

        Better is any documented type that the object's own `@odata.type` names, even one that is
        no subtype, and what is `said` of the object, if that is a subtype.
        """
        stated = stated_type(value)
        if stated and stated in self.resources:
            return stated
        return said.name if said and actual in self.lineage(said.name) else actual


def stated_type(value: object) -> str | None:
    """The type named by an object's `@odata.type`, without the number sign."""
    stated = value.get("@odata.type") if isinstance(value, dict) else None
    return stated.removeprefix("#") if isinstance(stated, str) else None


def simple_name(full_name: str) -> str:
    """`microsoft.graph.user` -> `user`."""
    return full_name.rpartition(".")[2]


def element(type_: TypeRef) -> TypeRef:
    """The type of the items of a collection."""
    return TypeRef(type_.name)
