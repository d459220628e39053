"""Strict JSON is read as such; anything else with named repairs, or not at all."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.json_text import MAX_DEPTH, parse_json

REPAIRS: list[tuple[str, Any, tuple[str, ...]]] = [
    ('{"a": 1}', {"a": 1}, ()),
    ('{"a": 1,}', {"a": 1}, ("trailing-comma",)),
    ("[1, 2,]", [1, 2], ("trailing-comma",)),
    ("[1,, 2]", [1, 2], ("extra-comma",)),
    ('{"a": "x" "b": "y"}', {"a": "x", "b": "y"}, ("missing-comma",)),
    ('{"a": {} "b": []}', {"a": {}, "b": []}, ("missing-comma",)),
    ("{a: 1, @odata.type: 2}", {"a": 1, "@odata.type": 2}, ("unquoted-key",)),
    ("{'a': 'it\\'s \"b\"'}", {"a": 'it\'s "b"'}, ("single-quotes",)),
    ("{“a”: “b”}", {"a": "b"}, ("smart-quotes",)),
    ('{"a": "b”,\n"c": “d”}', {"a": "b", "c": "d"}, ("smart-quotes",)),
    ('{"a":\u00a01}\u200b', {"a": 1}, ("odd-space",)),
    ('\ufeff{"a": 1}', {"a": 1}, ("odd-space",)),
    ('{"a": 1 // one\n, /* two */ "b": 2}', {"a": 1, "b": 2}, ("comment",)),
    ("[1, ...]", [1], ("ellipsis",)),
    ("[1,\n...\n, 2]", [1, 2], ("ellipsis",)),
    ("[{}\n...\n{}]", [{}, {}], ("ellipsis",)),
    ("{...}", {}, ("ellipsis",)),
    ('{"a": "x\ny"}', {"a": "x\ny"}, ("control-character",)),
    (r'["a\q"]', ["a\\q"], ("escape",)),
    (r'["\ud800"]', ["\ufffd"], ("surrogate",)),
    (r'["\ud83d\ude00"]', ["\U0001f600"], ()),
    ('{"a": 0000000}', {"a": 0}, ("number",)),
    ("[.5, 1., +2]", [0.5, 1, 2], ("number",)),
    ('{"a": 2018-04-01T12:39:16Z}', {"a": "2018-04-01T12:39:16Z"}, ("unquoted-value",)),
    ("[True, None]", [True, None], ("literal",)),
    ('{"a": 1, "a": 2}', {"a": 2}, ("duplicate-key",)),
    ('{"a": [1, 2', {"a": [1, 2]}, ("unbalanced",)),
    ('{"a": [1, 2}', {"a": [1, 2]}, ("unbalanced",)),
    ('{"a": 1]}', {"a": 1}, ("unbalanced",)),
    ('{"a": 1} {"b": 2}', {"a": 1}, ("text-after",)),
    ('{"a": "// no, [comment,] “here”"}', {"a": "// no, [comment,] “here”"}, ()),
]


@pytest.mark.parametrize(("text", "value", "repairs"), REPAIRS)
def test_repairs(text: str, value: Any, repairs: tuple[str, ...]) -> None:
    found = parse_json(text)
    assert (found.error, found.value, found.repairs) == (None, value, repairs)
    assert json.loads(found.text) == value


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 0),
        ("[Zip file containing app]", 0),
        ("{Raw bytes of the file}", 0),
        ('{\n"a": }', 1),
        ('{\n"a"\n}', 1),
        ('{"a": NaN}', 0),
        ('{"a": 1e999}', 0),
        ('{\n\n"a": "b}', 2),
        ('{"a": {id}}', 0),
        ('"a": 1', 0),
        ("5 5", 0),
        ("plain text", 0),
    ],
)
def test_errors(text: str, line: int) -> None:
    found = parse_json(text)
    assert found.error
    assert (found.value, found.error_line, found.text) == (None, line, text)


def test_text_after_is_kept() -> None:
    found = parse_json('{"a": 1}\n\nHTTP/1.1 200 OK')
    assert (found.after, found.error_line) == ("HTTP/1.1 200 OK", 2)


def test_depth_is_limited() -> None:
    assert parse_json("[" * MAX_DEPTH + "]" * MAX_DEPTH).error is None
    assert parse_json("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)).error
    assert parse_json('{"a":' * 100_000).error


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=12,
)


@given(JSON, st.sampled_from([None, 2]))
def test_strict_json_needs_no_repair(value: Any, indent: int | None) -> None:
    try:
        text = json.dumps(value, indent=indent, allow_nan=False, ensure_ascii=False)
        text.encode()
    except (ValueError, UnicodeEncodeError):
        return
    found = parse_json(text)
    assert (found.value, found.repairs, found.text) == (value, (), text)


PIECES = st.sampled_from(
    (
        *("{", "}", "[", "]", ":", ",", '"', '"a"', '"b', '"f":', '"g": 1,', "'c'", "“d”", '"h”'),
        *("e", "@odata.type", "true", "NaN", "12", "007", "2020-01-02T", "...", "…", "\\"),
        *("// x\n", "/* y */", "\u00a0", " ", "\n"),
    )
)


@given(st.lists(PIECES, max_size=30).map("".join) | st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    found = parse_json(text)
    if found.error is None:
        assert json.loads(found.text) == found.value
        assert bool(found.repairs) == (found.text != text) or found.repairs == ("duplicate-key",)
        again = parse_json(found.text)
        assert again.value == found.value
        assert set(again.repairs) <= {"duplicate-key"}
    else:
        assert 0 <= found.error_line <= text.count("\n")


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        ("", '"'),
        ("", "{"),
        ("", '{"a":1,'),
        ("", "[1,]"),
        ("", "\\"),
        ("", "/*"),
        ("", "…"),
        ("", "a."),
        ("[", "'a "),
        ('["', "\\q"),
        ("[", "1 "),
        ("[", "9"),
        ("[", "]"),
        ("[", "1."),
        ("[", '"”'),
        ("[", "2020-01-02"),
    ],
)
def test_time_is_linear(start: str, piece: str) -> None:
    text = start + piece * 20_000
    begin = time.process_time()
    parse_json(text)
    assert time.process_time() - begin < 2
