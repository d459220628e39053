"""The modules of models and groups as pieces of work whose results may come from an earlier run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from generator.cache import key_of
from generator.emit import tidy
from generator.emit.plan import GroupModule, ModelModule, PackagePlan
from generator.emit.render import render
from generator.packing import Digests, pack


@dataclass(frozen=True, slots=True)
class ModuleTask:
    """Renders and compiles one module; its text depends on the template's values alone.

    `identity` stands for these values; the path is only what a mistake is reported with.
    """

    path: str
    template: str
    values: Mapping[str, Any]
    identity: Callable[[], object]

    @property
    def key(self) -> bytes:
        """Depends on the template's values."""
        return key_of("module", self.template, pack(self.identity()))

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


def module_tasks(plan: PackagePlan, digests: Digests | None = None) -> list[ModuleTask]:
    """A package's modules below `models`, `resources` and `aio`."""
    digests = digests or Digests()
    models = [_model(plan.name, module) for module in plan.models]
    return models + [task for group in plan.groups for task in _group(plan.name, group, digests)]


def _model(root: str, module: ModelModule) -> ModuleTask:
    path = f"{root}/models/{module.name}.py"
    return ModuleTask(path, "model.jinja", {"plan": module}, lambda: module)


def _group(root: str, group: GroupModule, digests: Digests) -> Iterator[ModuleTask]:
    """The module of a group and its twin."""

    def identity(is_async: bool) -> object:
        return is_async, replace(group, methods=()), [digests.of(it) for it in group.methods]

    sync = {"plan": group, "imports": group.imports, "base": "Group", "is_async": False}
    twin = {**sync, "imports": group.async_imports, "base": "AsyncGroup", "is_async": True}
    for folder, values in (("resources", sync), ("aio", twin)):
        path = f"{root}/{folder}/{group.name}.py"
        is_async = values is twin
        yield ModuleTask(path, "group.jinja", values, partial(identity, is_async))
