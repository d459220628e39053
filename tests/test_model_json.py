"""The model as JSON has the keys that other programs rely on, in their order."""

from __future__ import annotations

import json
from typing import Any

from generator.model import (
    Api,
    Body,
    Doc,
    EnumMember,
    EnumType,
    Example,
    HttpMessage,
    Loc,
    Operation,
    Param,
    Permission,
    Property,
    Resource,
    Returns,
    Route,
    TypeRef,
)
from generator.model_json import api_json

VISIT = "contoso.visit"


def at(path: str, line: int) -> Loc:
    return Loc(path, line)


def message(start: str, line: int, body: str | None) -> HttpMessage:
    return HttpMessage("", start, (("Prefer", "x"),), body, at("api/visit-list.md", line))


API = Api(
    name="v1.0",
    namespace="contoso",
    base_url="https://x/v1.0",
    resources=(
        Resource("contoso.undocumented", Doc(), (), None, open=True),
        Resource(
            VISIT,
            Doc("A visit.", "A visit. Long."),
            (
                Property(
                    "doctor",
                    TypeRef("contoso.doctor", collection=True),
                    Doc("Who.", "Who."),
                    at("resources/visit.md", 12),
                    kind="navigation",
                    required=True,
                ),
            ),
            at("resources/visit.md", 5),
            kind="entity",
            base="contoso.entity",
            key="id",
        ),
    ),
    enums=(
        EnumType(
            "contoso.state",
            Doc(),
            (EnumMember("open", Doc(), at("resources/a.md", 3), value=1),),
            at("resources/a.md", 1),
        ),
    ),
    operations=(
        Operation(
            id="visit-list",
            page="api/visit-list.md",
            title="List visits",
            shape="list",
            owner=VISIT,
            doc=Doc("All.", "All."),
            loc=at("api/visit-list.md", 1),
            routes=(Route("GET", "/visits", (), at("api/visit-list.md", 9), query="a=b"),),
            params=(
                Param(
                    "Prefer", "header", TypeRef("Edm.String"), Doc(), at("api/visit-list.md", 20)
                ),
            ),
            body=Body(TypeRef(VISIT), at("api/visit-list.md", 22)),
            returns=Returns(200, TypeRef(VISIT, collection=True), at("api/visit-list.md", 30)),
            permissions=(
                Permission("Application", ("A.Read",), "A.Read", at("api/visit-list.md", 7)),
            ),
            examples=(
                Example(
                    "list",
                    "Example",
                    at("api/visit-list.md", 40),
                    message("GET https://x/v1.0/visits?a=b", 40, None),
                    message("HTTP/1.1 200 OK", 50, "{}"),
                    TypeRef(VISIT, collection=True),
                ),
            ),
        ),
    ),
    inventory={"pages": 3},
)


def document() -> dict[str, Any]:
    verdicts = {("visit-list", "list"): ("broken", "CODE api/visit-list.md:50")}
    return api_json(API, lambda op: "visits.list", verdicts, ())


def test_types() -> None:
    enum, visit, undocumented = document()["types"]

    assert enum == {
        "name": "contoso.state",
        "kind": "enum",
        "page": "resources/a.md",
        "line": 1,
        "description": "",
        "flags": False,
        "members": [{"name": "open", "value": 1, "description": "", "line": 3}],
    }
    assert visit == {
        "name": VISIT,
        "kind": "entity",
        "base": "contoso.entity",
        "abstract": False,
        "open": False,
        "key": "id",
        "page": "resources/visit.md",
        "line": 5,
        "description": "A visit. Long.",
        "properties": [
            {
                "name": "doctor",
                "type": "contoso.doctor",
                "collection": True,
                "navigation": True,
                "nullable": None,
                "read_only": False,
                "required": True,
                "description": "Who.",
                "line": 12,
                "inherited": False,
            }
        ],
    }
    assert (undocumented["page"], undocumented["line"], undocumented["open"]) == (None, None, True)


def test_operations() -> None:
    (operation,) = document()["operations"]

    assert operation == {
        "name": "visits.list",
        "title": "List visits",
        "shape": "list",
        "page": "api/visit-list.md",
        "line": 1,
        "description": "All.",
        "requests": [{"method": "GET", "path": "/visits?a=b", "line": 9}],
        "permissions": [{"kind": "Application", "names": ["A.Read"]}],
        "parameters": [
            {
                "name": "Prefer",
                "in": "header",
                "type": "Edm.String",
                "collection": False,
                "required": None,
                "description": "",
                "line": 20,
            }
        ],
        "body": {"type": VISIT, "collection": False},
        "response": {"status": 200, "type": VISIT, "collection": True},
        "examples": [
            {
                "name": "list",
                "title": "Example",
                "line": 40,
                "verdict": "broken",
                "reason": "CODE api/visit-list.md:50",
                "request": {
                    "method": "GET",
                    "url": "https://x/v1.0/visits?a=b",
                    "headers": {"Prefer": "x"},
                    "body": None,
                },
                "response": {
                    "status": 200,
                    "headers": {"Prefer": "x"},
                    "body": "{}",
                    "type": VISIT,
                    "collection": True,
                },
            }
        ],
    }


def test_it_is_json_with_the_documented_keys() -> None:
    again = json.loads(json.dumps(document()))

    assert list(again) == ["name", "types", "operations", "diagnostics", "inventory"]
