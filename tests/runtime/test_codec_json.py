"""JSON text, with orjson and without it."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.runtime.sample._runtime import jsontext
from tests.runtime.sample._runtime.errors import DecodeError
from tests.runtime.sample.models import BodyType, User

_ORJSON = jsontext._library(jsontext._LARGE)
LIBRARIES = [None] if _ORJSON is None else [None, _ORJSON]


@pytest.fixture(params=LIBRARIES, ids=lambda it: it.__name__ if it else "json")
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(jsontext, "_fast", request.param)
    return request.param


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        [1, 2**53 + 1, 2**63, 2**64, 2**100, -(2**63) - 1, -(2**100)],
        {"skiptoken": "1" * 50, "n": [12345678901234567890123]},
        [1.5, -0.0, 1e300],
        {"é": "\u2028\U0001f600"},
        {"lone": "\ud800"},
        ["1" * 19] * 200,
    ],
)
def test_nothing_is_lost(value: Any, library: Any) -> None:
    written = jsontext.dumps(value)
    assert jsontext.loads(written) == value
    assert jsontext.loads(written.decode()) == value
    for pretty in (json.dumps(value), json.dumps(value, indent=2)):
        got = jsontext.loads(pretty)
        assert got == value
        assert json.dumps(got) == json.dumps(value)


def test_not_a_number_does_not_become_null(library: Any) -> None:
    written = jsontext.dumps({"a": math.nan, "b": None})
    assert math.isnan(jsontext.loads(written)["a"])
    assert math.isinf(jsontext.loads(b"[Infinity]")[0])


def test_byte_order_mark(library: Any) -> None:
    assert jsontext.loads(b"\xef\xbb\xbf{}") == {}


@pytest.mark.parametrize("data", [b"", b"{", b"<html>", b"{'a': 1}", b"\xff", "{]", "9" * 10_000])
def test_not_json(data: Any, library: Any) -> None:
    with pytest.raises(DecodeError):
        jsontext.loads(data)


def test_depth(library: Any) -> None:
    with pytest.raises(DecodeError, match="too deeply"):
        jsontext.loads(b"[" * 200_000)
    value: Any = []
    for _ in range(900):
        value = [value]
    circle: list[Any] = []
    circle.append(circle)
    with pytest.raises(ValueError):
        jsontext.dumps(circle)


def test_values_of_models(library: Any) -> None:
    value = [User(id="1"), BodyType.HTML, datetime(2020, 1, 1, tzinfo=UTC), b"hi"]
    assert jsontext.loads(jsontext.dumps(value)) == [
        {"@odata.type": "#contoso.user", "id": "1"},
        "html",
        "2020-01-01T00:00:00Z",
        "aGk=",
    ]
    with pytest.raises(TypeError):
        jsontext.dumps(object())


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda c: st.lists(c) | st.dictionaries(st.text(), c),
        max_leaves=10,
    )
)
def test_any_json(value: Any) -> None:
    assert jsontext.loads(jsontext.dumps(value)) == value


def test_the_fast_library_waits_for_a_large_text() -> None:
    code = (
        "import sys\n"
        "from tests.runtime.sample._runtime import jsontext\n"
        "assert jsontext.loads(b'[1]') == [1] and jsontext.dumps([1]) == b'[1]'\n"
        "assert 'orjson' not in sys.modules\n"
        "assert len(jsontext.loads(b'[' + b'1,' * 50_000 + b'1]')) == 50_001\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
