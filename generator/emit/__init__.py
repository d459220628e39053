"""An Api as the files of a Python package.

`emit` returns `{path: text}` with paths relative to the output folder. Everything but the tests of
documented examples: those are `generator.emit.test_cases`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from generator.emit.module_tasks import ModuleTask, module_tasks
from generator.emit.names import Names
from generator.emit.plan import PackagePlan
from generator.emit.plan_docs import client_doc
from generator.emit.plan_package import EXPORTS, package_plan
from generator.model import Api
from generator.templates_dir import TEMPLATES

__all__ = ["emit", "module_tasks", "package_files", "package_plan", "plan_files"]


def emit(api: Api, names: Names, *, check: bool = True) -> dict[str, str]:
    """The files of one package, compiled unless `check` is False.

    Raises `tidy.BrokenTemplate` when a file does not compile, which is a bug of a template.
    """
    return plan_files(package_plan(api, names), check=check)


def plan_files(plan: PackagePlan, *, check: bool = True) -> dict[str, str]:
    """The files of a planned package."""
    tasks = module_tasks(plan)
    texts = [task.make() if check else task.text() for task in tasks]
    return package_files(plan, tasks, texts)


def package_files(
    plan: PackagePlan, tasks: Iterable[ModuleTask], texts: Iterable[str]
) -> dict[str, str]:
    """The files of a planned package, when those of its `module_tasks` are made."""
    root = plan.name
    files = {task.path: text for task, text in zip(tasks, texts, strict=True)}
    files |= {task.path: task.make() for task in _frame(plan)}
    files[f"{root}/py.typed"] = ""
    files |= {f"{root}/_runtime/{name}": text for name, text in _runtime().items()}
    return files


def _frame(plan: PackagePlan) -> Iterator[ModuleTask]:
    """The modules that there is one of in each package."""

    def module(path: str, template: str, **values: Any) -> ModuleTask:
        values = {"plan": plan, **values}
        return ModuleTask(f"{plan.name}/{path}", template, values, lambda: values)

    exports = {
        ".aio.client": (plan.async_client,),
        ".client": (plan.client,),
        **{f"._runtime.{module}": names for module, names in EXPORTS.items()},
    }
    pairs = ((name, module) for module, names in exports.items() for name in names)
    # Constants, then classes, then functions: the order that linters want of `__all__`.
    modules = sorted(pairs, key=lambda it: (not it[0].isupper(), it[0][:1].islower(), it))
    doc = f"A client of {plan.title}, generated from its documentation."
    yield module(
        "__init__.py", "package.jinja", doc=doc, exports=sorted(exports.items()), modules=modules
    )
    yield module("_types.py", "types.jinja")
    for path, name, base, runtime, folder in (
        ("client.py", plan.client, "Client", "._runtime.client", ".resources"),
        ("aio/client.py", plan.async_client, "AsyncClient", ".._runtime.aio", "."),
    ):
        kind = "asynchronous client" if base == "AsyncClient" else "client"
        yield module(
            path,
            "client.jinja",
            doc=f"The {kind} of {plan.title}.",
            class_doc=client_doc(plan.title, kind, plan.groups),
            name=name,
            base=base,
            runtime=runtime,
            folder=folder,
        )
    yield module("resources/__init__.py", "marker.jinja", doc="Groups of methods.")
    yield module("aio/__init__.py", "marker.jinja", doc="The asynchronous client.")
    yield module("models/__init__.py", "models.jinja")


@cache
def _runtime() -> dict[str, str]:
    """The runtime's files, which every package has a copy of."""
    folder = TEMPLATES / "runtime"
    return {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.py"))}
