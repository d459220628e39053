"""Function arguments in routes: pages leave them out, or write an example's value for them.

A request line `…/range/cell` whose page has a table of function parameters, or an example that
calls `cell(row=5,column=6)`, documents a function with arguments (OData 4.01 URL conventions,
section 4.7); so does `getActivity(interval='day')` where `interval` is a documented parameter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from generator.link.messages import request_url
from generator.model import Argument, Route, Segment
from generator.read.facts import OperationFacts, ParamFact, RowFact
from generator.read.path_text import join_path, parse_path
from generator.records import replace

Arguments = tuple[Argument, ...]


def with_arguments(routes: Sequence[Route], facts: OperationFacts) -> Iterator[Route]:
    """The routes, functions given the arguments that tables and examples show."""
    documented = {p.wire.lower(): p for p in _parameters(facts, routes)}
    shown = dict(_shown_calls(facts))
    if documented and not shown and not any(s.args for r in routes for s in r.segments):
        shown = _from_table(routes, list(documented.values()), facts)
    plain = _plain_calls(facts, shown)
    for route in routes:
        segments = tuple(_opened(segment, documented) for segment in route.segments)
        called = tuple(_called(segment, shown) for segment in segments)
        if called == segments or any(
            s.text.lower() in plain for s, c in zip(segments, called, strict=True) if s != c
        ):
            yield _with(route, segments)
        if called != segments:
            yield _with(route, called)


def _with(route: Route, segments: tuple[Segment, ...]) -> Route:
    return (
        route
        if segments == route.segments
        else replace(route, segments=segments, path=join_path(segments))
    )


def _parameters(facts: OperationFacts, routes: Sequence[Route]) -> Iterator[ParamFact | RowFact]:
    """Rows that can name an argument: function parameters, or a body that a GET cannot have."""
    keys = {s.text.lower() for r in routes for s in r.segments if s.kind in ("key", "path")}
    for param in facts.params:
        if param.place == "function" or (param.place == "path" and param.wire.lower() not in keys):
            yield param
    if routes and routes[0].method == "GET":
        yield from facts.body_rows


def _opened(segment: Segment, documented: dict[str, ParamFact | RowFact]) -> Segment:
    """A function segment whose documented parameters are no fixed text."""
    if segment.kind != "function":
        return segment
    args = tuple(
        replace(a, placeholder=a.name, literal="")
        if a.placeholder is None and a.name.lower() in documented
        else a
        for a in segment.args
    )
    return replace(segment, args=args) if args != segment.args else segment


def _called(segment: Segment, shown: dict[str, Arguments]) -> Segment:
    """A plain name that is called with arguments elsewhere, as that call."""
    if segment.kind not in ("literal", "cast") and not (
        segment.kind == "function" and not segment.args
    ):
        return segment
    arguments = shown.get(segment.text.lower())
    return segment if not arguments else Segment("function", segment.text, args=arguments)


def _shown_calls(facts: OperationFacts) -> Iterator[tuple[str, Arguments]]:
    """Functions that examples call with arguments where request lines have only the name.

    What is followed by a key is a collection, and what stands in its parentheses a key as well.
    """
    lines = [[*route.segments] for route in facts.routes]
    called = {s.text.lower() for line in lines for s in line if s.args}
    keyed = {s.text.lower() for line in lines for s, after in pairwise(line) if after.kind == "key"}
    named = {s.text.lower() for line in lines for s in line} - called - keyed
    for segment in _example_segments(facts):
        if segment.kind == "function" and segment.args and segment.text.lower() in named:
            yield (
                segment.text.lower(),
                tuple(replace(a, placeholder=a.name, literal="") for a in segment.args),
            )


def _plain_calls(facts: OperationFacts, shown: Iterable[str]) -> set[str]:
    """Those of the functions that examples call without arguments too."""
    wanted = set(shown)
    return {
        s.text.lower()
        for s in _example_segments(facts)
        if s.text.lower() in wanted and (s.kind == "literal" or not s.args)
    }


def _example_segments(facts: OperationFacts) -> Iterator[Segment]:
    for example in facts.examples:
        yield from parse_path(request_url(example.request).path)


def _from_table(
    routes: Sequence[Route], params: Sequence[ParamFact | RowFact], facts: OperationFacts
) -> dict[str, Arguments]:
    """Arguments from a table of function parameters alone, for the name that the routes end in."""
    functions = [p for p in params if isinstance(p, ParamFact) and p.place == "function"]
    ends = {
        r.segments[-1].text.lower()
        for r in routes
        if r.segments and r.segments[-1].kind == "literal"
    }
    title = facts.title.rsplit(":", 1)[-1].strip().lower().replace(" ", "")
    if not functions or len(ends) != 1 or routes[0].method != "GET" or title not in ends:
        return {}
    arguments = tuple(
        Argument(
            p.wire, p.wire, quoted=p.type is None or p.type.name in ("Edm.String", "Edm.Untyped")
        )
        for p in functions
    )
    return {next(iter(ends)): arguments}
