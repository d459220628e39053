"""What an expression in people's code can be, as far as the codemod has to know."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.codemod.api import Api
from generator.records import Record


@dataclass(frozen=True, slots=True)
class Module:
    """A module of a generated package, by its dotted parts: `("graph", "models")`."""

    api: Api = field(repr=False)
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Class:
    """A generated class, or one of people's own that inherits from it."""

    api: Api = field(repr=False)
    name: str


@dataclass(frozen=True, slots=True)
class Instance:
    """An object of a generated class: a model, or a client."""

    api: Api = field(repr=False)
    cls: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group of a client's methods: `client.users`."""

    api: Api = field(repr=False)
    name: str


@dataclass(frozen=True, slots=True)
class GroupClass:
    """The class of a group, as it is imported for annotations."""

    api: Api = field(repr=False)
    name: str


@dataclass(frozen=True, slots=True)
class Method:
    """A bound method of a group."""

    api: Api = field(repr=False)
    group: str
    name: str


class Helper(Record):
    """A function of the package that takes a model, such as `is_set`."""

    name: str


class Many(Record):
    """Anything that yields such items: a list, a page, a pager."""

    item: Kind


@dataclass(frozen=True, slots=True)
class Own:
    """An object of a class that people wrote in the same file, known by its scope."""

    scope: object = field(repr=False)


@dataclass(frozen=True, slots=True)
class OwnClass:
    """Such a class itself."""

    scope: object = field(repr=False)


class Returns(Record):
    """A function of people's own whose annotation tells what it returns."""

    result: Kind


class Other(Record):
    """Known to be nothing of a generated package."""


Kind = (
    Module
    | Class
    | Instance
    | Group
    | GroupClass
    | Method
    | Helper
    | Many
    | Own
    | OwnClass
    | Returns
    | Other
)
#: None: not known.
Known = Kind | None
OTHER = Other()
