"""People's own code, rewritten for names that are others now.

What was called what is read from two surfaces (`api.py`); what an expression is, from the code
itself (`scopes.py`, `infer.py`); `rewrite.py` changes a file, and this module a folder of them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from keyword import iskeyword
from pathlib import Path

import libcst as cst

from generator.codemod.api import Api, apis
from generator.codemod.rewrite import Note, Rewritten, rewrite
from generator.errors import InputError, OutputError
from generator.records import Record
from generator.review.surface import FORMAT, Surface, parse

__all__ = ["FileResult", "Note", "apply", "codemod"]

#: Folders that hold no code of people's own.
_LEFT_ASIDE = frozenset({"__pycache__", "node_modules", "site-packages"})
_WORD = re.compile(r"\w+")


class FileResult(Record):
    """A file below SRC that has to change, or may have to.

    `problem` says why it could not be read.
    """

    path: Path
    before: str
    after: str
    changes: tuple[Note, ...] = ()
    candidates: tuple[Note, ...] = ()
    problem: str = ""


def codemod(
    src: Path, out: Path, before: Mapping[str, str], now: Mapping[str, str]
) -> list[FileResult]:
    """What has to change in the files below SRC, in the order of their paths.

    `before` and `now` are surfaces of the package in OUT, as files. OUT itself is left aside,
    unless SRC lies in it. Raises `InputError` when SRC cannot be read, `SurfaceError` for a damaged
    surface.
    """
    found = [api for api in apis(_surface(out, before), _surface(out, now)) if api]
    for name in (name for api in found for name in api.names()):
        if not name.isidentifier() or iskeyword(name):
            raise InputError(f"{out}: its surface has {name[:80]!r} for a name of Python")
    if not src.exists():
        raise InputError(f"{src}: no such file or folder; name the folder of your code")
    words = frozenset(word for api in found for word in api.words())
    results = (_file(path, found, words, out) for path in _files(src, out)) if found else ()
    return [item for item in results if item]


def _surface(out: Path, files: Mapping[str, str]) -> Surface:
    found = parse(files)
    if not found:
        raise InputError(f"{out}: has no surface to compare, now or at that revision")
    if any(package.head.get("format") != FORMAT for package in found.values()):
        raise InputError(f"{out}: its surface has another form now or at that revision")
    return found


def apply(results: Iterable[FileResult]) -> None:
    """Write the files that changed. Raises `OutputError`; a file is written whole or not at all."""
    for item in results:
        if item.before != item.after:
            _write(item.path.resolve(), item.after)  # a link stays one


def _write(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.codemod")
    try:
        beside.write_bytes(text.encode())
        beside.chmod(path.stat().st_mode)
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error


def _files(src: Path, out: Path) -> Iterator[Path]:
    if src.is_file():
        yield src
        return
    inside = src.resolve().is_relative_to(out.resolve())
    for folder, folders, names in os.walk(src):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in _LEFT_ASIDE
            and not Path(folder, name, "pyvenv.cfg").exists()
            and (inside or Path(folder, name).resolve() != out.resolve())
        )
        files = (Path(folder, name) for name in sorted(names) if name.endswith(".py"))
        # What a link leads to elsewhere is not SRC's.
        yield from (it for it in files if it.resolve().is_relative_to(src.resolve()))


def _file(path: Path, found: Sequence[Api], words: frozenset[str], out: Path) -> FileResult | None:
    try:
        text = path.read_bytes().decode()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError:
        return FileResult(path, "", "", problem="is not UTF-8")
    if words.isdisjoint(_WORD.findall(text)):
        return None
    try:
        done = _rewritten(path, text, found, out)
    except cst.ParserSyntaxError as error:
        return FileResult(path, text, text, problem=f"line {error.raw_line} does not parse")
    if done.text == text and not done.candidates:
        return None
    return FileResult(path, text, done.text, done.changes, done.candidates)


def _rewritten(path: Path, text: str, found: Sequence[Api], out: Path) -> Rewritten:
    """Files in OUT say `from .entity import Entity`: there the package has a name."""
    try:
        package = path.resolve().parent.relative_to(out.resolve()).parts
    except ValueError:
        package = ()
    return rewrite(text, found, package)
