"""Properties decided by evidence: table rows, JSON representations, create and update tables.

Every piece is kept as a claim with its place. Tables win over JSON, a resource's own page over
create and update pages; what disagrees is a finding that names both places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from generator.diagnostics import Report
from generator.link.index import TypeIndex
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
from generator.read.prose import summary

_IDENTIFIER = re.compile(r"^[A-Za-z_]\w*$")
#: JSON values too vague to contradict a table: placeholders and numbers stand for any of these.
_VAGUE = frozenset({"Edm.String", "Edm.Int64", "Edm.Untyped", "Edm.Double", "Edm.Boolean"})


def link_properties(
    name: str,
    facts: Sequence[TypeFacts],
    body_rows: Mapping[str, Sequence[RowFact]],
    inherited: Mapping[str, Property],
    index: TypeIndex,
    report: Report,
) -> tuple[tuple[Property, ...], tuple[Property, ...]]:
    """The properties that a type's pages document, in documented order: its own, and its bases' repeated."""
    rows = _by_name(row for one in facts for row in one.rows)
    members = {m.wire: m for one in reversed(facts) for m in one.members}
    folded = {wire.lower(): wire for wire in members}
    found: dict[str, Property] = {}
    for wire, group in rows.items():
        member = members.get(wire) or _same_but_case(wire, members, folded, rows, report)
        spelled = member.wire if member is not None and wire not in members else wire
        found[spelled] = _property(
            name, spelled, group, member, body_rows.get(wire, ()), index, report
        )
    if members:
        _report_table_only(name, found, inherited, report)
    taken = {wire.lower() for wire in found}
    open_ = any(one.open for one in facts)
    for wire, member in members.items():
        if wire.lower() in taken or wire in inherited or open_ or not _IDENTIFIER.match(wire):
            continue  # an open type's representation shows dynamic members
        report.add(
            "PROPERTY_ONLY_IN_JSON",
            member.loc,
            f"{name}.{wire} is in the JSON representation and in no table",
            "its description",
        )
        found[wire] = _from_member(wire, member, body_rows.get(wire, ()), index)
    repeated = [
        p for wire, p in found.items() if _is_inherited(name, p, inherited.get(wire), report)
    ]
    own = [p for wire, p in found.items() if wire not in inherited]
    return tuple(own), tuple(repeated)


def _report_table_only(
    name: str, found: Mapping[str, Property], inherited: Mapping[str, Property], report: Report
) -> None:
    """Report structural properties that the JSON representation leaves out."""
    for prop in found.values():
        shown = any(claim.says.startswith("JSON") for claim in prop.evidence)
        if not shown and prop.kind == "structural" and prop.wire not in inherited:
            report.add(
                "PROPERTY_NOT_IN_JSON",
                prop.loc,
                f"{name}.{prop.wire} is not in the JSON representation",
            )


def _by_name(rows: Iterable[RowFact]) -> dict[str, list[RowFact]]:
    grouped: dict[str, list[RowFact]] = {}
    for row in rows:
        grouped.setdefault(row.wire, []).append(row)
    return grouped


def _same_but_case(
    wire: str,
    members: Mapping[str, MemberFact],
    folded: Mapping[str, str],
    rows: Mapping[str, Sequence[RowFact]],
    report: Report,
) -> MemberFact | None:
    """The JSON member that differs from a row's name in case alone."""
    other = folded.get(wire.lower())
    if other is None or other in rows:
        return None
    member = members[other]
    report.add(
        "PROPERTY_CASE_DIFFERS",
        rows[wire][0].loc,
        f"the table writes {wire!r}, the JSON representation {other!r} at {member.loc}; the latter is taken",
    )
    return member


def _is_inherited(name: str, own: Property, base: Property | None, report: Report) -> bool:
    if base is None:
        return False
    if base.type != own.type and "Edm.Untyped" not in (base.type.name, own.type.name):
        report.add(
            "PROPERTY_REDECLARED",
            own.loc,
            f"{name}.{own.wire} is {own.type} here and {base.type} on its base at {base.loc}; the base's is taken",
        )
    return True


