"""How facts of the model look in OpenAPI, one at a time."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model import (
    Api,
    Doc,
    EnumMember,
    EnumType,
    Example,
    HttpMessage,
    Param,
    Permission,
    Property,
    Resource,
    Returns,
    Route,
    Traits,
    TypeRef,
)
from tests.openapi.pages import AT, api, operation, route, written

STRING = TypeRef("Edm.String")


def prop(wire: str, type_: str = "Edm.String", **facts: Any) -> Property:
    collection = facts.pop("collection", False)
    return Property(wire, TypeRef(type_, collection), Doc(), AT, **facts)


def resource(name: str, *properties: Property, **facts: Any) -> Resource:
    return Resource(f"contoso.{name}", Doc(), properties, AT, **facts)


def schemas(*types: Resource, enums: tuple[EnumType, ...] = ()) -> dict[str, Any]:
    found = written(api(resources=types, enums=enums))["components"]["schemas"]
    assert isinstance(found, dict)
    return found


def only(*routes: Route, **facts: Any) -> dict[str, Any]:
    """The one operation of an Api that has just this."""
    resources = facts.pop("resources", ())
    document = written(
        api(operations=(operation("room-get", *routes, **facts),), resources=resources)
    )
    (path,) = document["paths"].values()
    (found,) = path.values()
    assert isinstance(found, dict)
    return found


PROPERTIES: dict[str, tuple[Property, dict[str, Any]]] = {
    "may be null by default": (prop("a"), {"type": ["string", "null"]}),
    "not null": (prop("a", nullable=False), {"type": "string"}),
    "a key": (prop("a", traits=Traits(key=True)), {"type": "string"}),
    "a collection": (
        prop("a", "Edm.Guid", collection=True),
        {"type": "array", "items": {"type": "string", "format": "uuid"}},
    ),
    "read-only": (prop("a", nullable=False, read_only=True), {"type": "string", "readOnly": True}),
    "short": (
        prop("a", nullable=False, traits=Traits(max_length=5)),
        {"type": "string", "maxLength": 5},
    ),
    "deprecated": (
        prop("a", nullable=False, traits=Traits(deprecated="Use b.")),
        {"type": "string", "deprecated": True, "x-deprecated": "Use b."},
    ),
    "a number": (prop("a", "Edm.Int64", nullable=False), {"type": "integer", "format": "int64"}),
    "a type": (
        prop("a", "contoso.room", nullable=False, kind="navigation"),
        {"allOf": [{"$ref": "#/components/schemas/Room"}], "x-odata-navigation": True},
    ),
    "a type or null": (
        prop("a", "contoso.room"),
        {"anyOf": [{"$ref": "#/components/schemas/Room"}, {"type": "null"}]},
    ),
    "a type of nobody": (prop("a", "contoso.ghost"), {"x-odata-type": "contoso.ghost"}),
}


@pytest.mark.parametrize("case", PROPERTIES)
def test_properties(case: str) -> None:
    given, expected = PROPERTIES[case]

    found = schemas(resource("room", given))["Room"]["properties"]["a"]
    assert found == {**expected, "x-docs": "api/x.md:7"}


def test_bases_and_subtypes() -> None:
    found = schemas(
        resource("place"),
        resource("room", base="contoso.place"),
        resource("hall", base="contoso.room"),
    )

    assert found["Room"]["allOf"][0] == {"$ref": "#/components/schemas/Place"}
    assert found["Place"]["discriminator"] == {
        "propertyName": "@odata.type",
        "mapping": {
            "#contoso.hall": "#/components/schemas/Hall",
            "#contoso.place": "#/components/schemas/Place",
            "#contoso.room": "#/components/schemas/Room",
        },
    }


def test_enums_are_open() -> None:
    members = tuple(EnumMember(wire, Doc(), AT) for wire in ("a b", "a-b", "a b"))
    found = schemas(enums=(EnumType("contoso.kind", Doc(), members, AT, flags=True),))["Kind"]

    known, anything = found["anyOf"]
    assert known["enum"] == ["a b", "a-b"]
    assert len(set(known["x-enum-varnames"])) == 2
    assert anything == {"type": "string"}
    assert found["x-odata-flags"] is True


def test_what_an_entity_requires_is_required_to_create_it_and_only_then() -> None:
    room = resource("room", prop("name", required=True), kind="entity")
    size = resource("size", prop("beds", "Edm.Int32", required=True))
    creates = operation(
        "room-post",
        route("POST", "/rooms"),
        shape="create",
        body=_body("contoso.room"),
    )
    document = written(api(resources=(room, size), operations=(creates,)))
    components = document["components"]["schemas"]

    assert "required" not in components["Room"]
    assert components["Size"]["required"] == ["beds"]
    body = document["paths"]["/rooms"]["post"]["requestBody"]
    assert body["content"]["application/json"]["schema"]["allOf"][1]["required"] == ["name"]


def _body(name: str) -> Any:
    from generator.model import Body

    return Body(TypeRef(name), AT)


PATHS = {
    "/users/{id | userPrincipalName}": "/users/{user_id}",
    "/users/{id}/notes/{id}": "/users/{user_id}/notes/{note_id}",
    "/a/f(x='{x}',top={n})": "/a/f(x='{x}',top={top})",
    "/drive/root:/{item-path}:/children": "/drive/root:/{item_path}:/children",
    "/a b/{x}?": "/a%20b/{x}%3F",
}


@pytest.mark.parametrize("documented", PATHS)
def test_paths(documented: str) -> None:
    document = written(api(operations=(operation("x-get", route("GET", documented)),)))

    (path,) = document["paths"]
    names = {p["name"] for p in document["paths"][path]["get"]["parameters"] if p["in"] == "path"}
    assert path == PATHS[documented]
    assert all(f"{{{name}}}" in path for name in names)
    assert path.count("{") == len(names)


def test_one_request_of_two_pages_is_one_operation() -> None:
    document = written(
        api(
            operations=(
                operation("room-get", route("GET", "/rooms/{id}"), query_options=("select",)),
                operation("suite-get", route("GET", "/rooms/{suite-id}"), statuses=(404,)),
            )
        )
    )

    (path,) = document["paths"].values()
    assert list(document["paths"]) == ["/rooms/{room_id}"]
    assert [item["summary"] for item in path["get"]["x-also-documented"]] == ["suite-get"]
    assert set(path["get"]["responses"]) == {"404", "default"}
    assert path["get"]["parameters"][-1] == {"$ref": "#/components/parameters/select"}


def test_a_method_of_nobody_is_kept() -> None:
    document = written(api(operations=(operation("room-x", route("LOCK", "/rooms")),)))

    assert list(document["paths"]["/rooms"]["x-other-methods"]) == ["LOCK"]


def test_headers_and_queries() -> None:
    found = only(
        route("GET", "/rooms", "from={date}&all=true"),
        params=(
            Param("If-Match", "header", STRING, Doc(), AT, required=True),
            Param("if-match", "header", STRING, Doc(), AT),
            Param("Accept", "header", STRING, Doc(), AT),
            Param("not a token", "header", STRING, Doc(), AT),
        ),
    )

    names = [(p["in"], p["name"], p.get("required")) for p in found["parameters"]]
    assert names == [("header", "If-Match", True), ("query", "from", True), ("query", "all", True)]


def test_an_option_that_is_written_without_its_dollar_sign_is_no_second_one() -> None:
    found = only(route("GET", "/rooms", "search={words}"), query_options=("search", "top"))

    assert [p.get("name", p.get("$ref")) for p in found["parameters"]] == [
        "search",
        "#/components/parameters/top",
    ]


def test_the_page_on_a_thing_is_nearer_to_it_than_one_on_its_kinds() -> None:
    document = written(
        api(
            operations=(
                operation(
                    "duplexroom-get", route("GET", "/rooms/{id}"), owner="contoso.duplexRoom"
                ),
                operation("room-get", route("GET", "/rooms/{id}"), owner="contoso.room"),
            )
        )
    )

    found = document["paths"]["/rooms/{room_id}"]["get"]
    assert found["summary"] == "room-get"
    assert found["operationId"].startswith("rooms_get")


def test_permissions() -> None:
    rows = (
        Permission("Delegated (work account)", ("Rooms.Read", "Rooms.ReadWrite"), "", AT),
        Permission("Delegated (personal account)", (), "Not supported.", AT),
        Permission("Application", ("Rooms.Read.All",), "", AT),
    )
    found = only(route("GET", "/rooms"), permissions=rows)

    assert found["security"] == [
        {"delegated": ["Rooms.Read"]},
        {"delegated": ["Rooms.ReadWrite"]},
        {"application": ["Rooms.Read.All"]},
    ]
    assert [row.get("text") for row in found["x-permissions"]] == [None, "Not supported.", None]


def message(start: str, body: str | None) -> HttpMessage:
    return HttpMessage("", start, (), body, AT)


def test_an_example_stands_at_the_path_that_it_shows() -> None:
    example = Example(
        "x",
        "Shown",
        AT,
        message("GET https://api.contoso.com/v1.0/users/7/rooms", None),
        message("HTTP/1.1 200 OK", '{"value": [],}'),
    )
    rooms = operation(
        "room-list",
        route("GET", "/me/rooms"),
        route("GET", "/users/{id}/rooms"),
        returns=Returns(200, TypeRef("contoso.room", collection=True), AT),
        examples=(example,),
    )
    paths = written(api(operations=(rooms,), resources=(resource("room"),)))["paths"]

    def content(path: str) -> Any:
        return paths[path]["get"]["responses"]["200"]["content"]["application/json"]

    assert "examples" not in content("/me/rooms")
    shown = content("/users/{user_id}/rooms")
    assert shown["schema"] == {"$ref": "#/components/schemas/RoomCollectionResponse"}
    assert shown["examples"]["x"]["value"] == {"value": []}
    assert shown["examples"]["x"]["x-repairs"] == ["trailing-comma"]


HOSTILE = (
    "",
    "{",
    "}{",
    "a/../b",
    "ß",
    "\ud800",
    "$ref",
    "a'b\"c",
    "#/x",
    "\n- x: !!python/x",
    "1e3",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_a_valid_document(text: str) -> None:
    openapi_spec_validator = pytest.importorskip("openapi_spec_validator")
    yaml = pytest.importorskip("yaml")
    from generator import openapi

    document = written(hostile(text))
    openapi_spec_validator.validate(document)
    assert yaml.safe_load(openapi.text(document, "yaml")) == document
    openapi.text(document, "json").encode()


def hostile(text: str) -> Api:
    doc = Doc(text, text, text)
    return Api(
        text,
        text,
        text,
        resources=(
            Resource(f"{text}.{text}", doc, (Property(text, STRING, doc, AT),), AT),
            Resource(f"x.{text}", doc, (), None, base=f"x.{text}"),
        ),
        enums=(EnumType(text, doc, (EnumMember(text, doc, AT),), AT),),
        operations=tuple(
            operation(
                f"{text}-{number}",
                route("GET", f"/{text}/{{{text}}}/f(a='{{{text}}}')", text),
                route(f"G{text}", f"/{text}"),
                params=tuple(
                    Param(text, place, TypeRef(text), doc, AT)
                    for place in ("path", "query", "header", "function", "body")
                ),
                permissions=(Permission("Delegated", (text,), text, AT),),
                returns=Returns(200, TypeRef(text), AT, doc),
                statuses=(200, 365, 999, 404),
                examples=(Example(text, text, AT, message(text, text), message(text, text)),),
            )
            for number in range(2)
        ),
    )
