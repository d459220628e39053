"""What routes say about navigation properties: how they are spelled, and that they hold many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.model import Loc, Route


def loose(name: str) -> str:
    """A name without case and number: `timeOffRequests` and `timeoffrequest` have one."""
    return name.lower().replace("ies", "y").replace("s", "")


@dataclass(slots=True)
class RouteEvidence:
    """Literal segments by their lower-case text: each spelling, and where a key follows."""

    spellings: dict[str, dict[str, list[Loc]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    keyed: dict[str, Loc] = field(default_factory=dict)
    _loose: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, text: str, loc: Loc) -> None:
        """A route has this segment."""
        self.spellings[text.lower()][text].append(loc)
        if not text.islower():
            self._loose[loose(text)].add(text.lower())

    def spelling_of(self, wire: str, many: bool = False) -> tuple[str, Loc] | None:
        """The spelling with capitals that most routes use for a lower-case name, with its place.

        The name of `many` may lack the plural that routes have, or have it elsewhere.
        """
        if not wire.islower():
            return None
        found = self.spellings.get(wire.lower()) or (self._alike(wire) if many else None)
        if not found:
            return None
        best = max(found, key=lambda spelling: (len(found[spelling]), spelling))
        return None if best == wire else (best, found[best][0])

    def _alike(self, wire: str) -> dict[str, list[Loc]]:
        """The one spelling with capitals that differs from a name in number only."""
        found = self._loose.get(loose(wire), set())
        return self.spellings[next(iter(found))] if len(found) == 1 else {}

    def many(self, wire: str) -> Loc | None:
        """Where a route addresses one of many by a key behind this name, or None."""
        return self.keyed.get(wire.lower())


def route_evidence(routes: Iterable[Route]) -> RouteEvidence:
    """Collect the evidence of all routes."""
    evidence = RouteEvidence()
    for route in routes:
        for number, segment in enumerate(route.segments):
            if segment.kind != "literal" or number < 2:
                continue
            evidence.add(segment.text, route.loc)
            following = route.segments[number + 1] if number + 1 < len(route.segments) else None
            if following is not None and following.kind == "key" and not following.prefix:
                evidence.keyed.setdefault(segment.text.lower(), route.loc)
    return evidence
