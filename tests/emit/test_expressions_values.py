"""The expression for documented JSON gives that JSON when its value is encoded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.emit.conforms import Checker
from generator.emit.expressions import one_line
from generator.emit.expressions_values import Imports, ValueWriter
from templates.runtime import codec, registry
from templates.runtime.documented import same_json
from tests.emit import example_models
from tests.emit.example_api import NAMESPACE, SCALARS, typed

TEXTS: dict[str, st.SearchStrategy[Any]] = {
    "String": st.text(alphabet=st.characters(codec="utf-8")),
    "Boolean": st.booleans(),
    "Single": st.floats(allow_nan=False, allow_infinity=False) | st.just("INF"),
    "Double": st.floats(allow_nan=False, allow_infinity=False) | st.just("-INF"),
    "Decimal": st.integers() | st.sampled_from(["1.50", "7", 0.1, 1e300, "INF"]),
    "Guid": st.uuids().map(str) | st.uuids().map(lambda it: str(it).upper()),
    "Date": st.dates().map(str),
    "TimeOfDay": st.sampled_from(["10:00:00", "10:00:00.0000000", "10:00", "23:59:59.123"]),
    "DateTimeOffset": st.sampled_from(
        [
            "2020-01-01T00:00:00Z",
            "2020-01-01T00:00:00.1234567Z",
            "2020-01-01T00:00:00.1200000-08:00",
            "2020-01-01T00:00:00+00:00",
            "2020-01-01T00:00:00-08:00",
            "2020-01-01T00:00Z",
        ]
    ),
    "Duration": st.sampled_from(["PT1H", "P1DT2H30M", "-P1Y", "PT0.5S"]),
    "Binary": st.sampled_from(["", "aGk=", "aGk", "-_-_", "+/+/"]),
    "Untyped": st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(alphabet=st.characters(codec="utf-8")),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner),
        max_leaves=5,
    ),
}
INTEGERS = st.integers(-(2**31), 2**31 - 1)
EXTRA = st.dictionaries(st.sampled_from(["x", "a@odata.type", "from"]), TEXTS["Untyped"])


def objects(fields: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    documented = st.fixed_dictionaries({}, optional=fields)
    return st.builds(lambda known, extra: {**extra, **known}, documented, EXTRA)


ADDRESSES = objects({"city": TEXTS["String"] | st.none(), "zip": INTEGERS})
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    **{f"a{name}": TEXTS.get(name, INTEGERS) | st.none() for name in SCALARS},
    **{
        f"many{name}": st.lists(TEXTS.get(name, INTEGERS) | st.none(), max_size=3)
        for name in SCALARS
    },
    "id": TEXTS["String"] | st.none(),
    "address": ADDRESSES | st.none(),
    "addresses": st.lists(ADDRESSES, max_size=2),
    "importance": st.sampled_from(["low", "high", "HIGH", "other", "it's"]) | st.none(),
    "days": st.sampled_from(["monday", "monday,tuesday", "monday, friday", "sunday", ""]),
}
STATED = st.sampled_from(
    [f"#{NAMESPACE}.item", f"{NAMESPACE}.message", f"#{NAMESPACE}.message", "#unknown", ""]
)
PARENTS = objects({**FIELDS, "@odata.type": STATED})
ITEMS = objects({**FIELDS, "parent": PARENTS, "@odata.type": STATED})


@pytest.fixture(autouse=True, scope="module")
def package() -> Iterator[None]:
    before = registry.current
    example_models.use()
    yield
    registry.use(before)


def written(value: Any, declared: str) -> str:
    writer = ValueWriter(example_models.TYPES, example_models.NAMES, Imports())
    return one_line(writer.value(value, typed(declared)))


@given(ITEMS)
@settings(max_examples=300, deadline=None)
def test_the_expression_means_the_json(value: dict[str, Any]) -> None:
    assert Checker(example_models.TYPES).check(value, typed("item")).problems == []
    made = eval(written(value, "item"), example_models.namespace())
    assert same_json(codec.encode(made, f"{NAMESPACE}.item"), value)


@pytest.mark.parametrize(
    ("value", "expression"),
    [
        ({"id": "1", "aInt32": -1}, 'Item(id="1", a_int32=-1)'),
        ({"importance": "high"}, "Item(importance=Importance.HIGH)"),
        ({"importance": "HIGH"}, 'Item(importance=Importance("HIGH"))'),
        ({"days": "monday,sunday"}, 'Item(days=(WeekDays.MONDAY, WeekDays("sunday")))'),
        ({"address": {"city": None}}, "Item(address=Address(city=None))"),
        (
            {"aDateTimeOffset": "2020-01-01T00:00:00Z"},
            'Item(a_date_time_offset=datetime.fromisoformat("2020-01-01T00:00:00Z"))',
        ),
        ({"x": [1]}, 'Item(extra={"x": [1]})'),
        ({"@odata.type": f"#{NAMESPACE}.message", "subject": "a"}, 'Message(subject="a")'),
        (
            {"@odata.type": f"#{NAMESPACE}.item"},
            f'Item(extra={{"@odata.type": "#{NAMESPACE}.item"}})',
        ),
    ],
)
def test_it_is_what_one_would_write(value: dict[str, Any], expression: str) -> None:
    assert written(value, "item") == expression


def test_it_knows_what_it_needs() -> None:
    imports = Imports()
    writer = ValueWriter(example_models.TYPES, example_models.NAMES, imports)
    writer.value({"aDate": "2020-01-01", "address": {}, "aGuid": "x"}, typed("item"))
    assert imports.names == {
        (".models", "Item"),
        (".models", "Address"),
        ("datetime", "date"),
        ("._runtime.codec", "decode"),
    }
