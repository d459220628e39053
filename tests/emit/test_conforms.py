"""Documented JSON is compared with documented types as strict decoding does it."""

from __future__ import annotations

from typing import Any

import pytest

from generator.emit.conforms import Checker, line_of, shown
from generator.emit.conforms_types import Types
from tests.emit.example_api import API, typed

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
    assert found == {"item.b", "item.content", "address.c", "address.d"}


def test_a_stated_type_that_is_no_subtype_is_not_used() -> None:
    value = {"@odata.type": "#contoso.mail.address", "city": 1}
    assert CHECKER.check(value, typed("item")).undocumented == {"item.city"}


def test_a_problem_has_its_line() -> None:
    body = '{\n"a": {"b": 1},\n"c": [\n{"b": 2},\n{"b": "\\"b\\":"}]}'
    value = {"a": {"b": 1}, "c": [{"b": 2}, {"b": '"b":'}]}
    assert [line_of(body, value, path) for path in [("a", "b"), ("c", 0, "b"), ("c", 1, "b")]] == [
        1,
        3,
        4,
    ]
    assert line_of(body, value, ()) == 0
