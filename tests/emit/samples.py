"""An Api made by hand that has every shape of operation and every kind of type."""

from __future__ import annotations

import re

from generator.model import (
    Api,
    Argument,
    Body,
    Doc,
    EnumMember,
    EnumType,
    Loc,
    MissingRoute,
    Operation,
    Param,
    Permission,
    Property,
    Resource,
    Returns,
    Route,
    Segment,
    Shape,
    TypeRef,
)
from generator.records import replace

NS = "contoso.sample"


def loc(path: str, line: int = 1) -> Loc:
    return Loc(path, line)


def ref(name: str) -> TypeRef:
    """`user`, `Edm.String`, or either with `*` for a collection."""
    bare = name.rstrip("*")
    full = bare if bare.startswith("Edm.") else f"{NS}.{bare}"
    return TypeRef(full, name.endswith("*"))


def doc(text: str) -> Doc:
    return Doc(text.partition("\n")[0], text)


def prop(wire: str, kind: str, text: str = "") -> Property:
    return Property(wire, ref(kind), doc(text), loc("resources/x.md", 9))


def resource(name: str, *properties: Property, **more: object) -> Resource:
    page = f"resources/{name.lower()}.md"
    made = Resource(f"{NS}.{name}", doc(f"Represents a {name}."), properties, loc(page))
    return replace(made, **more)  # type: ignore[arg-type]


def enum(name: str, *members: str, page: str | None = None, flags: bool = False) -> EnumType:
    place = loc(page or f"resources/{name.lower()}.md", 4)
    listed = tuple(EnumMember(wire, doc(f"Is {wire}."), place) for wire in members)
    return EnumType(f"{NS}.{name}", doc(f"Kinds of {name}."), listed, place, flags)


def segments(path: str) -> tuple[Segment, ...]:
    return tuple(_segment(part) for part in path.strip("/").split("/") if part)


def _segment(part: str) -> Segment:
    if call := re.fullmatch(r"([\w.]+)\((.*)\)", part):
        return Segment("function", call[1], args=tuple(map(_argument, call[2].split(","))))
    if key := re.fullmatch(r"([^{}]*)\{([^{}]*)\}([^{}]*)", part):
        return Segment("path" if key[2].endswith("-path") else "key", key[2], key[1], key[3])
    return Segment("cast" if part.startswith(NS) else "literal", part)


def _argument(text: str) -> Argument:
    name, _, value = text.partition("=")
    bare = value.strip("'")
    hole = bare[1:-1] if bare.startswith("{") else None
    return Argument(name, hole, "" if hole else bare, value.startswith("'"))


def route(line: str, page: str = "api/x.md") -> Route:
    method, _, whole = line.partition(" ")
    path, _, query = whole.partition("?")
    return Route(method, path, segments(path), loc(page, 20), query)


