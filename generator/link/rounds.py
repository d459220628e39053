"""Types and operations, linked one by one in two rounds.

Bodies need resources to be recognised, and resources take evidence from bodies. So a first round
links both without that evidence: it tells whose properties a create or update table lists, and
what the examples show of each type. The second round has all of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from generator.diagnostics import Finding, Report
from generator.link.bodies import link_body
from generator.link.checks import ExampleName, example_name
from generator.link.context import Context
from generator.link.drafts import (
    Draft,
    Drafted,
    DraftOutline,
    draft_of,
    draft_operation,
    outline_of,
)
from generator.link.index import TypeIndex
from generator.link.linked import LinkedTypes, Shapes
from generator.link.operations import link_operation
from generator.link.owners import Owners
from generator.link.pages import Pages
from generator.link.resources import Evidence, ResourceLinker, Types, in_order
from generator.link.route_evidence import NamedSegment, named_segments
from generator.link.shown_members import Sightings, sightings
from generator.link.shown_routes import shown_routes
from generator.link.shown_scalars import shown_kinds
from generator.link.undocumented import Use, is_undocumented, uses_undocumented
from generator.model import Loc, Operation, Resource, Route
from generator.records import Record, replace
from generator.units import (
    Known,
    Made,
    Members,
    Results,
    Shelf,
    Small,
    Stage,
    Table,
    digest,
)


class ResourceOutline(Record):
    """Where a type is documented, its base, and where it uses types that no page documents.

    `shape` is a digest of all that operations look at: the base, the names and types of properties.
    """

    loc: Loc
    base: str | None
    shape: bytes
    uses: tuple[Use, ...] = ()


class TypesRound(NamedTuple):
    """All documented types, their outlines, and what there is to say of them."""

    types: LinkedTypes
    outlines: Mapping[str, ResourceOutline]
    findings: Sequence[Finding]

    @property
    def shapes(self) -> Shapes:
        """The types as a table for operations: another description of a type is no other type."""
        return Shapes(self.types, {name: it.shape for name, it in self.outlines.items()})


class TriedOutline(Record):
    """What an operation of the first round tells of types.

    `body` is the type whose properties its table lists. `seen` are digests of `Sightings` by type;
    `kinds` is what examples show of types that no page documents.
    """

    body: str | None
    seen: dict[str, bytes]
    kinds: dict[str, set[str]]


class OperationOutline(Record):
    """One operation of a page: its place and id, and the names of its examples."""

    id: str
    loc: Loc
    examples: tuple[ExampleName, ...]


class PartOutline(Record):
    """The operations of one page; `unknown` tells that they use types that none documents."""

    operations: tuple[OperationOutline, ...]
    unknown: bool


#: Types in the first round and in the second.
ROUGH = Stage[ResourceOutline, Resource]("rough", ResourceOutline, Resource, stored=False)
TYPES = Stage[ResourceOutline, Resource]("types", ResourceOutline, Resource)

_DRAFTS = Stage[DraftOutline, Drafted]("drafts", DraftOutline, Drafted)
_SHOWN = Stage[tuple[NamedSegment, ...], tuple[Route, ...]](
    "shown routes", tuple[NamedSegment, ...], tuple[Route, ...]
)
_TRIED = Stage[TriedOutline, dict[str, Sightings]]("tried", TriedOutline, dict[str, Sightings])
_OPERATIONS = Stage[PartOutline, tuple[Operation, ...]](
    "operations", PartOutline, tuple[Operation, ...]
)


class Drafts(Record):
    """The drafts of all operations by path: their outlines, and themselves when looked at."""

    outlines: Mapping[str, DraftOutline]
    known: Mapping[str, Known[Draft]]
    #: The names in routes that only examples show, of the few drafts that may have some.
    named: Mapping[str, tuple[NamedSegment, ...]]

    @property
    def sums(self) -> dict[str, bytes]:
        """The digests of all drafts."""
        return {path: draft.sum for path, draft in self.known.items()}


def drafts(pages: Pages, index: TypeIndex, owners: Owners, shelf: Shelf, report: Report) -> Drafts:
    """The drafts of all pages' operations, with the routes that only their examples show."""

    def make(path: str) -> Made[DraftOutline, Drafted]:
        said = Report()
        page = pages.part(path)
        drafted = draft_operation(page, index, owners, said)
        return Made(outline_of(page, drafted), drafted, tuple(said))

    sums = {path: pages.part_sum(path) for path in pages.parts}
    tables = (*index.tables, *owners.tables)
    made = _DRAFTS.run(shelf, sums, tables, make, context=index.default)
    report.extend(made.findings)
    shown = _shown(pages, made, shelf, report)
    known = {
        path: _draft(path, pages, drafted, shown.values.entries.get(path))
        for path, drafted in made.values.entries.items()
    }
    return Drafts(made.outlines, known, shown.outlines)


