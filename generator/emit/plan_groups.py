"""Operations as modules below `resources` and their twins below `aio`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from generator.emit import plan_docs
from generator.emit.annotations import Annotations, Import, by_module
from generator.emit.names import Names
from generator.emit.plan import GroupModule, Imports, Method
from generator.emit.plan_methods import Context, method
from generator.model import Api, EnumType, Operation, Resource

_RUNTIME = ".._runtime"

#: Names that group modules import from elsewhere than the models.
_TAKEN = frozenset(
    {
        "Any",
        "AsyncDeltaPager",
        "AsyncGroup",
        "AsyncPager",
        "Content",
        "Decimal",
        "DeltaPager",
        "Duration",
        "Group",
        "Literal",
        "Operation",
        "Options",
        "Page",
        "Pager",
        "Ref",
        "Sequence",
        "UUID",
        "Unpack",
    }
)

_PAGERS = {"pages": "Pager", "delta": "DeltaPager"}


def group_modules(
    api: Api, names: Names, annotations: Annotations, page_url: str | None = None
) -> tuple[GroupModule, ...]:
    """One module for each group, in the order in which the pages document their first method."""
    groups: dict[str, dict[str, Operation]] = {}
    for operation in api.operations:
        group = groups.setdefault(names.method(operation).group, {})
        group.setdefault(operation.id, operation)
    types: list[Resource | EnumType] = [*api.resources, *api.enums]
    classes = [name.cls for item in types if (name := names.type(item.name))]
    return tuple(
        _module(name, list(operations.values()), names, annotations, classes, page_url)
        for name, operations in groups.items()
    )


def _module(
    group: str,
    operations: list[Operation],
    names: Names,
    annotations: Annotations,
    classes: list[str],
    page_url: str | None,
) -> GroupModule:
    cls = names.method(operations[0]).cls
    taken = _TAKEN | {cls} | {names.method(item).method.upper() for item in operations}
    aliases = _aliases(classes, taken)
    context = Context(names, annotations, aliases, page_url)
    methods = tuple(method(item, context) for item in operations)
    models = set(_models(methods, names, aliases))
    about = _about(operations, names)
    doc = f"Operations on {group.replace('_', ' ').strip()}."
    return GroupModule(
        name=group,
        cls=cls,
        doc=f"{doc}\n\n{about}".strip(),
        about=about,
        imports=_imports(methods, models, is_async=False),
        async_imports=_twin(_imports(methods, models, is_async=True), group, methods),
        methods=methods,
    )


def _about(operations: Iterable[Operation], names: Names) -> str:
    """The first sentence on the resource that most of the operations belong to."""
    owners = Counter(item.owner for item in operations if item.owner)
    for owner, _ in owners.most_common(1):
        resource = names.resource(owner)
        if resource is not None:
            return plan_docs.first_sentence(resource.doc)
    return ""


def _aliases(classes: Iterable[str], taken: frozenset[str] | set[str]) -> dict[str, str]:
    """Other names for model classes that are called like something else in the module."""
    known = set(classes)
    found: dict[str, str] = {}
    for cls in sorted(known & taken):
        alias = f"{cls}Model"
        while alias in known or alias in taken:
            alias += "_"
        found[cls] = alias
    return found


def _models(methods: Iterable[Method], names: Names, aliases: dict[str, str]) -> Iterable[Import]:
    for item in methods:
        for annotation in (item.result, *(each.annotation for each in item.parameters)):
            for type_name in annotation.types:
                found = names.type(type_name)
                if found is not None:
                    alias = aliases.get(found.cls)
                    yield "..models", f"{found.cls} as {alias}" if alias else found.cls


def _imports(methods: tuple[Method, ...], models: set[Import], is_async: bool) -> Imports:
    mark = "Async" if is_async else ""
    typing: set[Import] = {("typing", "Unpack"), (f"{_RUNTIME}.options", "Options"), *models}
    for item in methods:
        for annotation in (item.result, *(each.annotation for each in item.parameters)):
            typing.update(annotation.imports)
        if item.helper in _PAGERS:
            typing.add((f"{_RUNTIME}.pager", mark + _PAGERS[item.helper]))
        if item.helper == "page":
            typing.add((f"{_RUNTIME}.pager", "Page"))
        if item.role("route"):
            typing.add(("typing", "Literal"))
    local = {(f"{_RUNTIME}.groups", f"{mark}Group"), (f"{_RUNTIME}.operations", "Operation")}
    if any(item.deprecated is not None for item in methods):
        local.add((f"{_RUNTIME}.marks", "deprecated"))
    return Imports(
        by_module([("typing", "TYPE_CHECKING")]),
        by_module(local),
        by_module(item for item in typing if item[0][0] != "."),
        by_module(item for item in typing if item[0][0] == "."),
    )


def _twin(imports: Imports, group: str, methods: tuple[Method, ...]) -> Imports:
    """The asynchronous module takes its operations from the synchronous one."""
    constants = tuple(sorted(item.constant for item in methods))
    groups = tuple(line for line in imports.local if line[0] != f"{_RUNTIME}.operations")
    return replace(imports, local=(*groups, (f"..resources.{group}", constants)))
