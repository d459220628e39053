"""The document of docs_input: valid, complete, the same every time."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from generator import openapi
from tests.openapi.pages import seed, written

HOLE = re.compile(r"\{[^{}]*\}")


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return openapi.document(seed().api, seed().names)


def requests(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [item for path in document["paths"].values() for item in path.values()]


def test_it_is_valid(document: dict[str, Any]) -> None:
    validator = pytest.importorskip("openapi_spec_validator")

    validator.validate(document)


def test_every_route_is_in_it(document: dict[str, Any]) -> None:
    lines = {line["request"] for item in requests(document) for line in item["x-routes"]}
    unrouted = {item["x-python"] for item in document["x-unrouted"]}
    operations = seed().api.operations

    documented = {f"{r.method} {r.path}" for op in operations for r in op.routes}
    assert {line.partition("?")[0] for line in lines} == documented
    assert len(unrouted) == sum(not op.routes for op in operations) == 1


def test_every_type_is_in_it_with_every_property(document: dict[str, Any]) -> None:
    schemas = {
        item.get("x-odata-type"): item for item in document["components"]["schemas"].values()
    }

    resources = {resource.name for resource in seed().api.resources}
    assert set(schemas) - {None} == resources | {enum.name for enum in seed().api.enums}
    for resource in seed().api.resources:
        schema = schemas[resource.name]
        own = schema["allOf"][1] if "allOf" in schema else schema
        properties = own.get("properties", {})
        assert {p.wire for p in resource.properties} == properties.keys() - {"@odata.type"}


def test_every_example_is_in_it_once(document: dict[str, Any]) -> None:
    text = json.dumps(document)
    for operation in seed().api.operations:
        for example in operation.examples:
            if example.response and example.response.body and operation.routes:
                assert text.count(f'"x-docs": "{example.response.loc}"') == 1


def test_everything_has_its_place(document: dict[str, Any]) -> None:
    for item in requests(document):
        assert re.fullmatch(r"api/[\w-]+\.md:[0-9]+", item["x-docs"])
        for parameter in item.get("parameters", []):
            assert "x-docs" in parameter or "$ref" in parameter


def test_operations_have_names_of_their_own(document: dict[str, Any]) -> None:
    ids = [item["operationId"].lower() for item in requests(document)]

    assert len(set(ids)) == len(ids)


def test_no_two_paths_are_the_same_but_for_names(document: dict[str, Any]) -> None:
    shapes = [HOLE.sub("{}", path) for path in document["paths"]]

    assert len(set(shapes)) == len(shapes)


def test_yaml_says_the_same(document: dict[str, Any]) -> None:
    yaml = pytest.importorskip("yaml")

    assert yaml.safe_load(openapi.text(document, "yaml")) == document
    assert json.loads(openapi.text(document, "json")) == document


def test_it_is_the_same_every_time(document: dict[str, Any]) -> None:
    assert openapi.text(written(seed().api), "json") == openapi.text(document, "json")
