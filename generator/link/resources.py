"""Structured types: one `Resource` for each, from all the pages that speak of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from generator.diagnostics import Report
from generator.link.enums import ValueList
from generator.link.index import TypeIndex, simple_name, type_full_name
from generator.link.outline import PageOutline, TypeOutline, ValueRow
from generator.link.properties import BodyRows, PropertyLinker
from generator.link.route_evidence import RouteEvidence
from generator.link.spelling import Spellings
from generator.model import Claim, Doc, Property, Resource, ResourceKind
from generator.read.facts import TypeFacts
from generator.records import Record, field, replace

#: Types of keys; others are called keys by descriptions that mean something else.
_KEY_TYPES = ("Edm.String", "Edm.Guid", "Edm.Int32", "Edm.Int64")

#: The types of an API by full name: the outline of each on every page that defines it, its own
#: page first.
Types = Mapping[str, Sequence[TypeOutline]]


def group_types(pages: Sequence[PageOutline], index: TypeIndex, report: Report) -> Types:
    """The types that the pages define."""
    grouped: dict[str, list[TypeOutline]] = defaultdict(list)
    for page in pages:
        for one in page.types:
            grouped[index.names[type_full_name(one, index.default).lower()]].append(one)
    for name, every in grouped.items():
        every.sort(key=lambda one: _rank(name, one))
        for other in every[1:]:
            report.add(
                "TYPE_ON_SEVERAL_PAGES",
                other.loc,
                f"{name} is documented at {every[0].loc} too; what both say is united",
            )
            if simple_name(other.name) != simple_name(name) and other.named_by_metadata:
                report.add(
                    "TYPE_CASE_DIFFERS",
                    other.loc,
                    f"the type is written {other.name!r} here and {name!r} elsewhere",
                )
    return dict(grouped)


def _rank(name: str, facts: TypeOutline) -> tuple[bool, int, str, int]:
    """The page named after the type comes first, then the one with the most rows."""
    stem = facts.loc.path.rsplit("/", 1)[-1].removesuffix(".md").lower()
    own = stem.rsplit("-", 1)[-1] == simple_name(name).lower()
    return (not own, -facts.rows, facts.loc.path, facts.loc.line)


class Evidence(Record):
    """What API pages say of types: table rows by type and property, owners, routes, examples."""

    body_rows: Mapping[str, BodyRows] = field(default_factory=dict)
    owners: Set[str] = frozenset()
    routes: RouteEvidence = field(default_factory=RouteEvidence)
    #: How examples spell the members of each type.
    shown: Mapping[str, Spellings] = field(default_factory=dict)


class ResourceLinker(Record):
    """Links types one by one, bases before what derives from them; `done` has those before."""

    index: TypeIndex
    bases: Mapping[str, str]
    evidence: Evidence
    done: Mapping[str, Resource]

    def link(self, name: str, facts: Sequence[TypeFacts], report: Report) -> Resource:
        """One type, from all that pages state of it; its own page comes first."""
        evidence = self.evidence
        rows = evidence.body_rows.get(name) or {}
        shown = evidence.shown.get(name) or Spellings()
        linker = PropertyLinker(name, self.index, report, rows, evidence.routes, shown, self.bases)
        return _resource(linker, facts, self.bases.get(name), self.done, name in evidence.owners)


def in_order(types: Iterable[str], bases: Mapping[str, str]) -> list[str]:
    """The types, those that others derive from before these."""
    found: dict[str, None] = {}
    known = dict.fromkeys(types)
    for name in known:
        found |= ((one, None) for one in reversed(_chain(name, bases)) if one in known)
    return list(found)


def _chain(name: str, bases: Mapping[str, str]) -> list[str]:
    """A type and its bases, nearest first."""
    chain = [name]
    while (base := bases.get(chain[-1])) is not None and base not in chain:
        chain.append(base)
    return chain


def inherited_properties(base: str | None, done: Mapping[str, Resource]) -> dict[str, Property]:
    """Everything that a type gets from its bases, by wire name."""
    found: dict[str, Property] = {}
    seen: set[str] = set()
    while base is not None and base in done and base not in seen:
        seen.add(base)
        for prop in done[base].properties:
            found.setdefault(prop.wire, prop)
        base = done[base].base
    return found


def _resource(
    linker: PropertyLinker,
    facts: Sequence[TypeFacts],
    base: str | None,
    done: Mapping[str, Resource],
    owner: bool,
) -> Resource:
    inherited = inherited_properties(base, done)
    properties, repeated = linker.link(facts, inherited)
    nullable = tuple(dict.fromkeys(wire for one in facts for wire in one.nullable))
    properties = tuple(replace(p, nullable=True) if p.wire in nullable else p for p in properties)
    above = done.get(base) if base else None
    known = {p.wire: p for p in properties} | inherited
    key = _key(linker, facts, known, above, owner)
    kind: ResourceKind = (
        "entity" if key or (above and above.kind == "entity") or _is_entity(base) else "complex"
    )
    claims = tuple(
        Claim(claim.base.loc, f"{claim.source}: inherits from {claim.base.name}")
        for one in facts
        for claim in one.bases
        if claim.source != "rows"
    )
    return Resource(
        name=linker.name,
        doc=next((one.doc for one in facts if one.doc.text), Doc()),
        properties=properties,
        loc=facts[0].loc,
        kind=kind,
        base=base,
        key=key,
        abstract=any(one.abstract for one in facts),
        open=any(one.open for one in facts),
        repeated=repeated,
        evidence=claims,
        optional=tuple(dict.fromkeys(wire for one in facts for wire in one.optional)),
        nullable=nullable,
    )


def _is_entity(base: str | None) -> bool:
    """`entity` is the root of all entity types, documented or not."""
    return base is not None and simple_name(base).lower() == "entity"


def _key(
    linker: PropertyLinker,
    facts: Sequence[TypeFacts],
    known: Mapping[str, Property],
    above: Resource | None,
    owner: bool,
) -> str | None:
    """The key property: stated, inherited, described as a key, or `id` of an addressed type."""
    for one in facts:
        if one.key in known:
            return one.key
        if one.key:
            linker.report.add(
                "KEY_UNKNOWN",
                one.key_loc or one.loc,
                f"keyProperty {one.key!r} of {linker.name} is not among its properties",
            )
    if above is not None and above.key:
        return above.key
    by_row = next(
        (p.wire for p in known.values() if p.traits.key and p.type.name in _KEY_TYPES), None
    )
    if by_row and (by_row == "id" or owner):
        return by_row
    return "id" if "id" in known and owner else None


def value_lists(rows: Iterable[ValueRow], index: TypeIndex) -> Iterable[ValueList]:
    """What descriptions list as values of enumerations, on resource pages and elsewhere."""
    for row in rows:
        name = index.resolve(row.type)
        if name is None:
            name = index.wanted(row.type)
            if name is None or row.type.name.startswith("Edm."):
                continue
        elif name not in index.enums:
            continue
        yield ValueList(name, row.values, row.prefer_values, row.loc)
