"""The typed call that a documented request stands for.

What a page shows as HTTP becomes the arguments of the operation's method: values in the path,
query options, headers, and the body. Whatever has no place in the method is a flaw, and the
example's verdict says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.diagnostics import Finding
from generator.emit.calls_body import Payload, read_payload
from generator.emit.calls_context import Argument, Context
from generator.emit.calls_headers import read_headers
from generator.emit.calls_routes import (
    Match,
    fixed_query,
    in_order_of,
    is_literal_argument,
    match_cast,
    match_route,
    without_parentheses,
)
from generator.emit.calls_templates import holes
from generator.emit.calls_text import message_text
from generator.emit.calls_typed import path_sample, path_value, query_value
from generator.emit.calls_url import Place, locate
from generator.emit.conforms_placeholders import RULE
from generator.emit.conforms_runtime import runtime
from generator.emit.expressions import Bracket, Expr, Item, json_literal, text
from generator.emit.plan import Method, Parameter
from generator.emit.plan_routes import ME, is_shared, takes
from generator.emit.verdicts import Flaw
from generator.model import Example, Loc
from generator.records import replace

#: Query options that only a service's own links have.
_TOKENS = ("$skiptoken", "$deltatoken")

#: Roles of parameters that the body carries.
SENT = frozenset({"body", "ref", "member"})


@dataclass(slots=True)
class Draft:
    """A call in the making; `sends` is the request's text as the test will hold it.

    `verb` and `path` are what the request line says, the path below the base URL.
    """

    method: Method
    sends: str
    verb: str
    path: str
    base_url: str | None = None
    arguments: list[Argument] = field(default_factory=list)
    query: dict[str, str] = field(default_factory=dict)
    options: dict[str, tuple[Any, Expr]] = field(default_factory=dict)
    rules: list[str] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    gaps: list[tuple[str, Loc]] = field(default_factory=list)

    @property
    def call(self) -> Bracket:
        """The call, as one writes it: positional arguments, then keywords."""
        order = {item.name: at for at, item in enumerate(self.method.parameters)}
        arguments = sorted(self.arguments, key=lambda item: order[item.name])
        items = [Item(it.expr, f"{it.name}=" if it.keyword else "") for it in arguments]
        items += [Item(expr, f"{name}=") for name, (_, expr) in self.options.items()]
        return Bracket(f"client.{self.method.group}.{self.method.name}", tuple(items))

    @property
    def values(self) -> dict[str, Any]:
        """The arguments as the runtime gets them."""
        given: dict[str, Any] = {it.name: it.value for it in self.arguments}
        given["options"] = {name: value for name, (value, _) in self.options.items()}
        return given

    def add(self, parameter: Parameter, value: Any, expr: Expr) -> None:
        """Give a parameter a value; a later value replaces an earlier one."""
        self.arguments = [it for it in self.arguments if it.name != parameter.name]
        self.arguments.append(Argument(parameter.name, value, expr, parameter.keyword))


def draft_call(example: Example, method: Method, context: Context) -> Draft | None:
    """The call of an example's request; None when the request goes to another service.

    Raises ValueError when no request can be read.
    """
    request = example.request
    verb, url = runtime("documented").request_line(request.start)
    place = locate(url, context.base_url)
    if place is None:
        return None
    sends, rules = message_text(request)
    draft = Draft(method, sends, verb, place.path, place.base_url, rules=rules)
    if place.base_url:
        draft.rules.append("other-version")
    payload = read_payload(example, method, context)
    _take_url(draft, url, place, example, context)
    _take_payload(draft, payload, request.body)
    media_type = method.raw if payload.raw else "application/json" if payload.json else None
    draft.options.update(read_headers(request.headers, media_type))
    if draft.query:
        draft.options["query"] = (draft.query, json_literal(draft.query))
    _fill_required(draft, example, context)
    return draft


# -- the URL


def _take_url(draft: Draft, url: str, place: Place, example: Example, context: Context) -> None:
    method = draft.method
    if not method.routes:
        _take_path(draft, place)
        return
    routes = [route.text for route in method.routes]
    match, place = _match(draft, routes, place)
    if match is not None and match.cast is not None:
        draft.options["cast"] = (match.cast, text(match.cast))
    if match is None:
        loc = example.request.loc
        shown = f"{draft.verb} {place.path} fits no request line of the page"
        draft.flaws.append(Flaw("EXAMPLE_NO_ROUTE", loc, shown))
        match = _stand_in(method)
    _take_match(draft, match, context)
    if any(
        r.text == match.route and all(d.shown_only for d in r.documented) for r in method.routes
    ):
        draft.rules.append("route-from-example")
    if not match.same_case:
        _correct_case(draft, match, place)
    link = method.role("link")
    if link and _is_link(url, place):
        draft.arguments = []
        draft.base_url = None
        draft.add(link[0], url, text(url))
        return
    _take_query(draft, match.route, place, context)


def _match(draft: Draft, routes: Sequence[str], place: Place) -> tuple[Match | None, Place]:
    """The route that fits the URL, and the URL's place as the client spells it."""
    match = match_route(routes, draft.verb, place.path)
    match = match or match_cast(routes, draft.verb, place.path)
    path = without_parentheses(place.path)
    if match is None and path != place.path and (match := match_route(routes, draft.verb, path)):
        draft.sends = draft.sends.replace(place.path, path, 1)
        draft.rules.append("key-in-parentheses")
        place = replace(place, path=path)
    return (match, place) if match else _match_in_order(draft, routes, place)


