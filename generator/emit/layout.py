"""Statements and docstrings laid out as black lays them out, without calling black.

Together with `generator.emit.expressions` the only way in which text from the pages becomes code.
Signatures and operations have one item on each line and a trailing comma, however short, so that a
new parameter is one new line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from generator.emit.expressions import WIDTH, Bracket, Expr, fits, laid_out, text

_QUOTES = '"""'
_STEP = 4
_SIGNATURE = 8

#: Columns of both quotes of a docstring and of the blank that may stand before the latter.
_QUOTED = 7

#: What may stand in a docstring as it is; the rest of a page's characters is escaped.
_SPACES = re.compile(r"[^\S\n]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BULLET = re.compile(r"(?:[-*+\u2022]|\d{1,3}[.)])\s+")
_NUMBER = re.compile(r"(\d+)")


def string(value: str) -> str:
    """A string literal in black's quotes."""
    return text(value).text


@lru_cache(maxsize=4096)  # the asynchronous twin of a module asks for the same ones again
def docstring(value: str, indent: int) -> str:
    """A docstring at the given column, its first line without indentation; empty for no text.

    Lines are wrapped at 88 columns; line breaks and blank lines of the text stay. Nothing in the
    text can end the docstring: quotes and backslashes are escaped where they could, characters
    that cannot be seen become blanks or escapes.
    """
    lines = list(_wrapped(plain(value), WIDTH - indent))
    if not lines:
        return ""
    lines[0] = _guarded(lines[0])
    margin = " " * indent
    if len(lines) == 1:
        return f"{_QUOTES}{lines[0]}{' ' if lines[0].endswith(_QUOTES[0]) else ''}{_QUOTES}"
    body = "\n".join(margin + line if line else "" for line in lines)
    return f"{_QUOTES}{body[indent:]}\n{margin}{_QUOTES}"


def plain(value: str) -> str:
    """A page's text with blanks made plain, line ends made one, and the rest escaped."""
    is_plain = value.isascii() and value.replace("\n", "").isprintable()
    if not is_plain:
        value = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", value))
    if not is_plain or "  " in value:
        value = _SPACES.sub(" ", value)
    value = value.replace("\\", "\\\\").replace(_QUOTES, '\\"\\"\\"')
    if is_plain or value.replace("\n", "").isprintable():
        return value
    return "".join(c if c.isprintable() or c == "\n" else repr(c)[1:-1] for c in value)


def _guarded(line: str) -> str:
    """Black puts a blank before a quote that starts a docstring; the text then starts with it."""
    return f" {line}" if line.startswith('"') else line


def _wrapped(value: str, width: int) -> Iterator[str]:
    """Lines of at most `width` columns, without blank lines at either end or two in a row."""
    blank = begun = False
    for line in value.split("\n"):
        line = line.strip(" ")
        if not line:
            blank = begun
            continue
        if blank:
            yield ""
        blank = False
        if len(line) <= width - (0 if begun else _QUOTED) and line.isascii():
            yield line
        else:
            yield from _folded(line, width, width - (0 if begun else _QUOTED))
        begun = True


