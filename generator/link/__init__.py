"""Page facts to one Api: names resolved, evidence weighed, contradictions reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.declarations import Declaration, Declared
from generator.diagnostics import Finding, Report
from generator.link import rounds
from generator.link.bases import find_bases
from generator.link.checks import check_example_names, check_links
from generator.link.context import Context
from generator.link.enums import link_enums
from generator.link.evidence import body_rows, shown_spellings
from generator.link.ids import operation_ids
from generator.link.index import TypeIndex, build_index, default_namespace
from generator.link.outline import ValueRow
from generator.link.owners import Owners
from generator.link.pages import Pages
from generator.link.resources import Evidence, Types, group_types, value_lists
from generator.link.route_evidence import NamedSegment, RouteEvidence
from generator.link.scalar_words import known_scalars
from generator.link.service import Inventory, base_url, version
from generator.link.shown_scalars import shown_scalars
from generator.link.undocumented import undocumented_types
from generator.model import Api, Loc, Operation, Resource
from generator.read.facts import PageFacts
from generator.records import Record
from generator.units import Known, Many, Members, Results, Shelf, Small, Table

__all__ = ["Linked", "link"]


class Linked(Record):
    """An API and everything that there is to say about its pages."""

    api: Api
    findings: tuple[Finding, ...]


def link(name: str, facts: Mapping[str, Known[PageFacts]], shelf: Shelf) -> Linked:
    """Join the facts of one API's pages by path. `name` is the API's folder (`v1.0`), or "".

    What did not change since an earlier run comes from the shelf.
    """
    pages = Pages(facts, shelf)
    report = Report(pages.findings)
    namespace = default_namespace(pages.outlines)
    index = build_index(pages.outlines, namespace).with_scalars(known_scalars(namespace))
    types = group_types(pages.outlines, index, report)

    bases = Small("bases", find_bases(types, index, Report()))
    nothing = Evidence()
    rough = rounds.resources(rounds.ROUGH, pages, types, bases, index, nothing, (), shelf)
    drafts = rounds.drafts(pages, index, Owners(pages.outlines, index), shelf, report)
    lists = value_lists(_value_rows(pages, types), index)
    enums = link_enums(pages, index, lists, shelf, report)
    index = index.with_enums(name for _, name, _ in enums)
    places = _undocumented(rough, index)
    ids = Small("ids", operation_ids(pages.parts))
    tried = rounds.first_round(drafts, index, rough, _derived(rough), ids, places.keys(), shelf)
    scalars = shown_scalars((it.kinds for it in tried.outlines.values()), places, report)
    index = index.with_scalars({**index.scalars, **scalars})

    rows, seen = body_rows(drafts, tried.outlines), shown_spellings(tried)
    owners = Members("owners", (it.owner for it in drafts.outlines.values() if it.owner))
    evidence = Evidence(rows, owners, RouteEvidence(_named(drafts)), seen)
    bases = Small("bases", find_bases(types, index, report))
    tables: tuple[Table, ...] = (rows, owners, *evidence.routes.tables, seen)
    linked = rounds.resources(rounds.TYPES, pages, types, bases, index, evidence, tables, shelf)
    report.extend(linked.findings)
    derived = _derived(linked)
    context = Context(index, linked.types, derived, ids)
    made = rounds.second_round(drafts, context, (linked.shapes, derived, ids), shelf)
    report.extend(made.findings)
    unknown = undocumented_types(
        ((it.base, it.loc) for it in linked.outlines.values() if it.base),
        (use for it in linked.outlines.values() for use in it.uses),
        [
            (operation, drafts.known[path].value)
            for path, outline in made.outlines.items()
            if outline.unknown
            for operation in made.values[path]
        ],
        linked.types,
        rows,
        index,
        report,
    )
    names = (op.examples for it in made.outlines.values() for op in it.operations)
    check_example_names((name for some in names for name in some), report)
    check_links(pages.outlines, shelf, report)

    root = base_url(drafts.outlines.values(), name)
    api = Api(
        name=version(name, root),
        namespace=namespace,
        base_url=root,
        resources=Declared((*_by_place(linked, types), *map(_at_hand, unknown))),
        enums=Declared(enums),
        operations=Many(_operations(made)),
        inventory=Inventory(pages.outlines),
    )
    return Linked(api, tuple(report))


def _value_rows(pages: Pages, types: Types) -> Iterator[ValueRow]:
    """Rows that list values: of types, then of what is sent."""
    for outlines in types.values():
        for one in outlines:
            yield from one.values
    for page in pages.outlines:
        for rows in page.values:
            yield from rows


def _undocumented(rough: rounds.TypesRound, index: TypeIndex) -> dict[str, Loc]:
    """Names of properties' types that are documented nowhere, with the first place of each."""
    found: dict[str, Loc] = {}
    for outline in rough.outlines.values():
        for name, loc, _ in outline.uses:
            if name not in index.enums:
                found.setdefault(name, loc)
    return found


def _derived(made: rounds.TypesRound) -> Small[tuple[str, ...]]:
    """The types that derive from each type directly."""
    found: dict[str, list[str]] = {}
    for name, outline in made.outlines.items():
        if outline.base:
            found.setdefault(outline.base, []).append(name)
    return Small("derived", {base: tuple(names) for base, names in found.items()})


def _named(drafts: rounds.Drafts) -> Iterator[NamedSegment]:
    for path, outline in drafts.outlines.items():
        yield from outline.named
        yield from drafts.named.get(path, ())


def _by_place(
    linked: rounds.TypesRound, types: Iterable[str]
) -> Iterator[tuple[Declaration, str, Known[Resource]]]:
    for name in sorted(types, key=lambda name: linked.outlines[name].loc):
        outline = linked.outlines[name]
        yield Declaration(outline.loc, outline.base), name, linked.types.entries[name]


def _at_hand(item: Resource) -> tuple[Declaration, str, Known[Resource]]:
    return Declaration(item.loc, item.base), item.name, Known(value=item)


def _operations(
    made: Results[rounds.PartOutline, tuple[Operation, ...]],
) -> list[tuple[str, Known[Operation]]]:
    """The operations in the order of their places."""
    found: list[tuple[Loc, str, Known[Operation]]] = []
    for path, outline in made.outlines.items():
        known = made.values.entries[path]
        for at, one in enumerate(outline.operations):
            found.append((one.loc, one.id, _one_of(known, at)))
    found.sort(key=lambda item: item[:2])
    return [(id, operation) for _, id, operation in found]


def _one_of(known: Known[tuple[Operation, ...]], at: int) -> Known[Operation]:
    return Known(known.sum + at.to_bytes(4, "big"), lambda: known.value[at])
