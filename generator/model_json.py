"""The model as JSON: what `python -m generator model DOCS` prints.

The keys below are a contract with other programs: they stay, more may be added. Names are wire
names, types full names, lines count from 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from generator.diagnostics import Finding
from generator.model import (
    Api,
    EnumType,
    Example,
    HttpMessage,
    Loc,
    Operation,
    Param,
    Property,
    Resource,
    Returns,
    Route,
    TypeRef,
)

#: The number that grows when a key's meaning changes.
FORMAT = 1

Json = dict[str, Any]
#: (verdict, reason) by operation id and example name.
Verdicts = Mapping[tuple[str, str], tuple[str, str | None]]


def api_json(
    api: Api,
    operation_name: Callable[[Operation], str],
    verdicts: Verdicts,
    findings: Iterable[Finding],
) -> Json:
    """One API. `operation_name` gives `group.method`; examples without a verdict have null."""
    return {
        "name": api.name,
        "types": [_type(item) for item in _in_order(api)],
        "operations": [_operation(op, operation_name(op), verdicts) for op in api.operations],
        "diagnostics": [finding_json(finding) for finding in findings],
        "inventory": dict(api.inventory),
    }


def finding_json(finding: Finding) -> Json:
    """One finding; its page is relative to the API's folder."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "page": finding.loc.path,
        "line": finding.loc.line,
        "lost": finding.lost or None,
    }


def _in_order(api: Api) -> Iterator[Resource | EnumType]:
    """Types in the order of their pages, then lines; those without a page last, by name."""

    def key(item: Resource | EnumType) -> tuple[bool, str, int, str]:
        path, line = (item.loc.path, item.loc.line) if item.loc else ("", 0)
        return item.loc is None, path, line, item.name

    types: list[Resource | EnumType] = [*api.resources, *api.enums]
    yield from sorted(types, key=key)


def _type(item: Resource | EnumType) -> Json:
    return _enum(item) if isinstance(item, EnumType) else _resource(item)


def _resource(item: Resource) -> Json:
    return {
        "name": item.name,
        "kind": item.kind,
        "base": item.base,
        "abstract": item.abstract,
        "open": item.open,
        "key": item.key,
        **_place(item.loc),
        "description": item.doc.text,
        "properties": _properties(item),
    }


def _properties(item: Resource) -> list[Json]:
    """What the page documents in its order, a base's properties that it repeats included."""
    documented = [(p, False) for p in item.properties] + [(p, True) for p in item.repeated]
    documented.sort(key=lambda entry: entry[0].loc)
    return [{**_property(prop), "inherited": inherited} for prop, inherited in documented]


def _property(prop: Property) -> Json:
    return {
        "name": prop.wire,
        "type": prop.type.name,
        "collection": prop.type.collection,
        "navigation": prop.kind == "navigation",
        "nullable": prop.nullable,
        "read_only": prop.read_only,
        "required": prop.required,
        "description": prop.doc.text,
        "line": prop.loc.line,
    }


def _enum(item: EnumType) -> Json:
    return {
        "name": item.name,
        "kind": "enum",
        **_place(item.loc),
        "description": item.doc.text,
        "flags": item.flags,
        "members": [
            {
                "name": member.wire,
                "value": member.value,
                "description": member.doc.text,
                "line": member.loc.line,
            }
            for member in item.members
        ],
    }


def _operation(op: Operation, name: str, verdicts: Verdicts) -> Json:
    return {
        "name": name,
        "title": op.title,
        "shape": op.shape,
        "page": op.page,
        "line": op.loc.line,
        "description": op.doc.text,
        "requests": [_request_line(route) for route in op.routes if not route.shown_only],
        "permissions": [
            {"kind": permission.kind, "names": list(permission.names)}
            for permission in op.permissions
        ],
        "parameters": [_parameter(param) for param in op.params],
        "body": _typed(op.body.type) if op.body else None,
        "response": _response(op.returns) if op.returns else None,
        "examples": [
            _example(example, verdicts.get((op.id, example.name))) for example in op.examples
        ],
    }


def _request_line(route: Route) -> Json:
    query = f"?{route.query}" if route.query else ""
    return {"method": route.method, "path": route.path + query, "line": route.loc.line}


def _parameter(param: Param) -> Json:
    return {
        "name": param.wire,
        "in": param.place,
        **_typed(param.type),
        "required": param.required,
        "description": param.doc.text,
        "line": param.loc.line,
    }


def _response(returns: Returns) -> Json:
    return {"status": returns.status, **_typed(returns.type)}


def _example(example: Example, verdict: tuple[str, str | None] | None) -> Json:
    word, reason = verdict or (None, None)
    return {
        "name": example.name,
        "title": example.title,
        "line": example.loc.line,
        "verdict": word,
        "reason": reason,
        "request": _request(example.request),
        "response": _answer(example.response, example.response_type) if example.response else None,
    }


def _request(message: HttpMessage) -> Json:
    method, _, url = message.start.partition(" ")
    return {"method": method, "url": url.strip(), **_content(message)}


def _answer(message: HttpMessage, type_: TypeRef | None) -> Json:
    status = next((int(word) for word in message.start.split() if word.isdigit()), None)
    return {"status": status, **_content(message), **_typed(type_)}


def _content(message: HttpMessage) -> Json:
    return {"headers": dict(message.headers), "body": message.body}


def _typed(type_: TypeRef | None) -> Json:
    return {
        "type": type_.name if type_ else None,
        "collection": type_.collection if type_ else False,
    }


def _place(loc: Loc | None) -> Json:
    return {"page": loc.path if loc else None, "line": loc.line if loc else None}
