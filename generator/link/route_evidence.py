"""What routes say about navigation properties: how they are spelled, and that they hold many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.model import Loc, Route


@dataclass(slots=True)
class RouteEvidence:
    """Literal segments by their lower-case text: each spelling, and where a key follows."""

    spellings: dict[str, dict[str, list[Loc]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    keyed: dict[str, Loc] = field(default_factory=dict)

    def spelling_of(self, wire: str) -> tuple[str, Loc] | None:
        """The spelling with capitals that most routes use for a lower-case name, with its place."""
        found = self.spellings.get(wire.lower())
        if not found or not wire.islower():
            return None
        best = max(found, key=lambda spelling: (len(found[spelling]), spelling))
        return None if best == wire else (best, found[best][0])

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
            evidence.spellings[segment.text.lower()][segment.text].append(route.loc)
            following = route.segments[number + 1] if number + 1 < len(route.segments) else None
            if following is not None and following.kind == "key" and not following.prefix:
                evidence.keyed.setdefault(segment.text.lower(), route.loc)
    return evidence
