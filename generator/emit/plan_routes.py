"""An operation's documented request lines as the routes of its method."""

from __future__ import annotations

import re
from urllib.parse import quote

from generator.emit.names import Names
from generator.emit.plan import RoutePlan
from generator.emit.routes import same_but_user
from generator.model import QUERY_OPTIONS, Operation, Route
from generator.records import replace

#: Stands for the argument `user_id="me"`.
ME = "user_id=me"

_FIXED = "!$'()*+,;:@-._~/%"
_PLACEHOLDER = re.compile(r"[{}<>]|\.\.\.|\u2026")


def routes(operation: Operation, names: Names) -> tuple[RoutePlan, ...]:
    """The distinct routes, `/me/T` merged into `/users/{user_id}/T` where both are documented.

    A request line that only adds system query options to another one is that one's example.
    """
    found: dict[str, RoutePlan] = {}
    for item in names.routes(operation):
        fixed = _fixed(item.route)
        text = f"{item.template}?{'&'.join(fixed)}" if fixed else item.template
        known = found.get(text)
        documented = (*(known.documented if known else ()), item.route)
        found[text] = RoutePlan(text, item.names, documented)
    for text in [text for text in found if "?" in text]:
        plain, _, query = text.partition("?")
        if plain in found and all(part.startswith("$") for part in query.split("&")):
            _merge(found, text, plain)
    for text in list(found):
        twin = next((other for other in found if same_but_user(text, other)), None)
        if twin is not None:
            _merge(found, text, twin)
    return tuple(found[text] for text in found if not _is_shadowed(text, found))


def _is_shadowed(text: str, found: dict[str, RoutePlan]) -> bool:
    """Whether a route that only an example shows takes the arguments of a documented one."""
    if not all(route.shown_only for route in found[text].documented):
        return False
    mine = _arguments(found[text])
    return any(
        _arguments(other) == mine and not all(route.shown_only for route in other.documented)
        for other in found.values()
    )


def _arguments(plan: RoutePlan) -> frozenset[str]:
    """What picks a route: its parameters; `/me` is reached by a user_id as well."""
    me = plan.text.partition(" ")[2].startswith("/me/")
    return frozenset((*plan.names, "user_id") if me else plan.names)


def takes(plan: RoutePlan, planned: tuple[RoutePlan, ...]) -> set[frozenset[str]]:
    """The sets of arguments with which a call gets a route of an operation; `ME` is one of them.

    `user_id="me"` picks a route of a user, `/users/{user_id}`, and where none takes the other
    arguments, one below `/me`. Without a user_id a call gets that too, unless another route takes
    the same arguments.
    """
    names = frozenset(plan.names)
    if is_me(plan):
        if is_shared(plan, planned):
            return {names | {ME}}
        users = (frozenset(it.names) for it in planned if _is_of_user(it))
        return {names} if names | {"user_id"} in users else {names, names | {ME}}
    return {names, names - {"user_id"} | {ME}} if _is_of_user(plan) else {names}


def _is_of_user(plan: RoutePlan) -> bool:
    """Whether `user_id="me"` makes the route one below `/me`."""
    return re.match(r"\S+ /users/\{user_id\}(?:[/?]|$)", plan.text) is not None


def is_me(plan: RoutePlan) -> bool:
    """Whether a route is about the signed-in user, whoever that is."""
    return re.match(r"\S+ /me(?:[/?]|$)", plan.text) is not None


def is_shared(plan: RoutePlan, planned: tuple[RoutePlan, ...]) -> bool:
    """Whether a route below `/me` takes the same arguments as one that is not."""
    names = set(plan.names)
    return is_me(plan) and any(set(it.names) == names and not is_me(it) for it in planned)


def _merge(found: dict[str, RoutePlan], text: str, into: str) -> None:
    gone = found.pop(text)
    found[into] = replace(found[into], documented=(*found[into].documented, *gone.documented))


def query_parameters(operation: Operation) -> tuple[list[str], list[str]]:
    """System query options and custom ones that request lines show with a placeholder."""
    system: list[str] = []
    custom: list[str] = []
    for route in operation.routes:
        for name, value in _pairs(route):
            if not _is_fixed(name, value):
                bare = name.removeprefix("$")
                if bare.lower() in QUERY_OPTIONS and name != bare:
                    system.append(bare.lower())
                elif re.fullmatch(r"[\w.@-]+", name, re.ASCII):
                    custom.append(name)
    return system, custom


def _fixed(route: Route) -> list[str]:
    """The parts of a documented query that every call sends."""
    return [
        quote(f"{name}={value}".encode("utf-8", "surrogatepass"), safe=_FIXED + "=")
        for name, value in _pairs(route)
        if _is_fixed(name, value)
    ]


def _is_fixed(name: str, value: str) -> bool:
    return bool(name) and not _PLACEHOLDER.search(name + value) and bool(value)


def _pairs(route: Route) -> list[tuple[str, str]]:
    parts = (part.partition("=") for part in route.query.lstrip("?").split("&") if part)
    return [(name.strip(), value.strip()) for name, _, value in parts]
