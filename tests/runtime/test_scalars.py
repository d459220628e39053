"""Primitive types: a table of JSON values, the Python values they become, and the way back."""

from __future__ import annotations

import copy
import math
import pickle
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.runtime.sample._runtime import scalars
from tests.runtime.sample._runtime.scalars import SCALARS, Duration, decode, encode

GUID = "56b9b212-b0ce-438d-8979-0c3352de5afe"
AT = datetime(2020, 9, 25, 3, 1, 20, tzinfo=UTC)

GOOD: list[tuple[str, Any, Any]] = [
    ("Edm.String", "", ""),
    ("Edm.Boolean", False, False),
    ("Edm.Byte", 255, 255),
    ("Edm.Int16", -1, -1),
    ("Edm.Int32", 7, 7),
    ("Edm.Int64", 2**70, 2**70),
    ("Edm.Double", 1, 1),
    ("Edm.Double", 1.5, 1.5),
    ("Edm.Double", "INF", math.inf),
    ("Edm.Single", "-INF", -math.inf),
    ("Edm.Decimal", 3, Decimal(3)),
    ("Edm.Decimal", 0.1, Decimal("0.1")),
    ("Edm.Decimal", "12345678901234567890.12", Decimal("12345678901234567890.12")),
    ("Edm.Guid", GUID, UUID(GUID)),
    ("Edm.Guid", GUID.upper(), UUID(GUID)),
    ("Edm.Date", "2020-02-29", date(2020, 2, 29)),
    ("Edm.TimeOfDay", "08:00:00.0000000", time(8)),
    ("Edm.TimeOfDay", "08:00", time(8)),
    ("Edm.DateTimeOffset", "2020-09-25T03:01:20Z", AT),
    ("Edm.DateTimeOffset", "2020-09-25T03:01:20.0000000Z", AT),
    ("Edm.DateTimeOffset", "2020-09-25T03:01:20.5487806Z", AT.replace(microsecond=548780)),
    ("Edm.DateTimeOffset", "2020-09-25T03:01Z", AT.replace(second=0)),
    ("Edm.DateTimeOffset", "2020-09-25T05:01:20+02:00", AT),
    ("Edm.DateTimeOffset", "2020-09-25 03:01:20Z", AT),
    ("Edm.Duration", "P1DT2H", "P1DT2H"),
    ("Edm.Duration", "-PT0.5S", "-PT0.5S"),
    ("Edm.Binary", "", b""),
    ("Edm.Binary", "aGk=", b"hi"),
    ("Edm.Binary", "aGk", b"hi"),
    ("Edm.Binary", "-_8=", b"\xfb\xff"),
    ("Edm.Untyped", {"a": [1]}, {"a": [1]}),
]

BAD: list[tuple[str, Any]] = [
    ("Edm.String", 1),
    ("Edm.Boolean", 1),
    ("Edm.Boolean", "true"),
    ("Edm.Int32", True),
    ("Edm.Int32", 1.0),
    ("Edm.Int64", "1"),
    ("Edm.Double", "1.5"),
    ("Edm.Double", True),
    ("Edm.Decimal", "x"),
    ("Edm.Decimal", []),
    ("Edm.Guid", ""),
    ("Edm.Guid", "0x" + GUID[2:]),
    ("Edm.Guid", GUID.replace("-", "_")),
    ("Edm.Guid", GUID[:-1] + " "),
    ("Edm.Guid", "{" + GUID + "}"),
    ("Edm.Guid", 7),
    ("Edm.Date", "20200229"),
    ("Edm.Date", "2021-02-29"),
    ("Edm.Date", "2020-W01-1"),
    ("Edm.TimeOfDay", "T08:00"),
    ("Edm.TimeOfDay", "08:00:00Z"),
    ("Edm.TimeOfDay", "25:00"),
    ("Edm.DateTimeOffset", "2020-09-25"),
    ("Edm.DateTimeOffset", "2020-09-25T03:01:20"),
    ("Edm.DateTimeOffset", "0000-00-00T00:00:00Z"),
    ("Edm.DateTimeOffset", 0),
    ("Edm.Duration", "P"),
    ("Edm.Duration", "PT"),
    ("Edm.Duration", "1 hour"),
    ("Edm.Binary", "a"),
    ("Edm.Binary", "a b="),
]


