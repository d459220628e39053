"""What the first round of operations says of types, as tables that linking types looks at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.link.properties import BodyRows
from generator.link.rounds import Drafts, TriedOutline
from generator.link.shown_members import Sightings, spellings
from generator.link.spelling import Spellings
from generator.packing import Raw, Unpacker
from generator.read.facts import RowFact
from generator.units import Kept, Known, joined

_sightings = Unpacker(Sightings)


def body_rows(drafts: Drafts, tried: Mapping[str, TriedOutline]) -> Kept[BodyRows]:
    """Rows of create and update tables by the type that they describe."""
    pages: dict[str, list[str]] = {}
    for path, outline in tried.items():
        if outline.body is not None:
            pages.setdefault(outline.body, []).append(path)
    return Kept("body rows", {name: _rows(drafts, paths) for name, paths in pages.items()})


def _rows(drafts: Drafts, paths: Sequence[str]) -> Known[BodyRows]:
    def read() -> BodyRows:
        found: dict[str, list[RowFact]] = {}
        for path in paths:
            for row in drafts.known[path].value.facts.body_rows:
                found.setdefault(row.wire, []).append(row)
        return found

    return Known(joined(*(drafts.known[path].sum for path in paths)), read)


def shown_spellings(tried: Mapping[str, TriedOutline]) -> Kept[Spellings]:
    """How all examples spell the members of each type."""
    seen: dict[str, list[Raw]] = {}
    for outline in tried.values():
        for name, some in outline.seen.items():
            seen.setdefault(name, []).append(some)
    return Kept("spellings", {name: _spellings(some) for name, some in seen.items()})


def _spellings(seen: Iterable[Raw]) -> Known[Spellings]:
    packed = [bytes(some) for some in seen]
    return Known(joined(*packed), lambda: spellings(_sightings(some) or [] for some in packed))
