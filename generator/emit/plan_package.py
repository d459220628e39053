"""A whole package: its modules, its registries and its clients."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import attrgetter

from generator.emit.layout import natural
from generator.emit.names import NOTHING_KEPT, Names
from generator.emit.names_types import TypeName
from generator.emit.plan import Method, MethodPlan, PackagePlan
from generator.emit.plan_groups import (
    aliases_of,
    group_modules,
    group_outlines,
    groups_of,
    method_plans,
)
from generator.emit.plan_models import model_modules
from generator.model import Api, Operation
from generator.units import Known, Many, Shelf, known_by

_of_plan = attrgetter(*MethodPlan.__struct_fields__)

#: Public names of the package besides the clients: module of the runtime -> names in it.
EXPORTS: dict[str, tuple[str, ...]] = {
    "calls": ("Ref",),
    "enums": ("OpenEnum",),
    "errors": (
        "ApiError",
        "AuthFailed",
        "BadRequest",
        "Conflict",
        "ConnectionFailed",
        "DecodeError",
        "Error",
        "Forbidden",
        "ForeignUrl",
        "Gone",
        "MissingRoute",
        "NotFound",
        "PreconditionFailed",
        "ServerError",
        "Throttled",
        "TimedOut",
        "TooLarge",
        "Unauthorized",
    ),
    "messages": ("Event", "Headers", "RawResponse", "Request", "Response"),
    "models": ("Model", "from_dict", "is_set", "to_dict"),
    "options": ("NULL", "Options"),
    "pager": ("AsyncDeltaPager", "AsyncPager", "DeltaPager", "Page", "Pager"),
    "scalars": ("Duration",),
    "transport": ("AsyncHttpxTransport", "AsyncTransport", "HttpxTransport", "Transport"),
}


def package_plan(
    api: Api, names: Names, page_url: str | None = None, shelf: Shelf = NOTHING_KEPT
) -> PackagePlan:
    """Decide everything about the package of an Api; docstrings link to `page_url`.

    Then `names.report` and `names.unused` are complete.
    """
    types: dict[str, TypeName] = {}
    for name in _type_names(api):
        found = names.type(name)
        if found is not None:
            types[name] = found
    operations = known_by(api.operations, lambda item: item.id)
    groups = groups_of(operations, names)
    aliases = aliases_of(groups, (item.cls for item in types.values()), names)
    made = method_plans(operations, names, aliases, page_url, shelf)
    plans = made.values.entries
    outlines = group_outlines(groups, names, shelf)
    modules = {(item.cls, item.module) for item in types.values()}
    return PackagePlan(
        name=names.package,
        title=f"{api.namespace or names.package} {api.name}".strip(),
        client=names.client,
        async_client=names.async_client,
        base_url=api.base_url,
        documented_url=api.documented_url,
        outlines=outlines,
        modules=tuple(sorted(modules, key=lambda it: (natural(it[1]), natural(it[0])))),
        types=tuple(sorted((name, item.cls) for name, item in types.items())),
        models=model_modules(api, names, shelf),
        groups=group_modules(outlines, groups, plans, names, aliases, shelf),
        methods=_methods(operations, plans, shelf),
        routes={id: found.routes for id, found in made.outlines.items()},
    )


def _type_names(api: Api) -> Iterator[str]:
    yield from known_by(api.resources, lambda item: item.name)
    yield from known_by(api.enums, lambda item: item.name)


def _methods(
    operations: Mapping[str, Known[Operation]],
    plans: Mapping[str, Known[MethodPlan]],
    shelf: Shelf,
) -> Many[Method]:
    """Operations and their plans, put together when somebody looks."""

    def known(id: str) -> Known[Method]:
        operation, plan = operations[id], plans[id]
        return Known(
            operation.sum + plan.sum if shelf.is_open else None,
            lambda: _method(operation.value, plan.value),
        )

    return Many((id, known(id)) for id in operations)


def _method(operation: Operation, plan: MethodPlan) -> Method:
    return Method(*_of_plan(plan), operation=operation)
