"""The surface of a package: one line for each public fact, sorted.

Changes between two versions are computed from these lines (`generator.review`), whose form is in
`surface_lines`; `generator.review.surface` says which words a kind has. Facts that do not hold are
left out. `doc` is a digest of the documentation text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from generator.diagnostics import Finding
from generator.emit.names import Names
from generator.emit.plan import Method, Parameter
from generator.emit.plan_models import is_stream
from generator.emit.surface_lines import Block, Line, blocks, digest, line
from generator.model import Api, Doc, EnumType, Example, Loc, Operation, Property, Resource, Segment
from generator.subjects import Properties, without_lines

if TYPE_CHECKING:
    from generator.emit.cases import Case

#: The number that grows when lines change so that older ones cannot be compared with them.
FORMAT = 2


def package_blocks(api: Api, names: Names) -> tuple[Block, ...]:
    """The package itself: its clients, the namespace of its types, where requests go."""
    facts = {"namespace": api.namespace, "base_url": api.base_url}
    clients = names.client, names.async_client
    about = line(None, names.package, "package", *clients, format=str(FORMAT), **facts)
    return blocks([about])


def type_blocks(types: Iterable[Resource | EnumType], names: Names) -> tuple[Block, ...]:
    """Types with their properties, and enums with their members."""
    return blocks(
        found
        for item in types
        for found in (_enum(item, names) if isinstance(item, EnumType) else _resource(item, names))
    )


def method_blocks(methods: Iterable[Method]) -> tuple[Block, ...]:
    """Operations with all that can be said in a call of them."""
    return blocks(item for method in methods for item in _method(method))


def example_blocks(operations: Iterable[Operation], cases: Iterable[Case]) -> tuple[Block, ...]:
    """Documented examples of operations with their verdicts."""
    documented = {(op.id, example.name): example for op in operations for example in op.examples}
    return blocks(
        line(
            case.loc,
            case.operation,
            "example",
            case.example,
            case.verdict,
            reason=_reason(case),
            text=digest(_messages(documented[case.operation, case.example])),
        )
        for case in cases
    )


def _reason(case: Case) -> str:
    """Why the verdict is not exact."""
    said = case.judgement
    return without_lines(f"{said.code} {said.reason}".strip() or ",".join(said.rules))


def _messages(example: Example) -> str:
    response = example.response.text if example.response else ""
    return f"{example.request.text}\n{response}"


def lost_blocks(
    losses: Iterable[Finding], operations: Mapping[str, str], resources: Iterable[Resource]
) -> tuple[Block, ...]:
    """What the output lacks although a page documents it, or tries to.

    A loss is about a property, an operation or a page, and is known by that and its code: neither
    the wording of a message nor a line makes it another one. That of an example is about its
    operation. `operations` are their ids by page, `resources` those that the losses' pages are
    about.
    """
    properties = Properties(resources)
    found: dict[tuple[str, str, str, str], list[Loc]] = {}
    for it in losses:
        subject = operations.get(it.loc.path, it.loc.path)
        property_ = None if it.code.startswith("EXAMPLE_") else properties.about(it)
        if property_:
            subject = f"{property_.owner.name}.{property_.property.wire}"
        key = subject, it.code, without_lines(it.message), it.lost
        found.setdefault(key, []).append(it.loc)
    return blocks(
        line(min(locs), subject, "lost", *words, times=str(len(locs)) if len(locs) > 1 else None)
        for (subject, *words), locs in found.items()
    )


# Types --------------------------------------------------------------------------------------------


def _resource(resource: Resource, names: Names) -> Iterator[Line]:
    name = names.type(resource.name)
    if name is None:
        return
    yield line(
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


def _property(resource: Resource, item: Property, names: Names) -> Line:
    return line(
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


def _enum(enum: EnumType, names: Names) -> Iterator[Line]:
    name = names.type(enum.name)
    if name is None:
        return
    facts = _doc(enum.doc)
    yield line(
        enum.loc, enum.name, "enum", name.cls, flags=enum.flags, evolvable=enum.evolvable, **facts
    )
    for item in enum.members:
        yield line(
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
    return {"deprecated": doc.deprecated is not None, "doc": digest(doc.text or doc.summary)}


# Operations ---------------------------------------------------------------------------------------


def _method(method: Method) -> Iterator[Line]:
    operation = method.operation
    yield line(
        operation.loc,
        operation.id,
        "operation",
        f"{method.group}.{method.name}",
        shape=operation.shape,
        missing=method.missing,
        **_doc(operation.doc),
    )
    returns = operation.returns
    yield line(
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
            yield line(row.loc, operation.id, "permission", row.kind, name)


def _routes(method: Method) -> Iterator[Line]:
    """The documented request lines; a route of the runtime may stand for several."""
    for route in method.routes:
        fixed = route.text.partition("?")[2]
        for item in route.documented:
            path = _path(item.segments) + (f"?{fixed}" if fixed else "")
            yield line(item.loc, method.operation.id, "route", item.method, path)


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


def _parameters(method: Method) -> Iterator[Line]:
    """What a call may give, `at` being the place of those that need no keyword."""
    operation = method.operation
    order = {item.name: str(at) for at, item in enumerate(method.positional)}
    for item in method.parameters:
        loc = item.param.loc if item.param else operation.loc
        if item.role in ("body", "content") and operation.body:
            loc = operation.body.loc
        yield line(
            loc,
            operation.id,
            "parameter",
            item.name,
            _parameter_type(method, item),
            place=item.role,
            wire=item.wire,
            required=item.required,
            at=order.get(item.name),
            doc=digest(item.doc),
        )


def _parameter_type(method: Method, item: Parameter) -> str:
    if item.role == "content":
        return method.raw or "-"
    return str(item.type) if item.type else "-"
