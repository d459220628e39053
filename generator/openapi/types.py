"""Documented types as schemas: formats of the primitives, references to the rest.

`Types` also decides what each type's component is called: as its class in the generated package.
"""

from __future__ import annotations

import re

from generator.emit.names import Names
from generator.model import Api, EnumType, Resource, TypeRef
from generator.openapi.values import Json

#: CSDL primitives (OData CSDL 4.01, section 3.3) as JSON Schema, with formats of the OpenAPI
#: format registry.
PRIMITIVES: dict[str, Json] = {
    "Edm.String": {"type": "string"},
    "Edm.Boolean": {"type": "boolean"},
    "Edm.Byte": {"type": "integer", "minimum": 0, "maximum": 255},
    "Edm.Int16": {"type": "integer", "minimum": -(2**15), "maximum": 2**15 - 1},
    "Edm.Int32": {"type": "integer", "format": "int32"},
    "Edm.Int64": {"type": "integer", "format": "int64"},
    "Edm.Single": {"type": "number", "format": "float"},
    "Edm.Double": {"type": "number", "format": "double"},
    "Edm.Decimal": {"type": "number", "format": "decimal"},
    "Edm.Guid": {"type": "string", "format": "uuid"},
    "Edm.Date": {"type": "string", "format": "date"},
    "Edm.TimeOfDay": {"type": "string", "format": "time"},
    "Edm.DateTimeOffset": {"type": "string", "format": "date-time"},
    "Edm.Duration": {"type": "string", "format": "duration"},
    "Edm.Binary": {"type": "string", "contentEncoding": "base64"},
    "Edm.Stream": {"x-odata-type": "Edm.Stream"},
    "Edm.Untyped": {},
}

#: What the name of a component cannot have (OpenAPI 3.1, section 4.8.7).
_OTHER = re.compile(r"[^A-Za-z0-9._-]")
_SCHEMAS = "#/components/schemas/"


class Types:
    """Names of the components of one Api, and schemas that refer to them."""

    def __init__(self, api: Api, names: Names) -> None:
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()
        self.enums = frozenset(enum.name for enum in api.enums)
        documented: list[Resource | EnumType] = [*api.resources, *api.enums]
        for item in documented:
            found = names.type(item.name)
            if item.name not in self._names:
                self._names[item.name] = self.claim(found.cls if found else item.name)

    def claim(self, wanted: str) -> str:
        """A component name that nothing else has; upper and lower case count as the same."""
        name = _OTHER.sub("_", wanted)
        number = 1
        unique = name or "_"
        while unique.lower() in self._taken:
            number += 1
            unique = f"{name}{number}"
        self._taken.add(unique.lower())
        return unique

    def name(self, type_name: str) -> str | None:
        """The component of a documented type, None for a type that the Api does not define."""
        return self._names.get(type_name)

    def pointer(self, component: str) -> str:
        """The reference to a component that `claim` or `name` gave."""
        return _SCHEMAS + component

    def item(self, type_name: str) -> Json:
        """The schema of one value; a type that nobody defines can be anything."""
        if type_name in PRIMITIVES:
            return dict(PRIMITIVES[type_name])
        name = self._names.get(type_name)
        return {"$ref": _SCHEMAS + name} if name else {"x-odata-type": type_name}

    def of(self, ref: TypeRef) -> Json:
        """The schema of a value or collection that is never null."""
        item = self.item(ref.name)
        return {"type": "array", "items": item} if ref.collection else item

    def simple(self, ref: TypeRef) -> Json:
        """The schema of a value in a URL or header: a primitive, an enum, or text in its syntax."""
        known = ref.name in PRIMITIVES and "type" in PRIMITIVES[ref.name]
        if not ref.collection and (known or ref.name in self.enums):
            return self.item(ref.name)
        return {"type": "string", "x-odata-type": str(ref)}


def nullable(schema: Json) -> Json:
    """The schema that allows null too."""
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]} if "type" in schema else schema


def annotated(schema: Json, notes: Json) -> Json:
    """The schema with notes; beside `$ref` many tools do not see any, so it moves into `allOf`."""
    if "$ref" in schema and notes:
        return {"allOf": [schema], **notes}
    return {**schema, **notes}