def _match_in_order(
    draft: Draft, routes: Sequence[str], place: Place
) -> tuple[Match | None, Place]:
    """The route that fits the URL but for the order of a function's arguments, and blanks."""
    for route in routes:
        path = in_order_of(route, place.path)
        if path != place.path and (match := match_route([route], draft.verb, path)):
            draft.sends = draft.sends.replace(place.path, path, 1)
            draft.rules.append("argument-order")
            return match, replace(place, path=path)
    return None, place


def _take_path(draft: Draft, place: Place) -> None:
    """For an operation without a route: the path is an argument."""
    query = "&".join(f"{name}={value}" for name, value in place.query)
    path = f"{place.path}?{query}" if query else place.path
    draft.rules.append("path-given")
    for parameter in draft.method.role("missing"):
        draft.add(parameter, path, text(path))


def _stand_in(method: Method) -> Match:
    """The first route with its placeholders as values: some call, for a test that fails."""
    route = method.routes[0].text
    return Match(route, tuple((name, f"{{{name}}}") for name in holes(route)))


def _take_match(draft: Draft, match: Match, context: Context) -> None:
    parameters = {it.name: it for it in draft.method.role("path")}
    for name, written in match.arguments:
        parameter = parameters.get(name)
        if parameter is None:
            continue
        sample = path_sample(written, parameter) if is_literal_argument(match.route, name) else None
        if sample is not None:
            draft.sends = draft.sends.replace(written, sample, 1)
            draft.rules.append(RULE)
        draft.add(parameter, *path_value(sample or written, parameter, context))
    _take_route(draft, match, parameters.get("user_id"))


def _take_route(draft: Draft, match: Match, user: Parameter | None) -> None:
    """What tells the route from others that take the same arguments."""
    routes = draft.method.routes
    given = {name for name, _ in match.arguments}
    own = (route for route in routes if route.text == match.route)
    if user is not None and any(is_shared(route, routes) for route in own):
        draft.add(user, "me", text("me"))
        given.add("user_id")
    if any(it.name == "user_id" and it.value == "me" for it in draft.arguments):
        given = given - {"user_id"} | {ME}
    for parameter in draft.method.role("route"):
        rivals = [route for route in routes if given in takes(route, routes)]
        if len(rivals) > 1:
            draft.add(parameter, match.route, text(match.route))


def _correct_case(draft: Draft, match: Match, place: Place) -> None:
    """Spell the fixed parts of the documented path as the route does."""
    path = match.route.partition(" ")[2].partition("?")[0]
    me = ("user_id", "me") in match.arguments and "{user_id}" in path
    path = path.replace("/users/{user_id}", "/me", 1) if me else path
    for name, value in match.arguments:
        path = path.replace(f"{{{name}}}", value).replace(f"{{+{name}}}", value)
    path = runtime("urls").cast(path, match.cast) if match.cast else path
    draft.sends = draft.sends.replace(place.path, path, 1)
    draft.rules.append("letter-case")


def _is_link(url: str, place: Place) -> bool:
    """Whether the URL is one that the service gave, to be used as it is."""
    plain = url.isprintable() and " " not in url and "://" in url
    return plain and any(name.lower() in _TOKENS for name, _ in place.query)


def _take_query(draft: Draft, route: str, place: Place, context: Context) -> None:
    options = {it.wire.lower(): it for it in draft.method.role("option", "query")}
    fixed = {(name, value) for name, value in fixed_query(route)}
    for name, value in place.query:
        if (name, value) in fixed:
            continue
        parameter = options.get(name.lower())
        typed = query_value(value, parameter, context) if parameter else None
        if parameter is None or typed is None or parameter.wire != name:
            draft.query[name] = value
        else:
            draft.add(parameter, *typed)


# -- the body


def _take_payload(draft: Draft, payload: Payload, body: str | None) -> None:
    draft.flaws += payload.flaws
    draft.rules += payload.rules
    draft.notes += payload.notes
    draft.gaps += payload.gaps
    if payload.text is not None and body is not None:
        draft.sends = draft.sends.replace(body, payload.text, 1)
    for parameter, value, expr in payload.arguments:
        draft.add(parameter, value, expr)


def _fill_required(draft: Draft, example: Example, context: Context) -> None:
    """Give what the method requires and the example lacks, so that the call is well typed."""
    given = {it.name for it in draft.arguments}
    linked = any(it.role == "link" and it.name in given for it in draft.method.parameters)
    for parameter in draft.method.parameters:
        if not parameter.required or parameter.name in given:
            continue
        draft.add(parameter, runtime("options").NULL, context.values.null())
        if parameter.role in SENT and not linked and not draft.flaws:
            what = f"parameter {parameter.wire}" if parameter.wire else "body"
            message = f"the request has no {what}, which the page requires"
            draft.flaws.append(Flaw("EXAMPLE_BODY_MISSING", example.request.loc, message))
