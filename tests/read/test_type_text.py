"""Every documented spelling of a type."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.read.type_text import TypeText, json_type, parse_type

PRIMITIVES = {
    "Edm.String": "string String etag range url Edm.String String(identifier) STRING",
    "Edm.Int64": "int64 Int64 long number integer Integer Edm.Int64",
    "Edm.Int32": "int int32 Int32 Int Edm.Int32 Edm.int32",
    "Edm.Int16": "int16 short",
    "Edm.Byte": "byte Byte",
    "Edm.Binary": "binary base64 base64Url Edm.Binary",
    "Edm.Stream": "stream Stream",
    "Edm.Single": "single float Edm.Single",
    "Edm.Double": "double numeric Double",
    "Edm.Decimal": "decimal",
    "Edm.Boolean": "bool Bool boolean Edm.Boolean",
    "Edm.Guid": "guid GUID Edm.Guid 6e7b768e-07e2-4810-8459-485f84f8f204",
    "Edm.DateTimeOffset": "datetime DateTimeOffSet timestamp aTimestampOf 2014-01-01T00:00:00Z",
    "Edm.Date": "date Date",
    "Edm.TimeOfDay": "timeofday TimeOfDay 12:30:00",
    "Edm.Duration": "duration Edm.Duration",
    "Edm.Untyped": "json Json object untyped any Edm.Untyped",
}


@pytest.mark.parametrize(
    ("text", "name"), [(word, name) for name, words in PRIMITIVES.items() for word in words.split()]
)
def test_primitives(text: str, name: str) -> None:
    assert parse_type(text) == TypeText(name)
    assert parse_type(f"Collection({text})") == TypeText(name, collection=True)
    assert parse_type(f"{text} collection") == TypeText(name, collection=True)


X = "x.md"
CELLS: list[tuple[str, list[tuple[str, str]], TypeText]] = [
    ("riskLevel", [], TypeText("riskLevel")),
    ("user", [("user", X)], TypeText("user", target=X)),
    ("user collection", [("user", X)], TypeText("user", True, X)),
    ("user Collection", [("user", X)], TypeText("user", True, X)),
    ("Collection(user)", [("user", X)], TypeText("user", True, X)),
    ("collection(microsoft.graph.user)", [], TypeText("microsoft.graph.user", True)),
    ("Collectio(user", [], TypeText("user", True)),
    ("Collection of String", [], TypeText("Edm.String", True)),
    ("array of strings", [], TypeText("Edm.String", True)),
    ("strings", [], TypeText("strings")),
    ("collection of int32", [], TypeText("Edm.Int32", True)),
    ("user[]", [], TypeText("user", True)),
    ("[user][] collection", [], TypeText("user", True)),
    ("`Edm.String`", [], TypeText("Edm.String")),
    ("**user**", [], TypeText("user")),
    ("siteCollection", [("siteCollection", X)], TypeText("siteCollection", target=X)),
    ("xResourceCollection collection", [], TypeText("xResourceCollection", True)),
    ("routingPolicy collection collection", [], TypeText("routingPolicy", True)),
    ("#microsoft.graph.user", [], TypeText("microsoft.graph.user")),
    ("microsoft.graph.user", [("user", X)], TypeText("microsoft.graph.user", target=X)),
    ("user", [("microsoft.graph.user", X)], TypeText("user", target=X)),
    ("DateTimeOffset", [("DateTimeOffset", "timestamp.md")], TypeText("Edm.DateTimeOffset")),
    ("range", [("range", X)], TypeText("range", target=X)),
    ("riskLevel enum", [], TypeText("riskLevel", enum=True)),
    ("riskLevel (enum)", [], TypeText("riskLevel", enum=True)),
    ("riskLevel enumeration collection", [], TypeText("riskLevel", True, enum=True)),
    ("String (enum)", [], TypeText("Edm.String", enum=False)),
    ("error object", [], TypeText("error")),
    ("user resource", [("user", X)], TypeText("user", target=X)),
    ("user resource type", [("user", X)], TypeText("user", target=X)),
    ("JSON object", [], TypeText("Edm.Untyped")),
    ("Untyped JSON object", [], TypeText("Edm.Untyped")),
    ("Object", [], TypeText("Edm.Untyped")),
    ("string (url)", [], TypeText("Edm.String")),
    ("String (identifier) collection", [], TypeText("Edm.String", True)),
    ("string (timestamp)", [], TypeText("Edm.DateTimeOffset")),
    ("String (optional)", [], TypeText("Edm.String", optional=True)),
    ("(Optional) String", [], TypeText("Edm.String", optional=True)),
    ("string, maximum size 20", [], TypeText("Edm.String", max_length=20)),
    ("String (maximum length 64)", [], TypeText("Edm.String", max_length=64)),
    ("String.", [], TypeText("Edm.String")),
    ("", [], TypeText(empty=True)),
    (" - ", [], TypeText(empty=True)),
    ("<Unknown Primitive Type Edm.Stream>", [], TypeText("Edm.Stream")),
]


@pytest.mark.parametrize(("text", "links", "expected"), CELLS)
def test_cells(text: str, links: list[tuple[str, str]], expected: TypeText) -> None:
    assert parse_type(text, tuple(links)) == expected


@pytest.mark.parametrize(
    ("text", "links", "name", "collection"),
    [
        ("string/number", [], "Edm.Untyped", False),
        ("a or b", [("a", X), ("b", "y.md")], "Edm.Untyped", False),
        ("(boolean or string or number) collection", [], "Edm.Untyped", True),
        ("** Unknown Type `microsoft.a.b` ** collection", [], "Edm.Untyped", True),
        ("Time when it was created.  DateTimeOffset", [], "Edm.DateTimeOffset", False),
        ("outcome collection. Holds grades and/or rubrics", [("outcome", X)], "outcome", True),
        ("what this is nobody knows", [], "Edm.Untyped", False),
        ("x" * 1000, [], "Edm.Untyped", False),
    ],
)
def test_problems_are_told(
    text: str, links: list[tuple[str, str]], name: str, collection: bool
) -> None:
    found = parse_type(text, tuple(links))
    assert found.problem
    assert (found.name, found.collection) == (name, collection)


VALUES: list[tuple[Any, TypeText]] = [
    ("string", TypeText("Edm.String")),
    ("String (identifier)", TypeText("Edm.String")),
    ("String (timestamp)", TypeText("Edm.DateTimeOffset")),
    ("datetime", TypeText("Edm.DateTimeOffset")),
    ("timestamp", TypeText("Edm.DateTimeOffset")),
    ("String (duration)", TypeText("Edm.Duration")),
    ("String (ISO 8601 duration)", TypeText("Edm.Duration")),
    ("Boolean", TypeText("Edm.Boolean")),
    ("url", TypeText("Edm.String")),
    ("Display Name value", TypeText("Edm.String")),
    ("contoso.com", TypeText("Edm.String")),
    ("4.2", TypeText("Edm.String")),
    ("", TypeText("Edm.String")),
    ("a | b | c", TypeText("Edm.String", values=("a", "b", "c"))),
    ("string | number", TypeText("Edm.String")),
    ("number | percentage", TypeText("Edm.String", values=("number", "percentage"))),
    ("@odata.type: microsoft.graph.a", TypeText("microsoft.graph.a")),
    (["read|write"], TypeText("Edm.String", True, values=("read", "write"))),
    ("2014-01-01T00:00:00Z", TypeText("Edm.DateTimeOffset")),
    ("2014-01-01", TypeText("Edm.Date")),
    ("12:30:00.0000000", TypeText("Edm.TimeOfDay")),
    ("PT1H30M", TypeText("Edm.Duration")),
    ("6e7b768e-07e2-4810-8459-485f84f8f204", TypeText("Edm.Guid")),
    ("<Unknown Primitive Type Edm.Stream>", TypeText("Edm.Stream")),
    ("microsoft.graph.user", TypeText("microsoft.graph.user")),
    (1024, TypeText("Edm.Int64")),
    (123.121, TypeText("Edm.Double")),
    (True, TypeText("Edm.Boolean")),
    (None, TypeText(empty=True)),
    ({"@odata.type": "#microsoft.graph.a"}, TypeText("microsoft.graph.a")),
    ({"@odata.type": "resource.a", "b": 1}, TypeText("resource.a")),
    ({"@odata.type": "Edm.Binary"}, TypeText("Edm.Binary")),
    ({"@type": "microsoft.graph.a"}, TypeText("microsoft.graph.a")),
    ({"a": 1}, TypeText("Edm.Untyped")),
    ([{"@odata.type": "resource.a"}], TypeText("resource.a", True)),
    (["String"], TypeText("Edm.String", True)),
    ([], TypeText("Edm.Untyped", True)),
    ([[1]], TypeText("Edm.Untyped", True)),
]


@pytest.mark.parametrize(("value", "expected"), VALUES)
def test_json_values(value: Any, expected: TypeText) -> None:
    assert json_type(value) == expected


WORDS = st.sampled_from(
    (
        *("String", "collection", "Collection(", ")", "(", "enum", "of", "or", "/", "[", "]", "[]"),
        *("microsoft.graph.x", "object", "resource", ",", "maximum size 3", "Unknown Type", "P"),
        *("`", "**", ""),
    )
)


@given(st.text() | st.lists(WORDS, max_size=12).map(" ".join), st.lists(st.tuples(WORDS, WORDS)))
def test_any_text_gives_a_type(text: str, links: list[tuple[str, str]]) -> None:
    found = parse_type(text, tuple(links))
    assert found.name
    assert found.empty is False or found.problem is None
    assert json_type(text).name


@pytest.mark.parametrize("piece", ["collection ", "(", "[]", "[", "a.", "a or ", "`", "x", "| "])
def test_time_is_linear(piece: str) -> None:
    begin = time.process_time()
    parse_type(piece * 50_000)
    json_type(piece * 50_000)
    assert time.process_time() - begin < 1
