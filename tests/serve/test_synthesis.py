"""What is answered where no example has an answer."""

from __future__ import annotations

import re
from typing import Any

import pytest

from generator.model import (
    Api,
    Doc,
    EnumMember,
    EnumType,
    Loc,
    Operation,
    Property,
    Resource,
    Returns,
    Route,
    Segment,
    Shape,
    Traits,
    TypeRef,
)
from generator.serve.service import Service, State
from generator.serve.settings import Settings
from tests.serve.conftest import Client

LOC = Loc("api/page.md", 1)
NO_DOC = Doc()


def property_(wire: str, type_: str, *, many: bool = False, **more: Any) -> Property:
    name = type_ if "." in type_ else f"Edm.{type_}"
    return Property(wire, TypeRef(name, many), NO_DOC, LOC, **more)


def resource(name: str, *properties: Property, **more: Any) -> Resource:
    return Resource(name, NO_DOC, properties, LOC, **more)


def operation(line: str, shape: Shape, returns: Returns | None = None, **more: Any) -> Operation:
    method, _, path = line.partition(" ")
    segments = tuple(
        Segment("key" if part.startswith("{") else "literal", part.strip("{}"))
        for part in path.strip("/").split("/")
    )
    route = Route(method, path, segments, LOC)
    id_ = re.sub(r"\W+", "-", line.lower())
    return Operation(
        id_, "api/page.md", line, shape, None, NO_DOC, LOC, (route,), returns=returns, **more
    )


def gives(type_: str | None, *, many: bool = False, status: int = 200) -> Returns:
    return Returns(status, TypeRef(type_, many) if type_ else None, LOC)


KIND = EnumType(
    "a.kind",
    NO_DOC,
    (EnumMember("secret", NO_DOC, LOC, needs_prefer=True), EnumMember("plain", NO_DOC, LOC)),
    LOC,
)
THING = resource(
    "a.thing",
    property_("id", "String"),
    property_("kind", "a.kind"),
    property_("made", "DateTimeOffset"),
    property_("size", "Int64"),
    property_("color", "String", traits=Traits(values=("red", "green"))),
    property_("code", "String", traits=Traits(max_length=2)),
    property_("parent", "a.thing"),
    property_("parts", "a.part", many=True),
    property_("photo", "Stream", kind="stream"),
    property_("owner", "a.person", kind="navigation"),
    kind="entity",
    key="id",
)
API = Api(
    "v1.0",
    "a",
    "https://api.example.com/v1.0",
    (
        THING,
        resource("a.part", property_("name", "String"), abstract=True),
        resource("a.bolt", property_("length", "Double"), base="a.part"),
        resource("a.person", property_("name", "String")),
    ),
    (KIND,),
    (
        operation("GET /things", "list", gives("a.thing", many=True)),
        operation("GET /things/{id}", "get", gives("a.thing"), query_options=("select", "expand")),
        operation("POST /things", "create", gives("a.thing", status=201)),
        operation("DELETE /things/{id}", "delete"),
        operation("PATCH /things/{id}", "update", gives(None, status=204)),
        operation("GET /things/delta", "delta", gives("a.thing", many=True)),
        operation("GET /things/$count", "count", gives("Edm.Int32")),
        operation("GET /things/{id}/photo/$value", "content", gives("Edm.Stream", status=302)),
        operation("POST /things/{id}/copy", "action", gives(None, status=202)),
        operation("POST /things/{id}/weigh", "action", gives("Edm.Int32")),
    ),
)


@pytest.fixture
def ask() -> Client:
    return Client(Service(API, Settings(), State(Settings())))


def test_an_entity_has_what_is_documented(ask: Client) -> None:
    assert ask("GET /things/t7").json == {
        "id": "t7",
        "kind": "plain",
        "made": "2024-01-01T12:00:00Z",
        "size": 1,
        "color": "red",
        "code": "co",
        "parts": [{"@odata.type": "#a.bolt", "name": "name 1", "length": 1.5}],
    }


def test_what_is_asked_for_is_there(ask: Client) -> None:
    reply = ask("GET /things/t7?$select=size&$expand=owner")

    assert reply.json == {"id": "t7", "size": 1, "owner": {"name": "name 1"}}


def test_items_of_a_list_differ_and_are_the_same_each_time(ask: Client) -> None:
    items = ask("GET /things").json["value"]

    assert len({item["id"] for item in items}) == len(items) == 3
    assert ask("GET /things").json["value"] == items


@pytest.mark.parametrize(
    ("line", "status", "body"),
    [
        ("POST /things", 201, b'{"id": '),
        ("DELETE /things/1", 204, b""),
        ("PATCH /things/1", 204, b""),
        ("GET /things/$count", 200, b"3"),
        ("GET /things/1/photo/$value", 200, b"Content that no page shows."),
        ("POST /things/1/weigh", 200, b'{"value": 1}'),
    ],
)
def test_each_shape(ask: Client, line: str, status: int, body: bytes) -> None:
    reply = ask(line)

    assert reply.status == status
    assert reply.body.startswith(body)


def test_work_that_is_accepted_ends(ask: Client) -> None:
    assert ask("POST /things/1/copy").headers["location"].endswith("/__mock__/jobs/1")


def test_changes_end_in_a_link_to_none(ask: Client) -> None:
    first = ask("GET /things/delta").json

    assert len(first["value"]) == 3
    assert ask(f"GET {first['@odata.deltaLink']}").json["value"] == []
