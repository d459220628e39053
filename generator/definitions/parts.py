"""The parts of a Python file: what a person may add, edit or delete one at a time.

A part is a statement at the top of a module or of a class: a definition, an assignment with the
docstring below it, an import. Its *words* tell whether it is as it was generated:

- of an import, each imported name (`"datetime"`, `"x as y"`);
- of anything else a hash of its lines, and one for each decorator (`@…`) and each comment line
  right above it (`#…`), so that what somebody puts there is an addition and no edit.

The words of a class are those of its `class` line; its members are parts of their own, its
docstring is the member `__doc__`.
"""

from __future__ import annotations

import ast
import hashlib
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal

from generator.records import Record, replace

Kind = Literal["import", "class", "typing", "other"]
#: The words of each part of a file, joined by commas.
Words = Mapping[str, str]

#: An `if TYPE_CHECKING:` without `else` is no part but a place for parts.
TYPING = "TYPE_CHECKING"
DOC = "__doc__"
_SHOWN = 40


class Part(Record):
    """One part.

    `name` is unique in the module: `User`, `User.mail`, `from .entity`. It stands in the lines
    `first` to `end`; `line` is where it starts, decorators aside. It has `count` statements;
    `parts` are those inside of a class or an `if TYPE_CHECKING:`.
    """

    name: str
    kind: Kind
    words: tuple[str, ...]
    first: int
    line: int
    end: int
    count: int = 1
    parts: tuple[Part, ...] = ()

    def walk(self) -> Iterator[Part]:
        """The part and those inside of it."""
        yield self
        for part in self.parts:
            yield from part.walk()


def scan(text: str) -> tuple[Part, ...]:
    """The parts of a module, in order. Raises SyntaxError for text that is no Python."""
    with warnings.catch_warnings():  # an edited file may well have invalid escapes
        warnings.simplefilter("ignore")
        try:
            tree = ast.parse(text)
        except ValueError as error:  # null bytes
            raise SyntaxError(str(error)) from error
    return _inner(tree.body, _Lines(text), "")


def plain_lines(text: str) -> str:
    """The text with line ends as Python counts them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def words_of(parts: Iterable[Part]) -> dict[str, str]:
    """The words of every part by name, as the manifest has them."""
    return {
        part.name: ",".join(part.words)
        for top in parts
        for part in top.walk()
        if part.kind != "typing"
    }


class _Lines:
    """The lines of a text, counted as Python counts them."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")

    def words(self, node: ast.stmt, last: int) -> tuple[str, ...]:
        """The words of a statement that ends with line `last`."""
        decorators: Sequence[ast.expr] = getattr(node, "decorator_list", ())
        marks = [self._lines[item.lineno - 1 : item.end_lineno] for item in decorators]
        return (
            text_word("\n".join(self._lines[node.lineno - 1 : last])),
            *(decorator_word("\n".join(lines)) for lines in marks),
            *map(comment_word, self._comments(node)),
        )

    def _comments(self, node: ast.stmt) -> list[str]:
        """The comment lines above a statement, at its column."""
        margin = " " * node.col_offset + "#"
        start = end = first_line(node) - 1
        while start and self._lines[start - 1].strip()[:1] in ("", "#"):
            start -= 1
        return [line for line in self._lines[start:end] if line.startswith(margin)]

    def end(self, node: ast.stmt) -> int:
        """The last line of a statement: comments below that are indented deeper belong to it."""
        last = at = node.end_lineno or node.lineno
        margin = " " * (node.col_offset + 1)
        while at < len(self._lines):
            line = self._lines[at]
            at += 1
            if line.lstrip().startswith("#") and line.startswith(margin):
                last = at
            elif line.strip():
                break
        return last

    def head_end(self, node: ast.ClassDef) -> int:
        """The last line of `class …:`, before its body."""
        last = first_line(node.body[0]) - 1
        while last > node.lineno and self._lines[last - 1].lstrip()[:1] in ("", "#"):
            last -= 1
        return max(last, node.lineno)


