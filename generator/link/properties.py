"""Properties decided by evidence: tables of several pages, JSON representations, routes.

Every piece is kept as a claim with its place. Tables win over JSON, a resource's own page over
create and update pages, a base over what derives from it; what disagrees is a finding that names
both places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.diagnostics import Report
from generator.link.index import TypeIndex
from generator.link.route_evidence import RouteEvidence
from generator.link.spelling import Speller, Spellings
from generator.model import (
    NO_TRAITS,
    UNTYPED,
    Claim,
    Doc,
    Property,
    PropertyKind,
    Traits,
    TypeRef,
)
from generator.read.facts import MemberFact, Mention, RowFact, TypeFacts
from generator.read.sentences import summary
from generator.records import replace

_IDENTIFIER = re.compile(r"^[A-Za-z_]\w*$")
#: JSON values too vague to contradict a table: placeholders and numbers stand for any of these.
_VAGUE = frozenset({"Edm.String", "Edm.Int64", "Edm.Untyped", "Edm.Double", "Edm.Boolean"})

#: What a number or a truth value in JSON can be; text can be anything.
_NUMBERS = frozenset(
    f"Edm.{name}"
    for name in ("Int64", "Int32", "Int16", "Byte", "SByte", "Double", "Single", "Decimal")
)
_TRUTH = frozenset({"Edm.Boolean"})

_TIMES = frozenset({"Edm.DateTimeOffset", "Edm.Date", "Edm.TimeOfDay", "Edm.Duration"})

#: Rows of create and update tables for one type: property -> rows.
BodyRows = Mapping[str, Sequence[RowFact]]


def resolve(mention: Mention, index: TypeIndex) -> TypeRef | None:
    """The type that a mention means; an undocumented one by the name it must have."""
    name = index.resolve(mention) or index.wanted(mention)
    return TypeRef(name, mention.collection) if name else None


@dataclass(slots=True)
class PropertyLinker:
    """Decides the properties of one type, called `name`."""

    name: str
    index: TypeIndex
    report: Report
    body_rows: BodyRows = field(default_factory=dict)
    routes: RouteEvidence = field(default_factory=RouteEvidence)
    #: How examples spell the type's members.
    shown: Spellings = field(default_factory=Spellings)
    #: Direct base of every type, to tell a derived type from another one.
    bases: Mapping[str, str] = field(default_factory=dict)

    def link(
        self, facts: Sequence[TypeFacts], inherited: Mapping[str, Property]
    ) -> tuple[tuple[Property, ...], tuple[Property, ...]]:
        """The properties that the type's pages document: its own, and its bases' repeated ones."""
        rows = _by_name(row for one in facts for row in one.rows)
        members = {m.wire: m for one in reversed(facts) for m in one.members}
        speller = Speller(rows, members, self.shown, self.routes, self.report)
        found: dict[str, Property] = {}
        for wire, group in rows.items():
            spelled, shown = speller.spelled(wire)
            found[spelled] = self._from_rows(spelled, wire, group, shown)
        if members:
            self._report_table_only(found, inherited)
        speller.report_examples({wire: prop.loc for wire, prop in found.items()})
        taken = {wire.lower() for wire in (*found, *rows)}
        # An open type's representation shows dynamic members too.
        for wire, member in () if any(one.open for one in facts) else members.items():
            if wire.lower() not in taken and wire not in inherited and _IDENTIFIER.match(wire):
                found[wire] = self._from_member(member)
        own = tuple(p for wire, p in found.items() if wire not in inherited)
        repeated = tuple(
            self._repeated(p, inherited[wire]) for wire, p in found.items() if wire in inherited
        )
        return own, repeated

    def _report_table_only(
        self, found: Mapping[str, Property], inherited: Mapping[str, Property]
    ) -> None:
        """Report structural properties that the JSON representation leaves out."""
        for prop in found.values():
            shown = any(claim.says.startswith("JSON") for claim in prop.evidence)
            if not shown and prop.kind == "structural" and prop.wire not in inherited:
                self.report.add(
                    "PROPERTY_NOT_IN_JSON",
                    prop.loc,
                    f"{self.name}.{prop.wire} is not in the JSON representation",
                )

    def _from_rows(
        self, wire: str, written: str, rows: Sequence[RowFact], member: MemberFact | None
    ) -> Property:
        main = next((row for row in rows if row.type is not None), rows[0])
        body = self.body_rows.get(written, ())
        kind = _kind(rows)
        type_ = self._type(wire, main, rows, member, body)
        evidence = [Claim(row.loc, self._says(row)) for row in rows]
        if member is not None:
            evidence.append(Claim(member.loc, f"JSON {resolve(member.type, self.index)}"))
        evidence.extend(Claim(row.loc, f"body {self._says(row)}") for row in body)
        many = self.routes.many(wire) if kind == "navigation" and not type_.collection else None
        if many is not None and not type_.name.startswith("Edm."):
            evidence.append(Claim(many, "path with a key behind it"))
            self.report.add(
                "TYPE_CONFLICT",
                main.loc,
                f"{self.name}.{wire} is one {type_} in the table; the path at {many} addresses one"
                " of many; a collection is taken",
            )
            type_ = replace(type_, collection=True)
        traits = merged_traits([row.traits for row in rows])
        text = next((row.text for row in (*rows, *body) if row.text), "")
        return Property(
            wire=wire,
            type=type_,
            doc=Doc(summary(text), text, traits.deprecated),
            loc=main.loc,
            kind="stream" if type_.name == "Edm.Stream" else kind,
            nullable=traits.nullable,
            read_only=traits.read_only,
            required=_required(traits, body),
            traits=traits,
            evidence=tuple(evidence),
        )

    def _type(
        self,
        wire: str,
        main: RowFact,
        rows: Sequence[RowFact],
        member: MemberFact | None,
        body: Sequence[RowFact],
    ) -> TypeRef:
        type_ = (resolve(main.type, self.index) if main.type else None) or UNTYPED
        shown = resolve(member.type, self.index) if member else None
        if member is not None and shown is not None:
            if main.type is None or (main.problem and shown.name not in _VAGUE):
                type_ = shown
            elif type_.name == "Edm.String" and shown.name in self.index.enums:
                type_ = TypeRef(shown.name, type_.collection)  # the same, said more precisely
            else:
                self._compare(wire, type_, main, shown, member)
        if type_ == UNTYPED and main.type is None:
            stated = (resolve(row.type, self.index) for row in body if row.type)
            type_ = next((t for t in stated if t), UNTYPED)
        for other in rows:
            second = resolve(other.type, self.index) if other.type and other is not main else None
            if second is not None and second != type_:
                self.report.add(
                    "TYPE_CONFLICT",
                    other.loc,
                    f"{self.name}.{wire} is {second} here and {type_} at {main.loc};"
                    " the latter is taken",
                )
        return type_

    def _says(self, row: RowFact) -> str:
        if row.type is None:
            return "row without a type"
        name = self.index.resolve(row.type) or row.type.name
        return f"{row.place} {TypeRef(name, row.type.collection)}"

    def _compare(
        self, wire: str, type_: TypeRef, row: RowFact, shown: TypeRef, member: MemberFact
    ) -> None:
        vague = shown.name in _VAGUE or type_.name in _VAGUE
        vague = vague and not _are_of_two_kinds(shown.name, type_.name)
        if type_ == shown or shown == UNTYPED or (type_.collection == shown.collection and vague):
            return
        if type_.collection != shown.collection or not self._may_stand_for(shown.name, type_.name):
            self.report.add(
                "TYPE_CONFLICT",
                row.loc,
                f"{self.name}.{wire} is {type_} in the table and {shown} in the JSON representation"
                f" at {member.loc}; the table is taken",
            )

    def _may_stand_for(self, shown: str, stated: str) -> bool:
        """Whether showing one type does not contradict stating the other.

        Enumerations are shown as anything, dates and times as any of them, and a derived type
        stands for its base.
        """
        if stated in self.index.enums or shown in self.index.enums or {stated, shown} <= _TIMES:
            return True
        seen: set[str] = set()
        current: str | None = shown
        while current is not None and current != stated and current not in seen:
            seen.add(current)
            current = self.bases.get(current)
        return current == stated

    def _from_member(self, member: MemberFact) -> Property:
        self.report.add(
            "PROPERTY_ONLY_IN_JSON",
            member.loc,
            f"{self.name}.{member.wire} is in the JSON representation and in no table",
            "its description",
        )
        body = self.body_rows.get(member.wire, ())
        stated = (resolve(row.type, self.index) for row in body if row.type)
        type_ = next((t for t in stated if t), None) or resolve(member.type, self.index) or UNTYPED
        text = next((row.text for row in body if row.text), "")
        kind: PropertyKind = "stream" if type_.name == "Edm.Stream" else "structural"
        claims = [Claim(member.loc, f"JSON {type_}")]
        claims += [Claim(row.loc, f"body {self._says(row)}") for row in body]
        return Property(
            member.wire, type_, Doc(summary(text), text), member.loc, kind, evidence=tuple(claims)
        )

    def _repeated(self, own: Property, base: Property) -> Property:
        """What this page says of a base's property; the base decides its type."""
        if base.type == own.type:
            return own
        if "Edm.Untyped" not in (base.type.name, own.type.name):
            self.report.add(
                "PROPERTY_REDECLARED",
                own.loc,
                f"{self.name}.{own.wire} is {own.type} here and {base.type} on its base"
                f" at {base.loc}; the base's is taken",
            )
        return replace(own, type=base.type, kind=base.kind)


