"""The pages of an API: what every run looks at of each, and the facts of those that it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.diagnostics import Finding
from generator.link.outline import EnumOutline, PageOutline, TypeOutline, outline_of
from generator.link.parts import operation_pages
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
        self.findings: Sequence[Finding] = made.findings
        self.outlines: Sequence[PageOutline] = list(made.outlines.values())
        self._owner = {part: page.path for page in self.outlines for part in page.parts}
        self._parts: tuple[str, dict[str, PageFacts]] = ("", {})

    @property
    def parts(self) -> Iterable[str]:
        """The paths of all pages' operations."""
        return self._owner

    def part(self, path: str) -> PageFacts:
        """One operation's facts, as a page of its own."""
        page = self._owner[path]
        if self._parts[0] != page:
            self._parts = page, {it.path: it for it in operation_pages(self._known[page].value)}
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
