"""Plain text of inline Markdown."""

from __future__ import annotations

import sys

import pytest

from generator.read.inline import Inline, reduce_inline


def test_every_kind_of_white_space_is_one_blank() -> None:
    blanks = [chr(code) for code in range(sys.maxunicode) if chr(code).isspace()]
    assert {reduce_inline(f"a{blank}b", {}).text for blank in blanks} == {"a b"}


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  plain ", "plain"),
        ("two  blanks", "two blanks"),
        ("zero\u200bwidth \ufeffand\u2060 joiners", "zerowidth and joiners"),
        ("a\n b\n\nc", "a b c"),
        ("&lt;b&gt;&nbsp;`x  y`", "<b> x y"),
        ("snake_case and _emphasis_, 2 * 3", "snake_case and emphasis, 2 3"),
        (r"a\_b \a ! [ ] < >", r"a_b \a ! [ ] < >"),
    ],
)
def test_text(raw: str, text: str) -> None:
    assert reduce_inline(raw, {}) == Inline(text)


def test_links() -> None:
    found = reduce_inline("![i](i.png) [a **b**](c.md) [r] [x][r] [no]", {"r": "r.md"})
    assert found == Inline("i a b r x [no]", (("a b", "c.md"), ("r", "r.md"), ("x", "r.md")))
