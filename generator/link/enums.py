"""Enumerations: definitions from all pages united with the values that properties list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generator.diagnostics import Report
from generator.link.index import TypeIndex, enum_full_name
from generator.model import Doc, EnumMember, EnumType, Loc
from generator.read.facts import EnumFacts, PageFacts

UNKNOWN = "unknownFutureValue"


@dataclass(frozen=True, slots=True)
class ValueList:
    """Values that a property's description lists for an enumeration."""

    enum: str
    values: tuple[str, ...]
    prefer_values: tuple[str, ...]
    loc: Loc


def link_enums(
    pages: Sequence[PageFacts], index: TypeIndex, lists: Iterable[ValueList], report: Report
) -> list[EnumType]:
    """All enumerations, members united in the order found; contradictions are reported."""
    drafts: dict[str, EnumType] = {}
    for page in pages:
        for facts in page.enums:
            name = index.names[enum_full_name(facts, index.default).lower()]
            if name not in index.enums:
                report.add(
                    "ENUM_IS_TYPE",
                    facts.loc,
                    f"{name} is documented as a structured type too",
                    "the enumeration",
                )
                continue
            known = drafts.get(name)
            drafts[name] = _united(known, facts, report) if known else _fresh(name, facts)
    for values in lists:
        drafts[values.enum] = _with_list(drafts.get(values.enum), values, report)
    return [_finished(draft) for draft in drafts.values()]


def _fresh(name: str, facts: EnumFacts) -> EnumType:
    return EnumType(name, facts.doc, facts.members, facts.loc, facts.flags)


def _united(known: EnumType, facts: EnumFacts, report: Report) -> EnumType:
    have = {m.wire.lower() for m in known.members}
    new = tuple(m for m in facts.members if m.wire.lower() not in have)
    if new or len(facts.members) != len(known.members):
        report.add(
            "ENUM_DEFINITIONS_DIFFER",
            facts.loc,
            f"{known.name} has other members here than at {known.loc}; all of them are taken",
        )
    described = {m.wire: m for m in facts.members}
    members = tuple(_filled(m, described.get(m.wire)) for m in known.members)
    doc = known.doc if known.doc.text else facts.doc
    return replace(known, members=members + new, doc=doc, flags=known.flags or facts.flags)


def _filled(member: EnumMember, other: EnumMember | None) -> EnumMember:
    if other is None:
        return member
    return replace(
        member,
        doc=member.doc if member.doc.text else other.doc,
        value=member.value if member.value is not None else other.value,
        needs_prefer=member.needs_prefer or other.needs_prefer,
    )


def _with_list(known: EnumType | None, values: ValueList, report: Report) -> EnumType:
    late = {value.lower() for value in values.prefer_values}
    listed = dict.fromkeys((*values.values, *values.prefer_values))
    if known is None:
        members = tuple(EnumMember(v, Doc(), values.loc, None, v.lower() in late) for v in listed)
        return EnumType(values.enum, Doc(), members, values.loc)
    have = {m.wire.lower() for m in known.members}
    new = [v for v in listed if v.lower() not in have]
    if new and known.loc is not None:
        report.add(
            "ENUM_VALUE_UNLISTED",
            values.loc,
            f"{', '.join(map(repr, new[:5]))} of {known.name} is not among the members"
            f" at {known.loc}; added",
        )
    added = tuple(EnumMember(v, Doc(), values.loc, None, v.lower() in late) for v in new)
    members = tuple(
        replace(m, needs_prefer=True) if m.wire.lower() in late else m for m in known.members
    )
    return replace(known, members=members + added)


def _finished(enum: EnumType) -> EnumType:
    """The presence of `unknownFutureValue` makes an enumeration evolvable."""
    return replace(enum, evolvable=any(m.wire == UNKNOWN for m in enum.members))
