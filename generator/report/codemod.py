"""What a codemod did, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.codemod import FileResult
from generator.report.safe import safe
from generator.report.wording import counted
from generator.review.diff import unified


def lines(results: Sequence[FileResult], *, written: bool) -> Iterator[str]:
    """Each change, then what could not be decided, then how much that is.

    Without `written`, the diff of what would be written comes first.
    """
    if not written:
        before = {_name(item): item.before for item in results}
        after = {_name(item): item.after for item in results}
        yield from map(safe, unified(before, after))
    for item in results:
        for note in item.changes:
            yield safe(f"{item.path}:{note.line}: {note.text}")
    for item in results:
        for note in item.candidates:
            yield safe(f"{item.path}:{note.line}: not decided: {note.text}")
        if item.problem:
            yield safe(f"{item.path}: not read: {item.problem}")
    yield _sum(results, written)


def _name(item: FileResult) -> str:
    """The path as a diff has it, below a/ and b/."""
    return item.path.as_posix().lstrip("/")


def _sum(results: Sequence[FileResult], written: bool) -> str:
    names = sum(len(item.changes) for item in results)
    files = sum(item.before != item.after for item in results)
    open_ends = sum(len(item.candidates) + bool(item.problem) for item in results)
    verb = "renamed" if written else "would be renamed"
    return (
        f"{counted(names, 'name')} {verb} in {counted(files, 'file')};"
        f" {counted(open_ends, 'place')} to look at"
    )
