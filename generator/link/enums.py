"""Enumerations: definitions from all pages united with the values that properties list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.declarations import Declaration
from generator.diagnostics import Report
from generator.link.index import TypeIndex, enum_full_name
from generator.link.outline import EnumOutline
from generator.link.pages import Pages
from generator.model import Doc, EnumMember, EnumType, Loc
from generator.read.facts import EnumFacts
from generator.records import Record, replace
from generator.units import Known, Made, Shelf, Stage, digest

UNKNOWN = "unknownFutureValue"


class ValueList(Record):
    """Values that a property's description lists for an enumeration."""

    enum: str
    values: tuple[str, ...]
    prefer_values: tuple[str, ...]
    loc: Loc


_ENUMS = Stage[None, EnumType]("enums", None, EnumType)


@dataclass(slots=True)
class _Sources:
    """What pages say of one enumeration: definitions, then lists of values."""

    defined: list[EnumOutline] = field(default_factory=list)
    listed: list[ValueList] = field(default_factory=list)

    @property
    def loc(self) -> Loc:
        return self.defined[0].loc if self.defined else self.listed[0].loc


def link_enums(
    pages: Pages, index: TypeIndex, lists: Iterable[ValueList], shelf: Shelf, report: Report
) -> list[tuple[Declaration, str, Known[EnumType]]]:
    """All enumerations in the order of their places; contradictions are reported."""
    sources = _sources(pages, index, lists, report)

    def make(name: str) -> Made[None, EnumType]:
        said = Report()
        found = sources[name]
        return Made(
            None, _linked(name, pages.enums(found.defined), found.listed, said), tuple(said)
        )

    sums = {
        name: pages.sum(found.defined) + (digest(found.listed) if found.listed else b"")
        for name, found in sources.items()
    }
    made = _ENUMS.run(shelf, sums, (), make)
    report.extend(made.findings)
    ordered = sorted(sources, key=lambda name: sources[name].loc)
    found = {name: Declaration(sources[name].loc, is_enum=True) for name in ordered}
    return [(found[name], name, made.values.entries[name]) for name in ordered]


def _sources(
    pages: Pages, index: TypeIndex, lists: Iterable[ValueList], report: Report
) -> dict[str, _Sources]:
    found: dict[str, _Sources] = {}
    for page in pages.outlines:
        for one in page.enums:
            name = index.names[enum_full_name(one, index.default).lower()]
            if name in index.enums:
                found.setdefault(name, _Sources()).defined.append(one)
            else:
                report.add(
                    "ENUM_IS_TYPE",
                    one.loc,
                    f"{name} is documented as a structured type too",
                    "the enumeration",
                )
    for values in lists:
        found.setdefault(values.enum, _Sources()).listed.append(values)
    return found


def _linked(
    name: str, defined: Sequence[EnumFacts], listed: Sequence[ValueList], report: Report
) -> EnumType:
    """One enumeration, members united in the order found."""
    if defined:
        draft = _Draft(name, defined[0].doc, defined[0].loc, defined[0].flags)
        draft.add(defined[0].members)
    else:
        draft = _Draft(name, Doc(), listed[0].loc)
        draft.add(_listed(listed[0]))
    for facts in defined[1:]:
        draft.unite(facts, report)
    for values in listed if defined else listed[1:]:
        draft.add_list(values, report)
    return draft.finished()


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
