"""A documented request body as arguments: a model, the members of an action, or raw content."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.emit.calls_context import Context
from generator.emit.conforms import Problem, line_of, shown
from generator.emit.conforms_runtime import runtime
from generator.emit.expressions import Expr, call, data, text
from generator.emit.plan import Method, Parameter
from generator.emit.verdicts import Flaw
from generator.json_text import JsonText, parse_json
from generator.model import Example, HttpMessage, Loc, TypeRef

_ID = "@odata.id"


@dataclass(slots=True)
class Payload:
    """What a body gives: arguments, flaws, rules, and its text where rules changed it.

    `json` and `raw` tell which media type the client sends by itself.
    """

    arguments: list[tuple[Parameter, Any, Expr]] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    text: str | None = None
    json: bool = False
    raw: bool = False


def read_payload(example: Example, method: Method, context: Context) -> Payload:
    """The arguments that carry the body of an example's request."""
    request, found = example.request, Payload()
    content = method.role("content")
    if content:
        content_bytes = (request.body or "").encode("utf-8", "surrogatepass")
        found.arguments.append((content[0], content_bytes, data(content_bytes)))
        found.raw = True
    elif request.body is not None:
        _read_json(request, method, context, found)
    return found


def _read_json(request: HttpMessage, method: Method, context: Context, found: Payload) -> None:
    body = request.body or ""
    members = method.role("member")
    typed = method.role("body")
    ref = method.role("ref")
    if not (members or typed or ref):
        shown_body = "the request has a body, and the page documents none"
        found.flaws.append(Flaw("EXAMPLE_BODY_UNDOCUMENTED", _at(request, 0), shown_body))
        return
    read = parse_json(body)
    if read.error is not None:
        loc = _at(request, read.error_line)
        message = f"the request's body is not JSON: {read.error}"
        found.flaws.append(Flaw("EXAMPLE_BODY_NOT_JSON", loc, message))
        return
    found.json = True
    found.rules += json_rules(read)
    found.text = read.text if read.repairs else None
    if typed:
        _read_typed(request, read, typed[0], context, found)
    elif ref:
        _read_ref(request, read.value, ref[0], context, found)
    else:
        _read_members(request, read, members, context, found)


def _read_typed(
    request: HttpMessage, read: JsonText, parameter: Parameter, context: Context, found: Payload
) -> None:
    type_ = parameter.type or TypeRef("Edm.Untyped")
    problems = context.checker.check(read.value, type_).problems
    found.flaws += (mismatch(request, read, problem) for problem in problems)
    if problems or read.value is None:
        expr = context.values.refused(read.value, type_)
    else:
        expr = context.values.value(read.value, type_)
    found.arguments.append((parameter, read.value, expr))


def _read_members(
    request: HttpMessage,
    read: JsonText,
    members: tuple[Parameter, ...],
    context: Context,
    found: Payload,
) -> None:
    if not isinstance(read.value, dict):
        message = "the body of an action is an object with its parameters"
        found.flaws.append(Flaw("EXAMPLE_TYPE_MISMATCH", _at(request, 0), message))
        return
    by_wire = {parameter.wire: parameter for parameter in members}
    for wire, value in read.value.items():
        parameter = by_wire.get(wire)
        if parameter is None:
            loc = _at(request, line_of(read.text, read.value, (wire,)))
            message = f"the page documents no parameter {wire}"
            found.flaws.append(Flaw("EXAMPLE_PARAMETER_UNDOCUMENTED", loc, message))
            continue
        type_ = parameter.type or TypeRef("Edm.Untyped")
        problems = [
            Problem((wire, *it.path), it.message, it.member)
            for it in context.checker.check(value, type_).problems
        ]
        found.flaws += (mismatch(request, read, problem) for problem in problems)
        if value is None:
            found.arguments.append((parameter, runtime("options").NULL, context.values.null()))
        elif problems:
            found.arguments.append((parameter, value, context.values.refused(value, type_)))
        else:
            found.arguments.append((parameter, value, context.values.value(value, type_)))


def _read_ref(
    request: HttpMessage, value: Any, parameter: Parameter, context: Context, found: Payload
) -> None:
    url = value.get(_ID) if isinstance(value, dict) else None
    if not isinstance(url, str) or len(value) != 1:
        message = f"a reference is an object with {_ID} alone"
        found.flaws.append(Flaw("EXAMPLE_TYPE_MISMATCH", _at(request, 0), message))
        found.arguments.append((parameter, runtime("options").NULL, context.values.null()))
        return
    context.imports.use(".", "Ref")
    found.arguments.append((parameter, url, call("Ref", text(url))))


def mismatch(message: HttpMessage, read: JsonText, problem: Problem) -> Flaw:
    """A value of another type than documented, with the places of both."""
    loc = _at(message, line_of(read.text, read.value, problem.path))
    declared = f" (declared at {problem.member.loc})" if problem.member else ""
    path = shown(problem.path)
    head = f"{path}: " if path else ""
    return Flaw("EXAMPLE_TYPE_MISMATCH", loc, f"{head}{problem.message}{declared}")


def json_rules(read: JsonText) -> list[str]:
    """The names of the adjustments that a text needed to be JSON."""
    return [f"json-{repair}" for repair in read.repairs]


def _at(message: HttpMessage, line: int) -> Loc:
    return Loc(message.loc.path, (message.body_line or message.loc.line) + line)
