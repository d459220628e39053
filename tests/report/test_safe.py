"""Text from pages cannot forge or hide lines on a terminal."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.report.progress import Bar, progress_for
from generator.report.safe import safe


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, é, 漢字, 🙂", "plain, é, 漢字, 🙂"),
        ("a\nerror: forged", r"a\nerror: forged"),
        ("\x1b[2J\x1b]0;title\x07", r"\x1b[2J\x1b]0;title\x07"),
        ("\x9b31m", r"\x9b31m"),
        ("user\u202etxt.exe", r"user\u202etxt.exe"),
        ("zero\u200bwidth\ufeff", r"zero\u200bwidth\ufeff"),
        ("\u2028\u2029\x85", r"\u2028\u2029\x85"),
        ("\ud800", r"\ud800"),
    ],
)
def test_what_does_not_print_is_escaped(text: str, shown: str) -> None:
    assert safe(text) == shown


@given(st.text())
def test_the_result_is_always_one_printable_line(text: str) -> None:
    assert safe(text).isprintable()


def test_a_bar_is_for_terminals_only() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert progress_for(io.StringIO(), quiet=False) is None
    assert progress_for(None, quiet=False) is None
    assert progress_for(Terminal(), quiet=True) is None
    assert isinstance(progress_for(Terminal(), quiet=False), Bar)


def test_a_bar_leaves_no_trace() -> None:
    stream = io.StringIO()
    bar = Bar(stream)
    bar("reading", 1, 4)
    bar("reading", 4, 4)
    drawn = stream.getvalue()
    bar.close()

    assert "######------" in drawn.replace("#" * 12, "######------") and "4/4" in drawn
    assert stream.getvalue()[len(drawn) :].strip() == ""
