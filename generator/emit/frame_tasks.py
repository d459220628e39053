"""The modules around those of models and groups: exports, registries, the clients."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from generator.emit.module_tasks import ModuleTask
from generator.emit.plan import PackagePlan
from generator.emit.plan_docs import client_doc
from generator.emit.plan_package import EXPORTS


def frame_tasks(plan: PackagePlan) -> Iterator[ModuleTask]:
    """The modules that there is one of in each package.

    Their templates see no model and no method, so that an edit of one makes none of these anew.
    """
    groups = tuple(replace(group, methods=()) for group in plan.groups)
    outline = replace(plan, models=(), groups=groups)

    def module(path: str, template: str, **values: Any) -> ModuleTask:
        values = {"plan": outline, **values}
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
