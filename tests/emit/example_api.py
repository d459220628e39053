"""A small Api, made by hand, that the tests of examples share."""

from __future__ import annotations

from generator.model import (
    PRIMITIVES,
    Api,
    Doc,
    EnumMember,
    EnumType,
    HttpMessage,
    Loc,
    Property,
    Resource,
    TypeRef,
)
from generator.read.http_text import parse_message

NAMESPACE = "contoso.mail"


def message_of(text: str, loc: Loc) -> HttpMessage:
    """A message as the pages' reader gives it."""
    read = parse_message(text)
    start = read.start or text
    return HttpMessage(text, start, read.headers, read.body, loc, loc.line + read.body_line)


def typed(name: str, collection: bool = False) -> TypeRef:
    """A type by its simple name: of the Api unless it is primitive."""
    return TypeRef(name if "." in name else f"{NAMESPACE}.{name}", collection)


def prop(wire: str, type_name: str, *, collection: bool = False) -> Property:
    return Property(wire, typed(type_name, collection), Doc(), Loc("resources/x.md", 10))


def resource(
    name: str, *properties: Property, base: str | None = None, key: str | None = None
) -> Resource:
    full = f"{NAMESPACE}.{name}"
    parent = f"{NAMESPACE}.{base}" if base else None
    return Resource(full, Doc(), properties, Loc(f"resources/{name}.md", 1), base=parent, key=key)


def enum(name: str, *wires: str, flags: bool = False) -> EnumType:
    members = tuple(EnumMember(wire, Doc(), Loc("resources/x.md", 20)) for wire in wires)
    return EnumType(f"{NAMESPACE}.{name}", Doc(), members, Loc("resources/x.md", 18), flags=flags)


ENTITY = resource("entity", prop("id", "Edm.String"), key="id")
ADDRESS = resource("address", prop("city", "Edm.String"), prop("zip", "Edm.Int32"))
SCALARS = sorted(name.removeprefix("Edm.") for name in PRIMITIVES - {"Edm.Stream"})
ITEM = resource(
    "item",
    *(prop(f"a{name}", f"Edm.{name}") for name in SCALARS),
    *(prop(f"many{name}", f"Edm.{name}", collection=True) for name in SCALARS),
    prop("address", "address"),
    prop("addresses", "address", collection=True),
    prop("importance", "importance"),
    prop("days", "weekDays"),
    prop("parent", "entity"),
    prop("content", "Edm.Stream"),
    base="entity",
)
MESSAGE = resource("message", prop("subject", "Edm.String"), base="item")
IMPORTANCE = enum("importance", "low", "high")
WEEK_DAYS = enum("weekDays", "monday", "tuesday", "friday", flags=True)

API = Api(
    "v1.0",
    NAMESPACE,
    "https://mail.contoso.com/v1.0",
    resources=(ENTITY, ADDRESS, ITEM, MESSAGE),
    enums=(IMPORTANCE, WEEK_DAYS),
)
