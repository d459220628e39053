"""Surfaces read back: the lines below `surface/`, from disk, from git, or from a run.

The form of a line is written down in `generator.emit.surface_lines`. Files are kept as text until
somebody asks for their lines, and lines until somebody asks for their subject: of two surfaces that
hardly differ, hardly anything is parsed.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from generator.errors import OutputError
from generator.records import Record

FOLDER = "surface"
#: What can be compared; `package.txt` says what it is.
FORMAT = "2"

#: How many words follow the subject and the kind.
_WORDS = {
    "package": 2,
    "type": 1,
    "enum": 1,
    "property": 3,
    "member": 2,
    "operation": 1,
    "returns": 2,
    "route": 2,
    "parameter": 2,
    "permission": 2,
    "example": 2,
    "lost": 3,
}
_PLACES = "places.txt"
_STRING = r'"(?:[^"\\]|\\.)*"'
_TOKEN = re.compile(rf'(?:[^\s"]|{_STRING})+')
_LINE = re.compile(rf"{_TOKEN.pattern}(?: {_TOKEN.pattern})*")


class SurfaceError(OutputError):
    """A surface cannot be understood, so nothing can be said of changes."""


class Fact(Record):
    """A line: what it is about, its words and named facts; `place` is empty where none is known."""

    subject: str
    kind: str
    words: tuple[str, ...]
    said: Mapping[str, str]
    place: str = ""

    def get(self, name: str) -> str:
        """A named fact's value; empty when the line does not have it."""
        return self.said.get(name, "")

    def has(self, flag: str) -> bool:
        """Whether the line has a named fact or a flag."""
        return flag in self.said

    @property
    def order(self) -> tuple[str, int]:
        """Sorts facts as the pages have them."""
        page, _, line = self.place.rpartition(":")
        return page, int(line) if line.isdecimal() else 0


class Thing(Record, dict=True):
    """All that a surface says of one subject."""

    subject: str
    facts: tuple[Fact, ...]

    def all(self, *kinds: str) -> list[Fact]:
        """The facts of these kinds, as the pages have them."""
        return sorted((fact for fact in self.facts if fact.kind in kinds), key=lambda f: f.order)

    def one(self, *kinds: str) -> Fact:
        """The first fact of one of these kinds; an empty one when there is none."""
        return next(iter(self.all(*kinds)), Fact(self.subject, "", ("",) * 3, {}))


class _Places(NamedTuple):
    """The file that says where the pages state what the others say."""

    path: str = ""
    text: str = ""

    def of(self, file: str) -> Iterator[str]:
        """Its lines about another file, without the word that tells which."""
        word = f"{PurePosixPath(file).stem} "
        return (line.removeprefix(word) for line in _lines(self.text) if line.startswith(word))


@dataclass(frozen=True)
class Section:
    """One file of a surface: the lines of each subject, and where the pages state them.

    Where the number of `places` is not that of the lines, as after a merge, no place is known.
    """

    path: str = ""
    text: str = ""
    _stated: _Places = field(default=_Places(), repr=False)
    _things: dict[str, Thing] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def lines(self) -> Mapping[str, Sequence[str]]:
        """The lines by subject. Raises `SurfaceError` for one that has none."""
        return _by_subject(self.path, _lines(self.text))

    @cached_property
    def places(self) -> Mapping[str, Sequence[str]]:
        """Lines of places by subject. Raises `SurfaceError` for one that has none."""
        return _by_subject(self._stated.path, self._stated.of(self.path))

    def is_like(self, other: Section) -> bool:
        """Whether nothing can differ but places; then no line has to be looked at."""
        return self.text == other.text

    def thing(self, subject: str) -> Thing:
        """What is said of a subject; nothing for one that does not occur."""
        found = self._things.get(subject)
        if found is None:
            lines = self.lines.get(subject, ())
            facts = zip(lines, self._places(subject, len(lines)), strict=True)
            found = Thing(subject, tuple(self._parse(*fact) for fact in facts))
            self._things[subject] = found
        return found

    def things(self, subjects: Iterable[str]) -> Iterator[Thing]:
        """What is said of several subjects."""
        return (self.thing(subject) for subject in subjects)

    def _places(self, subject: str, number: int) -> tuple[str, ...]:
        with suppress(ValueError):
            found = tuple(chain.from_iterable(map(_places, self.places.get(subject, ()))))
            if len(found) == number:
                return found
        return ("",) * number

    def _parse(self, line: str, place: str) -> Fact:
        try:
            return _fact(line, place)
        except ValueError as error:
            raise _unreadable(self.path, line) from error


