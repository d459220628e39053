"""An Api as the files of a Python package.

`emit` returns `{path: text}` with paths relative to the output folder. Everything but the tests of
documented examples: those are `generator.emit.test_cases`.
"""

from __future__ import annotations

from functools import cache

from generator.emit import modules
from generator.emit.names import Names
from generator.emit.plan import PackagePlan
from generator.emit.plan_package import package_plan
from generator.model import Api
from generator.templates_dir import TEMPLATES

__all__ = ["emit", "package_plan", "plan_files", "runtime_files"]


def emit(api: Api, names: Names, *, check: bool = True) -> dict[str, str]:
    """The files of one package, compiled unless `check` is False.

    Raises `tidy.BrokenTemplate` when a file does not compile, which is a bug of a template.
    """
    return plan_files(package_plan(api, names), check=check)


def plan_files(plan: PackagePlan, *, check: bool = True) -> dict[str, str]:
    """The files of a planned package."""
    return modules.texts(modules.package_modules(plan), check=check) | runtime_files(plan.name)


def runtime_files(root: str) -> dict[str, str]:
    """The files that every package has a copy of."""
    files = {f"{root}/_runtime/{name}": text for name, text in _runtime().items()}
    return {f"{root}/py.typed": "", **files}


@cache
def _runtime() -> dict[str, str]:
    """The texts of the runtime by the names of its files."""
    folder = TEMPLATES / "runtime"
    return {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.py"))}
