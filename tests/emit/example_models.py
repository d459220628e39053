"""The package of the small Api: its models as classes, and what its expressions can name."""

from __future__ import annotations

import base64
import datetime
import decimal
import sys
import uuid
from functools import cache
from types import ModuleType
from typing import Any

from generator.emit.conforms_types import Types
from generator.emit.names import Names
from generator.model import EnumType, Resource, TypeRef
from templates.runtime import codec, options, registry, scalars
from tests.emit.example_api import API

NAMES = Names(API)
TYPES = Types(API)


@cache
def models() -> ModuleType:
    """A module with all classes, as the generator would write them; its registry is in use."""
    module = ModuleType("example_models_generated")
    sys.modules[module.__name__] = module
    lines = [
        "from __future__ import annotations",
        "from templates.runtime.models import Model, model, prop",
        "from templates.runtime.enums import OpenEnum",
    ]
    for it in API.enums:
        flags = ", flags=True" if it.flags else ""
        lines.append(f"class {cls(it.name)}(OpenEnum{flags}):")
        lines += [f"    {NAMES.member(it.name, m.wire)} = {m.wire!r}" for m in it.members]
    for res in API.resources:
        lines.append(f"@model({res.name!r})")
        lines.append(f"class {cls(res.name)}({cls(res.base) if res.base else 'Model'}):")
        for prop in TYPES.members(res.name).values():
            if any(it.wire == prop.wire for it in res.properties):
                key = ", key=True" if prop.wire == res.key else ""
                name = NAMES.field(res.name, prop.wire)
                lines.append(f"    {name}: {annotation(prop.type)} = prop({prop.wire!r}{key})")
    exec("\n".join(lines), module.__dict__)
    return module


def use() -> None:
    """Let the runtime find the classes by the names of their types."""
    module = models()
    types: list[Resource | EnumType] = [*API.resources, *API.enums]
    known = {item.name: cls(item.name) for item in types}
    found = registry.Registry("", known, dict.fromkeys(known.values(), ""))
    found._classes = {name: getattr(module, name) for name in known.values()}
    registry.use(found)


def cls(type_name: str | None) -> str:
    """The class of a type."""
    found = NAMES.type(type_name or "")
    assert found is not None
    return found.cls


def annotation(type_: TypeRef) -> str:
    """The annotation of a property."""
    scalar = scalars.SCALARS.get(type_.name)
    enums = {it.name: it for it in API.enums}
    name = scalar.python if scalar else cls(type_.name)
    if type_.name in enums and enums[type_.name].flags:
        name = f"tuple[{name}, ...]"
    return f"list[{name}] | None" if type_.collection else f"{name} | None"


def namespace() -> dict[str, Any]:
    """What expressions may use."""
    return {
        **vars(models()),
        "UUID": uuid.UUID,
        "Decimal": decimal.Decimal,
        "Duration": scalars.Duration,
        "NULL": options.NULL,
        "b64decode": base64.b64decode,
        "date": datetime.date,
        "datetime": datetime.datetime,
        "decode": codec.decode,
        "time": datetime.time,
    }
