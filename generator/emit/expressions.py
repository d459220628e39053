"""Python expressions as data, and their layout in black's form.

An expression is an atom or a bracket with items. That is all that generated calls and
constructors need, and it is little enough that the layout can be black's own without calling
black: one line when it fits; else the content of the last bracket on a line of its own when that
fits and the bracket belongs to a call; else one item on each line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from generator.records import Record

WIDTH = 88
_STEP = "    "


class Atom(Record):
    """Text that is never broken: a name, a number, a string."""

    text: str


class Item(Record):
    """An item in a bracket; `label` is `name=` of an argument or `"key": ` of a dict, or empty."""

    value: Expr
    label: str = ""


class Bracket(Record):
    """A call (`head` is what is called) or, with an empty head, a list, tuple or dict display."""

    head: str
    items: tuple[Item, ...]
    ends: str = "()"


Expr = Atom | Bracket


def call(head: str, *args: Expr, **keywords: Expr) -> Bracket:
    """`head(args, keyword=…)`."""
    named = (Item(value, f"{name}=") for name, value in keywords.items())
    return Bracket(head, (*map(Item, args), *named))


def sequence(items: Iterable[Expr], ends: str = "[]") -> Bracket:
    """A list or, with `ends="()"`, a tuple display."""
    return Bracket("", tuple(map(Item, items)), ends)


def text(value: str) -> Atom:
    """A string literal in black's quotes: double ones unless single ones need fewer escapes.

    Only printable characters stand for themselves; all else is escaped, so that no text can end
    the literal, break the line or hide.
    """
    # Nearly every text is plain; looking at each character of the others takes time.
    is_plain = value.isprintable() and "\\" not in value
    return Atom(_quoted(value if is_plain else "".join(map(_escaped, value))))


def data(value: bytes) -> Atom:
    """A bytes literal, by the same rules."""
    body = repr(value)[2:-1]
    # A repr escapes single quotes only where it has double ones as well.
    return Atom("b" + _quoted(body.replace("\\'", "'") if "'" in body and '"' in body else body))


def json_literal(value: Any) -> Expr:
    """Python's spelling of a JSON value."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, dict):
        items = (Item(json_literal(item), f"{text(key).text}: ") for key, item in value.items())
        return Bracket("", tuple(items), "{}")
    if isinstance(value, list):
        return sequence(map(json_literal, value))
    return Atom(repr(value))


def one_line(expr: Expr) -> str:
    """The expression on one line, however long."""
    return expr.text if isinstance(expr, Atom) else _closed(expr, _joined(expr))


def fits(line: str) -> bool:
    """Whether black leaves the line as it is: wide characters count as two columns."""
    if len(line) > WIDTH or line.isascii():
        return len(line) <= WIDTH
    return sum(map(_columns, line)) <= WIDTH


def laid_out(expr: Expr, indent: int, before: str = "", after: str = "") -> Iterator[str]:
    """The lines of `before` + expression + `after`, indented by `indent` columns."""
    margin = " " * indent
    if isinstance(expr, Atom):
        yield f"{margin}{before}{expr.text}{after}"
        return
    joined = _joined(expr)
    line = f"{margin}{before}{_closed(expr, joined)}{after}"
    if not expr.items or fits(line):
        yield line
        return
    yield f"{margin}{before}{expr.head}{expr.ends[0]}"
    yield from _body(expr, joined, indent + len(_STEP))
    yield f"{margin}{expr.ends[1]}{after}"


def _body(expr: Bracket, joined: str, indent: int) -> Iterator[str]:
    if len(expr.items) == 1:
        [item] = expr.items
        yield from laid_out(item.value, indent, item.label, _lone_comma(expr))
        return
    line = " " * indent + joined
    if expr.head and fits(line):
        yield line
        return
    for item in expr.items:
        yield from laid_out(item.value, indent, item.label, ",")


def _joined(expr: Bracket) -> str:
    return ", ".join([item.label + one_line(item.value) for item in expr.items])


def _closed(expr: Bracket, joined: str) -> str:
    return f"{expr.head}{expr.ends[0]}{joined}{_lone_comma(expr)}{expr.ends[1]}"


def _lone_comma(expr: Bracket) -> str:
    """The comma that makes a tuple of one."""
    return "," if not expr.head and expr.ends == "()" and len(expr.items) == 1 else ""


def _quoted(body: str) -> str:
    """Escaped text between the quotes that need fewer escapes, double ones in doubt."""
    if '"' not in body:
        return f'"{body}"'
    if body.count('"') > body.count("'"):
        return "'" + body.replace("'", "\\'") + "'"
    return '"' + body.replace('"', '\\"') + '"'


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _escaped(char: str) -> str:
    if char == "\\":
        return "\\\\"
    if char.isprintable():
        return char
    return repr(char)[1:-1]
