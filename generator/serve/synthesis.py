"""Values made from documented types, the same ones every time, where no example shows any."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.emit.conforms_types import Types
from generator.model import Api, EnumType, Operation, Property, TypeRef
from generator.serve.messages import JSON, Answer, Json, json_answer

#: How many complex values are within each other at most.
_DEEPEST = 3
_ITEMS = 3
_PRIMITIVES: dict[str, Any] = {
    "Edm.Boolean": True,
    "Edm.Byte": 1,
    "Edm.Int16": 1,
    "Edm.Int32": 1,
    "Edm.Int64": 1,
    "Edm.Single": 1.5,
    "Edm.Double": 1.5,
    "Edm.Decimal": 1.5,
    "Edm.Guid": "00000000-0000-0000-0000-000000000001",
    "Edm.Date": "2024-01-01",
    "Edm.TimeOfDay": "12:00:00.0000000",
    "Edm.DateTimeOffset": "2024-01-01T12:00:00Z",
    "Edm.Duration": "PT1H",
    "Edm.Binary": "AQID",
    "Edm.Untyped": None,
}
#: Statuses of operations that say nothing of what they return.
_SILENT = {"update": 204, "delete": 204, "add_ref": 204, "remove_ref": 204, "action": 204}
_CONTENT = b"Content that no page shows.\n"


class Synthesis:
    """Makes values and answers from the types of an API."""

    def __init__(self, api: Api, types: Types) -> None:
        self._types = types
        self._enums = {item.name: item for item in api.enums}
        self._known = {item.name: item for item in api.resources}
        self._derived: dict[str, list[str]] = {}
        for item in api.resources:
            if item.base and not item.abstract:
                self._derived.setdefault(item.base, []).append(item.name)

    def value(self, type_: TypeRef, number: int = 1, name: str = "value") -> Any:
        """A value of a type; entities of different `number` have different keys."""
        if type_.collection:
            return [self.value(TypeRef(type_.name), n + 1, name) for n in range(_ITEMS)]
        return self._one(type_.name, name, number, ())

    def property(self, property_: Property) -> Any:
        """A value of one property."""
        return self._member(property_, 1, ())

    def answer(self, operations: Iterable[Operation], key: str | None) -> Answer:
        """A documented success; `key` is that of the entity that is asked for."""
        listed = list(operations)
        operation = next((item for item in listed if item.returns), listed[0])
        returns = operation.returns
        source = str(returns.loc if returns else operation.loc)
        if returns is None or returns.type is None or returns.status in (204, 304):
            status = returns.status if returns else _SILENT.get(operation.shape, 200)
            return Answer(status, source=source)
        if operation.shape == "count":
            return Answer(returns.status, _plain("text/plain"), str(_ITEMS).encode(), source)
        if returns.type == TypeRef("Edm.Stream"):
            media = operation.raw_media or "application/octet-stream"
            # A redirection would lead nowhere: the content itself is here.
            status = returns.status if returns.status < 300 else 200
            return Answer(status, _plain(media), _CONTENT, source)
        value = self._result(returns.type, returns.items_member, key)
        return json_answer(returns.status, value, source=source)

    def _result(self, type_: TypeRef, member: str, key: str | None) -> Json:
        value = self.value(type_)
        if type_.collection:
            return {member: value}
        if not isinstance(value, dict):
            return {"value": value}  # OData JSON Format 4.01, section 11
        if key is not None and "id" in value and isinstance(value["id"], str):
            value["id"] = key
        return value

    def _one(self, name: str, wire: str, number: int, within: tuple[str, ...]) -> Any:
        if name in self._known:
            return self._object(name, number, within)
        if name in self._enums:
            return self._member_of(self._enums[name])
        if name == "Edm.String":
            return f"{wire} {number}" if wire != "id" else identifier(number)
        return identifier(number) if name == "Edm.Guid" else _PRIMITIVES.get(name)

    def _object(self, declared: str, number: int, within: tuple[str, ...]) -> Json | None:
        if declared in within or len(within) >= _DEEPEST:
            return None
        name = self._concrete(declared)
        found: Json = {} if name == declared else {"@odata.type": f"#{name}"}
        for property_ in self._types.members(name).values():
            if property_.kind == "structural":
                value = self._member(property_, number, (*within, declared))
                if value is not None:
                    found[property_.wire] = value
        return found

    def _member(self, property_: Property, number: int, within: tuple[str, ...]) -> Any:
        traits, type_ = property_.traits, property_.type
        value: Any
        if type_.name == "Edm.String" and traits.values:
            value = traits.values[0]
        else:
            value = self._one(type_.name, property_.wire, number, within)
        if isinstance(value, str) and traits.max_length:
            value = value[: traits.max_length]
        if type_.collection:
            return [] if value is None else [value]
        return value

    def _concrete(self, name: str) -> str:
        """The type itself, or for an abstract one the first that derives from it."""
        at, seen = name, {name}
        while self._known[at].abstract:
            derived = [item for item in self._derived.get(at, ()) if item not in seen]
            if not derived:
                return name
            at = min(derived)
            seen.add(at)
        return at

    @staticmethod
    def _member_of(enum: EnumType) -> str | None:
        usual = [member for member in enum.members if not member.needs_prefer] or enum.members
        return usual[0].wire if usual else None


def identifier(number: int) -> str:
    """A key that looks like most keys do, the same for the same number."""
    return f"00000000-0000-0000-0000-{number:012d}"


def _plain(media: str) -> tuple[tuple[str, str], ...]:
    return (("Content-Type", media if media != JSON else "application/octet-stream"),)
