"""A documented request body as arguments: a model, the members of an action, or raw content."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.diagnostics import Finding
from generator.emit.calls_context import Context
from generator.emit.conforms import Problem
from generator.emit.conforms_body import Body, body_loc, read_body
from generator.emit.conforms_runtime import runtime
from generator.emit.expressions import Expr, call, data, text
from generator.emit.plan import Method, Parameter
from generator.emit.verdicts import Flaw
from generator.model import Example, HttpMessage, Loc, TypeRef

_ID = "@odata.id"
_UNTYPED = TypeRef("Edm.Untyped")
_BODILESS = frozenset({"GET", "HEAD", "DELETE"})


@dataclass(slots=True)
class Payload:
    """What a body gives: arguments, flaws, rules, and its text where rules changed it.

    `json` and `raw` tell which media type the client sends by itself.
    """

    arguments: list[tuple[Parameter, Any, Expr]] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    gaps: list[tuple[str, Loc]] = field(default_factory=list)
    text: str | None = None
    json: bool = False
    raw: bool = False


def read_payload(example: Example, method: Method, context: Context) -> Payload:
    """The arguments that carry the body of an example's request."""
    request, found = example.request, Payload()
    content = method.role("content")
    if content and not (method.role("member", "body") and _is_json(request)):
        given = (request.body or "").encode("utf-8", "surrogatepass")
        found.arguments.append((content[0], given, data(given)))
        found.raw = True
    elif request.body is None:
        pass
    elif not method.role("member", "body", "ref"):
        message = f"the request has a body, and {_why_none(request)}"
        found.flaws.append(Flaw("EXAMPLE_BODY_UNDOCUMENTED", body_loc(request, 0), message))
    else:
        body = read_body(request, "request")
        if isinstance(body, Flaw):
            found.flaws.append(body)
        else:
            _read_json(body, method, context, found)
    return found


def _why_none(request: HttpMessage) -> str:
    verb = request.start.partition(" ")[0].upper()
    if verb in _BODILESS:
        return f"with {verb} a body has no meaning (RFC 9110, section 9.3)"
    return "the page documents none"


def _is_json(request: HttpMessage) -> bool:
    """Whether a request that may be of two kinds is JSON: by its media type, else by its body."""
    kind = next((v for k, v in request.headers if k.lower() == "content-type"), "")
    return "json" in kind.lower() or (not kind and (request.body or "{").lstrip()[:1] in "{[")


def _read_json(body: Body, method: Method, context: Context, found: Payload) -> None:
    found.json = True
    typed, ref = method.role("body"), method.role("ref")
    if typed:
        documented = method.operation.body
        _read_typed(body, typed[0], documented.loc if documented else None, context, found)
    elif ref:
        _read_ref(body, ref[0], context, found)
    else:
        _read_members(body, method.role("member"), context, found)
    found.rules += body.rules
    found.notes += body.notes
    found.gaps += body.gaps
    found.text = body.text if body.rules else None


def _read_typed(
    body: Body, parameter: Parameter, declared: Loc | None, context: Context, found: Payload
) -> None:
    type_ = parameter.type or _UNTYPED
    conformity = context.checker.check(body.value, type_, declared)
    body.note_gaps(conformity, ())
    flaws = body.settle(conformity.problems)
    found.flaws += flaws
    write = context.values.refused if flaws or body.value is None else context.values.value
    found.arguments.append((parameter, body.value, write(body.value, type_)))


def _read_members(
    body: Body, members: tuple[Parameter, ...], context: Context, found: Payload
) -> None:
    if not isinstance(body.value, dict):
        message = "the body of an action is an object with its parameters"
        found.flaws.append(body.flaw("EXAMPLE_TYPE_MISMATCH", message))
        return
    by_wire = {parameter.wire: parameter for parameter in members}
    body.correct_case(by_wire)
    for wire in [wire for wire in body.value if wire not in by_wire]:
        message = f"the page documents no parameter {wire}"
        found.flaws.append(body.flaw("EXAMPLE_PARAMETER_UNDOCUMENTED", message, (wire,)))
    problems: list[Problem] = []
    for wire, value in body.value.items():
        if wire in by_wire:
            param = by_wire[wire].param
            type_ = by_wire[wire].type or _UNTYPED
            conformity = context.checker.check(value, type_, param.loc if param else None)
            body.note_gaps(conformity, (wire,))
            problems += (it.below((wire,)) for it in conformity.problems)
    flaws = body.settle(problems)
    found.flaws += flaws
    refused = {problem.path[0] for problem in problems} if flaws else set()
    for wire, value in body.value.items():
        if wire in by_wire:
            found.arguments.append(_member(by_wire[wire], value, wire in refused, context))


def _member(
    parameter: Parameter, value: Any, refused: bool, context: Context
) -> tuple[Parameter, Any, Expr]:
    type_ = parameter.type or _UNTYPED
    if value is None:
        return parameter, runtime("options").NULL, context.values.null()
    write = context.values.refused if refused else context.values.value
    return parameter, value, write(value, type_)


def _read_ref(body: Body, parameter: Parameter, context: Context, found: Payload) -> None:
    value = body.value
    url = value.get(_ID) if isinstance(value, dict) and len(value) == 1 else None
    if not isinstance(url, str):
        if value != {}:  # which refers to nothing
            message = f"a reference is an object with {_ID} alone"
            found.flaws.append(body.flaw("EXAMPLE_TYPE_MISMATCH", message))
        found.arguments.append((parameter, runtime("options").NULL, context.values.null()))
        return
    context.imports.use(".", "Ref")
    found.arguments.append((parameter, url, call("Ref", text(url))))
