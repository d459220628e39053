"""The surface of a package: one line for each public fact, sorted.

Changes between two versions are computed from these lines. A line is a subject, what is said of
it, and the place in the pages, each a token: text that is not plain is written as a JSON string.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from generator.emit.names import Names
from generator.emit.plan import Method
from generator.emit.plan_models import is_stream
from generator.model import Api, EnumType, Loc, Operation, Property, Resource

_PLAIN = re.compile(r"[!#-~]+")


def token(text: str) -> str:
    """A text without blanks as it is, any other as a JSON string."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text)


def types(api: Api, names: Names) -> str:
    """Types, properties and enum members."""
    lines: list[str] = []
    for resource in api.resources:
        lines.extend(_resource(resource, names))
    for enum in api.enums:
        lines.extend(_enum(enum, names))
    return _sorted(lines)


def operations(methods: Iterable[Method]) -> str:
    """Operations with their requests, parameters, bodies, results and permissions."""
    return _sorted(line for method in methods for line in _method(method))


def _sorted(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in sorted(set(lines)))


def _line(loc: Loc | None, *parts: str, **facts: str | bool | None) -> str:
    """`parts name=value flag page:line`; False, None and empty facts are left out."""
    said = [token(part) for part in parts]
    for name, value in facts.items():
        if value is True:
            said.append(name)
        elif value:
            said.append(f"{name}={token(value)}")
    said.append(token(str(loc)) if loc else "-")
    return " ".join(said)


def _resource(resource: Resource, names: Names) -> Iterator[str]:
    name = names.type(resource.name)
    if name is None:
        return
    yield _line(
        resource.loc,
        resource.name,
        "type",
        name.cls,
        kind=resource.kind,
        base=resource.base,
        key=resource.key,
        abstract=resource.abstract,
        open=resource.open,
    )
    for item in resource.properties:
        yield _property(resource, item, names)


def _property(resource: Resource, item: Property, names: Names) -> str:
    return _line(
        item.loc,
        resource.name,
        "property",
        item.wire,
        "-" if is_stream(item) else names.field(resource.name, item.wire),
        str(item.type),
        kind=item.kind if item.kind != "structural" else None,
        nullable=None if item.nullable is None else str(item.nullable).lower(),
        read_only=item.read_only,
        required=item.required,
        deprecated=item.doc.deprecated is not None,
    )


def _enum(enum: EnumType, names: Names) -> Iterator[str]:
    name = names.type(enum.name)
    if name is None:
        return
    yield _line(enum.loc, enum.name, "enum", name.cls, flags=enum.flags, evolvable=enum.evolvable)
    for item in enum.members:
        constant = names.member(enum.name, item.wire)
        value = None if item.value is None else str(item.value)
        prefer = item.needs_prefer
        yield _line(item.loc, enum.name, "member", item.wire, constant, value=value, prefer=prefer)


def _method(method: Method) -> Iterator[str]:
    operation = method.operation
    yield _line(
        operation.loc,
        operation.id,
        "operation",
        f"{method.group}.{method.name}",
        shape=operation.shape,
        deprecated=operation.doc.deprecated is not None,
        missing=method.missing,
    )
    returns = operation.returns
    yield _line(
        returns.loc if returns else operation.loc,
        operation.id,
        "returns",
        str(method.returns) if method.returns else "nothing",
        status=str(returns.status) if returns else None,
    )
    for route in method.routes:
        yield _line(route.documented[0].loc, operation.id, "route", *route.text.split(" ", 1))
    yield from _parameters(method)
    yield from _permissions(operation)


def _parameters(method: Method) -> Iterator[str]:
    operation = method.operation
    for item in method.parameters:
        if item.role in ("route", "missing"):
            continue
        loc = item.param.loc if item.param else operation.loc
        if item.role == "body" and operation.body:
            loc = operation.body.loc
        yield _line(
            loc,
            operation.id,
            item.role,
            item.name,
            str(item.type) if item.type else "-",
            wire=item.wire if item.role in ("member", "query") else None,
            required=item.required,
            positional=not item.keyword,
        )


def _permissions(operation: Operation) -> Iterator[str]:
    for row in operation.permissions:
        for name in row.names:
            yield _line(row.loc, operation.id, "permission", row.kind, name)
