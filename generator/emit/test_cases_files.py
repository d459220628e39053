"""Cases as text: a test module for each group, and what the lists of all examples say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.emit.cases import Case
from generator.emit.parts import Gap
from generator.emit.render import render
from generator.emit.spelling import capped
from generator.emit.words import words
from generator.model import Loc
from generator.subjects import without_lines

_LONGEST_PATH = 100
_STDLIB = frozenset({"base64", "datetime", "decimal", "uuid"})


def case_modules(cases: Iterable[Case], package: str, only_package: bool = True) -> dict[str, str]:
    """The test modules of a package's cases, one for each group.

    With several packages each has its own folder, and its name in the names of its modules, since
    the modules of tests must differ in name.
    """
    folder = "tests/" if only_package else f"tests/{package}/"
    prefix = "test_" if only_package else f"test_{package}_"
    groups: dict[str, list[Case]] = {}
    for case in cases:
        if case.lines:
            groups.setdefault(case.group, []).append(case)
    files: dict[str, str] = {}
    for group, found in groups.items():
        name = capped(prefix + group, prefix + group, _LONGEST_PATH - len(folder) - len(".py"))
        files[f"{folder}{name}.py"] = _module(found, package)
    return files


def example_line(case: Case) -> str:
    """The line of an example, whatever its texts contain."""
    return without_lines(" ".join(str(case).splitlines()))


def gaps_of(cases: Iterable[Case]) -> Iterator[Gap]:
    """The gaps that cases show, each once for an example."""
    for case in cases:
        first: dict[str, Loc] = {}
        for label, loc in case.gaps:
            first[label] = min(loc, first.get(label, loc))
        for label, loc in first.items():
            type_, _, member = label.partition(".")
            yield Gap(type_, member, loc)


def _module(cases: list[Case], package: str) -> str:
    found: dict[str, set[str]] = {}
    for case in cases:
        for module, name in case.imports:
            found.setdefault(module, set()).add(name)
    pytest = bool(found.pop("", None))
    stdlib = {name: names for name, names in found.items() if name in _STDLIB}
    own = {_absolute(name, package): names for name, names in found.items() if name not in _STDLIB}
    return render(
        "test.jinja",
        subject=" ".join(words(cases[0].group)),
        stdlib=sorted(stdlib.items()),
        pytest=pytest,
        own=sorted(own.items()),
        tests=["\n".join(case.lines) for case in cases],
    )


def _absolute(module: str, package: str) -> str:
    return package if module == "." else package + module
