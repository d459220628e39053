"""Parameter Objects: placeholders of the path, system query options, other queries, headers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.emit.routes import Slot
from generator.model import QUERY_OPTIONS, Operation, Param, Route, Segment, TypeRef
from generator.openapi.routes import Request
from generator.openapi.types import Types
from generator.openapi.values import Json, described, place, present

#: The system query options (OData 4.01 URL Conventions, section 5.1).
_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}
_OPTIONS: dict[str, tuple[Json, str]] = {
    "select": (_TEXT, "Properties to return, separated by commas."),
    "expand": (_TEXT, "Related resources to return in place, separated by commas."),
    "filter": (_TEXT, "The condition that items have to meet."),
    "orderby": (_TEXT, "Properties to sort by, separated by commas; each may be followed by desc."),
    "search": (_TEXT, "Words to search for."),
    "top": (_COUNT, "How many items to return at most."),
    "skip": (_COUNT, "How many items to leave out at the start."),
    "count": ({"type": "boolean"}, "Whether to return the number of all items as well."),
}

#: Headers that OpenAPI describes by other means (OpenAPI 3.1, section 4.8.12).
_ELSEWHERE = frozenset({"accept", "content-type", "authorization"})
_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_NAMED_VALUE = re.compile(r"([A-Za-z][\w.-]*)=([^&]*)")


def shared() -> Json:
    """`components.parameters`: one for each system query option."""
    return {
        name: {"name": f"${name}", "in": "query", "description": text, "schema": schema}
        for name, (schema, text) in _OPTIONS.items()
    }


def parameters(request: Request, types: Types) -> list[Json]:
    """The parameters of a request, each once, as the first page that has it describes it."""
    found: dict[tuple[str, str], Json] = {}
    for item in _path(request, types):
        found.setdefault(("path", item["name"]), item)
    for operation in request.operations:
        for param in operation.params:
            if _fits(param, operation):
                item = _parameter(param, types)
                found.setdefault((param.place, item["name"].lower()), item)
    for item in _documented_queries(request):
        found.setdefault(("query", item["name"].lower()), item)
    supported = {option for op in request.operations for option in op.query_options}
    # A request line that has `search=` spells `$search` that way (OData 4.01, section 5.1).
    options = [o for o in QUERY_OPTIONS if o in supported and ("query", o) not in found]
    return [*found.values(), *({"$ref": f"#/components/parameters/{name}"} for name in options)]


def leftover(request: Request) -> list[Json]:
    """Parameters of paths that no path of their page has a place for."""
    return [
        {"name": param.wire, "place": param.place, **described(param.doc), **place(param.loc)}
        for operation in request.operations
        for param in operation.params
        if param.place in ("path", "function") and _key(param.wire) not in _places(operation)
    ]


def _places(operation: Operation) -> set[str]:
    segments = [segment for route in operation.routes for segment in route.segments]
    arguments = [argument.name for segment in segments for argument in segment.args]
    return {_key(text) for text in (*(segment.text for segment in segments), *arguments)}


def _path(request: Request, types: Types) -> Iterator[Json]:
    """One for each placeholder; what any of the pages says of it is taken."""
    for position, hole in enumerate(request.holes):
        texts: list[str] = []
        said: Param | None = None
        spans = False
        for use in request.uses:
            slot, segments = use.named.slots[position], use.named.route.segments
            texts.append(_documented(segments, slot))
            spans = spans or segments[slot.segment].kind == "path"
            said = said or _described_by(use.operation, _name(segments, slot))
        ref = said.type if said else TypeRef("Edm.String")
        yield {
            "name": hole,
            "in": "path",
            "required": True,
            **(described(said.doc) if said else {}),
            "schema": types.simple(ref),
            **present(x_odata_placeholder=_other(texts, hole), x_odata_spans_segments=spans),
            **(place(said.loc) if said else place(request.uses[0].named.route.loc)),
        }


def _other(texts: list[str], hole: str) -> str | None:
    """The documented spelling of a placeholder, if it is not the name it has here."""
    return next((text for text in texts if text != hole), None)


def _described_by(operation: Operation, name: str) -> Param | None:
    places = ("path", "function")
    return next((p for p in operation.params if p.place in places and _key(p.wire) == name), None)


def _name(segments: tuple[Segment, ...], slot: Slot) -> str:
    segment = segments[slot.segment]
    return _key(segment.text if slot.argument is None else segment.args[slot.argument].name)


def _documented(segments: tuple[Segment, ...], slot: Slot) -> str:
    segment = segments[slot.segment]
    if slot.argument is None:
        return segment.text
    return segment.args[slot.argument].placeholder or ""


def _key(text: str) -> str:
    return text.strip(" {}@").lower()


def _fits(param: Param, operation: Operation) -> bool:
    if param.place == "query":
        return param.wire.lstrip("$").lower() not in operation.query_options
    headed = param.place == "header" and _TOKEN.fullmatch(param.wire) is not None
    return headed and param.wire.lower() not in _ELSEWHERE


def _parameter(param: Param, types: Types) -> Json:
    return {
        "name": param.wire,
        "in": param.place,
        **present(required=param.required is True),
        **described(param.doc),
        "schema": types.simple(param.type),
        **place(param.loc),
    }


def _documented_queries(request: Request) -> Iterator[Json]:
    """`?name=value` of request lines; required where no line goes without."""
    routes = [use.named.route for use in request.uses]
    lines = [dict(_pairs(route)) for route in routes]
    for index, pairs in enumerate(lines):
        for name, value in pairs.items():
            yield {
                "name": name,
                "in": "query",
                **present(required=all(name in other for other in lines)),
                "schema": {"type": "string"},
                **({"example": value} if "{" not in value else {}),
                **place(routes[index].loc),
            }


def _pairs(route: Route) -> list[tuple[str, str]]:
    return _NAMED_VALUE.findall(route.query) if not route.query.startswith("$") else []