def _by_name(rows: Iterable[RowFact]) -> dict[str, list[RowFact]]:
    grouped: dict[str, list[RowFact]] = {}
    for row in rows:
        grouped.setdefault(row.wire, []).append(row)
    return grouped


def _kind(rows: Sequence[RowFact]) -> PropertyKind:
    return "navigation" if any(row.place == "relationship" for row in rows) else "structural"


def _required(traits: Traits, body: Sequence[RowFact]) -> bool:
    """Only what a row itself says counts: lead-in sentences are boilerplate."""
    if traits.required is not None:
        return traits.required
    said = {row.traits.required for row in body}
    return True in said and False not in said


def merged_traits(all_traits: Sequence[Traits]) -> Traits:
    """What several rows of one property say together; the first that says something wins."""
    merged = all_traits[0] if all_traits else NO_TRAITS
    for traits in all_traits[1:]:
        changed = {
            name: getattr(traits, name)
            for name in Traits.__struct_fields__
            if getattr(merged, name) in (None, False, ())
            and getattr(traits, name) not in (None, False, ())
        }
        if changed:
            merged = replace(merged, **changed)
    return merged


def _are_of_two_kinds(shown: str, stated: str) -> bool:
    """Whether a number or a truth value is shown where a primitive of another kind is stated."""
    kind = next((kind for kind in (_NUMBERS, _TRUTH) if shown in kind), None)
    is_known = stated.startswith("Edm.") and stated != UNTYPED.name
    return kind is not None and is_known and stated not in kind
