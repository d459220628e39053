"""Documented JSON as the Python expression that a caller would write for it.

The expression means the JSON exactly: encoding its value gives the JSON back. Where a plain
constructor would not do that (a timestamp with seven digits is written with fewer), the value is
decoded from its documented text.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from generator.emit.conforms_runtime import runtime
from generator.emit.conforms_types import Types, element, stated_type
from generator.emit.expressions import (
    Atom,
    Bracket,
    Expr,
    Item,
    call,
    json_literal,
    sequence,
    text,
)
from generator.emit.names import Names
from generator.model import TypeRef


@dataclass(slots=True)
class Imports:
    """What expressions use: `(module, name)` pairs; the package's own modules begin with a dot."""

    names: set[tuple[str, str]] = field(default_factory=set)

    def use(self, module: str, name: str) -> str:
        """Note a name and return it."""
        self.names.add((module, name))
        return name


class _Form(NamedTuple):
    """How a primitive type is written: what is called with the text, and what that makes."""

    head: str
    module: str
    make: Callable[[str], Any]

    @property
    def name(self) -> str:
        """What is imported."""
        return self.head.partition(".")[0]


#: Primitive type -> constructor that takes the JSON text; types that JSON has are not here.
_FORMS = {
    "Edm.DateTimeOffset": _Form("datetime.fromisoformat", "datetime", datetime.fromisoformat),
    "Edm.Date": _Form("date.fromisoformat", "datetime", date.fromisoformat),
    "Edm.TimeOfDay": _Form("time.fromisoformat", "datetime", time.fromisoformat),
    "Edm.Guid": _Form("UUID", "uuid", UUID),
    "Edm.Decimal": _Form("Decimal", "decimal", Decimal),
    "Edm.Duration": _Form("Duration", ".", str),
    "Edm.Binary": _Form("b64decode", "base64", b64decode),
}


class ValueWriter:
    """Writes values of documented types; what the expressions need goes to `imports`."""

    def __init__(self, types: Types, names: Names, imports: Imports) -> None:
        self._types = types
        self._names = names
        self._imports = imports

    def value(self, value: Any, type_: TypeRef) -> Expr:
        """The expression for a value that conforms to its type."""
        if value is None:
            return Atom("None")
        if type_.collection:
            items = [self._item(item, element(type_)) for item in value]
            return sequence(items)
        if type_.name in self._types.resources:
            return self._object(value, type_.name)
        if type_.name in self._types.enums:
            return self._enum(value, type_.name)
        return self._scalar(value, type_.name)

    def refused(self, value: Any, type_: TypeRef) -> Expr:
        """A value that does not conform: the expression raises when the test runs."""
        self._imports.use("._runtime.codec", "decode")
        return call("decode", json_literal(value), text(str(type_)), strict=Atom("True"))

    def null(self) -> Expr:
        """An explicit null where None would mean "not sent"."""
        self._imports.use(".", "NULL")
        return Atom("NULL")

    def _item(self, value: Any, type_: TypeRef) -> Expr:
        """An item of a list; the annotation of lists does not allow None."""
        return self._decoded(None, type_.name) if value is None else self.value(value, type_)

    def _object(self, value: dict[str, Any], declared: str) -> Expr:
        actual = self._types.actual(declared, value)
        found = self._names.type(actual)
        if found is None:
            return json_literal(value)
        members = self._types.members(actual)
        items: list[Item] = []
        extra: dict[str, Any] = {}
        for wire, item in value.items():
            member = members.get(wire)
            if member is None:
                extra[wire] = item
                continue
            if item is None and self._is_key(actual, wire):
                expr = self._decoded(None, member.type.name)
            else:
                expr = self.value(item, member.type)
            items.append(Item(expr, f"{self._names.field(actual, wire)}="))
        if actual != declared and value.get("@odata.type") == f"#{stated_type(value)}":
            del extra["@odata.type"]  # encoding writes it
        if extra:
            items.append(Item(json_literal(extra), "extra="))
        self._imports.use(".models", found.cls)
        return Bracket(found.cls, tuple(items))

    def _is_key(self, type_name: str, wire: str) -> bool:
        """Whether the member is a key, whose annotation does not allow None."""
        lineage = self._types.lineage(type_name)
        return any(self._types.resources[base].key == wire for base in lineage)

    def _enum(self, value: str, name: str) -> Expr:
        enum = self._types.enums[name]
        found = self._names.type(name)
        if found is None:
            return text(value)
        parts = value.split(",") if value else []
        if enum.flags and any(part != part.strip() for part in parts):
            return self._decoded(value, name)
        documented = {member.wire for member in enum.members}

        def member(wire: str) -> Expr:
            self._imports.use(".models", found.cls)
            if wire in documented:
                return Atom(f"{found.cls}.{self._names.member(name, wire)}")
            return call(found.cls, text(wire))

        return sequence(map(member, parts), "()") if enum.flags else member(value)

    def _scalar(self, value: Any, name: str) -> Expr:
        form = _FORMS.get(name)
        if form is None:
            not_finite = isinstance(value, str) and name in ("Edm.Single", "Edm.Double")
            return call("float", text(value)) if not_finite else json_literal(value)
        if not _written_back(form.make, value):
            return self._decoded(value, name)
        self._imports.use(form.module, form.name)
        return call(form.head, text(str(value)))

    def _decoded(self, value: Any, name: str) -> Expr:
        """The value as the runtime reads it, which keeps its spelling."""
        self._imports.use("._runtime.codec", "decode")
        return call("decode", json_literal(value), text(name))


def _written_back(make: Callable[[str], Any], value: Any) -> bool:
    """Whether what a constructor makes of a documented value is encoded as the same value."""
    try:
        written = runtime("scalars").encode(make(str(value)))
    except (ValueError, ArithmeticError):
        return False
    return bool(written == value) and isinstance(written, str) == isinstance(value, str)
