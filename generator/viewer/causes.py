"""What of the generated files a change of the API is about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from generator.emit.words import snake
from generator.review import Change
from generator.review.surface import Package, parse
from generator.viewer.diffs import FileDiff

_CLASS = re.compile(r"^class (\w+)", re.MULTILINE)
_OPERATION = re.compile(r'^(?:[^" \n]+|"[^"\n]*") operation (\w+)\.(\w+) ', re.MULTILINE)
#: How many hunks of one change are shown beside it.
_MOST = 8

#: A file below the output folder, and a section of it (`generator.viewer.sections`).
Spot = tuple[str, str]


class Causes:
    """Finds hunks by what a surface, old or new, says of a change's subject."""

    def __init__(
        self,
        surface: Mapping[str, str],
        files: Mapping[str, str],
        texts: Sequence[Mapping[str, str]],
        diffs: Sequence[FileDiff],
    ) -> None:
        now = {path: text for path, text in files.items() if path.startswith("surface/")}
        self._sides = [parse(surface), parse(now)]
        self._methods = [_methods(surface), _methods(now)]
        self._diffs = {diff.path: (at, diff) for at, diff in enumerate(diffs)}
        self._tests = [path for path in self._diffs if path.startswith("tests/")]
        self._groups: dict[tuple[str, str], list[Spot]] = defaultdict(list)
        self._classes: dict[tuple[str, str], list[str]] = defaultdict(list)
        for path in self._diffs:
            package, folder, name = (*path.split("/"), "", "")[:3]
            classes = dict.fromkeys(
                it for side in texts for it in _CLASS.findall(side.get(path, ""))
            )
            if folder == "models":
                for cls in classes:
                    self._classes[package, cls].append(path)
            elif folder in ("resources", "aio"):
                spot = (path, next(iter(classes), ""))
                # The asynchronous twin says the same once more.
                known = self._groups[package, name]
                known.insert(0 if folder == "resources" else len(known), spot)

    def hunks(self, change: Change) -> list[list[int]]:
        """`[file, hunk]` by their positions, those of the subject itself first."""
        found: dict[tuple[int, int], None] = {}
        for path, section in self._spots(change):
            at, diff = self._diffs[path]
            for number, hunk in enumerate(diff.hunks):
                if section in hunk.sections:
                    found[at, number] = None
        return [[at, number] for at, number in list(found)[:_MOST]]

    def _spots(self, change: Change) -> Iterator[Spot]:
        if change.rule in ("LOST", "REGAINED"):
            for example in change.examples:
                yield from self._test(example)
            return
        subject = change.subject.partition("(")[0]
        owner, dot, _ = subject.rpartition(".")
        named = [subject, change.before, change.after]
        named += [f"{owner}{dot}{name}" for name in (change.before, change.after)]
        for name in dict.fromkeys(filter(None, named)):
            if "#" in name:
                yield from self._test(name)
            yield from self._operation(change.package, name)
            for side in self._sides:
                if change.package in side:
                    yield from self._type(side[change.package], name)

    def _test(self, name: str) -> Iterator[Spot]:
        operation, _, example = name.partition("#")
        function = f"test_{snake(operation)}_{snake(example)}"
        yield from ((path, function) for path in self._tests)

    def _operation(self, package: str, name: str) -> Iterator[Spot]:
        for methods in self._methods:
            group, method = methods.get(name, ("", ""))
            for path, cls in self._groups.get((package, f"{group}.py"), ()):
                yield path, f"{cls}.{method}"
                yield path, method.upper()

    def _type(self, package: Package, name: str) -> Iterator[Spot]:
        """The spots of a type, of a property or of a member, by its name without namespace."""
        namespace = package.head.get("namespace")
        owner, _, wire = name.rpartition(".")
        for full in (name, f"{namespace}.{name}"):
            cls = package.types.thing(full).one("type", "enum").words[0]
            yield from self._of_class(package, cls, "")
        for full in (owner, f"{namespace}.{owner}"):
            thing = package.types.thing(full)
            cls = thing.one("type", "enum").words[0]
            for fact in thing.facts:
                if fact.kind in ("property", "member") and wire == fact.words[0]:
                    yield from self._of_class(package, cls, f".{fact.words[1]}")

    def _of_class(self, package: Package, cls: str, member: str) -> Iterator[Spot]:
        for path in self._classes.get((package.name, cls), ()):
            yield path, cls + member


def _methods(surface: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """`group.method` -> its two words."""
    found: dict[str, tuple[str, str]] = {}
    for path, text in surface.items():
        if path.endswith("/operations.txt"):
            for group, method in _OPERATION.findall(text):
                found[f"{group}.{method}"] = group, method
    return found
