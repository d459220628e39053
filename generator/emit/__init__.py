"""An Api as the files of a Python package.

`emit` returns `{path: text}` with paths relative to the output folder. Everything but the tests of
documented examples: those are `generator.emit.test_cases`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from generator.emit.frame_tasks import frame_tasks
from generator.emit.module_tasks import ModuleTask, module_tasks
from generator.emit.names import Names
from generator.emit.plan import PackagePlan
from generator.emit.plan_package import package_plan
from generator.model import Api
from generator.packing import Digests
from generator.templates_dir import TEMPLATES

__all__ = ["emit", "package_files", "package_plan", "package_tasks", "plan_files"]


def emit(api: Api, names: Names, *, check: bool = True) -> dict[str, str]:
    """The files of one package, compiled unless `check` is False.

    Raises `tidy.BrokenTemplate` when a file does not compile, which is a bug of a template.
    """
    return plan_files(package_plan(api, names), check=check)


def plan_files(plan: PackagePlan, *, check: bool = True) -> dict[str, str]:
    """The files of a planned package."""
    tasks = package_tasks(plan)
    texts = [task.make() if check else task.text() for task in tasks]
    return package_files(plan, tasks, texts)


def package_tasks(plan: PackagePlan, digests: Digests | None = None) -> list[ModuleTask]:
    """What makes the modules of a planned package."""
    return [*module_tasks(plan, digests), *frame_tasks(plan)]


def package_files(
    plan: PackagePlan, tasks: Iterable[ModuleTask], texts: Iterable[str]
) -> dict[str, str]:
    """The files of a planned package, when its modules are made."""
    root = plan.name
    files = {task.path: text for task, text in zip(tasks, texts, strict=True)}
    files[f"{root}/py.typed"] = ""
    files |= {f"{root}/_runtime/{name}": text for name, text in _runtime().items()}
    return files


@cache
def _runtime() -> dict[str, str]:
    """The runtime's files, which every package has a copy of."""
    folder = TEMPLATES / "runtime"
    return {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.py"))}
