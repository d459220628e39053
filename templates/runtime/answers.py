"""Carrying out a call, and what its answer means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from .calls import Call, build, check_home
from .errors import DecodeError
from .flow import Flow, Job, perform, tagged
from .messages import RawResponse, Response, parse_json
from .pager import Page
from .settings import Settings

T = TypeVar("T")

_PAGED = frozenset(("pages", "delta", "page"))
#: Statuses by which a service says that there is no content.
_EMPTY = frozenset((202, 204))


def run(settings: Settings, call: Call[Any]) -> Flow[Any]:
    """Carry out a call; the result is the method's."""
    job = build(settings, call)
    answer = yield from perform(settings, job)
    if call.operation.long_running and answer.status == 202:
        from .codec import has_member
        from .polling import poll

        returns = call.returns or ""
        answer = yield from poll(settings, job, answer, has_member(returns, "status"))
    with tagged(job, answer, call.operation.id):
        return interpret(settings, call, answer, job.request.method)


def run_raw(settings: Settings, call: Call[Any]) -> Flow[Response[Any]]:
    """Carry out a call; the result is the answer, which decodes itself when asked."""
    job = build(settings, call)
    answer = yield from perform(settings, job)
    return response(settings, call, answer, job)


def response(settings: Settings, call: Call[T], answer: RawResponse, job: Job) -> Response[T]:
    """The answer of a call with its typed value."""

    def decode(answer: RawResponse) -> T:
        with tagged(job, answer, call.operation.id):
            value: T = interpret(settings, call, answer, job.request.method)
            return value

    return Response(answer, job.id, decode)


def fetcher(settings: Settings, call: Call[T]) -> Callable[[str | None], Flow[Page[T]]]:
    """How a pager gets its first page (None), or the one that a link leads to.

    The arguments are checked at once, not when the first page is wanted.
    """
    return partial(_fetch_page, settings, call, build(settings, call))


def _fetch_page(
    settings: Settings, call: Call[Any], first: Job, link: str | None
) -> Flow[Page[Any]]:
    job = first
    if link is not None:
        with tagged(first):
            job = first.at(check_home(settings, link, "the next link"))
    answer = yield from perform(settings, job)
    with tagged(job, answer, call.operation.id):
        return _page(settings, call, parse_json(answer))


def interpret(settings: Settings, call: Call[Any], answer: RawResponse, method: str) -> Any:
    """The result that an answer means. Raises DecodeError if it is not what is documented."""
    op = call.operation
    if call.kind == "none" or (op.returns is None and call.kind == "one"):
        return None
    if call.kind == "bytes" or op.returns == "Edm.Stream":
        return answer.content
    if call.kind in _PAGED or op.collection:
        nothing = method != "GET" and not answer.content and answer.status in _EMPTY
        return _page(settings, call, [] if nothing else parse_json(answer))
    return _one(settings, call.returns, answer, method)


def _one(settings: Settings, returns: str | None, answer: RawResponse, method: str) -> Any:
    from . import codec

    name = returns or "Edm.Untyped"
    primitive = name.startswith("Edm.")
    if not answer.content:
        # What was to be written is written; an error now would say the opposite.
        stated = answer.status in _EMPTY
        if method == "GET" or primitive or (settings.strict and not stated):
            raise DecodeError(f"the service answered {answer.status} without content, not {name}")
        return codec.decode({}, name, False, False)
    if primitive and "json" not in answer.media_type and answer.media_type:
        return _from_text(settings, name, answer)
    value = parse_json(answer)
    steps: tuple[str, ...] = ()
    if (
        isinstance(value, dict)
        and "value" in value
        and _is_wrapper(value)
        and name != "Edm.Untyped"
        and (primitive or not codec.has_member(name, "value"))
    ):
        value, steps = value["value"], ("value",)
    return _decoded(settings, value, name, False, steps)


def _decoded(
    settings: Settings, value: Any, name: str, collection: bool, steps: tuple[str, ...]
) -> Any:
    """What stands in an answer below these members of it, decoded."""
    from . import codec

    try:
        return codec.decode(value, name, collection, settings.strict)
    except DecodeError as error:
        raise error.within(*steps) from None


def _from_text(settings: Settings, name: str, answer: RawResponse) -> Any:
    """`/$count` and `/$value` answer a primitive as plain text."""
    from . import codec, jsontext

    text = answer.content.decode("utf-8-sig", "replace").strip()
    if answer.media_type != "text/plain":
        raise DecodeError(f"the service answered {answer.media_type} instead of {name}")
    try:
        value = jsontext.loads(text.encode())
    except (ValueError, DecodeError):
        value = text
    if name == "Edm.String":
        value = text
    return codec.decode(value, name, False, settings.strict)


def _is_wrapper(value: Mapping[str, Any]) -> bool:
    return all(name == "value" or name.startswith("@") for name in value)


def _page(settings: Settings, call: Call[Any], value: Any) -> Page[Any]:
    op = call.operation
    rest: dict[str, Any] = dict(value) if isinstance(value, dict) else {op.items: value}
    member = op.items if op.items in rest else "value"
    items: Any = rest.pop(member, None)
    if not isinstance(items, list):
        raise DecodeError(f"the service answered without a list in `{op.items}`")
    steps = (member,) if isinstance(value, dict) else ()
    count: Any = rest.pop("@odata.count", None)
    return Page(
        _decoded(settings, items, call.returns or "Edm.Untyped", True, steps),
        next_link=_link(rest, "@odata.nextLink"),
        delta_link=_link(rest, "@odata.deltaLink"),
        count=count if isinstance(count, int) else None,
        extra=rest,
    )


def _link(rest: dict[str, Any], name: str) -> str | None:
    link = rest.pop(name, None)
    if link is None or isinstance(link, str):
        return link or None
    raise DecodeError(f"{name} is not a string")
