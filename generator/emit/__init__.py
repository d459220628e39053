"""An Api as the files of a Python package.

`emit` returns `{path: text}` with paths relative to the output folder. Everything but the tests of
documented examples: those are `generator.emit.test_cases`.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from generator.emit import tidy
from generator.emit.names import Names
from generator.emit.plan import PackagePlan
from generator.emit.plan_package import EXPORTS, package_plan
from generator.emit.render import render
from generator.model import Api
from generator.templates_dir import TEMPLATES

__all__ = ["emit", "package_plan", "plan_files"]


def emit(api: Api, names: Names, *, check: bool = True) -> dict[str, str]:
    """The files of one package, compiled unless `check` is False.

    Raises `tidy.BrokenTemplate` when a file does not compile, which is a bug of a template.
    """
    return plan_files(package_plan(api, names), check=check)


def plan_files(plan: PackagePlan, *, check: bool = True) -> dict[str, str]:
    """The files of a planned package."""
    writer = _Writer(plan)
    writer.package()
    writer.models()
    writer.groups()
    if check:
        tidy.check(writer.files, writer.templates)
    root = plan.name
    writer.files.update({f"{root}/_runtime/{name}": text for name, text in _runtime().items()})
    writer.files.update({f"surface/{root}/{name}": text for name, text in plan.surface})
    return writer.files


class _Writer:
    """Renders a plan's modules; remembers which template made which file."""

    def __init__(self, plan: PackagePlan) -> None:
        self.plan = plan
        self.files: dict[str, str] = {}
        self.templates: dict[str, str] = {}

    def package(self) -> None:
        plan = self.plan
        exports = {
            ".aio.client": (plan.async_client,),
            ".client": (plan.client,),
            **{f"._runtime.{module}": names for module, names in EXPORTS.items()},
        }
        modules = sorted((name, module) for module, names in exports.items() for name in names)
        doc = f"A client of {plan.title}, generated from its documentation."
        lines = sorted(exports.items())
        self._put("__init__.py", "package.jinja", doc=doc, exports=lines, modules=modules)
        self._put("_types.py", "types.jinja")
        self._client("client.py", plan.client, "Client", "._runtime.client", ".resources")
        self._client("aio/client.py", plan.async_client, "AsyncClient", ".._runtime.aio", ".")
        self._put("resources/__init__.py", "marker.jinja", doc="Groups of methods.")
        self._put("aio/__init__.py", "marker.jinja", doc="The asynchronous client.")
        self.files[f"{plan.name}/py.typed"] = ""

    def models(self) -> None:
        self._put("models/__init__.py", "models.jinja")
        for module in self.plan.models:
            self._put(f"models/{module.name}.py", "model.jinja", plan=module)

    def groups(self) -> None:
        for group in self.plan.groups:
            self._put(
                f"resources/{group.name}.py",
                "group.jinja",
                plan=group,
                imports=group.imports,
                base="Group",
                is_async=False,
            )
            self._put(
                f"aio/{group.name}.py",
                "group.jinja",
                plan=group,
                imports=group.async_imports,
                base="AsyncGroup",
                is_async=True,
            )

    def _client(self, path: str, name: str, base: str, runtime: str, folder: str) -> None:
        kind = "asynchronous client" if base == "AsyncClient" else "client"
        doc = f"The {kind} of {self.plan.title}."
        self._put(
            path,
            "client.jinja",
            doc=doc,
            name=name,
            base=base,
            runtime=runtime,
            folder=folder,
        )

    def _put(self, path: str, template: str, **values: Any) -> None:
        path = f"{self.plan.name}/{path}"
        self.files[path] = render(template, **{"plan": self.plan, **values})
        self.templates[path] = template


@cache
def _runtime() -> dict[str, str]:
    """The runtime's files, which every package has a copy of."""
    folder = TEMPLATES / "runtime"
    return {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.py"))}
