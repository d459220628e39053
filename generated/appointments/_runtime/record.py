"""What a model class is made of: its documented members, and where an instance keeps their values.

An instance keeps a member in its `__dict__`, under the Python name, exactly if the member is set.
Undocumented members are there too, in a dictionary under the name `extra`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Prop:
    """What a class body says of one member, until the class exists."""

    __slots__ = ("key", "type", "wire")

    def __init__(self, wire: str, key: bool, type: str | None) -> None:
        self.wire = wire
        self.key = key
        self.type = type


class Member(NamedTuple):
    """A documented member: its names, its annotation and the class that declares it.

    `type` is its primitive type where that is not the usual one of its annotation.
    """

    name: str
    wire: str
    key: bool
    annotation: str
    owner: type
    type: str | None = None


class Record:
    """Base of `Model`: holds no behaviour but the tables of its class."""

    #: Full documented name of the type, "" where there is none.
    _type_name = ""
    _own: ClassVar[dict[str, Prop]] = {}

    @classmethod
    def _codec(cls) -> Any:
        """What reads and writes instances: an object with `read`, `read_strict` and `write`."""
        raise NotImplementedError


new = object.__new__
#: Gives a new instance all its members at once; models guard assignment.
set_members: Callable[[Any, dict[str, Any]], None] = Record.__dict__["__dict__"].__set__


def fill(cls: type[Record], members: dict[str, Any]) -> Record:
    """An instance with these members, which are not checked."""
    instance = new(cls)
    set_members(instance, members)
    return instance


def members_of(cls: type[Record]) -> dict[str, Member]:
    """The documented members of a class by Python name, those of its bases first."""
    known: dict[str, Member] | None = cls.__dict__.get("_members")
    if known is not None:
        return known
    members: dict[str, Member] = {}
    for owner in reversed(cls.__mro__):
        own: dict[str, Prop] = owner.__dict__.get("_own", {})
        for name, prop in own.items():
            annotation = owner.__annotations__.get(name, "Any")
            members[name] = Member(name, prop.wire, prop.key, annotation, owner, prop.type)
    cls._members = members  # type: ignore[attr-defined]
    return members