def _folded(line: str, width: int, room: int) -> Iterator[str]:
    """The line folded at blanks, but not where the next word would be too long anyway."""
    hang = "  " if _BULLET.match(line) else ""
    current = ""
    for word in line.split(" "):
        if not word:
            continue
        longer = f"{current} {word}" if current else word
        is_full = current and not _narrow(longer, room)
        if is_full and (_narrow(hang + word, width) or len(current) > width // 2):
            yield current
            current, room = hang + word, width
        else:
            current = longer
    yield current


def _narrow(line: str, room: int) -> bool:
    return len(line) <= room and (line.isascii() or fits(line + " " * (WIDTH - room)))


def assignment(target: str, annotation: str, value: Bracket, indent: int) -> str:
    """`target: annotation = call(…)`."""
    margin = " " * indent
    head = f"{target}: {annotation} = "
    if " | " not in annotation or fits(f"{margin}{head}{value.head}("):
        return "\n".join(laid_out(value, indent, head))
    if fits(f"{margin}{head}("):
        return "\n".join((f"{margin}{head}(", *laid_out(value, indent + _STEP), f"{margin})"))
    opening = f"{margin}{target}: (\n{_union(annotation, indent + _STEP)}\n"
    return opening + "\n".join(laid_out(value, indent, ") = "))


def member(name: str, value: str, indent: int) -> str:
    """`NAME = "value"`; the value goes on a line of its own if it then fits."""
    margin, literal = " " * indent, string(value)
    line = f"{margin}{name} = {literal}"
    if fits(line) or not fits(f"{margin}    {literal}") or not fits(f"{margin}{name} = ("):
        return line
    return f"{margin}{name} = (\n{margin}    {literal}\n{margin})"


def constant(name: str, annotation: tuple[str, str], call: Bracket) -> str:
    """`NAME: Outer[Inner] = call(…)` with one argument on each line, whatever their length."""
    outer, inner = annotation
    head = f"{name}: {outer}[{inner}] = "
    if fits(f"{head}{call.head}("):
        return "\n".join(_exploded(call, 0, head))
    if fits(f"{head}("):
        return "\n".join((f"{head}(", *_exploded(call, _STEP, ""), ")"))
    return "\n".join((f"{name}: {outer}[", f"    {inner}", *_exploded(call, 0, "] = ")))


def _exploded(call: Bracket, indent: int, before: str) -> Iterator[str]:
    margin = " " * indent
    yield f"{margin}{before}{call.head}("
    for item in call.items:
        yield from laid_out(item.value, indent + _STEP, item.label, ",")
    yield f"{margin})"


def parameter(name: str, annotation: str, default: str = "") -> str:
    """One parameter of a signature that has each on lines of its own, with its comma."""
    margin = " " * _SIGNATURE
    tail = f" = {default}," if default else ","
    line = f"{margin}{name}: {annotation}{tail}"
    if fits(line):
        return line
    if " | " in annotation:
        inner = _union(annotation, _SIGNATURE + _STEP)
        return f"{margin}{name}: (\n{inner}\n{margin}){tail}"
    outer, bracket, inner = annotation.removesuffix("]").partition("[")
    return f"{margin}{name}: {outer}[\n{margin}    {inner}\n{margin}]{tail}" if bracket else line


def choice(name: str, values: Sequence[str]) -> str:
    """A parameter that takes one of these texts, or None, which is its default."""
    margin = " " * _SIGNATURE
    items = [*map(string, values), "None"]
    line = f"{margin}{name}: Literal[{', '.join(items)}] = None,"
    if fits(line):
        return line
    body = "".join(f"{margin}    {item},\n" for item in items)
    return f"{margin}{name}: Literal[\n{body}{margin}] = None,"


def _union(annotation: str, indent: int) -> str:
    margin = " " * indent
    if fits(margin + annotation):
        return margin + annotation
    return f"\n{margin}| ".join((margin + annotation).split(" | "))


def property_line(name: str, annotation: str) -> str:
    """The first line of a property's method."""
    line = f"    def {name}(self) -> {annotation}:"
    return line if fits(line) else f"    def {name}(\n        self,\n    ) -> {annotation}:"


def class_line(name: str, base: str) -> str:
    """`class Name(Base):`."""
    line = f"class {name}({base}):"
    return line if fits(line) else f"class {name}(\n    {base}\n):"


def lines(expr: Expr, indent: int = 0, before: str = "", after: str = "") -> str:
    """Any expression with text before and after it, such as a decorator with `before="@"`."""
    return "\n".join(laid_out(expr, indent, before, after))


def from_import(module: str, names: Iterable[str], indent: int = 0) -> str:
    """`from module import a, b`, sorted as import sorters do; one on each line if too long.

    A name that is imported under another (`a as b`) gets a statement of its own.
    """
    listed = sorted(set(names), key=_import_rank)
    plain_names = [name for name in listed if " as " not in name]
    statements = [plain_names] if plain_names else []
    if len(plain_names) < len(listed):
        statements += [[name] for name in listed if " as " in name]
        statements.sort(key=lambda names: _import_rank(names[0]))
    return "\n".join(_from_import(module, statement, indent) for statement in statements)


def _from_import(module: str, listed: Sequence[str], indent: int) -> str:
    margin = " " * indent
    line = f"{margin}from {module} import {', '.join(listed)}"
    if fits(line):
        return line
    body = "".join(f"{margin}    {name},\n" for name in listed)
    return f"{margin}from {module} import (\n{body}{margin})"


def natural(name: str) -> tuple[str | int, ...]:
    """A sort key that ignores case and compares the numbers in names as numbers."""
    parts = _NUMBER.split(name.lower())
    if len(parts) == 1:
        return tuple(parts)
    return tuple(int(part) if index % 2 else part for index, part in enumerate(parts))


@lru_cache(maxsize=8192)
def _import_rank(name: str) -> tuple[int, tuple[str | int, ...], str]:
    """Constants first, then classes, then the rest."""
    own = name.partition(" ")[0]
    kind = 0 if own.isupper() and len(own) > 1 else 1 if own[:1].isupper() else 2
    return kind, natural(own), name
