"""Syntax trees of merged files: comments, decorators, imports and bodies put together."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import libcst as cst

from generator.definitions.parts import comment_word, decorator_word

Statements = Sequence[cst.BaseStatement]
_WIDTH = 88
_NO_CODE = cst.Module(body=[])


def with_comments(
    new: Sequence[cst.EmptyLine], disk: Sequence[cst.EmptyLine]
) -> Sequence[cst.EmptyLine]:
    """The lines of a header or footer, with the comments that only the disk has."""
    known = {line.comment.value for line in new if line.comment}
    extra = [line for line in disk if line.comment and line.comment.value not in known]
    if not extra:
        return new
    return [*new, *extra] if known else disk


def with_additions(new: Statements, disk: Statements, known: Collection[str]) -> Statements:
    """The new statements with the decorators and comments on disk whose words are not known."""
    first, old = new[0], disk[0]
    leading = _leading(first)
    there = {line.comment.value for line in leading if line.comment}
    lines = [line for line in _leading(old) if _is_added(line, known, there)]
    if lines:
        first = first.with_changes(leading_lines=[*leading, *lines] if there else _leading(old))
    decorators = _decorators(old)
    if decorators and isinstance(first, (cst.FunctionDef, cst.ClassDef)):
        first = first.with_changes(decorators=_decorated(first.decorators, decorators, known))
    return (first, *new[1:])


def _decorated(
    new: Sequence[cst.Decorator], disk: Sequence[cst.Decorator], known: Collection[str]
) -> list[cst.Decorator]:
    """Added decorators stay above or below the generated ones."""
    added = [decorator_word(_NO_CODE.code_for_node(item.decorator)) not in known for item in disk]
    above = added.index(False) if False in added else 0
    return [
        *disk[:above],
        *new,
        *(item for item, is_added in list(zip(disk, added, strict=True))[above:] if is_added),
    ]


def _is_added(line: cst.EmptyLine, known: Collection[str], there: Collection[str]) -> bool:
    if line.comment is None or line.comment.value in there:
        return False
    return comment_word(line.comment.value) not in known


def _leading(node: cst.BaseStatement) -> Sequence[cst.EmptyLine]:
    lines: Sequence[cst.EmptyLine] = getattr(node, "leading_lines", ())
    return lines


def _decorators(node: cst.BaseStatement) -> Sequence[cst.Decorator]:
    decorators: Sequence[cst.Decorator] = getattr(node, "decorators", ())
    return decorators


def comments(node: cst.BaseStatement) -> list[str]:
    """The comments above a statement and behind it."""
    trailing = getattr(node, "trailing_whitespace", None)
    found = [*_leading(node), *([trailing] if trailing else [])]
    return [line.comment.value for line in found if line.comment]


def body(node: cst.BaseStatement) -> Sequence[cst.BaseStatement]:
    """The statements inside of a class or an `if`."""
    assert isinstance(node, (cst.ClassDef, cst.If)) and isinstance(node.body, cst.IndentedBlock)
    return node.body.body


def footer_comments(node: cst.BaseStatement) -> bool:
    """Whether comments stand below the last statement of a class."""
    return isinstance(node, cst.ClassDef) and any(line.comment for line in _footer(node))


def _footer(node: cst.BaseStatement) -> Sequence[cst.EmptyLine]:
    block = getattr(node, "body", None)
    return block.footer if isinstance(block, cst.IndentedBlock) else ()


def with_body(
    disk: Statements, new: Statements, inside: Statements, shell: Statements | None = None
) -> Statements:
    """A class or an `if` with these statements; `shell` has its first line, else the disk has."""
    first = (shell or disk)[0]
    assert isinstance(first, (cst.ClassDef, cst.If)) and isinstance(first.body, cst.IndentedBlock)
    if inside and isinstance(first, cst.If):  # black wants no blank line at the start of a block
        inside = [_without_blanks(inside[0]), *inside[1:]]
    block = first.body.with_changes(
        body=inside or [cst.SimpleStatementLine([cst.Pass()])],
        footer=with_comments(_footer(new[0]), _footer(disk[0])),
    )
    return (first.with_changes(body=block),)


def with_blanks(new: Statements, disk: Statements) -> Statements:
    """The statements with as many blank lines above as on disk, where there are no comments."""
    have, want = _leading(new[0]), _leading(disk[0])
    if any(line.comment for line in (*have, *want)):
        return new
    return (new[0].with_changes(leading_lines=want), *new[1:])


def _without_blanks(node: cst.BaseStatement) -> cst.BaseStatement:
    leading = _leading(node)
    comments = [line for line in leading if line.comment]
    return node if comments or not leading else node.with_changes(leading_lines=[])


def importing(
    new: cst.BaseStatement, disk: cst.BaseStatement, words: Sequence[str]
) -> cst.BaseStatement:
    """The new import with exactly these names, and the comments on disk."""
    (node,) = with_additions((new,), (disk,), ())
    assert isinstance(node, cst.SimpleStatementLine) and isinstance(disk, cst.SimpleStatementLine)
    if disk.trailing_whitespace.comment:
        node = node.with_changes(trailing_whitespace=disk.trailing_whitespace)
    for have in (node.body, disk.body):
        if _words(have[0]) == set(words):
            return node.with_changes(body=have)
    made = cst.parse_statement(_import(disk.body[0], words))
    assert isinstance(made, cst.SimpleStatementLine)
    return node.with_changes(body=made.body)


def _words(statement: cst.BaseSmallStatement) -> set[str]:
    assert isinstance(statement, (cst.Import, cst.ImportFrom))
    if isinstance(statement.names, cst.ImportStar):
        return {"*"}
    return {
        alias.evaluated_name + (f" as {alias.evaluated_alias}" if alias.asname else "")
        for alias in statement.names
    }


def _import(statement: cst.BaseSmallStatement, words: Sequence[str]) -> str:
    """The text of an import, broken as black breaks it."""
    if isinstance(statement, cst.Import):
        return f"import {', '.join(words)}"
    assert isinstance(statement, cst.ImportFrom)
    module = _NO_CODE.code_for_node(statement.module) if statement.module else ""
    start = f"from {'.' * len(statement.relative)}{module} import "
    line = start + ", ".join(words)
    if len(line) <= _WIDTH - 4:  # it may stand in a block
        return line
    return start + "(\n" + "".join(f"    {word},\n" for word in words) + ")"