def _shown(
    pages: Pages, drafted: Results[DraftOutline, Drafted], shelf: Shelf, report: Report
) -> Results[tuple[NamedSegment, ...], tuple[Route, ...]]:
    """The routes that only examples show, of the few drafts that may have some."""
    words = (word for outline in drafted.outlines.values() for word in outline.words)
    vocabulary = Members("vocabulary", words)

    def make(path: str) -> Made[tuple[NamedSegment, ...], tuple[Route, ...]]:
        said = Report()
        facts, routes = pages.part(path).operation, drafted.values[path].routes
        assert facts is not None
        found = tuple(shown_routes(facts, routes, vocabulary, said))
        return Made(tuple(named_segments(found)), found, tuple(said))

    sums = {
        path: pages.part_sum(path) + drafted.values.entries[path].sum
        for path, outline in drafted.outlines.items()
        if outline.shows
    }
    made = _SHOWN.run(shelf, sums, (vocabulary,), make)
    report.extend(made.findings)
    return made


def _draft(
    path: str, pages: Pages, drafted: Known[Drafted], shown: Known[tuple[Route, ...]] | None
) -> Known[Draft]:
    sum = pages.part_sum(path) + drafted.sum + (shown.sum if shown else b"")
    return Known(
        sum, lambda: draft_of(pages.part(path), drafted.value, shown.value if shown else ())
    )


def resources(
    stage: Stage[ResourceOutline, Resource],
    pages: Pages,
    types: Types,
    bases: Small[str],
    index: TypeIndex,
    evidence: Evidence,
    tables: Sequence[Table],
    shelf: Shelf,
) -> TypesRound:
    """All documented types, in the round of this stage; `tables` are those of the evidence."""
    done = LinkedTypes(stage.name)
    linker = ResourceLinker(index, bases, evidence, done)
    documented = Members("documented", types)

    def make(type_: str) -> Made[ResourceOutline, Resource]:
        said = Report()
        found = linker.link(type_, pages.types(types[type_]), said)
        uses = tuple(
            (prop.type.name, prop.loc, f"{type_}.{prop.wire}")
            for prop in found.properties
            if is_undocumented(prop.type.name, documented, index)
        )
        shape = digest((found.base, [(p.wire, p.type) for p in found.properties]))
        outline = ResourceOutline(types[type_][0].loc, found.base, shape, uses)
        return Made(outline, found, tuple(said))

    sums = {type_: pages.sum(types[type_]) for type_ in in_order(types, bases)}
    looked = (*index.tables, *tables, bases, documented, done)
    made = stage.run(shelf, sums, looked, make, done, set(bases.values()), index.default)
    return TypesRound(done, made.outlines, made.findings)


def first_round(
    drafts: Drafts,
    index: TypeIndex,
    round: TypesRound,
    derived: Small[tuple[str, ...]],
    ids: Small[str],
    undocumented: Set[str],
    shelf: Shelf,
) -> Results[TriedOutline, dict[str, Sightings]]:
    """What the operations tell of types when nothing is known of these but their own pages.

    `undocumented` are the names of types that these use and none documents.
    """
    names = Members("undocumented", undocumented)
    rough = round.types

    def make(path: str) -> Made[TriedOutline, dict[str, Sightings]]:
        draft = drafts.known[path].value
        made = list(link_operation(draft, Context(index, rough, derived, ids)))
        seen = sightings(draft, made, rough, index)
        kinds = shown_kinds(draft, made, rough, names)
        return Made(
            TriedOutline(
                _body(draft, index, rough),
                {name: digest(some) for name, some in seen.items()},
                {name: set(some) for name, some in kinds.items()},
            ),
            dict(seen),
        )

    tables = (*index.tables, round.shapes, derived, ids, names)
    return _TRIED.run(shelf, drafts.sums, tables, make, context=index.default)


def _body(draft: Draft, index: TypeIndex, rough: LinkedTypes) -> str | None:
    """The type whose properties the table of a request's body lists."""
    if not draft.facts.body_rows:
        return None
    body, _ = link_body(
        draft.facts, draft.routes, draft.method, draft.shown, draft.owner, index, rough
    )
    return body.type.name if body is not None and body.type is not None else None


def second_round(
    drafts: Drafts, context: Context, tables: Sequence[Table], shelf: Shelf
) -> Results[PartOutline, tuple[Operation, ...]]:
    """The operations of all pages, with all that is known of the types."""

    def make(path: str) -> Made[PartOutline, tuple[Operation, ...]]:
        said = Report()
        draft = drafts.known[path].value
        own = replace(context, report=said)
        made = tuple(link_operation(draft, own))
        outlines = tuple(
            OperationOutline(op.id, op.loc, tuple(map(example_name, op.examples))) for op in made
        )
        unknown = any(uses_undocumented(op, draft, context.resources, context.index) for op in made)
        return Made(PartOutline(outlines, unknown), made, tuple(said))

    looked = (*context.index.tables, *tables)
    default = context.index.default
    return _OPERATIONS.run(shelf, drafts.sums, looked, make, context=default)
