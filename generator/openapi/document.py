"""The OpenAPI document of one API, put together."""

from __future__ import annotations

from collections.abc import Iterable

from generator.emit.names import Names
from generator.model import Api, Example, Operation, Resource
from generator.openapi import messages, parameters, security
from generator.openapi.examples import placed
from generator.openapi.routes import METHODS, Request, requests
from generator.openapi.schemas import Schemas
from generator.openapi.values import Json, described, place, present, scrubbed

VERSION = "3.1.1"


def document(api: Api, names: Names) -> Json:
    """The Api as an OpenAPI document: strict JSON, in an order that depends on the pages alone."""
    schemas = Schemas(api, names)
    found = requests(api, names)
    examples = placed(api, found)
    paths: Json = {}
    for request in found:
        shown = examples.get((request.method, request.path), [])
        item = paths.setdefault(request.path, {})
        method = request.method.lower()
        if method not in METHODS:
            item = item.setdefault("x-other-methods", {})
            method = request.method
        item[method] = _operation(request, shown, schemas, names)
    unrouted = [_unrouted(op, names) for op in api.operations if not op.routes]
    return scrubbed(
        {
            "openapi": VERSION,
            "info": _info(api),
            "servers": [{"url": api.base_url or "/"}],
            "security": security.ANY,
            "tags": _tags(api, found, names),
            "paths": paths,
            "components": {
                "schemas": schemas.components(),
                "parameters": parameters.shared(),
                "responses": messages.shared(schemas),
                "securitySchemes": security.schemes(api),
            },
            **present(x_unrouted=unrouted),
        }
    )


def _info(api: Api) -> Json:
    return {
        "title": api.namespace or "API",
        "version": api.name or "unknown",
        "description": "Made from documentation pages. `x-docs` is the page and line of a fact.",
    }


def _tags(api: Api, found: Iterable[Request], names: Names) -> list[Json]:
    """One for each group, with what the pages say of the resource that owns its operations."""
    documented = {resource.name: resource for resource in api.resources}
    tags: dict[str, Json] = {}
    for request in found:
        for operation in request.operations:
            group = names.method(operation).group
            owner = documented.get(operation.owner or "")
            if group not in tags or (owner and "x-docs" not in tags[group]):
                tags[group] = {"name": group} | (_tag(owner) if owner else {})
    return [tags[group] for group in sorted(tags)]


def _tag(owner: Resource) -> Json:
    return present(description=owner.doc.text or owner.doc.summary) | place(owner.loc)


def _operation(request: Request, examples: list[Example], schemas: Schemas, names: Names) -> Json:
    first, *others = request.operations
    groups = [names.method(operation).group for operation in request.operations]
    return {
        "operationId": request.id,
        "tags": list(dict.fromkeys(groups)),
        **present(summary=first.title),
        **described(first.doc),
        **present(
            parameters=parameters.parameters(request, schemas.types),
            requestBody=messages.request_body(request, examples, schemas),
        ),
        "responses": messages.responses(request, examples, schemas),
        **security.security(request.operations),
        **present(
            x_odata_shape=first.shape,
            x_routes=[_route(request, position) for position in range(len(request.uses))],
            x_also_documented=[_other(operation, names) for operation in others],
            x_other_parameters=parameters.leftover(request),
            x_other_statuses=messages.other_statuses(request),
            x_python=_python(first, names),
        ),
        **place(first.loc),
    }


def _route(request: Request, position: int) -> Json:
    """A request line as the page has it; `shown` when only an example does."""
    route = request.uses[position].named.route
    query = f"?{route.query}" if route.query else ""
    line = f"{route.method} {route.path}{query}"
    return {"request": line, **present(shown=route.shown_only), **place(route.loc)}


def _other(operation: Operation, names: Names) -> Json:
    return {
        "summary": operation.title,
        **described(operation.doc),
        "x-python": _python(operation, names),
        **place(operation.loc),
    }


def _unrouted(operation: Operation, names: Names) -> Json:
    """An operation of which no page tells the path."""
    missing = operation.missing_route
    return {
        "summary": operation.title,
        **described(operation.doc),
        **present(request=f"{missing.method} {missing.text}" if missing else None),
        "x-python": _python(operation, names),
        **place(missing.loc if missing else operation.loc),
    }


def _python(operation: Operation, names: Names) -> str:
    """The method of the generated client, as `group.method`."""
    method = names.method(operation)
    return f"{method.group}.{method.method}"
