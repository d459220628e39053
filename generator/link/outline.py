"""The little of a page that linking looks at in every run, whichever page has changed.

Types and operations are linked one by one, and only those that an edit concerns. What has to be
known of all pages to do so (what they define, whom they link, what they say of bases) is here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.link.parts import operation_pages, route_shape, tabled_pages
from generator.model import Loc
from generator.packing import Raw, Unpacker, pack
from generator.read.facts import BaseClaim, Mention, PageFacts, RowFact, TypeFacts
from generator.records import Record

#: Reads `PageOutline.lines`.
lines_of = Unpacker(list[int])
#: Reads `PageOutline.inventory`.
numbers_of = Unpacker(dict[str, int])
#: Reads `PageOutline.shapes`.
shapes_of = Unpacker(list[str])


class ValueRow(Record):
    """A table's row that lists values of its type."""

    type: Mention
    values: tuple[str, ...]
    prefer_values: tuple[str, ...]
    loc: Loc


class TypeOutline(Record):
    """A structured type as one page defines it: the page's type number `at`."""

    name: str
    namespace: str | None
    loc: Loc
    at: int
    rows: int
    named_by_metadata: bool = False
    bases: tuple[BaseClaim, ...] = ()
    derived: tuple[Mention, ...] = ()
    values: tuple[ValueRow, ...] = ()


class EnumOutline(Record):
    """An enumeration as one page defines it: the page's enumeration number `at`."""

    name: str
    namespace: str | None
    loc: Loc
    at: int


class TabledOutline(Record):
    """An operation that only a table of a page names; `shapes` are those of its routes."""

    path: str
    loc: Loc
    shapes: tuple[str, ...]


class PageOutline(Record):
    """One page. `parts` are the paths of its operations, `values` the rows of their bodies."""

    path: str
    namespace: str | None
    types: tuple[TypeOutline, ...]
    enums: tuple[EnumOutline, ...]
    #: The pages that its Methods table links.
    methods: tuple[str, ...]
    #: The pages that it links, and, packed, the line of the first link to each.
    links: tuple[str, ...]
    lines: Raw
    parts: tuple[str, ...]
    values: tuple[tuple[ValueRow, ...], ...]
    #: How many there are of what it holds, packed.
    inventory: Raw
    tabled: tuple[TabledOutline, ...]
    #: The shapes of the routes of its operations, packed.
    shapes: Raw


def outline_of(page: PageFacts) -> PageOutline:
    """The outline of a page."""
    parts = [part for part in operation_pages(page) if part.operation is not None]
    return PageOutline(
        page.path,
        page.namespace,
        tuple(_type(one, at) for at, one in enumerate(page.types)),
        tuple(
            EnumOutline(one.name, one.namespace, one.loc, at) for at, one in enumerate(page.enums)
        ),
        tuple(dict.fromkeys(row.target for row in page.methods)),
        tuple(target for target, _ in page.links),
        Raw(pack([line for _, line in page.links])),
        tuple(part.path for part in parts),
        tuple(tuple(_values(part.operation.body_rows)) for part in parts if part.operation),
        Raw(pack(page.inventory)),
        tuple(TabledOutline(it.path, it.loc, _shapes(it)) for it in tabled_pages(page)),
        Raw(pack([shape for part in parts for shape in _shapes(part)])),
    )


def _shapes(part: PageFacts) -> tuple[str, ...]:
    return tuple(map(route_shape, part.operation.routes)) if part.operation else ()


def _type(facts: TypeFacts, at: int) -> TypeOutline:
    return TypeOutline(
        facts.name,
        facts.namespace,
        facts.loc,
        at,
        len(facts.rows),
        facts.named_by_metadata,
        facts.bases,
        facts.derived,
        tuple(_values(facts.rows)),
    )


def _values(rows: Iterable[RowFact]) -> Iterator[ValueRow]:
    for row in rows:
        if row.traits.values and row.type is not None:
            yield ValueRow(row.type, row.traits.values, row.traits.prefer_values, row.loc)
