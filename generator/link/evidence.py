"""What the first round of operations says of types, as tables that linking types looks at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.link.properties import BodyRows
from generator.link.rounds import Drafts, TriedOutline
from generator.link.shown_members import Sightings, spellings
from generator.link.spelling import Spellings
from generator.read.facts import RowFact
from generator.units import Kept, Known, Results, joined


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


def shown_spellings(tried: Results[TriedOutline, dict[str, Sightings]]) -> Kept[Spellings]:
    """How all examples spell the members of each type."""
    seen: dict[str, list[str]] = {}
    for path, outline in tried.outlines.items():
        for name in outline.seen:
            seen.setdefault(name, []).append(path)
    return Kept("spellings", {name: _spellings(name, tried, paths) for name, paths in seen.items()})


def _spellings(
    name: str, tried: Results[TriedOutline, dict[str, Sightings]], paths: Sequence[str]
) -> Known[Spellings]:
    sum = joined(*(tried.outlines[path].seen[name] for path in paths))
    return Known(sum, lambda: spellings(tried.values.entries[path].value[name] for path in paths))
