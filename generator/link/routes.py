"""Routes put right: example ids become parameters, `/users/me` becomes `/me`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.diagnostics import Report
from generator.model import Route, Segment
from generator.read.path_text import join_path
from generator.records import replace

_GUID = re.compile(
    r"^\{?[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{8,12}\}?$"
)
_HOST = re.compile(r"^[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|io|edu|gov)$", re.IGNORECASE)
_MAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[A-Za-z]{2,}$")
_NUMBER = re.compile(r"^\d+$")
_OPAQUE = re.compile(
    r"^(?=.*\d)(?=.*[A-Za-z])[\w=!.~:@-]{16,}$|^(?=[^.]*[=!])[\w=!-]{6,}$|^(?=.*\d)[A-Z0-9_-]{10,}$"
)


def is_example_id(text: str) -> bool:
    """Whether a literal path segment is a value that a page forgot to make a placeholder.

    GUIDs, host names, mail addresses, numbers and long mixed tokens are; words are not, so that
    well-known names (`inbox`, `fido2`) stay literal.
    """
    if text.startswith("$") or not text:
        return False
    return bool(
        _GUID.match(text)
        or _HOST.match(text)
        or _MAIL.match(text)
        or _NUMBER.match(text)
        or _OPAQUE.match(text)
    )


def link_routes(routes: Iterable[Route], report: Report) -> tuple[Route, ...]:
    """The routes of one operation without duplicates, example ids turned into parameters."""
    found: dict[tuple[str, str], Route] = {}
    for route in routes:
        fixed = _fixed(route, report)
        found.setdefault((fixed.method, fixed.path), fixed)
    return tuple(found.values())


def _fixed(route: Route, report: Report) -> Route:
    segments = list(route.segments)
    for index, segment in enumerate(segments):
        if segment.kind != "literal" or index == 0:
            continue
        if segment.text == "me" and index == 1 and segments[0].text.lower() == "users":
            report.add("ROUTE_USERS_ME", route.loc, "/users/me is written for /me")
            segments[0:2] = [replace(segment)]
            break
        if is_example_id(segment.text) and segments[index - 1].kind == "literal":
            report.add(
                "ROUTE_EXAMPLE_ID",
                route.loc,
                f"{segment.text!r} is an example's value; it is read as a parameter",
            )
            segments[index] = Segment("key", _singular_id(segments[index - 1].text))
    changed = tuple(segments)
    return (
        route
        if changed == route.segments
        else replace(route, segments=changed, path=join_path(changed))
    )


def _singular_id(collection: str) -> str:
    """A placeholder's text for a key in a collection: `domains` gives `domain-id`."""
    word = collection.lstrip("$")
    if word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return f"{word}-id"


def tail(route: Route) -> str:
    """The last literal, cast or function name of a route, in lower case."""
    for segment in reversed(route.segments):
        if segment.kind in ("literal", "function", "cast"):
            return segment.text.lower()
    return ""


def last(route: Route) -> Segment | None:
    """The last segment of a route."""
    return route.segments[-1] if route.segments else None


def literals(routes: Sequence[Route]) -> set[str]:
    """All literal segments of some routes, lower case."""
    return {s.text.lower() for r in routes for s in r.segments if s.kind == "literal"}
