"""A whole package: its modules, its registries and its clients."""

from __future__ import annotations

from generator.emit.annotations import Annotations
from generator.emit.layout import natural
from generator.emit.names import Names
from generator.emit.plan import Method, PackagePlan
from generator.emit.plan_groups import group_modules
from generator.emit.plan_models import model_modules
from generator.model import Api

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


def package_plan(api: Api, names: Names, page_url: str | None = None) -> PackagePlan:
    """Decide everything about the package of an Api; docstrings link to `page_url`."""
    annotations = Annotations(api, names)
    models = model_modules(api, names, annotations)
    groups = group_modules(api, names, annotations, page_url)
    types: dict[str, tuple[str, str]] = {}
    for name in (*(item.name for item in api.resources), *(item.name for item in api.enums)):
        found = names.type(name)
        if found is not None:
            types[name] = (found.cls, found.module)
    return PackagePlan(
        name=names.package,
        title=f"{api.namespace or names.package} {api.name}".strip(),
        client=names.client,
        async_client=names.async_client,
        base_url=api.base_url,
        documented_url=api.documented_url,
        models=models,
        groups=tuple(sorted(groups, key=lambda group: group.name)),
        modules=tuple(sorted(types.values(), key=lambda it: (natural(it[1]), natural(it[0])))),
        types=tuple(sorted((name, cls) for name, (cls, _) in types.items())),
    )


def methods_by_operation(api: Api, names: Names) -> dict[str, Method]:
    """The method of each operation, by the operation's id."""
    groups = group_modules(api, names, Annotations(api, names))
    return {method.operation.id: method for group in groups for method in group.methods}
