"""Enumerations: definitions from all pages united with the values that properties list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from generator.diagnostics import Report
from generator.link.index import TypeIndex, enum_full_name
from generator.link.outline import PageOutline
from generator.model import Doc, EnumMember, EnumType, Loc
from generator.read.facts import EnumFacts

UNKNOWN = "unknownFutureValue"


@dataclass(frozen=True, slots=True)
class ValueList:
    """Values that a property's description lists for an enumeration."""

    enum: str
    values: tuple[str, ...]
    prefer_values: tuple[str, ...]
    loc: Loc


def link_enums(
    pages: Sequence[PageOutline], index: TypeIndex, lists: Iterable[ValueList], report: Report
) -> list[EnumType]:
    """All enumerations, members united in the order found; contradictions are reported."""
    drafts: dict[str, _Draft] = {}
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
            elif name in drafts:
                drafts[name].unite(facts, report)
            else:
                drafts[name] = _Draft(name, facts.doc, facts.loc, facts.flags)
                drafts[name].add(facts.members)
    for values in lists:
        if values.enum in drafts:
            drafts[values.enum].add_list(values, report)
        else:
            drafts[values.enum] = _Draft(values.enum, Doc(), values.loc)
            drafts[values.enum].add(_listed(values))
    return [draft.finished() for draft in drafts.values()]


@dataclass(slots=True)
class _Draft:
    """An enumeration while its definitions are joined; members by name, in the order found."""

    name: str
    doc: Doc
    loc: Loc
    flags: bool = False
    members: dict[str, EnumMember] = field(default_factory=dict)
    #: Names as found, by name in lower case.
    spelled: dict[str, list[str]] = field(default_factory=dict)

    def add(self, members: Iterable[EnumMember]) -> None:
        for member in members:
            self.members[member.wire] = member
            self.spelled.setdefault(member.wire.lower(), []).append(member.wire)

    def unite(self, facts: EnumFacts, report: Report) -> None:
        """Add what another definition has; what both have is described by either."""
        new = [m for m in facts.members if m.wire.lower() not in self.spelled]
        if new or len(facts.members) != len(self.members):
            report.add(
                "ENUM_DEFINITIONS_DIFFER",
                facts.loc,
                f"{self.name} has other members here than at {self.loc}; all of them are taken",
            )
        for member in facts.members:
            if member.wire in self.members:
                self.members[member.wire] = _filled(self.members[member.wire], member)
        self.add(new)
        self.doc = self.doc if self.doc.text else facts.doc
        self.flags = self.flags or facts.flags

    def add_list(self, values: ValueList, report: Report) -> None:
        """Add the values of a property's description."""
        new = [member for member in _listed(values) if member.wire.lower() not in self.spelled]
        if new:
            report.add(
                "ENUM_VALUE_UNLISTED",
                values.loc,
                f"{', '.join(repr(member.wire) for member in new[:5])} of {self.name} is not among"
                f" the members at {self.loc}; added",
            )
        for value in values.prefer_values:
            for wire in self.spelled.get(value.lower(), ()):
                self.members[wire] = replace(self.members[wire], needs_prefer=True)
        self.add(new)

    def finished(self) -> EnumType:
        """The presence of `unknownFutureValue` makes an enumeration evolvable."""
        members = tuple(self.members.values())
        evolvable = UNKNOWN in self.members
        return EnumType(self.name, self.doc, members, self.loc, self.flags, evolvable)


def _listed(values: ValueList) -> list[EnumMember]:
    late = {value.lower() for value in values.prefer_values}
    listed = dict.fromkeys((*values.values, *values.prefer_values))
    return [EnumMember(wire, Doc(), values.loc, None, wire.lower() in late) for wire in listed]


def _filled(member: EnumMember, other: EnumMember) -> EnumMember:
    return replace(
        member,
        doc=member.doc if member.doc.text else other.doc,
        value=member.value if member.value is not None else other.value,
        needs_prefer=member.needs_prefer or other.needs_prefer,
    )
