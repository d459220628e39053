"""Cases as files: a test module for each group, and one line for each example."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.emit.plan import PackagePlan
from generator.emit.render import render
from generator.emit.spelling import capped
from generator.emit.surface_lines import token
from generator.emit.test_cases import Case
from generator.emit.words import words
from generator.model import Loc
from generator.subjects import without_lines

_LONGEST_PATH = 100
_STDLIB = frozenset({"base64", "datetime", "decimal", "uuid"})


def test_files(
    cases: Iterable[Case], plan: PackagePlan, *, only_package: bool = True
) -> dict[str, str]:
    """The test modules of a package, its `testing.py` and the tests' `conftest.py`.

    With several packages each has its own folder, and its name in the names of its modules, since
    the modules of tests must differ in name.
    """
    package = plan.name
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
    files[f"{package}/testing.py"] = render("testing.jinja", plan=plan)
    files["tests/conftest.py"] = render("conftest.jinja")
    return files


def examples_text(packages: Mapping[str, Iterable[Case]]) -> str:
    """One line for each documented example, sorted; the package first if there are several."""
    lines = [
        (f"{package}  " if len(packages) > 1 else "") + " ".join(str(case).splitlines())
        for package, cases in packages.items()
        for case in cases
    ]
    return "".join(f"{line}\n" for line in sorted(map(without_lines, lines)))


def gaps_text(packages: Mapping[str, Iterable[Case]]) -> str:
    """The members that examples show and no table documents.

    A line for each type with the number of its members, then a line for each of those: in how
    many examples it is, and the first page.
    """
    text = ""
    for package, cases in packages.items():
        prefix = f"{package}  " if len(packages) > 1 else ""
        for type_, members in sorted(_gaps(cases).items()):
            text += f"{prefix}{type_}: {len(members)}\n"
            for name, places in sorted(members.items()):
                text += f"{prefix}  {token(name)}  {len(places)}  {min(places).path}\n"
    return text


def _gaps(cases: Iterable[Case]) -> dict[str, dict[str, list[Loc]]]:
    """Type -> member -> its first place in each example that has it."""
    found: dict[str, dict[str, list[Loc]]] = {}
    for case in cases:
        first: dict[str, Loc] = {}
        for label, loc in case.gaps:
            first[label] = min(loc, first.get(label, loc))
        for label, loc in first.items():
            type_, _, member = label.partition(".")
            found.setdefault(type_, {}).setdefault(member, []).append(loc)
    return found


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
