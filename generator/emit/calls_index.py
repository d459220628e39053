"""Which methods can have a documented URL: few of many, without trying the routes of all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.emit.calls_routes import match_cast, match_route, without_cast

#: Stands for a segment with a placeholder; no path has it.
_HOLE = "{}"
#: How many methods are tried for one URL, and how many segments: pages that repeat one route, and
#: routes made to differ in placeholders alone, must not make time grow with the square of pages.
_MOST_METHODS = 20
_MOST_STEPS = 500


@dataclass(slots=True)
class _Node:
    """The routes with one beginning: how they go on, and the methods of those that end here.

    `open` are methods of routes with a segment here that may hold slashes.
    """

    next: dict[str, _Node] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)
    open: list[int] = field(default_factory=list)


class MethodIndex:
    """Methods by the segments of their routes, whose texts are given by operation id."""

    def __init__(self, routes: Mapping[str, Sequence[str]]) -> None:
        self._methods = list(routes.items())
        self._root = _Node()
        for at, (_, texts) in enumerate(self._methods):
            for text in texts:
                self._add(text, at)

    def find(self, verb: str, path: str) -> Iterator[str]:
        """The methods with a route that fits a path, letter by letter, in the order of all."""
        found = {at for form in _forms(path) for at in self._candidates([verb, *form.split("/")])}
        for at in sorted(found)[:_MOST_METHODS]:
            name, routes = self._methods[at]
            match = match_route(routes, verb, path) or match_cast(routes, verb, path)
            if match is not None and match.same_case:
                yield name

    def _add(self, route: str, at: int) -> None:
        verb, _, template = route.partition("?")[0].partition(" ")
        node = self._root
        for segment in (verb, *template.split("/")):
            if "{+" in segment or "(" in segment or "'" in segment:
                node.open.append(at)
                return
            node = node.next.setdefault(_HOLE if "{" in segment else segment, _Node())
        node.ends.append(at)

    def _candidates(self, segments: list[str]) -> Iterator[int]:
        todo = [(self._root, 0)]
        for _ in range(_MOST_STEPS):
            if not todo:
                return
            node, depth = todo.pop()
            yield from node.open[:_MOST_METHODS]
            if depth == len(segments):
                yield from node.ends[:_MOST_METHODS]
                continue
            ways = (node.next.get(_HOLE), node.next.get(segments[depth]))
            todo += ((way, depth + 1) for way in ways if way is not None)


def _forms(path: str) -> Iterator[str]:
    """A path as routes can have it: without a cast at its end, and of any user in place of me."""
    for form in dict.fromkeys((path, without_cast(path))):
        yield form
        if form == "/me" or form.startswith("/me/"):
            yield f"/users{form}"
