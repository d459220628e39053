"""Expressions are laid out as black would, and mean what they were made of."""

from __future__ import annotations

import black
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.emit.expressions import (
    Atom,
    Bracket,
    Expr,
    Item,
    call,
    data,
    json_literal,
    laid_out,
    one_line,
    sequence,
    text,
)

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
NAMES = st.sampled_from(["User", "client.users.list", "list", "x", "ItemBody", "a" * 40])
LABELS = st.sampled_from(["name", "display_name", "select", "b" * 30])


def calls(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    """Calls, lists, dicts and tuples of one or more items."""
    labelled = st.tuples(inner, LABELS).map(lambda pair: Item(pair[0], f"{pair[1]}="))
    keyed = st.tuples(inner, LABELS).map(lambda pair: Item(pair[0], f'"{pair[1]}": '))
    return st.one_of(
        st.builds(
            lambda head, args, named: Bracket(head, (*map(Item, args), *named)),
            NAMES,
            st.lists(inner, max_size=3),
            st.lists(labelled, max_size=3, unique_by=lambda item: item.label),
        ),
        st.lists(inner, max_size=3).map(sequence),
        st.lists(inner, max_size=3).map(lambda items: sequence(items, "()")),
        st.lists(keyed, max_size=3).map(lambda items: Bracket("", tuple(items), "{}")),
    )


ATOMS = st.one_of(
    st.sampled_from(["1", "None", "True", '"text"', f'"{"long" * 8}"', "BodyType.HTML"]),
    st.text(alphabet="ab 'é\u4e2d", max_size=30).map(lambda value: text(value).text),
).map(Atom)
EXPRESSIONS = st.recursive(ATOMS, calls, max_leaves=12)


@pytest.mark.parametrize(
    ("value", "literal"),
    [
        ("plain", '"plain"'),
        ('say "hi"', "'say \"hi\"'"),
        ("it's", '"it\'s"'),
        ('"it\'s"', "'\"it\\'s\"'"),
        ("a\\b\n", '"a\\\\b\\n"'),
        ("no\u00a0break", '"no\\xa0break"'),
        ("\u202e", '"\\u202e"'),
    ],
)
def test_text_is_escaped_only_where_it_must_be(value: str, literal: str) -> None:
    assert text(value).text == literal


@given(st.binary() | st.lists(st.sampled_from([b"'", b'"', b"\\", b"a"])).map(b"".join))
def test_content_means_itself_and_is_in_blacks_form(value: bytes) -> None:
    literal = data(value).text
    assert eval(literal) == value
    assert black.format_str(f"x = {literal}", mode=black.Mode()) == f"x = {literal}\n"


@given(JSON)
def test_a_json_literal_means_its_value(value: object) -> None:
    source = "\n".join(laid_out(json_literal(value), 4)).strip()
    assert eval(source) == value


def test_calls_are_broken_at_their_last_bracket() -> None:
    user = call("User", given_name=text("x" * 40))
    lines = list(laid_out(call("client.users.update", text("me"), user), 8))
    assert lines == [
        "        client.users.update(",
        f'            "me", User(given_name="{"x" * 40}")',
        "        )",
    ]


@given(EXPRESSIONS.filter(lambda expr: not isinstance(expr, Atom)))
@settings(max_examples=60, deadline=None)
def test_the_layout_is_black_s(expr: Expr) -> None:
    head = call("client.users.update", text("me"), expr)
    source = "if x:\n    if y:\n" + "\n".join(laid_out(head, 8)) + "\n"
    assert black.format_str(source, mode=black.Mode()) == source
    assert eval(one_line(json_literal([1]))) == [1]
