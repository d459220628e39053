"""What decides how types are called, without the types themselves."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.model import Api, Loc


@dataclass(frozen=True, slots=True)
class TypeOutline:
    """Where a type is documented, and its direct base; `is_enum` tells an enumeration."""

    loc: Loc | None
    base: str | None = None
    is_enum: bool = False


def resource_outlines(api: Api) -> dict[str, TypeOutline]:
    """The API's structured types by full name, in their order."""
    return {item.name: TypeOutline(item.loc, item.base) for item in api.resources}


def enum_outlines(api: Api) -> dict[str, TypeOutline]:
    """The API's enumerations by full name, in their order."""
    return {item.name: TypeOutline(item.loc, is_enum=True) for item in api.enums}


def whole(api: Api) -> Api:
    """The API with everything that it holds at hand."""
    return replace(
        api,
        resources=tuple(api.resources),
        enums=tuple(api.enums),
        operations=tuple(api.operations),
    )
