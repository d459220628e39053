"""What routes say about navigation properties: how they are spelled, and that they hold many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.model import Loc, Route
from generator.records import Record
from generator.units import Small, Table


def loose(name: str) -> str:
    """A name without case and number: `timeOffRequests` and `timeoffrequest` have one."""
    return name.lower().replace("ies", "y").replace("s", "")


class NamedSegment(Record):
    """A fixed name inside of a path, and whether a key stands behind it."""

    text: str
    loc: Loc
    keyed: bool


def named_segments(routes: Iterable[Route]) -> Iterator[NamedSegment]:
    """The names behind the first key of each route: those of relationships."""
    for route in routes:
        for number, segment in enumerate(route.segments):
            if segment.kind != "literal" or number < 2:
                continue
            following = route.segments[number + 1] if number + 1 < len(route.segments) else None
            keyed = following is not None and following.kind == "key" and not following.prefix
            yield NamedSegment(segment.text, route.loc, keyed)


class RouteEvidence:
    """Names in paths by their lower-case text: each spelling, and where a key follows."""

    def __init__(self, segments: Iterable[NamedSegment] = ()) -> None:
        self._spellings = Small[dict[str, list[Loc]]]("spellings in paths")
        self._keyed = Small[Loc]("keys in paths")
        self._loose = Small[list[str]]("names in paths")
        self.tables: tuple[Table, ...] = (self._spellings, self._keyed, self._loose)
        for one in segments:
            low = one.text.lower()
            self._spellings.setdefault(low, {}).setdefault(one.text, []).append(one.loc)
            if not one.text.islower():
                alike = self._loose.setdefault(loose(one.text), [])
                if low not in alike:
                    alike.append(low)
            if one.keyed:
                self._keyed.setdefault(low, one.loc)

    def spelling_of(self, wire: str, many: bool = False) -> tuple[str, Loc] | None:
        """The spelling with capitals that most routes use for a lower-case name, with its place.

        The name of `many` may lack the plural that routes have, or have it elsewhere.
        """
        if not wire.islower():
            return None
        found = self._spellings.get(wire.lower()) or (self._alike(wire) if many else None)
        if not found:
            return None
        best = max(found, key=lambda spelling: (len(found[spelling]), spelling))
        return None if best == wire else (best, found[best][0])

    def _alike(self, wire: str) -> dict[str, list[Loc]]:
        """The one spelling with capitals that differs from a name in number only."""
        found = self._loose.get(loose(wire), [])
        return self._spellings[found[0]] if len(found) == 1 else {}

    def many(self, wire: str) -> Loc | None:
        """Where a route addresses one of many by a key behind this name, or None."""
        return self._keyed.get(wire.lower())