def _property(
    name: str,
    wire: str,
    rows: Sequence[RowFact],
    member: MemberFact | None,
    body: Sequence[RowFact],
    index: TypeIndex,
    report: Report,
) -> Property:
    main = next((row for row in rows if row.type is not None), rows[0])
    kind, type_ = _row_type(rows, main, index)
    evidence = [Claim(row.loc, _says(row, index)) for row in rows]
    if member is not None:
        json_type = resolve(member.type, index)
        evidence.append(Claim(member.loc, f"JSON {json_type}"))
        if json_type is not None and (main.type is None or main.problem):
            type_ = json_type
        elif json_type is not None:
            _compare(name, wire, type_, main, json_type, member, report)
    if type_ == UNTYPED and main.type is None:
        type_ = next((t for row in body if row.type and (t := resolve(row.type, index))), UNTYPED)
    for other in rows:
        if other is not main and other.type is not None:
            _compare_rows(name, wire, type_, main, other, index, report)
    evidence.extend(Claim(row.loc, f"body {_says(row, index)}") for row in body)
    traits = merged_traits([row.traits for row in rows])
    text = next((row.text for row in rows if row.text), "") or next(
        (r.text for r in body if r.text), ""
    )
    return Property(
        wire=wire,
        type=type_,
        doc=Doc(summary(text), text, traits.deprecated),
        loc=main.loc,
        kind=kind,
        nullable=traits.nullable,
        read_only=traits.read_only,
        required=_required(traits, body),
        traits=traits,
        evidence=tuple(evidence),
    )


def _row_type(
    rows: Sequence[RowFact], main: RowFact, index: TypeIndex
) -> tuple[PropertyKind, TypeRef]:
    type_ = (resolve(main.type, index) if main.type else None) or UNTYPED
    if type_.name == "Edm.Stream":
        return "stream", type_
    if any(row.place == "relationship" for row in rows):
        return "navigation", type_
    return "structural", type_


def _says(row: RowFact, index: TypeIndex) -> str:
    if row.type is None:
        return "row without a type"
    return f"{row.place} {TypeRef(index.resolve(row.type) or row.type.name, row.type.collection)}"


def _required(traits: Traits, body: Sequence[RowFact]) -> bool:
    """Only what a row itself says counts: lead-in sentences are boilerplate."""
    if traits.required is not None:
        return traits.required
    return any(row.traits.required for row in body) and not any(
        row.traits.required is False for row in body
    )


def _compare(
    name: str,
    wire: str,
    type_: TypeRef,
    row: RowFact,
    json_type: TypeRef,
    member: MemberFact,
    report: Report,
) -> None:
    if type_ == json_type or json_type == UNTYPED:
        return
    if type_.collection == json_type.collection and (
        json_type.name in _VAGUE or type_.name in _VAGUE
    ):
        return
    if type_.collection != json_type.collection:
        report.add(
            "TYPE_CONFLICT",
            row.loc,
            f"{name}.{wire} is {type_} in the table and {json_type} in the JSON representation at {member.loc}; "
            "the table is taken",
        )


def _compare_rows(
    name: str,
    wire: str,
    type_: TypeRef,
    main: RowFact,
    other: RowFact,
    index: TypeIndex,
    report: Report,
) -> None:
    second = resolve(other.type, index) if other.type else None
    if second is not None and second != type_:
        report.add(
            "TYPE_CONFLICT",
            other.loc,
            f"{name}.{wire} is {second} here and {type_} at {main.loc}; the latter is taken",
        )


def _from_member(
    wire: str, member: MemberFact, body: Sequence[RowFact], index: TypeIndex
) -> Property:
    type_ = next((t for row in body if row.type and (t := resolve(row.type, index))), None)
    if type_ is None:
        type_ = resolve(member.type, index) or UNTYPED
    text = next((row.text for row in body if row.text), "")
    kind: PropertyKind = "stream" if type_.name == "Edm.Stream" else "structural"
    claims = (
        Claim(member.loc, f"JSON {type_}"),
        *(Claim(r.loc, f"body {_says(r, index)}") for r in body),
    )
    return Property(wire, type_, Doc(summary(text), text), member.loc, kind, evidence=claims)


def resolve(mention: Mention, index: TypeIndex) -> TypeRef | None:
    """The type that a mention means; an undocumented one by the name it must have."""
    name = index.resolve(mention) or index.wanted(mention)
    return TypeRef(name, mention.collection) if name else None


def merged_traits(all_traits: Sequence[Traits]) -> Traits:
    """What several rows of one property say together; the first that says something wins."""
    merged = all_traits[0] if all_traits else NO_TRAITS
    for traits in all_traits[1:]:
        changed = {
            field: getattr(traits, field)
            for field in Traits.__slots__
            if getattr(merged, field) in (None, False, ())
            and getattr(traits, field) not in (None, False, ())
        }
        if changed:
            merged = replace(merged, **changed)
    return merged
