"""The surface of a package: one line for each public fact, sorted.

Changes between two versions are computed from these lines (`generator.review`). A line is

    SUBJECT KIND WORD... NAME=VALUE... FLAG... PAGE:LINE

where `KINDS` says which words a kind has. Facts that do not hold are left out, a place is `-` where
no page states the fact. Text that is not plain is a JSON string in ASCII, so that a page can
neither forge a line nor hide one. `doc` is a digest of the documentation text.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.diagnostics import Finding
from generator.emit.names import Names
from generator.emit.plan import Method, Parameter
from generator.emit.plan_models import is_stream
from generator.model import Api, Doc, EnumType, Example, Loc, Operation, Property, Resource, Segment

if TYPE_CHECKING:
    from generator.emit.test_cases import Case

#: The number that grows when lines change so that older ones cannot be compared with them.
FORMAT = 1

_PLACE = re.compile(r"(\.md):\d+")
_PLAIN = re.compile(r"[!#-~]+")


@lru_cache(maxsize=8192)
def token(text: str) -> str:
    """A text without blanks as it is, any other as a JSON string."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text)


def of_run(
    api: Api, names: Names, cases: Iterable[Case], findings: Iterable[Finding]
) -> dict[str, str]:
    """The files that need more than the plan: the package itself, its examples, what is lost."""
    return {
        "package.txt": package(api, names),
        "examples.txt": examples(api.operations, cases),
        "lost.txt": lost(findings),
    }


def package(api: Api, names: Names) -> str:
    """The package itself: its clients, the namespace of its types, where requests go."""
    line = _line(
        None,
        names.package,
        "package",
        names.client,
        names.async_client,
        format=str(FORMAT),
        namespace=api.namespace,
        base_url=api.base_url,
    )
    return f"{line}\n"


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


def examples(operations: Iterable[Operation], cases: Iterable[Case]) -> str:
    """Documented examples with their verdicts."""
    documented = {(op.id, example.name): example for op in operations for example in op.examples}
    return _sorted(
        _line(
            case.loc,
            case.operation,
            "example",
            case.example,
            case.verdict,
            reason=_reason(case),
            text=_digest(_messages(documented[case.operation, case.example])),
        )
        for case in cases
    )


def lost(findings: Iterable[Finding]) -> str:
    """What the output lacks although a page documents it, or tries to."""
    return _sorted(
        _line(finding.loc, finding.code, "lost", _still(finding.message), finding.lost)
        for finding in findings
        if finding.lost
    )


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


def _digest(text: str) -> str | None:
    """Tells texts apart; blanks and line ends do not count."""
    plain = " ".join(text.split())
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:8] if plain else None


def _reason(case: Case) -> str:
    """Why the verdict is not exact."""
    said = case.judgement
    return _still(f"{said.code} {said.reason}".strip() or ",".join(said.rules))


def _still(message: str) -> str:
    """A message without lines of pages, which change for other reasons."""
    return _PLACE.sub(r"\1", message)


def _messages(example: Example) -> str:
    response = example.response.text if example.response else ""
    return f"{example.request.text}\n{response}"


# Types --------------------------------------------------------------------------------------------


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
        **_doc(resource.doc),
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
        **_doc(item.doc),
    )


def _enum(enum: EnumType, names: Names) -> Iterator[str]:
    name = names.type(enum.name)
    if name is None:
        return
    facts = _doc(enum.doc)
    yield _line(
        enum.loc, enum.name, "enum", name.cls, flags=enum.flags, evolvable=enum.evolvable, **facts
    )
    for item in enum.members:
        yield _line(
            item.loc,
            enum.name,
            "member",
            item.wire,
            names.member(enum.name, item.wire),
            value=None if item.value is None else str(item.value),
            prefer=item.needs_prefer,
            **_doc(item.doc),
        )


def _doc(doc: Doc) -> dict[str, str | bool | None]:
    return {"deprecated": doc.deprecated is not None, "doc": _digest(doc.text or doc.summary)}


# Operations ---------------------------------------------------------------------------------------


def _method(method: Method) -> Iterator[str]:
    operation = method.operation
    yield _line(
        operation.loc,
        operation.id,
        "operation",
        f"{method.group}.{method.name}",
        shape=operation.shape,
        missing=method.missing,
        **_doc(operation.doc),
    )
    returns = operation.returns
    yield _line(
        returns.loc if returns else operation.loc,
        operation.id,
        "returns",
        str(method.returns) if method.returns else "nothing",
        method.helper,
        status=str(returns.status) if returns else None,
    )
    yield from _routes(method)
    yield from _parameters(method)
    for row in operation.permissions:
        for name in row.names:
            yield _line(row.loc, operation.id, "permission", row.kind, name)


def _routes(method: Method) -> Iterator[str]:
    """The documented request lines; a route of the runtime may stand for several."""
    for route in method.routes:
        fixed = route.text.partition("?")[2]
        for item in route.documented:
            path = _path(item.segments) + (f"?{fixed}" if fixed else "")
            yield _line(item.loc, method.operation.id, "route", item.method, path)


def _path(segments: Iterable[Segment]) -> str:
    return "".join(f"/{_segment(item)}" for item in segments) or "/"


def _segment(item: Segment) -> str:
    if item.kind in ("key", "path"):
        return f"{item.prefix}{{{item.text}}}{item.suffix}"
    text = item.prefix + item.text
    if item.kind == "function":
        arguments = []
        for argument in item.args:
            value = argument.literal if argument.placeholder is None else "{}"
            quote = "'" if argument.quoted else ""
            arguments.append(f"{argument.name}={quote}{value}{quote}")
        text += f"({','.join(arguments)})"
    return text + item.suffix


def _parameters(method: Method) -> Iterator[str]:
    """What a call may give, `at` being the place of those that need no keyword."""
    operation = method.operation
    order = {item.name: str(at) for at, item in enumerate(method.positional)}
    for item in method.parameters:
        loc = item.param.loc if item.param else operation.loc
        if item.role in ("body", "content") and operation.body:
            loc = operation.body.loc
        yield _line(
            loc,
            operation.id,
            "parameter",
            item.name,
            _parameter_type(method, item),
            place=item.role,
            wire=item.wire,
            required=item.required,
            at=order.get(item.name),
            doc=_digest(item.doc),
        )


def _parameter_type(method: Method, item: Parameter) -> str:
    if item.role == "content":
        return method.raw or "-"
    return str(item.type) if item.type else "-"
