"""The modules of models and groups as pieces of work whose results may come from an earlier run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.cache import key_of
from generator.emit import tidy
from generator.emit.plan import PackagePlan
from generator.emit.render import render
from generator.packing import pack


@dataclass(frozen=True, slots=True)
class ModuleTask:
    """Renders and compiles one module; its text depends on the template's values alone."""

    path: str
    template: str
    values: Mapping[str, Any]

    @property
    def key(self) -> bytes:
        """Depends on the template's values. The path is what compiling would call the module."""
        return key_of("module", self.template, pack(self.values))

    def text(self) -> str:
        """The module's text."""
        return render(self.template, **self.values)

    def make(self) -> str:
        """The module's text, compiled. Raises `tidy.BrokenTemplate` if that fails."""
        text = self.text()
        tidy.check({self.path: text}, {self.path: self.template})
        return text

    def pack(self, made: str) -> bytes:
        """The text as data."""
        return made.encode()

    def unpack(self, data: bytes | memoryview) -> str | None:
        """The text, if it is one."""
        try:
            return str(data, "utf-8")
        except ValueError:
            return None


def module_tasks(plan: PackagePlan) -> list[ModuleTask]:
    """A package's modules below `models`, `resources` and `aio`."""
    root = plan.name
    tasks = [
        ModuleTask(f"{root}/models/{module.name}.py", "model.jinja", {"plan": module})
        for module in plan.models
    ]
    for group in plan.groups:
        sync = {"plan": group, "imports": group.imports, "base": "Group", "is_async": False}
        twin = {**sync, "imports": group.async_imports, "base": "AsyncGroup", "is_async": True}
        tasks.append(ModuleTask(f"{root}/resources/{group.name}.py", "group.jinja", sync))
        tasks.append(ModuleTask(f"{root}/aio/{group.name}.py", "group.jinja", twin))
    return tasks
