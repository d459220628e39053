"""Routes that only an example shows: the page's request lines leave them out.

An example whose path fits none of the page's request lines documents a further route, provided
that it is made of names that request lines use (an example's own value would be a literal else).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set

from generator import limits
from generator.diagnostics import Report
from generator.link.messages import request_url
from generator.link.routes import link_routes
from generator.model import Route, Segment
from generator.read.facts import OperationFacts
from generator.read.path_text import parse_path
from generator.records import replace

#: What a path below a documented one may end in without being a route of its own.
_SYSTEM = ("$count", "$value", "$ref", "$batch")


def vocabulary(routes: Iterable[Route]) -> frozenset[str]:
    """The fixed names that request lines use, in lower case."""
    return frozenset(
        s.text.lower() for r in routes for s in r.segments if s.kind not in ("key", "path")
    )


def shown_routes(
    facts: OperationFacts, routes: Sequence[Route], known: Set[str] | None, report: Report
) -> Iterator[Route]:
    """The routes of examples that fit no request line.

    `known` is the API's vocabulary; None finds all routes that may be some.
    """
    methods = {route.method for route in routes}
    written = {f"{route.method} {route.path}".lower() for route in routes}
    patterns: list[re.Pattern[str]] = []
    for example in facts.examples:
        url = request_url(example.request)
        method = example.request.start.partition(" ")[0]
        line = f"{method} {url.path}"
        if len(line) > limits.URL:
            report.add(
                "OVER_LIMIT",
                example.request.loc,
                f"the URL of this example has more than {limits.URL:,} characters",
                "the route that it may show",
            )
            continue
        if method not in methods or line.lower() in written:
            continue
        if any(_plainly_fits(route, method, url.path) for route in routes):
            continue
        patterns = patterns or [_pattern(route) for route in routes]
        if any(pattern.fullmatch(line) for pattern in patterns):
            continue
        found = Route(method, url.path, parse_path(url.path), example.request.loc, shown_only=True)
        (fixed,) = link_routes([found], Report())
        segments = tuple(_with_placeholders(segment) for segment in fixed.segments)
        if not _is_route(segments, known):
            continue
        report.add(
            "ROUTE_ONLY_IN_EXAMPLE",
            example.request.loc,
            f"no request line of the page has the path of this example, {url.path[:80]!r}",
        )
        route = replace(fixed, segments=segments)
        patterns.append(_pattern(route))
        yield route


def fits(route: Route, method: str, path: str) -> bool:
    """Whether a request is one to this route; `/users/{id}` stands for `/me` too."""
    return _plainly_fits(route, method, path) or bool(_pattern(route).fullmatch(f"{method} {path}"))


def _with_placeholders(segment: Segment) -> Segment:
    """A function segment with placeholders for the example's arguments."""
    args = tuple(replace(a, placeholder=a.placeholder or a.name, literal="") for a in segment.args)
    return replace(segment, args=args)


def _is_route(segments: Sequence[Segment], known: Set[str] | None) -> bool:
    """Whether a path is made of known names and placeholders, and is no cast or system resource."""
    if not segments or segments[-1].kind == "cast" or segments[-1].text.lower() in _SYSTEM:
        return False
    return known is None or all(
        (s.kind in ("key", "path") and not s.prefix.endswith("(")) or s.text.lower() in known
        for s in segments
    )


def _plainly_fits(route: Route, method: str, path: str) -> bool:
    """Whether the path has a name for each fixed name and something for each placeholder.

    Then it fits the route's pattern too; making that takes longer than all the rest.
    """
    parts = path.split("/")[1:]
    if route.method != method or len(parts) != len(route.segments) or not path.isascii():
        return False
    return all(map(_plainly_is, route.segments, parts))


def _plainly_is(segment: Segment, part: str) -> bool:
    if segment.kind == "key":
        around = len(segment.prefix) + len(segment.suffix)
        fits = part.startswith(segment.prefix) and part.endswith(segment.suffix)
        return fits and len(part) > around
    text = segment.prefix + segment.text + segment.suffix
    return segment.kind in ("literal", "cast") and part.lower() == text.lower()


def _pattern(route: Route) -> re.Pattern[str]:
    """What request paths a route stands for; `/users/{id}` stands for `/me` too."""
    # Only the last may span segments: several would be tried in every combination.
    spans = max((i for i, s in enumerate(route.segments) if s.kind == "path"), default=-1)
    parts = [_segment(segment, index == spans) for index, segment in enumerate(route.segments)]
    if (
        len(parts) > 1
        and route.segments[0].text.lower() == "users"
        and route.segments[1].kind == "key"
    ):
        parts[0:2] = [f"(?:users/{parts[1]}|me)"]
    return re.compile(re.escape(route.method) + " /" + "/".join(parts), re.IGNORECASE)


def _segment(segment: Segment, spans: bool) -> str:
    around = re.escape(segment.prefix), re.escape(segment.suffix)
    match segment.kind:
        case "path" if spans:
            return f"{around[0]}.+{around[1]}"
        case "key" | "path":
            return f"{around[0]}[^/]+{around[1]}"
        case "function":
            return rf"{around[0]}{re.escape(segment.text)}\([^/]*\){around[1]}"
        case _:
            return f"{around[0]}{re.escape(segment.text)}{around[1]}"
