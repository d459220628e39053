"""Parameters in their place: a table's heading is often wrong about where a value goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.link.index import TypeIndex
from generator.link.properties import resolve
from generator.model import UNTYPED, Doc, Param, Place, Route, TypeRef
from generator.read.facts import OperationFacts, RowFact
from generator.read.sentences import summary

_STRING = TypeRef("Edm.String")
#: Headers that every client sets by itself.
_OWN_HEADERS = frozenset({"authorization", "content-length", "host"})


def link_params(
    facts: OperationFacts,
    routes: Sequence[Route],
    method: str,
    body: Sequence[RowFact],
    index: TypeIndex,
) -> tuple[Param, ...]:
    """All documented parameters, function arguments without a table included."""
    arguments = {a.name.lower(): a.name for r in routes for s in r.segments for a in s.args}
    holders = {
        (a.placeholder or "").lower(): a.name
        for r in routes
        for s in r.segments
        for a in s.args
        if a.placeholder
    }
    keys = {s.text.lower() for r in routes for s in r.segments if s.kind in ("key", "path")}
    found: dict[tuple[Place, str], Param] = {}
    for param in _documented(facts, method, body, arguments, holders, keys, index):
        found.setdefault((param.place, param.wire), param)
    stated = {wire.lower() for place, wire in found if place == "function"}
    for route in routes:
        for segment in route.segments:
            for argument in segment.args:
                if argument.placeholder is not None and argument.name.lower() not in stated:
                    stated.add(argument.name.lower())
                    param = Param(argument.name, "function", _STRING, Doc(), route.loc)
                    found.setdefault(("function", argument.name), param)
    return tuple(found.values())


def _documented(
    facts: OperationFacts,
    method: str,
    body: Sequence[RowFact],
    arguments: dict[str, str],
    holders: dict[str, str],
    keys: set[str],
    index: TypeIndex,
) -> Iterator[Param]:
    for param in facts.params:
        if param.place == "header" and param.wire.lower() in _OWN_HEADERS:
            continue
        place, wire = param.place, param.wire
        if place != "header":
            place, wire = _place(param.place, param.wire, arguments, holders, keys, method)
        type_ = _STRING
        if param.type and (place == "body" or index.resolve(param.type)):
            type_ = resolve(param.type, index) or _STRING  # what stands in a URL is no object
        doc = Doc(summary(param.text), param.text, param.traits.deprecated)
        yield Param(wire, place, type_, doc, param.loc, param.traits.required)
    for row in body:
        type_ = (resolve(row.type, index) if row.type else None) or UNTYPED
        place, wire = _place("body", row.wire, arguments, holders, keys, method)
        doc = Doc(summary(row.text), row.text, row.traits.deprecated)
        yield Param(wire, place, type_, doc, row.loc, row.traits.required)


def _place(
    place: Place,
    wire: str,
    arguments: dict[str, str],
    holders: dict[str, str],
    keys: set[str],
    method: str,
) -> tuple[Place, str]:
    """Where a parameter really goes: the route knows its own arguments and placeholders."""
    low = wire.lower()
    if low in arguments:
        return "function", arguments[low]
    if low in holders:
        return "function", holders[low]
    if low in keys and place != "body":
        return "path", wire
    if place == "path" and method in ("POST", "PATCH", "PUT"):
        # The heading says no more than "Parameters", and no placeholder has the name.
        return "body", wire
    if place == "body" and method == "GET":
        return ("function" if arguments else "query"), wire
    if place == "function" and not arguments:
        return ("query" if method == "GET" else "body"), wire
    return place, wire
