"""Corrections as a unified diff that `git apply` takes, line ends and all."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from generator.lint.fix import Fixed


def patch(fixed: Iterable[Fixed], docs: Path, here: Path) -> str:
    """The diff. Paths start from the current folder when DOCS is below it, else from DOCS."""
    docs = docs.resolve()
    base = here if docs.is_relative_to(here) else docs if docs.is_dir() else docs.parent
    return "".join(line for item in fixed for line in _lines(item, base))


def _lines(item: Fixed, base: Path) -> Iterator[str]:
    path = PurePosixPath(item.file.relative_to(base))
    end = "\t" if " " in str(path) else ""
    yield f"--- a/{path}{end}\n"
    yield f"+++ b/{path}{end}\n"
    body = difflib.unified_diff(_split(item.before), _split(item.after))
    for line in list(body)[2:]:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _split(text: str) -> list[str]:
    """Lines as git sees them: only a line feed ends one."""
    return [f"{line}\n" for line in text.split("\n")[:-1]] + [text.rpartition("\n")[2]] * (
        not text.endswith("\n")
    )
