"""Which route a documented URL fits, and the arguments that it stands for.

Routes are those of the runtime: `METHOD /path/{name}` (`generator.emit.calls_templates`), and a
fixed query behind a question mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from urllib.parse import unquote

from generator.emit.calls_templates import fit
from generator.records import Record, replace

_CAST = re.compile(r"/([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+)((?:/\$\w+)?)$", re.ASCII)
_KEY = re.compile(r"/([A-Za-z]\w*)\('((?:[^'/]|\'\')+)'\)(?=[/:]|$)", re.ASCII)
_FUNCTION = re.compile(r"(?<![\w.])([\w.]++)\(([^()]*)\)")
_ARGUMENT = re.compile(r"(?<!\w)(\w++)=('(?:[^']|'')*'|[^,()']*)")
_USER = "/users/{user_id}"


class Match(Record):
    """A route and its arguments.

    `same_case` is False when only the letters' case differs. `cast` is the type that follows the
    route's path, which stands before a last segment such as `$count`.
    """

    route: str
    arguments: tuple[tuple[str, str], ...]
    same_case: bool = True
    cast: str | None = None


def match_route(routes: Iterable[str], method: str, path: str) -> Match | None:
    """The first route that fits a path below the base URL; exact letters win over others."""
    candidates = [route for route in routes if _may_fit(route, method, path)]
    for same_case in (True, False):
        found = [hit for route in candidates if (hit := _try(route, path, same_case)) is not None]
        if found:
            return min(found, key=lambda hit: _openness(hit))
    return None


def match_cast(routes: Iterable[str], method: str, path: str) -> Match | None:
    """The first route that fits a path without the type cast at its end."""
    found = _CAST.search(path)
    match = match_route(routes, method, without_cast(path)) if found else None
    return replace(match, cast=found[1]) if found and match else None


def without_cast(path: str) -> str:
    """A path without the type cast at its end."""
    return _CAST.sub(r"\2", path)


def without_parentheses(path: str) -> str:
    """A path with its keys as segments: `/events/1` for `/events('1')`."""
    return _KEY.sub(lambda key: f"/{key[1]}/" + key[2].replace("''", "'"), path)


def in_order_of(route: str, path: str) -> str:
    """A path with the arguments of its functions in the order of a route, without blanks."""
    orders = {call[1]: dict(_ARGUMENT.findall(call[2])) for call in _FUNCTION.finditer(route)}

    def ordered(call: re.Match[str]) -> str:
        order, given = orders.get(call[1], {}), dict(_ARGUMENT.findall(call[2]))
        if order.keys() != given.keys() or not order:
            return call[0]
        return f"{call[1]}({','.join(f'{name}={given[name].strip()}' for name in order)})"

    return _FUNCTION.sub(ordered, path)


def fixed_query(route: str) -> tuple[tuple[str, str], ...]:
    """The documented fixed query of a route."""
    pieces = route.partition("?")[2].split("&")
    return tuple((name, value) for name, _, value in (p.partition("=") for p in pieces if p))


def is_literal_argument(route: str, name: str) -> bool:
    """Whether a placeholder is a function's argument outside quotes: a number, a date, a word."""
    before = route.partition("{" + name + "}")[0]
    return before.count("(") > before.count(")") and not before.count("'") % 2


def _may_fit(route: str, method: str, path: str) -> bool:
    """Whether method, fixed beginning and length are right: that tells most routes apart."""
    if not route.startswith(f"{method} "):
        return False
    start, slashes = _outline(route)
    if not path.isascii() or not start.isascii():
        return True
    found, number = path.lower(), path.count("/")
    if start == "/users/" and found.startswith("/me"):
        number += 1
    elif not found.startswith(start):
        return False
    return slashes is None or slashes == number


@cache
def _outline(route: str) -> tuple[str, int | None]:
    """A route's fixed beginning, and its slashes if no placeholder can hold one."""
    template = route.partition(" ")[2].partition("?")[0]
    is_open = "{+" in template or "'" in template or "(" in template
    return template.partition("{")[0].lower(), None if is_open else template.count("/")


def _try(route: str, path: str, same_case: bool) -> Match | None:
    for template, me in _templates(route):
        texts = fit(template, path, same_case=same_case)
        if texts is not None:
            named = [(name, _value(name, text, route)) for name, text in texts.items()]
            given = [("user_id", "me")] if me else []
            return Match(route, (*given, *named), same_case)
    return None


@cache
def _templates(route: str) -> tuple[tuple[str, bool], ...]:
    """The route's path, after the one for the signed-in user; True marks the latter."""
    template = route.partition(" ")[2].partition("?")[0]
    if template == _USER or template.startswith(f"{_USER}/"):
        return ("/me" + template.removeprefix(_USER), True), (template, False)
    return ((template, False),)


def _value(name: str, text: str, route: str) -> str:
    """The Python value of what stands in the URL: unescaped, and without doubled quotes."""
    value = unquote(text)
    before = route.partition("{" + name + "}")[0]
    return value.replace("''", "'") if before.count("'") % 2 else value


def _openness(hit: Match) -> tuple[int, int]:
    """Routes with more fixed text are preferred."""
    return len(hit.arguments), -len(hit.route)
