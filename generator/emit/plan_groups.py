"""Operations as modules below `resources` and their twins below `aio`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from generator.emit import plan_docs
from generator.emit.annotations import Annotations, Import, by_module
from generator.emit.names import NOTHING_KEPT, Names
from generator.emit.plan import GroupModule, GroupOutline, Imports, MethodPlan
from generator.emit.plan_methods import Context, method
from generator.model import Operation
from generator.records import replace
from generator.units import Known, Made, Many, Results, Shelf, Small, Stage, digest

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


class Outline(NamedTuple):
    """What every run looks at of a method: the configured names that it takes, its routes."""

    forced: tuple[str, ...]
    routes: tuple[str, ...]


_METHODS: Final = Stage[Outline, MethodPlan]("methods", Outline, MethodPlan)
_ABOUT: Final = Stage[str, None]("about", str, None)

#: Groups by name, each with the ids of its operations in the order of their pages.
Groups = Mapping[str, Sequence[str]]

#: By group, the other names of model classes that are called like something else in its module.
Aliases = Small[dict[str, str]]


def groups_of(operations: Iterable[str], names: Names) -> Groups:
    """The groups of operations."""
    found: dict[str, list[str]] = {}
    for id in operations:
        found.setdefault(names.methods[id].group, []).append(id)
    return dict(sorted(found.items()))


def aliases_of(groups: Groups, classes: Iterable[str], names: Names) -> Aliases:
    """The aliases that groups need, where the models are `classes`."""
    known = frozenset(classes)
    found = Aliases("aliases")
    for group, ids in groups.items():
        methods = [names.methods[id] for id in ids]
        aliases = _aliases(
            known, _TAKEN | {methods[0].cls} | {item.method.upper() for item in methods}
        )
        if aliases:
            found[group] = aliases
    return found


def method_plans(
    operations: Mapping[str, Known[Operation]],
    names: Names,
    aliases: Aliases,
    page_url: str | None = None,
    shelf: Shelf = NOTHING_KEPT,
) -> Results[Outline, MethodPlan]:
    """The methods of operations by id."""
    annotations = Annotations(names)

    def make(id: str) -> Made[Outline, MethodPlan]:
        operation = operations[id].value
        own = aliases.get(names.methods[id].group, {})
        plan = method(operation, Context(names, annotations, own, page_url))
        forced = tuple(sorted(names.forced.of(id).used))
        outline = Outline(forced, tuple(route.text for route in plan.routes))
        return Made(outline, plan, names.route_findings(operation))

    inputs = names.inputs(operations, shelf, page_url or "")
    # A method depends on one name of a method, its own: that is part of what it is made of.
    if shelf.is_open:
        for id in inputs:
            inputs[id] += f" {names.methods[id].group}.{names.methods[id].method}".encode()
    results = _METHODS.run(shelf, inputs, (*names.tables, aliases), make)
    names.forced.remember({id: found.forced for id, found in results.outlines.items()})
    names.report.extend(results.findings)
    return results


def group_outlines(
    groups: Groups, names: Names, shelf: Shelf = NOTHING_KEPT
) -> tuple[GroupOutline, ...]:
    """What clients show of the groups, whose methods are not looked at."""
    owners = {group: owner for group, ids in groups.items() if (owner := _owner(ids, names))}
    resources = {owner: names.resources[owner] for owner in owners.values()}

    def make(owner: str) -> Made[str, None]:
        return Made(plan_docs.first_sentence(resources[owner].value.doc), None)

    about = _ABOUT.run(shelf, names.inputs(resources, shelf), (), make).outlines
    found: list[GroupOutline] = []
    for group, ids in groups.items():
        doc = f"Operations on {group.replace('_', ' ').strip()}."
        text = about[owners[group]] if group in owners else ""
        cls = names.methods[ids[0]].cls
        found.append(GroupOutline(group, cls, f"{doc}\n\n{text}".strip(), text))
    return tuple(found)


def group_modules(
    outlines: Iterable[GroupOutline],
    groups: Groups,
    plans: Mapping[str, Known[MethodPlan]],
    names: Names,
    aliases: Aliases,
    shelf: Shelf = NOTHING_KEPT,
) -> Many[GroupModule]:
    """One module for each group, made when it is looked at."""

    def known(outline: GroupOutline) -> Known[GroupModule]:
        methods = [plans[id] for id in groups[outline.name]]
        own = aliases.get(outline.name, {})
        sums = [item.sum for item in methods] if shelf.is_open else []
        return Known(
            digest((outline, own, sums)) if shelf.is_open else None,
            lambda: _module(outline, tuple(item.value for item in methods), names, own),
        )

    return Many((outline.name, known(outline)) for outline in outlines)


def _owner(operations: Iterable[str], names: Names) -> str | None:
    """The resource that most of the operations belong to, if it is documented."""
    found = (owner for id in operations if (owner := names.wanted[id].owner))
    most = next((owner for owner, _ in Counter(found).most_common(1)), None)
    return most if most in names.resources else None


def _module(
    outline: GroupOutline,
    methods: tuple[MethodPlan, ...],
    names: Names,
    aliases: Mapping[str, str],
) -> GroupModule:
    models = set(_models(methods, names, aliases))
    return GroupModule(
        name=outline.name,
        cls=outline.cls,
        doc=outline.doc,
        about=outline.about,
        imports=_imports(methods, models, is_async=False),
        async_imports=_twin(_imports(methods, models, is_async=True), outline.name, methods),
        methods=methods,
    )


def _aliases(known: frozenset[str], taken: frozenset[str]) -> dict[str, str]:
    """Other names for model classes that are called like something else in the module."""
    found: dict[str, str] = {}
    for cls in sorted(known & taken):
        alias = f"{cls}Model"
        while alias in known or alias in taken:
            alias += "_"
        found[cls] = alias
    return found


def _models(
    methods: Iterable[MethodPlan], names: Names, aliases: Mapping[str, str]
) -> Iterable[Import]:
    for item in methods:
        for annotation in (item.result, *(each.annotation for each in item.parameters)):
            for type_name in annotation.types:
                found = names.type(type_name)
                if found is not None:
                    alias = aliases.get(found.cls)
                    yield "..models", f"{found.cls} as {alias}" if alias else found.cls


def _imports(methods: tuple[MethodPlan, ...], models: set[Import], is_async: bool) -> Imports:
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


def _twin(imports: Imports, group: str, methods: tuple[MethodPlan, ...]) -> Imports:
    """The asynchronous module takes its operations from the synchronous one."""
    constants = tuple(sorted(item.constant for item in methods))
    groups = tuple(line for line in imports.local if line[0] != f"{_RUNTIME}.operations")
    return replace(imports, local=(*groups, (f"..resources.{group}", constants)))
