"""The requests of an API: what documents each, and which examples show it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from generator.emit.conforms_types import Types
from generator.model import Api, Operation, Route, Segment
from generator.records import Record
from generator.serve.links import Links
from generator.serve.router import Match, Router, split
from generator.serve.shown import Shown, read

_LINK = re.compile(r'"@odata\.(?:next|delta)Link"\s*:\s*"([^"\\]*)"')


class Use(Record):
    """An operation of the model, by one of its routes."""

    operation: Operation
    route: Route


@dataclass
class Endpoint:
    """One method at one path template.

    `placed` are the examples that show this very request; `related` those that its pages show of
    the same method elsewhere, such as `/me/events` for `/users/{id}/events`.
    """

    method: str
    path: str
    uses: list[Use] = field(default_factory=list)
    placed: list[Shown] = field(default_factory=list)
    related: list[Shown] = field(default_factory=list)

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """The operations that document it, each once; the nearest page first."""
        return tuple({use.operation.id: use.operation for use in self.uses}.values())

    @cached_property
    def named(self) -> dict[str, Shown]:
        """The examples that have a response by name; by name and page where a name is taken."""
        found: dict[str, Shown] = {}
        for shown in self.answering:
            name = shown.example.name
            found[name if name not in found else shown.id] = shown
        return found

    def pick(self, name: str) -> Shown | None:
        """The example of a name, which may have its page before it: `user-get/get_user`."""
        found = self.named.get(name)
        return found or next((shown for shown in self.answering if shown.id == name), None)

    @cached_property
    def answering(self) -> tuple[Shown, ...]:
        """The examples that have a response, the best for any request first."""
        return tuple(shown for shown in self._by_nearness() if shown.status)

    def _by_nearness(self) -> Iterator[Shown]:
        own = {operation.id for operation in self.operations}
        placed = sorted(self.placed, key=lambda shown: shown.operation.id not in own)
        yield from placed
        yield from self.related


class Endpoints:
    """All requests of an API, findable by method and path."""

    def __init__(self, api: Api, links: Links, types: Types) -> None:
        self.every: list[Endpoint] = []
        self._router = Router[Endpoint]()
        self._names = {item.name.lower() for item in api.resources}
        homes: dict[str, dict[int, Endpoint]] = defaultdict(dict)
        for operation in api.operations:
            for route in operation.routes:
                home = self._at(operation, route)
                homes[operation.id][id(home)] = home
        for shown in read(api.operations, links, types):
            self._place(shown, homes[shown.operation.id])
        for endpoint in self.every:
            endpoint.uses.sort(key=_distance)

    def find(self, method: str, path: str) -> Match[Endpoint] | frozenset[str]:
        """The request that a path is, or the methods that are documented for it.

        A segment that names a type asks for the items of it (OData 4.01 URL Conventions, section
        4.11): the request is the one without it.
        """
        found = self._router.find(method, path)
        if isinstance(found, Match) or "." not in path:
            return found
        parts = path.split("/")
        plain = [part for part in parts if part.lower() not in self._names]
        if len(plain) == len(parts):
            return found
        return self._router.find(method, "/".join(plain))

    @cached_property
    def links(self) -> frozenset[str]:
        """The paths that next links and delta links of examples lead to."""
        found = set()
        for endpoint in self.every:
            for shown in endpoint.placed:
                response = shown.example.response
                for url in _LINK.findall((response.body if response else None) or ""):
                    below = shown.links.below(url)
                    found.add((below or "").partition("?")[0].lower())
        return frozenset(found)

    def _at(self, operation: Operation, route: Route) -> Endpoint:
        def made() -> Endpoint:
            self.every.append(Endpoint(route.method, route.path))
            return self.every[-1]

        endpoint = self._router.add(route.method, route.segments, made)
        endpoint.uses.append(Use(operation, route))
        return endpoint

    def _place(self, shown: Shown, homes: dict[int, Endpoint]) -> None:
        """Put an example where it belongs, and beside the same method of its page elsewhere."""
        found = self.find(shown.method, shown.path)
        if isinstance(found, Match):
            home = found.value
            shown.arguments = found.arguments
        else:
            home = self._at(shown.operation, _as_shown(shown))
        home.placed.append(shown)
        for other in homes.values():
            if other is not home and other.method == shown.method:
                other.related.append(shown)


def _as_shown(shown: Shown) -> Route:
    """The URL of an example that no route of any page fits, as a route of its own."""
    parts = split(shown.path)
    segments = tuple(Segment("key" if "{" in text else "literal", text) for text in parts)
    return Route(shown.method, shown.path, segments, shown.example.loc, shown_only=True)


def _distance(use: Use) -> tuple[bool, bool, bool, int]:
    """How far a page is from being that of a request.

    Nearest is the page whose resource the path ends with, then the one of the fewest requests.
    """
    route, operation = use.route, use.operation
    literals = [item.text.lower() for item in route.segments if item.kind == "literal"]
    owner = (operation.owner or "?").rpartition(".")[2].lower()
    # Without the last letter, so that it begins its plural: categories.
    other = not literals or not literals[-1].startswith(owner[:-1] or owner)
    return bool(route.query), route.shown_only, other, len(operation.routes)
