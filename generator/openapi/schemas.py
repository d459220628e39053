"""`components.schemas`: resources, enumerations, and the shapes that OData itself has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from generator.emit.names import Names
from generator.model import Api, EnumType, Property, Resource, TypeRef
from generator.openapi.types import Types, annotated, nullable
from generator.openapi.values import Json, described, place, present

TYPE_KEY = "@odata.type"

_SELECTED = {True: "by default", False: "on $select", None: None}


class Schemas:
    """All schemas of one Api; collections are added when `collection` first asks for them."""

    def __init__(self, api: Api, names: Names) -> None:
        self._api = api
        self._names = names
        self.types = Types(api, names)
        self._required = {r.name: _required(r) for r in api.resources if r.kind == "entity"}
        self._collections: dict[tuple[str, str], str] = {}
        self._extra: dict[str, Json] = {}
        self.error = self._claim("ODataError", _ERROR)
        self.reference = self._claim("EntityReference", _REFERENCE)

    def components(self) -> Json:
        """All components by name, sorted; complete when all operations have been written."""
        found = dict(self._extra)
        below = self._descendants()
        for resource in self._api.resources:
            name = self.types.name(resource.name)
            if name is not None and name not in found:
                found[name] = self._resource(resource, below.get(resource.name, ()))
        for enum in self._api.enums:
            name = self.types.name(enum.name)
            if name is not None and name not in found:
                found[name] = self._enum(enum)
        return {name: found[name] for name in sorted(found)}

    def collection(self, item: str, member: str = "value") -> Json:
        """A page of a collection (OData JSON Format 4.01, section 13)."""
        key = item, member
        if key not in self._collections:
            local = self.types.name(item) or item.rpartition(".")[2]
            wanted = f"{local[:1].upper()}{local[1:]}CollectionResponse"
            values = {"type": "array", "items": self.types.item(item)}
            schema = {
                "type": "object",
                "description": f"A page of a collection of {item}.",
                "properties": {
                    "@odata.context": {"type": "string"},
                    "@odata.count": {"type": "integer", "format": "int64"},
                    "@odata.nextLink": {"type": "string"},
                    "@odata.deltaLink": {"type": "string"},
                    member: values,
                },
            }
            self._collections[key] = self._claim(wanted, schema)
        return {"$ref": self.types.pointer(self._collections[key])}

    def created(self, ref: TypeRef) -> Json:
        """The body that creates an entity: the only place where what it requires is required.

        A request that changes an entity, and a response to `$select`, have but a part of it.
        """
        schema = self.types.of(ref)
        required = self._all_required(ref.name)
        if ref.collection or not required:
            return schema
        return {"allOf": [schema, {"type": "object", "required": required}]}

    def _claim(self, wanted: str, schema: Json) -> str:
        name = self.types.claim(wanted)
        self._extra[name] = schema
        return name

    def _all_required(self, name: str) -> list[str]:
        found: list[str] = []
        current: str | None = name
        while current is not None:
            found += self._required.get(current, [])
            current = self._names.base(current)
        return list(dict.fromkeys(found))

    def _descendants(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for resource in self._api.resources:
            base = self._names.base(resource.name)
            while base is not None:
                found[base].append(resource.name)
                base = self._names.base(base)
        return found

    def _resource(self, resource: Resource, below: Sequence[str]) -> Json:
        base = self._names.base(resource.name)
        properties = {p.wire: self._property(p, resource) for p in resource.properties}
        if below and base is None:
            properties = {TYPE_KEY: {"type": "string"}, **properties}
        own = present(
            type="object",
            properties=properties,
            required=_required(resource) if resource.kind == "complex" else None,
            additionalProperties=resource.open,
        )
        notes = {
            "title": resource.name,
            **described(resource.doc),
            **present(
                discriminator=self._discriminator(resource.name, below),
                x_odata_type=resource.name,
                x_odata_kind=resource.kind,
                x_odata_key=resource.key,
                x_odata_abstract=resource.abstract,
                x_odata_open=resource.open,
                x_undocumented=resource.loc is None,
            ),
            **place(resource.loc),
        }
        if base is None:
            return {**own, **notes}
        return {"allOf": [self.types.item(base), own], **notes}

    def _discriminator(self, name: str, below: Sequence[str]) -> Json | None:
        if not below:
            return None
        mapping = {
            f"#{full}": self.types.pointer(component)
            for full in sorted((name, *below))
            if (component := self.types.name(full))
        }
        return {"propertyName": TYPE_KEY, "mapping": mapping}

    def _property(self, prop: Property, resource: Resource) -> Json:
        traits = prop.traits
        key = traits.key or prop.wire == resource.key
        schema = self.types.of(prop.type)
        # A single value may be null unless the pages deny it (CSDL 4.01, section 7.2.1).
        default = not (prop.type.collection or key or prop.required)
        if default if prop.nullable is None else prop.nullable:
            schema = nullable(schema)
        notes = {
            **described(prop.doc, traits.deprecated),
            **present(
                readOnly=prop.read_only,
                writeOnly=traits.write_only and not prop.read_only,
                maxLength=traits.max_length if prop.type.name == "Edm.String" else None,
                x_odata_navigation=prop.kind == "navigation",
                x_odata_immutable=traits.immutable,
                x_odata_default=traits.default,
                x_odata_values=list(traits.values) if prop.type.name == "Edm.String" else None,
                x_odata_filter=list(traits.filter_operators),
                x_odata_supports=list(traits.supports),
                x_odata_required=prop.required,
                x_odata_selected=_SELECTED[traits.default_selected],
            ),
            **place(prop.loc),
        }
        return annotated(schema, notes)

    def _enum(self, enum: EnumType) -> Json:
        """An open string: services add members, and clients must not fail on them."""
        members = list({member.wire: member for member in enum.members}.values())
        known = present(
            type="string",
            enum=[member.wire for member in members],
            **{"x-enum-varnames": [self._names.member(enum.name, m.wire) for m in members]},
            **{"x-enum-descriptions": [member.doc.text for member in members]},
        )
        # A flags value is a list of members joined by commas, which no list of values describes.
        schema = {"anyOf": [known, {"type": "string"}]} if members else {"type": "string"}
        return {
            **schema,
            "title": enum.name,
            **described(enum.doc),
            **present(
                x_odata_type=enum.name,
                x_odata_kind="enum",
                x_odata_flags=enum.flags,
                x_odata_evolvable=enum.evolvable,
                x_undocumented=enum.loc is None,
            ),
            "x-odata-members": [
                present(
                    name=member.wire,
                    value=member.value,
                    needs_prefer=member.needs_prefer,
                )
                | place(member.loc)
                for member in members
            ],
            **place(enum.loc),
        }


def _required(resource: Resource) -> list[str]:
    return list(dict.fromkeys(p.wire for p in resource.properties if p.required))


#: OData JSON Format 4.01, section 21.
_ERROR: Json = {
    "type": "object",
    "description": "The body of every response that reports an error.",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message"],
            "properties": {
                "code": {"type": "string"},
                "message": {"type": "string"},
                "target": {"type": ["string", "null"]},
                "details": {"type": "array", "items": {"type": "object"}},
                "innerError": {"type": "object"},
            },
        }
    },
}

#: OData JSON Format 4.01, section 14.
_REFERENCE: Json = {
    "type": "object",
    "description": "The address of an entity.",
    "required": ["@odata.id"],
    "properties": {"@odata.id": {"type": "string"}},
}