class Package(Record, dict=True):
    """The surface of one package, by file."""

    name: str
    sections: Mapping[str, Section]

    def section(self, name: str) -> Section:
        """A file's lines; none when there is no such file."""
        return self.sections.get(name, Section())

    @property
    def types(self) -> Section:
        """Types, properties and enum members."""
        return self.section("types.txt")

    @property
    def operations(self) -> Section:
        """Operations, their requests and results."""
        return self.section("operations.txt")

    @cached_property
    def head(self) -> Fact:
        """The package's own line."""
        return self.section("package.txt").thing(self.name).one("package")

    def short(self, name: str) -> str:
        """A type's name without the namespace that most types of the package have."""
        return name.removeprefix(f"{self.head.get('namespace')}.")


Surface = Mapping[str, Package]


def read_folder(out: Path) -> dict[str, str]:
    """The surface files below an output folder; none when it has no surface.

    Raises `SurfaceError` for one that cannot be read.
    """
    found: dict[str, str] = {}
    for file in sorted((out / FOLDER).glob("*/*.txt")):
        try:
            data = file.read_bytes()
        except OSError as error:
            raise SurfaceError(f"{file}: cannot be read: {error.strerror}") from error
        found[file.relative_to(out).as_posix()] = data.decode("ascii", "backslashreplace")
    return found


def parse(files: Mapping[str, str]) -> Surface:
    """The packages of these files; paths that are no surface are ignored.

    Raises `SurfaceError` for lines that are none of a surface, now or when they are looked at.
    """
    packages: dict[str, dict[str, str]] = {}
    for path in files:
        parts = PurePosixPath(path).parts
        if len(parts) == 3 and parts[0] == FOLDER:
            packages.setdefault(parts[1], {})[parts[2]] = path
    return {name: _package(name, paths, files) for name, paths in sorted(packages.items())}


def _package(name: str, paths: Mapping[str, str], files: Mapping[str, str]) -> Package:
    stated = paths.get(_PLACES)
    places = _Places(stated, files[stated]) if stated else _Places()
    sections = {
        file: Section(path, files[path], places) for file, path in paths.items() if file != _PLACES
    }
    return Package(name, sections)


def _lines(text: str) -> Iterator[str]:
    return filter(None, f"{text}\n".replace("\r\n", "\n").split("\n"))


def _by_subject(path: str, lines: Iterable[str]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in lines:
        found[line.partition(" ")[0]].append(line)
    # Few subjects are strings, if any.
    for start in [start for start in found if start.startswith('"')]:
        for line in found.pop(start):
            found[_subject(path, line)].append(line)
    return dict(found)


def _subject(path: str, line: str) -> str:
    """The subject of a line that starts with a string."""
    match = _TOKEN.match(line)
    try:
        return _text(match[0] if match else line)
    except ValueError as error:
        raise _unreadable(path, line) from error


def _fact(line: str, place: str) -> Fact:
    subject, kind, *rest = _tokens(line)
    if kind not in _WORDS or len(rest) < _WORDS[kind]:
        raise ValueError("no kind of line that is known")
    words, named = rest[: _WORDS[kind]], rest[_WORDS[kind] :]
    said: dict[str, str] = {}
    for token in named:
        name, _, value = token.partition("=")
        said[name] = _text(value)
    return Fact(_text(subject), kind, tuple(map(_text, words)), said, place)


def _places(line: str) -> tuple[str, ...]:
    """The places that a line lists, in full and empty for what no page states."""
    found: list[str] = []
    page = ""
    for place in _tokens(line)[1:]:
        text = "" if place == "-" else page + place if place.startswith(":") else _text(place)
        page = text.rpartition(":")[0] or page
        found.append(text)
    return tuple(found)


def _tokens(line: str) -> list[str]:
    # Most lines hold no strings, and most of the time is spent here.
    if '"' not in line:
        found, is_sound = line.split(" "), line.isprintable()
    else:
        found, is_sound = _TOKEN.findall(line), _LINE.fullmatch(line) is not None
    if not is_sound or "" in found or len(found) < 2:
        raise ValueError("not made of tokens")
    return found


def _text(token: str) -> str:
    return str(json.loads(token)) if token.startswith('"') else token


def _unreadable(path: str, line: str) -> SurfaceError:
    return SurfaceError(
        f"{path}: {line[:60]!r} is no line of a surface, so that changes cannot be told."
        " Restore the file, or compare with a revision, say --against HEAD;"
        " with --overwrite the file is then written anew"
    )