def comment_word(comment: str) -> str:
    """The word of a comment line."""
    return "#" + text_word(comment.strip())


def decorator_word(code: str) -> str:
    """The word of a decorator, with or without its `@`."""
    return "@" + text_word(code.strip().removeprefix("@").strip())


def first_line(node: ast.stmt) -> int:
    """Where a statement starts, with its decorators."""
    decorators: Sequence[ast.expr] = getattr(node, "decorator_list", ())
    return min([node.lineno, *(item.lineno for item in decorators)])


def text_word(text: str) -> str:
    """The word of the lines of a statement."""
    # Short: it tells edits from no edits, in a file that people commit.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def _parts(body: Sequence[ast.stmt], lines: _Lines, prefix: str) -> Iterator[Part]:
    seen: Counter[str] = Counter()
    for group in _groups(body):
        part = _part(group, lines, prefix)
        seen[part.name] += 1
        # An import of the same module is more of the same; another definition is another part.
        if seen[part.name] > 1 and part.kind != "import":
            part = replace(part, name=f"{part.name}#{seen[part.name]}")
        yield part


def _groups(body: Sequence[ast.stmt]) -> Iterator[list[ast.stmt]]:
    """Statements that are one part: those on one line, and an assignment with its docstring."""
    group: list[ast.stmt] = []
    for node in body:
        last = group[-1] if group else None
        if last and not (last.end_lineno == node.lineno or _documents(node, group)):
            yield group
            group = []
        group.append(node)
    if group:
        yield group


def _documents(node: ast.stmt, group: Sequence[ast.stmt]) -> bool:
    return (
        len(group) == 1 and isinstance(group[0], (ast.Assign, ast.AnnAssign)) and _is_string(node)
    )


def _is_string(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _part(group: Sequence[ast.stmt], lines: _Lines, prefix: str) -> Part:
    node, end = group[0], lines.end(group[-1])
    where = (first_line(node), node.lineno, end)
    if len(group) == 1:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            return Part(prefix + _module(node), "import", _names(node), *where)
        if isinstance(node, ast.ClassDef) and node.body[0].lineno > node.lineno:
            name = prefix + node.name
            words = lines.words(node, lines.head_end(node))
            return Part(name, "class", words, *where, 1, _inner(node.body, lines, f"{name}."))
        if isinstance(node, ast.If) and _is_typing(node):
            inner = _inner(node.body, lines, f"{prefix}{TYPING} ")
            return Part(prefix + TYPING, "typing", (), *where, 1, inner)
    rows = 1 + sum(b.lineno > (a.end_lineno or 0) for a, b in pairwise(group))
    return Part(prefix + _name(node), "other", lines.words(node, end), *where, rows)


def _inner(body: Sequence[ast.stmt], lines: _Lines, prefix: str) -> tuple[Part, ...]:
    return tuple(_parts(body, lines, prefix))


def _is_typing(node: ast.If) -> bool:
    return (
        isinstance(node.test, ast.Name)
        and node.test.id == TYPING
        and not node.orelse
        and node.body[0].lineno > node.lineno
    )


def _module(node: ast.Import | ast.ImportFrom) -> str:
    if isinstance(node, ast.Import):
        return "import"
    return f"from {'.' * node.level}{node.module or ''}"


def _names(node: ast.Import | ast.ImportFrom) -> tuple[str, ...]:
    return tuple(
        f"{item.name} as {item.asname}" if item.asname else item.name for item in node.names
    )


def _name(node: ast.stmt) -> str:
    """What a statement is called: what it defines, else how it starts."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return node.name
    if _is_string(node):
        return DOC
    target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
    if isinstance(target, ast.Name):
        return target.id
    return ast.unparse(node).split("\n", 1)[0][:_SHOWN]
