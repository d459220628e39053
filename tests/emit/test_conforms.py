"""Documented JSON is compared with documented types as strict decoding does it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from generator.emit.conforms import Checker, shown
from generator.emit.conforms_placeholders import filled, is_placeholder
from generator.emit.conforms_spans import Spans
from generator.emit.conforms_types import Types
from tests.emit.example_api import API, typed
from tests.emit.test_expressions import JSON

CHECKER = Checker(Types(API))


def problems(value: Any, type_name: str, collection: bool = False) -> list[str]:
    found = CHECKER.check(value, typed(type_name, collection)).problems
    return [f"{shown(it.path)}: {it.message}" for it in found]


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"id": "1", "address": {"city": "x", "zip": 1}, "addresses": [{}], "importance": "low"},
        {"importance": "undocumented", "days": "monday,tuesday", "manyInt32": [1, 2]},
        {"id": None, "address": None, "addresses": None, "aInt32": None},
        {"aDouble": 1, "aDecimal": "1.5", "aDateTimeOffset": "2020-01-01T00:00:00.1234567Z"},
        {"aUntyped": {"a": [1]}, "manyUntyped": [1, "a"], "@odata.context": 1},
        {"parent": {"@odata.type": "#contoso.mail.message", "subject": "x"}},
    ],
)
def test_what_conforms(value: Any) -> None:
    assert CHECKER.check(value, typed("item")).problems == []


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ({"aInt32": "1"}, "aInt32: Edm.Int32 needs Int32, the example has '1'"),
        ({"aString": True}, "aString: Edm.String needs String, the example has True"),
        ({"aGuid": "x"}, "aGuid: Edm.Guid needs Guid, the example has 'x'"),
        ({"addresses": {}}, "addresses: Collection(contoso.mail.address) needs a list"),
        ({"addresses": [1]}, "addresses[0]: contoso.mail.address needs an object"),
        ({"address": {"zip": 1.5}}, "address.zip: Edm.Int32 needs Int32, the example has 1.5"),
        ({"importance": 1}, "importance: contoso.mail.importance needs a member's name"),
        ([], ": contoso.mail.item needs an object, the example has a list"),
    ],
)
def test_what_does_not(value: Any, problem: str) -> None:
    [found] = problems(value, "item")
    assert found.startswith(problem)


def test_undocumented_members_are_listed_by_type() -> None:
    value = {"a@odata.type": 1, "b": 1, "content": "", "address": {"c": 1, "d": {"e": 1}}}
    found = CHECKER.check(value, typed("item")).undocumented
    assert list(found) == ["item.b", "item.content", "address.c", "address.d"]
    assert found["address.c"] == ("address", "c")


def test_a_stated_type_that_is_no_subtype_is_not_used() -> None:
    value = {"@odata.type": "#contoso.mail.address", "city": 1}
    assert list(CHECKER.check(value, typed("item")).undocumented) == ["item.city"]


@pytest.mark.parametrize(
    ("value", "said", "gaps"),
    [
        ({"@odata.type": "#contoso.mail.address", "city": 1, "b": 1}, None, ["address.b"]),
        ({"@odata.type": "#contoso.mail.nobody", "b": 1}, None, ["item.b"]),
        ({"subject": "x", "b": 1}, "message", ["message.b"]),
        ({"parent": {"subject": "x"}}, "message", ["entity.subject"]),
        ({"city": 1}, "address", ["item.city"]),
    ],
)
def test_a_gap_is_judged_by_the_type_that_the_example_names(
    value: Any, said: str | None, gaps: list[str]
) -> None:
    type_ = typed(said) if said else None
    for made, declared in ((value, typed("item")), ([value], typed("item", True))):
        assert list(CHECKER.check(made, declared, said=type_).gaps) == gaps


def test_values_that_no_enumeration_lists_are_told() -> None:
    value = {"importance": "HIGH", "days": "monday, sunday"}
    assert CHECKER.check(value, typed("item")).unlisted == [
        (("days",), "weekDays has no member 'sunday'")
    ]


def test_a_value_has_its_place() -> None:
    body = '{\n"a": {"b": 1},\n"c": [\n{"b": 2},\n{"b": "\\"b\\":"}], "d" : [1 ,"x"]}'
    spans = Spans(body)
    assert [spans.line(path) for path in [("a", "b"), ("c", 0, "b"), ("c", 1, "b")]] == [1, 3, 4]
    assert spans.line(()) == spans.line(("none",)) == 0
    shown_values = {path: body[start:end] for path, (start, end) in spans.at.items()}
    assert shown_values[("a",)] == '{"b": 1}'
    assert shown_values[("c", 1, "b")] == '"\\"b\\":"'
    assert shown_values[("d",)] == '[1 ,"x"]'
    assert shown_values[("d", 1)] == '"x"'


@given(JSON)
def test_every_value_is_found_where_it_stands(value: Any) -> None:
    text = json.dumps(value, indent=1)
    for path, (start, end) in Spans(text).at.items():
        found = value
        for step in path:
            found = found[step]
        assert json.loads(text[start:end]) == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"aGuid": "skuId-value-1"}', '{"aGuid": "00000000-0000-0000-0000-000000000001"}'),
        ('{"aBoolean" : "Boolean" }', '{"aBoolean" : true }'),
        ('{"manyDate": ["Date", "2020-01-01"]}', '{"manyDate": ["2014-01-01", "2020-01-01"]}'),
        ('{"aBinary": "MIID..."}', '{"aBinary": "AQID"}'),
        ('{"aBinary": "MIID<removed>>"}', '{"aBinary": "AQID"}'),
        ('{"aInt32": "other"}', None),
        ('{"aInt32": "Integer", "aBoolean": "false"}', None),
        ('{"addresses": "String"}', None),
    ],
)
def test_placeholders_are_filled_unless_other_problems_are_there(
    text: str, expected: str | None
) -> None:
    found = CHECKER.check(json.loads(text), typed("item")).problems
    assert (filled(text, found) if all(map(is_placeholder, found)) else None) == expected
