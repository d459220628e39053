"""Open enumerations and flags."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest

from tests.runtime.sample._runtime import enums
from tests.runtime.sample._runtime.enums import OpenEnum
from tests.runtime.sample.models import BodyType, WeekDays


def a_class(cls: Any) -> Any:
    """The class, unknown to type checkers."""
    return cls


def test_a_member_is_its_text() -> None:
    html: BodyType = BodyType.HTML
    assert str.__eq__(html, "html")
    assert f"{BodyType.HTML}" == str(BodyType.HTML) == "html"
    assert repr(BodyType.HTML) == "BodyType.HTML"
    assert BodyType("html") is BodyType.HTML
    assert BodyType.HTML.is_documented
    assert json.dumps(BodyType.HTML) == '"html"'
    assert list(BodyType) == [BodyType.TEXT, BodyType.HTML]


def test_an_undocumented_text_is_kept() -> None:
    value = BodyType("markdown")
    assert isinstance(value, BodyType)
    assert value == "markdown" == str(value) == value.value
    assert not value.is_documented
    assert repr(value) == "BodyType('markdown')"
    assert enums.encode(value) == "markdown"
    assert hash(value) == hash("markdown")
    assert value == BodyType("markdown") != BodyType("rst")
    assert "markdown" not in BodyType.__members__


def test_case_does_not_matter_and_is_written_back() -> None:
    value = BodyType("HTML")
    assert value == BodyType.HTML
    assert value.is_documented
    assert hash(value) == hash(BodyType.HTML)
    assert value.name == "HTML"
    assert enums.encode(value) == "HTML"


@pytest.mark.parametrize("value", [BodyType.TEXT, BodyType("new"), BodyType("TEXT")])
def test_copies(value: BodyType) -> None:
    for same in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert same == value
        assert enums.encode(same) == enums.encode(value)


def test_only_text_is_a_value() -> None:
    with pytest.raises(ValueError):
        a_class(BodyType)(1)
    with pytest.raises(ValueError):
        enums.decoder(BodyType)(1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("monday", (WeekDays.MONDAY,)),
        ("monday,tuesday", (WeekDays.MONDAY, WeekDays.TUESDAY)),
        ("monday, Tuesday", (WeekDays.MONDAY, WeekDays.TUESDAY)),
        ("monday,someday", (WeekDays.MONDAY, WeekDays("someday"))),
    ],
)
def test_flags(text: str, expected: tuple[WeekDays, ...]) -> None:
    got = enums.flags_decoder(WeekDays)(text)
    assert got == expected
    assert enums.encode_flags(got) == text
    for same in (copy.copy(got), copy.deepcopy(got), pickle.loads(pickle.dumps(got))):
        assert same == got
        assert enums.encode_flags(same) == text


def test_texts_do_not_pile_up() -> None:
    before = len(BodyType._value2member_map_)
    for number in range(100):
        BodyType(f"new{number}")
    assert len(BodyType._value2member_map_) == before


def test_members_named_like_methods_of_str() -> None:
    class Odd(OpenEnum):
        COUNT = "count"
        INDEX = "index"

    assert Odd.COUNT.value == "count"
    assert not Odd("indexx").is_documented
