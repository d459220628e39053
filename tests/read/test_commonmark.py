"""The shortcuts for what pages mostly consist of find what markdown-it-py finds without them."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it.rules_block import StateBlock

from generator.read import commonmark
from generator.read.commonmark import Piece, pieces

_PLAIN = commonmark._parser()
_PLAIN.block.ruler.disable("first")

_BEGINNINGS = st.sampled_from(
    (
        *("", "", "", " ", "   ", "    ", "\t", " \t", "> ", ">", "> > ", "- ", "-\t", "* ", "+ "),
        *("1. ", "10) ", "  - ", "  1. ", "> - "),
    )
)
_TEXTS = st.sampled_from(
    (
        *("", "", "", "text", "Text `a` ", "é", "**bold**", "* * *", "_a_", "1.", "2", "=", "-"),
        *("# one", "## two ##", "#", "##  ", "#no", "####### x", "# a#", "# #", "#\ta\t#"),
        *("```", "```json", "``` a`b", "````", "~~~", "~~~~ x", "``", "`a`", "---", "===", "***"),
        *("<!-- note", "<!-->", "-->", "<!-- a --> b", "<!--", "<!DOCTYPE a>", "<?a", "<![CDATA["),
        *("<div>", "</div>", "<br>", "<a b>", "<table>", "</table>", "<tr><td>a", "<script>", "<"),
        *("| a | b |", "|---|---|", "a | b", "--|--", ":-:", "| a", "|", '"title"', "b]: c"),
        *("[a]: b", "[a]:", "[a", "[a][b]", "[a\\]: b]: c", "[!INCLUDE [a](b)]"),
        *("\u00a0", "\x0c", "\x1c", "\x85", "\u2028", "\ufeff"),
    )
)
_LINES = st.builds("{}{}{}".format, _BEGINNINGS, _TEXTS, st.sampled_from(("", "", " ", "\t", "x")))
_PAGES = st.builds(
    str.join, st.sampled_from(("\n", "\n", "\n\n", "\r\n")), st.lists(_LINES, max_size=12)
)


def _found(text: str) -> tuple[list[Piece], dict[str, str]]:
    references: dict[str, str] = {}
    found = [dataclasses.replace(p, text=p.text.strip()) for p in pieces(text, references)]
    return found, references


def _found_without_shortcuts(text: str) -> tuple[list[Piece], dict[str, str]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(commonmark, "_PARSER", _PLAIN)
        return _found(text)


@given(st.one_of(_PAGES, st.text(alphabet="#`~<!->[]:|=*\\a \t\n\r\0", max_size=60)))
@settings(max_examples=400)
@example("```\ncode\n  ```` \nrest")
@example("   ```\n  a\n\t```\n    ```\n```")
@example("<!-->\n\ntext -->\n")
@example("[a\nb]: c\nd\n[e]: f")
@example("- ```\n  a\n ```\n\n> <!-- a\n> b\nc")
@example("a | b\n--|--\n- c\n\nd\n10) e | f")
def test_shortcuts_change_nothing(text: str) -> None:
    assert _found(text) == _found_without_shortcuts(text)


@given(st.one_of(_PAGES, st.text(alphabet="a \t\n\r\x0b\x1c\u00a0\u2028", max_size=40)))
@example("a\n ")
@example("")
@example(" \t a\n\t\n")
def test_lines_are_where_the_library_finds_them(text: str) -> None:
    state = commonmark._State(text, _PLAIN)
    theirs = StateBlock(text, _PLAIN, {}, [])
    assert {name: getattr(state, name) for name in vars(theirs)} == vars(theirs)


def test_a_row_ends_a_table_whatever_stands_above() -> None:
    table = "a | b\n--|--\nc | d\n10) e | f\n"
    above = "some\ntext\n\n"
    kinds = [piece.kind for piece in pieces(table, {})]
    assert [piece.kind for piece in pieces(above + table, {})] == ["paragraph", *kinds]
    assert kinds == ["table", "paragraph"]


def test_pieces_know_what_they_stand_in() -> None:
    found = list(pieces("a\n\n> b\n\n- c\n\n  > d\n\ne", {}))
    assert [(p.text, p.first, p.end, p.quoted, p.item) for p in found] == [
        ("a", 0, 1, False, False),
        ("b", 2, 3, True, False),
        ("c", 4, 5, False, True),
        ("d", 6, 7, True, True),
        ("e", 8, 9, False, False),
    ]


def test_references_keep_their_first_target() -> None:
    references = {"b": "known"}
    assert not list(pieces("[A]: one\n[a]: two\n[B]: three", references))
    assert references == {"a": "one", "b": "known"}
