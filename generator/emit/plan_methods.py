"""Operations as methods: parameters, results, and what the runtime is told of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from generator.emit import plan_docs
from generator.emit.annotations import UNTYPED_NAME, Annotation, Annotations
from generator.emit.names import Names
from generator.emit.plan import Helper, MethodPlan, Parameter, RoutePlan
from generator.emit.plan_routes import is_shared, query_parameters, routes, takes
from generator.emit.spelling import PARAMETER_RESERVED, Scope
from generator.model import QUERY_OPTIONS, Operation, Param, TypeRef
from generator.records import Record

_SEQUENCE = ("collections.abc", "Sequence")
_TEXT = Annotation("str")
_ME = Annotation('Literal["me"]', (("typing", "Literal"),))
_TEXTS = Annotation("str | Sequence[str]", (_SEQUENCE,))

#: System query option -> its keyword and what it takes.
STANDARD: dict[str, tuple[str, Annotation]] = {
    "select": ("select", _TEXTS),
    "expand": ("expand", _TEXTS),
    "filter": ("filter", _TEXT),
    "orderby": ("order_by", _TEXTS),
    "search": ("search", _TEXT),
    "top": ("top", Annotation("int")),
    "skip": ("skip", Annotation("int")),
    "count": ("count", Annotation("bool")),
}

#: Shapes that answer with nothing unless the page says otherwise.
_SILENT = frozenset({"delete", "add_ref", "remove_ref", "update", "action"})

#: The HTTP method of a shape, for pages that show no request line at all.
_METHODS = {
    "create": "POST",
    "action": "POST",
    "add_ref": "POST",
    "update": "PATCH",
    "delete": "DELETE",
    "remove_ref": "DELETE",
}

_CONTENT = Annotation("Content", ((".._runtime.messages", "Content"),))
_REF = Annotation("Ref", ((".._runtime.calls", "Ref"),))


class Context(Record):
    """What the methods of one group share.

    `aliases` are local names of model classes, `page_url` is where people read a page.
    """

    names: Names
    annotations: Annotations
    aliases: Mapping[str, str]
    page_url: str | None = None


def method(operation: Operation, context: Context) -> MethodPlan:
    """Plan the method of an operation."""
    name = context.names.method(operation)
    planned = routes(operation, context.names)
    returns, documented = _returns(operation), operation.returns
    helper = _helper(operation, returns)
    parameters = tuple(_ordered(_parameters(operation, planned, context)))
    body = operation.body
    takes_body = any(item.role == "body" for item in parameters)
    raw = next((item for item in parameters if item.role == "content"), None)
    missing = operation.missing_route
    return MethodPlan(
        id=operation.id,
        page=operation.page,
        group=name.group,
        cls=name.cls,
        name=name.method,
        constant=name.method.upper(),
        routes=planned,
        parameters=parameters,
        helper=helper,
        result=_result(returns, context),
        returns=returns,
        returns_wire=context.annotations.wire(TypeRef(returns.name)) if returns else None,
        items=documented.items_member if documented else "value",
        doc=plan_docs.method_doc(operation, parameters, context.page_url),
        body=context.annotations.wire(body.type) if takes_body and body and body.type else None,
        raw=_raw(operation) if raw else None,
        missing=None if planned else _missing(operation),
        line=None if planned else (missing.loc if missing else operation.loc).line,
        long_running=bool(documented and documented.status == 202 and documented.type),
        deprecated=operation.doc.deprecated,
    )


def _raw(operation: Operation) -> str:
    body = operation.body.media_type if operation.body else None
    return operation.raw_media or body or "application/octet-stream"


def _missing(operation: Operation) -> str:
    if operation.missing_route is not None:
        return f"{operation.missing_route.method} {operation.missing_route.text}"
    return f"{_METHODS.get(operation.shape, 'GET')} (no request line)"


# Results -----------------------------------------------------------------------------------------


def _returns(operation: Operation) -> TypeRef | None:
    """The type of the result: what the page says, else what the shape tells, else any JSON."""
    if operation.returns is not None:
        return operation.returns.type
    if operation.shape == "count":
        return TypeRef("Edm.Int32")
    if operation.shape == "content":
        is_get = not operation.routes or operation.routes[0].method == "GET"
        return TypeRef("Edm.Stream") if is_get else None
    if operation.shape in _SILENT:
        return None
    return TypeRef(UNTYPED_NAME, operation.shape in ("list", "delta"))


def _helper(operation: Operation, returns: TypeRef | None) -> Helper:
    if returns is None:
        return "none"
    if operation.shape == "delta":
        return "delta"
    if returns.collection:
        is_get = not operation.routes or operation.routes[0].method == "GET"
        return "pages" if is_get else "page"
    return "bytes" if returns.name == "Edm.Stream" else "one"


def _result(returns: TypeRef | None, context: Context) -> Annotation:
    if returns is None:
        return Annotation("None")
    return context.annotations.item(returns.name, context.aliases)


# Parameters --------------------------------------------------------------------------------------


def _ordered(parameters: Iterable[Parameter]) -> Iterator[Parameter]:
    """Positional parameters first; the rest as found."""
    found = list(parameters)
    yield from (item for item in found if not item.keyword)
    yield from (item for item in found if item.keyword)


def _parameters(
    operation: Operation, planned: tuple[RoutePlan, ...], context: Context
) -> Iterator[Parameter]:
    scope = Scope(PARAMETER_RESERVED)
    in_path = list(_path_parameters(operation, planned, context))
    for item in in_path:
        scope.claim(item.name, item.name)
        yield item
    # After a parameter that may be left out, a required one cannot be positional.
    after_optional = any(not item.keyword and not item.required for item in in_path)
    for item in _payload(operation, context, keyword=after_optional):
        scope.claim(item.name, item.name)
        yield item
    yield from _keywords(operation, context, scope)
    if not planned:
        yield Parameter(scope.claim("path", "path")[0], "missing", _TEXT.optional(), "None")
    elif _is_ambiguous(planned):
        yield Parameter("route", "route", Annotation(""), "None")


def _path_parameters(
    operation: Operation, planned: tuple[RoutePlan, ...], context: Context
) -> Iterator[Parameter]:
    """Those that every route needs are positional; if there are none, the most needed one is."""
    counts = Counter(name for route in planned for name in dict.fromkeys(route.names))
    everywhere = {name for name, count in counts.items() if count == len(planned)}
    first = max(counts, key=lambda name: counts[name], default=None)
    arguments = _arguments(operation, context)
    for name in counts:
        wire, param = arguments.get(name, ("", None))
        kind = context.annotations.item(param.type.name) if param else _TEXT
        required = name in everywhere
        yield Parameter(
            name,
            "path",
            kind if required else kind.optional(),
            "" if required else "None",
            keyword=not required and (bool(everywhere) or name != first),
            wire=wire,
            type=param.type if param else None,
            doc=param.doc.text if param else "",
            param=param,
        )
    if "user_id" not in counts and any(is_shared(route, planned) for route in planned):
        yield Parameter("user_id", "path", _ME.optional(), "None")


def _arguments(operation: Operation, context: Context) -> Mapping[str, tuple[str, Param | None]]:
    """What the page says of each placeholder, by its Python name."""
    documented = {
        param.wire.lower(): param
        for param in operation.params
        if param.place in ("path", "function") and param.type.name != "Edm.Stream"
    }
    found: dict[str, tuple[str, Param | None]] = {}
    for route in context.names.routes(operation):
        for slot in route.slots:
            segment = route.route.segments[slot.segment]
            if slot.argument is None:
                wire, alias = segment.text, segment.text
            else:
                argument = segment.args[slot.argument]
                wire, alias = argument.name, argument.placeholder or ""
            param = documented.get(wire.lower()) or documented.get(alias.lower())
            if slot.name not in found or found[slot.name][1] is None:
                found[slot.name] = (wire, param)
    return found


def _payload(operation: Operation, context: Context, keyword: bool) -> Iterator[Parameter]:
    """The body, the content or the reference that the request carries."""
    body = operation.body
    if operation.shape == "add_ref":
        yield Parameter("ref", "ref", _REF, keyword=keyword)
    elif body is not None and (body.type is None or body.type.name == "Edm.Stream"):
        yield Parameter("content", "content", _CONTENT, keyword=keyword, doc=body.doc.text)
    elif body is not None and body.type is not None:
        kind = context.annotations.argument(body.type, context.aliases)
        doc = body.doc.text
        required = body.required and operation.raw_media is None
        default = "" if required else "None"
        kind = kind if required else kind.optional()
        yield Parameter("body", "body", kind, default, keyword=keyword, type=body.type, doc=doc)


def _keywords(operation: Operation, context: Context, scope: Scope) -> Iterator[Parameter]:
    """Members of the body, query options and, for a delta, the link of an earlier round."""
    system, custom = query_parameters(operation)
    system += operation.query_options
    queries = [param for param in operation.params if param.place == "query"]
    system += [param.wire.removeprefix("$").lower() for param in queries]
    if operation.raw_media is not None:
        scope.claim("content", "content")
        yield Parameter("content", "content", _CONTENT.optional(), "None")
    if operation.body is None and operation.shape != "add_ref":
        members = [param for param in operation.params if param.place == "body"]
        yield from _documented(operation, "member", members, context, scope)
    for option in (option for option in QUERY_OPTIONS if option in system):
        name, kind = STANDARD[option]
        if name not in scope:
            scope.claim(name, name)
            yield Parameter(name, "option", kind.optional(), "None", wire=f"${option}")
    queries = [q for q in queries if q.wire.removeprefix("$").lower() not in QUERY_OPTIONS]
    yield from _documented(operation, "query", queries, context, scope)
    known = {param.wire.lower() for param in queries}
    for wire in dict.fromkeys(custom):
        if wire.lower() not in known:
            name, _ = scope.claim(wire, context.names.parameter(operation, wire))
            yield Parameter(name, "query", _TEXT.optional(), "None", wire=wire)
    if operation.shape == "delta":
        scope.claim("link", "link")
        yield Parameter("link", "link", _TEXT.optional(), "None")


def _documented(
    operation: Operation,
    role: Literal["member", "query"],
    params: Iterable[Param],
    context: Context,
    scope: Scope,
) -> Iterator[Parameter]:
    """Parameters as the page's tables have them; one without a statement may be left out."""
    distinct: dict[str, Param] = {}
    for param in params:
        distinct.setdefault(param.wire, param)
    for param in distinct.values():
        name, _ = scope.claim(param.wire, context.names.parameter(operation, param.wire))
        kind = context.annotations.argument(param.type, context.aliases)
        required = param.required and not (role == "member" and operation.raw_media)
        yield Parameter(
            name,
            role,
            kind if required else kind.optional(),
            "" if required else "None",
            wire=param.wire,
            type=param.type,
            type_wire=context.annotations.wire(param.type),
            doc=param.doc.text,
            param=param,
        )


def _is_ambiguous(planned: tuple[RoutePlan, ...]) -> bool:
    """Whether two routes take the same arguments, so that a call has to name one."""
    if len(planned) < 2:
        return False
    counts = Counter(arguments for route in planned for arguments in takes(route, planned))
    return any(count > 1 for count in counts.values())
