"""The pages of an API: what every run looks at of each, and the facts of those that it needs."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from generator.diagnostics import Finding
from generator.link.outline import (
    EnumOutline,
    PageOutline,
    TabledOutline,
    TypeOutline,
    outline_of,
    shapes_of,
)
from generator.link.parts import operation_pages, tabled_pages
from generator.model import Loc
from generator.read.facts import EnumFacts, PageFacts, TypeFacts
from generator.units import Known, Made, Shelf, Stage

_OUTLINES = Stage[PageOutline, None]("outlines", PageOutline, None)


def _number(at: int) -> bytes:
    return at.to_bytes(4, "big")


class Pages:
    """The pages by path, in the order of the paths."""

    def __init__(self, known: Mapping[str, Known[PageFacts]], shelf: Shelf) -> None:
        self._known = known
        sums = {path: known[path].sum for path in sorted(known)}
        made = _OUTLINES.run(shelf, sums, (), self._outline)
        self.outlines: Sequence[PageOutline] = list(made.outlines.values())
        self._owner = {part: page.path for page in self.outlines for part in page.parts}
        tabled = dict(_tabled(self.outlines))
        self._owner |= {part.path: page for part, page in tabled.items()}
        self.findings: Sequence[Finding] = _without(made.findings, {part.loc for part in tabled})
        self._parts: tuple[str, dict[str, PageFacts]] = ("", {})

    @property
    def parts(self) -> Iterable[str]:
        """The paths of all pages' operations."""
        return self._owner

    def part(self, path: str) -> PageFacts:
        """One operation's facts, as a page of its own."""
        page = self._owner[path]
        if self._parts[0] != page:
            facts = self._known[page].value
            parts = (*operation_pages(facts), *tabled_pages(facts))
            self._parts = page, {it.path: it for it in parts}
        return self._parts[1][path]

    def part_sum(self, path: str) -> bytes:
        """The digest of the page that an operation stands on."""
        return self._known[self._owner[path]].sum

    def types(self, outlines: Iterable[TypeOutline]) -> list[TypeFacts]:
        """The facts of one type."""
        return [self._known[one.loc.path].value.types[one.at] for one in outlines]

    def enums(self, outlines: Iterable[EnumOutline]) -> list[EnumFacts]:
        """The facts of one enumeration."""
        return [self._known[one.loc.path].value.enums[one.at] for one in outlines]

    def sum(self, outlines: Iterable[TypeOutline | EnumOutline]) -> bytes:
        """The digest of the facts of one type or enumeration."""
        return b"".join(self._known[one.loc.path].sum + _number(one.at) for one in outlines)

    def _outline(self, path: str) -> Made[PageOutline, None]:
        facts = self._known[path].value
        return Made(outline_of(facts), None, facts.findings)


def _tabled(pages: Sequence[PageOutline]) -> Iterator[tuple[TabledOutline, str]]:
    """The operations that only tables name, with their pages: those that no page documents."""
    if not any(page.tabled for page in pages):
        return
    known = {shape for page in pages for shape in shapes_of(page.shapes) or ()}
    for page in pages:
        for part in page.tabled:
            if known.isdisjoint(part.shapes):
                known.update(part.shapes)
                yield part, page.path


def _without(findings: Iterable[Finding], alone: Container[Loc]) -> list[Finding]:
    """What readers have to say; of rows of tables only where nobody documents the operation."""
    return [it for it in findings if it.code != "ROUTE_ONLY_IN_TABLE" or it.loc in alone]
