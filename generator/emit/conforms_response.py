"""A documented response, compared with what its method returns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.diagnostics import Finding
from generator.emit.calls_context import Context
from generator.emit.calls_text import message_text
from generator.emit.conforms import Conformity
from generator.emit.conforms_body import Body, body_loc, read_body
from generator.emit.conforms_missing import find_lacks
from generator.emit.conforms_runtime import runtime
from generator.emit.conforms_spans import Path
from generator.emit.plan import Method
from generator.emit.verdicts import Flaw
from generator.model import Example, HttpMessage, Loc, TypeRef

_PAGED = frozenset({"pages", "delta", "page"})
_VALUE = "value"
_ERROR = "error"
_WITH_BODY = frozenset({200, 201})
_BODILESS = frozenset({"none", "bytes"})


@dataclass(slots=True)
class Answer:
    """What a test needs to know of a response.

    - `text`: the message as the test will hold it
    - `raises`: the class of the error that it stands for
    - `undocumented`: the members that no table documents, as `type.member`
    - `followed`: whether a next link, if there is one, can be requested
    - `shown`: whether there is anything to compare; a page may leave a body out
    """

    text: str
    raises: str | None = None
    undocumented: list[str] = field(default_factory=list)
    followed: bool = True
    shown: bool = True
    flaws: list[Flaw] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    gaps: list[tuple[str, Loc]] = field(default_factory=list)


def read_answer(
    example: Example, response: HttpMessage, method: Method, context: Context
) -> Answer:
    """Read an example's response. Raises ValueError without a status."""
    status = runtime("documented").status_of(response.start)
    text, rules = message_text(response)
    found = Answer(text, rules=rules)
    if status >= 400:
        found.raises = runtime("errors").ApiError.of(status).__name__
    body = response.body
    found.shown = body is not None or status not in _WITH_BODY or method.helper in _BODILESS
    if body is None or 300 <= status < 400 or (method.helper == "bytes" and not found.raises):
        return found
    if method.helper == "none" and not found.raises:
        message = "the response has a body, and the page documents no content"
        found.flaws.append(Flaw("EXAMPLE_RESPONSE_UNDOCUMENTED", body_loc(response, 0), message))
    elif found.raises or _is_json(response):
        _read_json(example, response, body, method, context, found)
    return found


def _is_json(response: HttpMessage) -> bool:
    kinds = [value for name, value in response.headers if name.lower() == "content-type"]
    return all("json" in kind.lower() for kind in kinds)


def _read_json(
    example: Example,
    response: HttpMessage,
    documented: str,
    method: Method,
    context: Context,
    found: Answer,
) -> None:
    body = read_body(response, "response")
    if isinstance(body, Flaw):
        if not found.raises or documented.lstrip().startswith("{"):
            found.flaws.append(body)
        return
    if not found.raises:
        _check(body, example, method, context, found)
    if body.rules:
        found.text = found.text.replace(documented, body.text, 1)
        found.rules += body.rules
    found.notes += body.notes
    found.gaps += body.gaps


def _check(body: Body, example: Example, method: Method, context: Context, found: Answer) -> None:
    returns, said = method.operation.returns, example.response_type
    type_ = TypeRef(method.returns_wire or "Edm.Untyped")
    at: Path = ()
    value = body.value
    if method.helper in _PAGED:
        member = method.items if isinstance(value, dict) and method.items in value else _VALUE
        items = value.get(member) if isinstance(value, dict) else value
        if not isinstance(items, list):
            place = f" (declared at {returns.loc})" if returns else ""
            message = f"a collection is documented, and `{method.items}` is no list here{place}"
            found.flaws.append(body.flaw("EXAMPLE_TYPE_MISMATCH", message))
            return
        type_, at = TypeRef(type_.name, collection=True), (member,) if value is not items else ()
        value = items
        found.followed = _can_follow(body.value, context)
    elif _is_wrapped(value, type_, context):
        value, at = value[_VALUE], (_VALUE,)
    conformity = context.checker.check(value, type_, returns.loc if returns else None, said)
    if method.helper != "delta":
        body.note_lacks(find_lacks(value, type_, example, context.types), at)
    found.undocumented = sorted(conformity.undocumented)
    if example.expects_error:
        _expect_error(body, conformity)
    body.note_gaps(conformity, at)
    found.flaws += body.settle([problem.below(at) for problem in conformity.problems])


def _expect_error(body: Body, conformity: Conformity) -> None:
    """A success that the metadata calls an error has one in its body, which is then no gap."""
    if isinstance(body.value, dict) and _ERROR in body.value:
        conformity.gaps = {
            name: path for name, path in conformity.gaps.items() if path != (_ERROR,)
        }
    else:
        body.note_no_error()


def _is_wrapped(value: Any, type_: TypeRef, context: Context) -> bool:
    """Whether the runtime takes the result from the member `value`."""
    if not isinstance(value, dict) or _VALUE not in value or type_.name == "Edm.Untyped":
        return False
    plain = all(name == _VALUE or name.startswith("@") for name in value)
    return plain and _VALUE not in context.types.members(type_.name)


def _can_follow(value: Any, context: Context) -> bool:
    """Whether the next link leads to the service, so that the client will ask for it."""
    link = value.get("@odata.nextLink") if isinstance(value, dict) else None
    if not link:
        return True
    try:
        urls = runtime("urls")
        return "#" not in link and bool(urls.origin(link) == urls.origin(context.base_url))
    except (ValueError, AttributeError):
        return False
