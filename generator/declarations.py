"""What decides how types are called, without the types themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from generator.model import Api, Loc
from generator.records import Record, replace
from generator.units import Known, Many

T = TypeVar("T")


class Declaration(Record):
    """Where a type is documented, and its direct base; `is_enum` tells an enumeration."""

    loc: Loc | None
    base: str | None = None
    is_enum: bool = False


class Declared(Many[T]):
    """Types that are read when they are looked at; their declarations are at hand."""

    def __init__(self, items: Iterable[tuple[Declaration, str, Known[T]]]) -> None:
        items = list(items)
        super().__init__((name, known) for _, name, known in items)
        self.declarations = {name: declaration for declaration, name, _ in items}


def resource_declarations(api: Api) -> Mapping[str, Declaration]:
    """The API's structured types by full name, in their order."""
    if isinstance(api.resources, Declared):
        return api.resources.declarations
    return {item.name: Declaration(item.loc, item.base) for item in api.resources}


def enum_declarations(api: Api) -> Mapping[str, Declaration]:
    """The API's enumerations by full name, in their order."""
    if isinstance(api.enums, Declared):
        return api.enums.declarations
    return {item.name: Declaration(item.loc, is_enum=True) for item in api.enums}


def whole(api: Api) -> Api:
    """The API with everything that it holds at hand."""
    return replace(
        api,
        resources=tuple(api.resources),
        enums=tuple(api.enums),
        operations=tuple(api.operations),
        inventory=dict(api.inventory),
    )