def operation(id: str, shape: Shape, owner: str | None, *lines: str, **more: object) -> Operation:
    page = f"api/{id.partition('#')[0]}.md"
    made = Operation(
        id=id,
        page=page,
        title=id.replace("-", " "),
        shape=shape,
        owner=f"{NS}.{owner}" if owner else None,
        doc=doc(f"Does {id}."),
        loc=loc(page),
        routes=tuple(route(line, page) for line in lines),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def returns(kind: str | None, status: int = 200) -> Returns:
    return Returns(status, ref(kind) if kind else None, loc("api/x.md", 30))


def body(kind: str | None, media: str | None = None) -> Body:
    return Body(ref(kind) if kind else None, loc("api/x.md", 25), media)


def param(wire: str, place: str, kind: str, required: bool | None = None) -> Param:
    made = Param(wire, "query", ref(kind), doc(f"The {wire}."), loc("api/x.md", 28), required)
    return replace(made, place=place)  # type: ignore[arg-type]


ALL_OPTIONS = ("select", "expand", "filter", "orderby", "search", "top", "skip", "count")

TYPES = (
    resource("entity", prop("id", "Edm.String"), kind="entity", key="id", abstract=True),
    resource(
        "user",
        prop("displayName", "Edm.String", "The name.\n\nReturned by default."),
        prop("birthday", "Edm.DateTimeOffset"),
        prop("deviceOSType", "Edm.String"),
        prop("date", "Edm.Date", "A name that annotations use."),
        prop("list", "Edm.String*"),
        prop("from", "user"),
        prop("extra", "Edm.Untyped"),
        prop("prop", "Edm.Guid"),
        prop("workDays", "weekDays"),
        prop("allWorkDays", "weekDays*"),
        prop("kinds", "userKind*", "Kinds."),
        prop("settings", "settings"),
        prop("photo", "Edm.Stream"),
        prop("timeout", "Edm.Duration"),
        prop("cost", "Edm.Decimal"),
        prop("stranger", "nobodyDocumentsThis"),
        kind="entity",
        base=f"{NS}.entity",
    ),
    resource("settings", prop("dark", "Edm.Boolean"), open=True),
    resource("group", prop("members", "entity*"), kind="entity", base=f"{NS}.entity"),
    resource("store.group", prop("name", "Edm.String")),
    resource("empty"),
    resource("mentioned", prop("a", "Edm.Int32"), loc=None, open=True),
)

ENUMS = (
    enum("userKind", "member", "None", "4x6", "JIS B4", "$x", "", page="resources/user.md"),
    enum("weekDays", "monday", "tuesday", flags=True),
)

_USERS = ("GET /me", "GET /users/{id | userPrincipalName}")

OPERATIONS = (
    operation("user-get", "get", "user", *_USERS, returns=returns("user"),
              query_options=("select", "expand")),
    operation("user-list", "list", "user", "GET /users", returns=returns("user*"),
              query_options=ALL_OPTIONS),
    operation("user-post-users", "create", "user", "POST /users", body=body("user"),
              returns=returns("user", 201)),
    operation("user-update", "update", "user", "PATCH /me", "PATCH /users/{id}",
              body=body("user"), returns=returns(None, 204)),
    operation("user-delete", "delete", "user", "DELETE /users/{id}"),
    operation("user-delta", "delta", "user", "GET /users/delta", returns=returns("user*"),
              query_options=("select",)),
    operation("user-count", "count", "user", "GET /users/$count", query_options=("filter",)),
    operation("user-sendmail", "action", "user", "POST /users/{id}/sendMail", "POST /me/sendMail",
              params=(param("Message", "body", "settings", True),
                      param("SaveToSentItems", "body", "Edm.Boolean"),
                      param("from", "body", "Edm.String*"),
                      param("timeout", "body", "Edm.Duration")),
              returns=returns(None, 202),
              permissions=(Permission("Delegated", ("Mail.Send",), "Mail.Send", loc("a", 1)),)),
    operation("user-get-photo#content", "content", "user", "GET /me/photo/$value",
              "GET /users/{id}/photo/$value", "GET /users/{id}/photos/{size}/$value",
              returns=returns("Edm.Stream")),
    operation("user-put-photo", "content", "user", "PUT /users/{id}/photo/$value",
              body=body(None, "image/jpeg"), returns=returns(None)),
    operation("user-list-events", "list", "user", "GET /me/events", "GET /me/calendar/events",
              returns=returns("entity*"),
              params=(param("startDateTime", "query", "Edm.DateTimeOffset", True),
                      param("$top", "query", "Edm.Int32"))),
    operation("user-find", "action", "user", "POST /users/find", body=body("settings*"),
              returns=returns("user*")),
    operation("group-get", "get", "group", "GET /groups/{id}", returns=returns("group")),
    operation("group-post-members", "add_ref", "group", "POST /groups/{id}/members/$ref"),
    operation("group-delete-members", "remove_ref", "group",
              "DELETE /groups/{id}/members/{id}/$ref"),
    operation("reportroot-getusage", "function", "reportRoot",
              "GET /reports/getUsage(period='{period_value}',top={n})",
              params=(param("top", "function", "Edm.Int32"),), returns=returns("Edm.Stream")),
    operation("item-get-content", "content", "driveItem",
              "GET /drives/{drive-id}/items/{item-id}/content",
              "GET /groups/{group-id}/drive/items/{item-id}/content",
              "GET /me/drive/items/{item-id}/content",
              "GET /users/{userId}/drive/items/{item-id}/content",
              "GET /me/drive/root:/{item-path}:/content", returns=returns("Edm.Stream")),
    operation("item-update", "update", "driveItem", "PATCH /drives/{id}/items/{id}",
              "PATCH /me/drive/root:/{item-path}:", body=body("store.group"),
              returns=returns("store.group")),
    operation("item-missing", "create", "driveItem", body=body("settings"),
              missing_route=MissingRoute("POST", "Collection URI not found", loc("a.md", 7))),
    operation("lost-list", "list", None),
)  # fmt: skip

API = Api("v1.0", NS, "https://example.com/v1.0", TYPES, ENUMS, OPERATIONS)