@pytest.mark.parametrize(("name", "value", "expected"), GOOD)
def test_decode_and_back(name: str, value: Any, expected: Any) -> None:
    got = decode(value, name)
    assert got == expected
    assert type(got) is type(expected) or isinstance(got, type(expected))
    assert encode(got) == value
    for same in (copy.copy(got), copy.deepcopy(got), pickle.loads(pickle.dumps(got))):
        assert same == got
        assert encode(same) == value


@pytest.mark.parametrize(("name", "value"), BAD)
def test_other_json_is_refused(name: str, value: Any) -> None:
    with pytest.raises(ValueError):
        decode(value, name)


@pytest.mark.parametrize("name", SCALARS)
def test_null_is_none(name: str) -> None:
    assert decode(None, name) is None


def test_every_primitive_of_the_model_has_a_row() -> None:
    from generator.model import PRIMITIVES

    assert set(SCALARS) == PRIMITIVES


def test_nan() -> None:
    assert math.isnan(decode("NaN", "Edm.Double"))
    assert encode(math.nan) == "NaN"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (AT, "2020-09-25T03:01:20Z"),
        (AT.replace(microsecond=5), "2020-09-25T03:01:20.000005Z"),
        (AT.replace(tzinfo=timezone(timedelta(0))), "2020-09-25T03:01:20Z"),
        (AT.astimezone(timezone(timedelta(hours=-5))), "2020-09-24T22:01:20-05:00"),
        (datetime(1, 2, 3, tzinfo=UTC), "0001-02-03T00:00:00Z"),
        (date(2020, 1, 2), "2020-01-02"),
        (time(8, 30), "08:30:00"),
        (timedelta(days=1, hours=2), "P1DT2H"),
        (Decimal("1.50"), 1.5),
        (Decimal("3"), 3),
        (Decimal("0.1234567890123456789"), "0.1234567890123456789"),
        (Decimal("Infinity"), "INF"),
        (UUID(GUID), GUID),
        (bytearray(b"hi"), "aGk="),
        ("text", "text"),
    ],
)
def test_encode_values_that_people_make(value: Any, expected: Any) -> None:
    got = encode(value)
    assert got == expected
    assert type(got) is type(expected) or isinstance(value, timedelta)


def test_a_timestamp_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        encode(datetime(2020, 1, 1))


def test_a_changed_timestamp_is_written_anew() -> None:
    read = decode("2020-09-25T03:01:20.5487806Z", "Edm.DateTimeOffset")
    assert encode(read + timedelta(hours=1)) == "2020-09-25T04:01:20.548780Z"
    assert encode(read.replace(microsecond=0)) == "2020-09-25T03:01:20Z"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PT0S", timedelta()),
        ("P1DT2H3M4.5S", timedelta(days=1, hours=2, minutes=3, seconds=4.5)),
        ("-P2W", timedelta(weeks=-2)),
    ],
)
def test_duration_amounts_to(text: str, expected: timedelta) -> None:
    assert Duration(text).timedelta() == expected


@pytest.mark.parametrize("text", ["P1Y", "P2M", "", "P", "soon", "P99999999999D"])
def test_duration_without_a_fixed_length(text: str) -> None:
    with pytest.raises(ValueError):
        Duration(text).timedelta()


@given(st.timedeltas(min_value=timedelta(days=-(10**6)), max_value=timedelta(days=10**6)))
@example(timedelta(microseconds=-1))
def test_duration_of_a_timedelta(value: timedelta) -> None:
    text = Duration.of(value)
    assert abs(text.timedelta() - value) <= timedelta(microseconds=1)
    assert decode(str(text), "Edm.Duration") == text


@given(st.text(max_size=40) | st.integers() | st.floats(allow_nan=False) | st.booleans())
def test_whatever_is_decoded_is_encoded_the_same(value: Any) -> None:
    for name in SCALARS:
        try:
            got = decode(value, name)
        except ValueError:
            continue
        if value not in (math.inf, -math.inf):
            assert encode(got) == value, name


OFFSETS = st.integers(-720, 720).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(timezones=st.just(UTC) | OFFSETS))
def test_timestamps_survive(value: datetime) -> None:
    assert decode(scalars.encode(value), "Edm.DateTimeOffset") == value
