"""Metadata comments: one normalised form of many spellings."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.read.metadata import Metadata, parse_comment


@pytest.mark.parametrize(
    "text",
    [
        "",
        " uuid: 8fcb5dbc-d5aa-4681-8e31-b001d5168d79 2015-10-25 14:57:30 UTC ",
        " markdownlint-disable MD041 ",
        " ## Heading that is commented out ",
        "{",
        "{}",
        '{"nothing": "known"}',
        "{ some prose }",
        '["blockType"]',
    ],
)
def test_other_comments(text: str) -> None:
    assert parse_comment(text) is None


FIELDS: list[tuple[str, dict[str, Any]]] = [
    ('{"blockType": "Resource"}', {"block_type": "resource"}),
    ('{"type": "#page.annotation"}', {"page_annotation": True, "block_type": None}),
    (
        '{"type": "#page.annotation", "description": "a\nb", "namespace": "microsoft.graph.x"}',
        {"page_annotation": True, "namespace": "microsoft.graph.x"}
        | {"problems": ("control-character",)},
    ),
    ('{"type": "#page.annotation", "description": "a}', {"page_annotation": True}),
    ('{"@odata.type": "#a.b"}', {"type": "a.b", "is_collection": None}),
    ('{"@type": "a.b", "@odata.type": "c.d"}', {"type": "a.b"}),
    ('{"@odata.type": "Collection(a.b)"}', {"type": "a.b", "is_collection": True, "problems": ()}),
    (
        '{"@odata.type": "Collectio(#a.b)"}',
        {"type": "a.b", "is_collection": True, "problems": ("value:@odata.type",)},
    ),
    ('{"@odata.type": "Collection()"}', {"type": None, "is_collection": True}),
    (
        '{"isCollection": true, "truncated": "true", "isEmpty": "True", "abstract": false}',
        {"is_collection": True, "truncated": True, "is_empty": True, "abstract": False},
    ),
    ('{"isCollection": "maybe"}', {"is_collection": None, "problems": ("value:isCollection",)}),
    ("{blockType: 'request',}", {"block_type": "request"}),
    ('{"name": "a"}', {"names": ("a",)}),
    (
        '{"blockType": "ignored"}  // Note: written by hand, see http://b.c.',
        {"block_type": "ignored", "problems": ()},
    ),
    ('{"name": ["a", "b", ""]}', {"names": ("a", "b")}),
    ('{"name": [1, null, "b"]}', {"names": ("b",), "problems": ("value:name",)}),
    ('{"baseType": "a.b"}', {"base_type": "a.b", "base_blank": False}),
    ('{"baseType": " "}', {"base_type": None, "base_blank": True}),
    ('{"blockType": "resource"}', {"base_type": None, "base_blank": False}),
    ('{"openType": true, "keyProperty": "id"}', {"open_type": True, "key_property": "id"}),
    ('{"keyProperty": ""}', {"key_property": None}),
    ('{"optionalProperties": ["a"], "nullableProperties": []}', {"optional_properties": ("a",)}),
    ('{"sampleKeys": ["1"], "opaqueUrl": true}', {"sample_keys": ("1",), "opaque_url": True}),
    ('{"@type.aka": "a.c", "isComposable": true}', {"type_aka": ("a.c",), "is_composable": True}),
    ('{"collectionProperty": "rows", "expectError": true}', {"collection_property": "rows"}),
    (
        '{"blockType": "request", "scope": "x", "isAbstract": true, "sampleIds": [], "zzz": 1}',
        {
            "unknown_keys": (
                ("scope", "scopes"),
                ("isAbstract", "abstract"),
                ("sampleIds", "sampleKeys"),
                ("zzz", None),
            )
        },
    ),
    (
        '{"blockType": "request", "trunkated": true}',
        {"unknown_keys": (("trunkated", "truncated"),)},
    ),
    (
        '{"blockType": "response", "@odata.type": "a.b" "truncated": ???}',
        {"block_type": "response", "type": "a.b", "problems": ("unreadable", "value:truncated")},
    ),
]


@pytest.mark.parametrize(("text", "expected"), FIELDS)
def test_fields(text: str, expected: dict[str, Any]) -> None:
    found = parse_comment(text)
    assert found is not None
    assert {name: getattr(found, name) for name in expected} == expected


VALUES = st.sampled_from(["true", '"x"', "[]", '["a", 1]', "{}", "null", "1", '"Collection("', "x"])
KEYS = st.sampled_from(['"blockType"', '"@type"', '"name"', '"isEmpty"', '"baseType"', '"what"'])


@given(
    st.text()
    | st.lists(st.tuples(KEYS, VALUES).map(":".join), max_size=5).map(",".join).map("{{{}}}".format)
)
def test_any_text_is_read_or_ignored(text: str) -> None:
    found = parse_comment(text)
    assert found is None or isinstance(found, Metadata)
