"""The layout of statements and docstrings is black's own."""

from __future__ import annotations

import ast

import black
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.emit import layout
from generator.emit.expressions import call, sequence, text

MODE = black.Mode()
NAMES = st.integers(1, 60).map(lambda n: "n" * n)
CLASSES = st.integers(1, 60).map(lambda n: "C" * n)
TEXT = st.text() | st.text(alphabet="\"'\\ \n\tab\x00\u202e\ud800 ", max_size=60)
PROSE = st.lists(st.text(alphabet="ab\"\\'.", max_size=12), max_size=60).map(" ".join)


def stable(source: str) -> None:
    """Black has nothing to change."""
    assert black.format_str(source, mode=MODE) == source
    compile(source, "<test>", "exec")


@settings(max_examples=150, deadline=None)
@given(TEXT | PROSE, st.sampled_from([0, 4, 8]))
def test_docstring_is_text_and_blacks(value: str, indent: int) -> None:
    shown = layout.docstring(value, indent)
    if not shown:
        return
    heads = {0: "", 4: "class A:\n    ", 8: "class A:\n    def f(self):\n        "}
    source = heads[indent] + shown + "\n"
    tree = ast.parse(source)
    stable(source)
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    assert len(constants) == 1


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("", ""),
        ("  \n ", ""),
        ("The name.", '"""The name."""'),
        ('Say "no"', '"""Say "no" """'),
        ("a\\b", '"""a\\\\b"""'),
        ("nul \x00 bidi \u202e", '"""nul \\x00 bidi \\u202e"""'),
        ("no\u00a0break\u200b\ttab", '"""no break tab"""'),
        ('x """ y', '"""x \\"\\"\\" y"""'),
        ("one\n\n\n\ntwo", '"""one\n\n    two\n    """'),
        ("\ud800", '"""\\ud800"""'),
    ],
)
def test_docstring_filter(value: str, shown: str) -> None:
    assert layout.docstring(value, 4) == shown


def test_docstring_wraps_with_hanging_bullets() -> None:
    shown = layout.docstring("Head.\n- " + "word " * 40, 4)
    assert max(map(len, shown.split("\n"))) <= 84 + 4
    assert "\n      word" in shown


@settings(max_examples=100, deadline=None)
@given(NAMES, CLASSES, st.sampled_from(["{} | None", "list[{}] | None", "{}"]), TEXT)
def test_assignment(name: str, cls: str, shape: str, wire: str) -> None:
    value = call("prop", text(wire))
    shown = layout.assignment(name, shape.format(cls), value, 4)
    if "|" in shape or len(cls) + len(name) < 70:
        stable(f"class A:\n{shown}\n")


@settings(max_examples=60, deadline=None)
@given(NAMES.map(str.upper), TEXT)
def test_member(name: str, value: str) -> None:
    stable(f"class A:\n{layout.member(name, value, 4)}\n")


@settings(max_examples=100, deadline=None)
@given(NAMES.map(str.upper), CLASSES, st.lists(TEXT, min_size=1))
def test_constant(name: str, cls: str, args: list[str]) -> None:
    value = call("Operation", *map(text, args), members=sequence([text("a"), text("b")], "()"))
    stable(layout.constant(name, ("Operation", cls), value) + "\n")


@settings(max_examples=100, deadline=None)
@given(
    NAMES,
    CLASSES,
    st.sampled_from(["{}", "Sequence[{}]", "{} | None", "Sequence[{}] | None"]),
    st.lists(TEXT, min_size=1, max_size=4),
)
def test_signature(name: str, cls: str, shape: str, routes: list[str]) -> None:
    default = "None" if "|" in shape else ""
    one = layout.parameter(name, shape.format(cls), default)
    two = layout.choice("route", routes)
    head = f"class A:\n    def f(\n        self,\n        *,\n{one}\n{two}\n    )"
    stable(f"{head} -> AsyncDeltaPager[{cls}]:\n        pass\n")


@settings(max_examples=60, deadline=None)
@given(NAMES, st.lists(CLASSES, min_size=1, max_size=5), CLASSES)
def test_import_and_class(module: str, names: list[str], base: str) -> None:
    stable(layout.from_import(f".{module}", names) + "\n")
    stable(f"{layout.class_line(names[0], base)}\n    pass\n")
