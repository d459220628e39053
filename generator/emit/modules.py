"""The modules of a package, as the templates that they are made by and the values of these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.emit.plan import Frame, GroupModule, ModelModule, PackagePlan
from generator.emit.plan_docs import client_doc
from generator.emit.plan_package import EXPORTS
from generator.records import Record, replace


class Module(Record):
    """A Python file of the output; `path` is below the output folder."""

    path: str
    template: str
    values: Mapping[str, Any]


def texts(modules: Iterable[Module], *, check: bool = True) -> dict[str, str]:
    """The texts by path, compiled unless `check` is False.

    Raises `tidy.BrokenTemplate` for one that does not compile, which is a bug of a template.
    """
    from generator.emit import tidy
    from generator.emit.render import render

    modules = tuple(modules)
    found = {item.path: render(item.template, **item.values) for item in modules}
    if check:
        tidy.check(found, {item.path: item.template for item in modules})
    return found


def package_modules(plan: PackagePlan) -> Iterator[Module]:
    """All of a package but the runtime."""
    for module in plan.models:
        yield model_module(plan.name, module)
    for group in plan.groups:
        yield from group_modules(plan.name, group)
    yield from frame_modules(plan)


def shared_modules() -> Iterator[Module]:
    """What there is once beside the packages: the tests find these by it."""
    yield Module("tests/conftest.py", "conftest.jinja", {})


def model_module(root: str, module: ModelModule) -> Module:
    """A module below `models`."""
    return Module(f"{root}/models/{module.name}.py", "model.jinja", {"plan": module})


def group_modules(root: str, group: GroupModule) -> Iterator[Module]:
    """A module below `resources`, and its twin below `aio`."""
    sync = {"plan": group, "imports": group.imports, "base": "Group", "is_async": False}
    twin = {**sync, "imports": group.async_imports, "base": "AsyncGroup", "is_async": True}
    yield Module(f"{root}/resources/{group.name}.py", "group.jinja", sync)
    yield Module(f"{root}/aio/{group.name}.py", "group.jinja", twin)


def frame_modules(plan: PackagePlan) -> Iterator[Module]:
    """The modules that there is one of in each package: exports, registries, the clients.

    Their templates see no more of the plan than they need, so that an edit of a model or a method
    makes none of them anew.
    """
    registries = replace(plan.frame, outlines=())
    clients = replace(plan.frame, modules=(), types=())
    head = replace(clients, outlines=())

    def module(path: str, template: str, plan: Frame = head, **values: Any) -> Module:
        return Module(f"{plan.name}/{path}", template, {"plan": plan, **values})

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
    yield module("_types.py", "types.jinja", registries)
    for path, name, base, runtime, folder in (
        ("client.py", plan.client, "Client", "._runtime.client", ".resources"),
        ("aio/client.py", plan.async_client, "AsyncClient", ".._runtime.aio", "."),
    ):
        kind = "asynchronous client" if base == "AsyncClient" else "client"
        yield module(
            path,
            "client.jinja",
            clients,
            doc=f"The {kind} of {plan.title}.",
            class_doc=client_doc(plan.title, kind, plan.outlines),
            name=name,
            base=base,
            runtime=runtime,
            folder=folder,
        )
    yield module("resources/__init__.py", "marker.jinja", doc="Groups of methods.")
    yield module("aio/__init__.py", "marker.jinja", doc="The asynchronous client.")
    yield module("models/__init__.py", "models.jinja", registries)
    yield module("testing.py", "testing.jinja")
