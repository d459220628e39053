"""Classes of data."""

from __future__ import annotations

import pickle
from functools import cached_property

import pytest

from generator.packing import Unpacker, pack
from generator.records import Record, field, replace


class Point(Record):
    x: int
    y: int = 0
    names: dict[str, int] = field(default_factory=dict)


class Named(Point, kw_only=True):
    name: str


class Known(Record, dict=True):
    x: int

    @cached_property
    def double(self) -> int:
        return 2 * self.x


def test_records_are_compared_by_value_and_class() -> None:
    assert Point(1) == Point(1, 0, {})
    assert Point(1) != Point(2)
    assert Point(1) != Named(1, name="")
    assert hash(Known(1)) == hash(Known(1))
    assert str(Named(1, name="a")) == "Named(x=1, y=0, names={}, name='a')"


def test_what_is_computed_does_not_count() -> None:
    known = Known(2)
    assert known.double == 4
    assert known == Known(2)
    assert replace(known, x=3).double == 6


def test_records_stay_as_they_are() -> None:
    point = Point(1)
    with pytest.raises(AttributeError):
        point.x = 2  # type: ignore[misc]
    assert replace(point, x=2) == Point(2)
    assert point == Point(1)
    assert Point(1).names is not Point(1).names


def test_records_are_packed_as_rows_and_read_by_type() -> None:
    data = pack((Point(1, 2, {"a": 3}), Named(1, name="a")))

    assert data == pack(((1, 2, {"a": 3}), (1, 0, {}, "a")))
    assert Unpacker(tuple[Point, Named])(data) == (Point(1, 2, {"a": 3}), Named(1, name="a"))
    assert Unpacker(Point)(pack(("1",))) is None


def test_records_go_to_other_processes() -> None:
    named = Named(1, name="a")
    assert pickle.loads(pickle.dumps(named)) == named
