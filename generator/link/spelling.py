"""How a property is called: what tables, JSON representations, examples and routes write.

What is sent is what JSON shows. A table's row that nothing shows and a shown member that no row
has are the same member where they differ in case or in number only, and nothing else could be
meant; two examples are needed against a table and a representation that agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.diagnostics import Report
from generator.link.route_evidence import RouteEvidence, loose
from generator.model import Loc
from generator.read.facts import MemberFact, RowFact


@dataclass(slots=True)
class Spellings:
    """How examples write the members of one type, with the places that show each spelling.

    `known` are spellings of documented members, `others` members that nothing documents, by their
    name and whether they hold many values.
    """

    known: dict[str, list[Loc]] = field(default_factory=dict)
    others: dict[tuple[str, bool], list[Loc]] = field(default_factory=dict)


class Speller:
    """Decides the names of one type's properties."""

    def __init__(
        self,
        rows: Mapping[str, Sequence[RowFact]],
        members: Mapping[str, MemberFact],
        shown: Spellings,
        routes: RouteEvidence,
        report: Report,
    ) -> None:
        self._rows = rows
        self._members = members
        self._shown = shown
        self._routes = routes
        self._report = report
        self._folded: dict[str, MemberFact] = {}
        self._alike: dict[str, set[str]] = defaultdict(set)
        self._members_like: dict[str, list[MemberFact]] = defaultdict(list)
        self._shown_like: dict[tuple[str, bool], list[str]] = defaultdict(list)
        self._shown_as: dict[str, list[str]] = defaultdict(list)
        self._row_names = {wire.lower() for wire in rows}
        for wire, member in members.items():
            self._folded.setdefault(wire.lower(), member)
            self._members_like[loose(wire)].append(member)
        for wire in (*rows, *members):
            self._alike[loose(wire)].add(wire.lower())
        for name, many in shown.others:
            self._shown_like[loose(name), many].append(name)
        for name in shown.known:
            self._shown_as[name.lower()].append(name)

    def spelled(self, wire: str) -> tuple[str, MemberFact | None]:
        """A row's name as it is sent, and the JSON member that it means."""
        row, same = self._rows[wire][0], self._members.get(wire)
        other = same or self._folded.get(wire.lower()) or self._of_other_number(wire)
        by_examples = self._by_examples(wire, row)
        if by_examples is not None:
            name, place = by_examples
            self._differs(wire, row, name, f"the examples, such as the one at {place},")
            return name, other
        if same is not None or other is None:
            return (wire, same) if same is not None else self._by_routes(wire, row)
        if wire in self._shown.known and other.wire not in self._shown.known:
            self._report.add(
                "PROPERTY_CASE_DIFFERS",
                other.loc,
                f"the JSON representation writes {other.wire!r}, the table at {row.loc} and"
                f" the example at {self._shown.known[wire][0]} {wire!r}; the latter is taken",
            )
            return wire, other
        if other.wire in self._rows:
            return self._by_routes(wire, row)
        self._differs(wire, row, other.wire, f"the JSON representation at {other.loc}")
        return other.wire, other

    def report_examples(self, found: Mapping[str, Loc]) -> None:
        """Report names that all examples, two at least, write in another case than the page."""
        for wire, loc in found.items():
            others = self._shown_as.get(wire.lower(), [])
            if len(others) == 1 and others[0] != wire and len(self._shown.known[others[0]]) > 1:
                self._report.add(
                    "PROPERTY_CASE_DIFFERS",
                    loc,
                    f"the table writes {wire!r}, every example {others[0]!r}, such as the one at"
                    f" {self._shown.known[others[0]][0]}; the table is taken",
                )

    def _of_other_number(self, wire: str) -> MemberFact | None:
        """The JSON member that no row has and that differs in number only from this row."""
        if wire.lower() in self._shown_as or len(self._alike[loose(wire)]) != 2:
            return None
        found, row = self._members_like.get(loose(wire), []), self._rows[wire][0]
        if len(found) != 1 or found[0].wire.lower() in self._row_names or row.type is None:
            return None
        return found[0] if found[0].type.collection == row.type.collection else None

    def _by_examples(self, wire: str, row: RowFact) -> tuple[str, Loc] | None:
        """What examples write, where that is plainly this row and they never write its name.

        A name without capitals gives way to one with them, such as `timeSlots` for `timeslots`.
        """
        shown = self._shown_as.get(wire.lower(), [])
        if wire.islower() and wire not in shown:
            for name in shown:
                if name[0].islower() and not name.islower():
                    return name, self._shown.known[name][0]
        if row.type is None or shown or len(self._alike[loose(wire)]) != 1:
            return None
        many = row.type.collection
        found = self._shown_like.get((loose(wire), many), [])
        places = self._shown.others[found[0], many] if len(found) == 1 else []
        return (found[0], places[0]) if len({place.path for place in places}) > 1 else None

    def _by_routes(self, wire: str, row: RowFact) -> tuple[str, MemberFact | None]:
        """Relationships are addressed by their names, so a route tells how one is spelled."""
        if row.place != "relationship":
            return wire, None
        many = row.type is not None and row.type.collection
        spelling = self._routes.spelling_of(wire, many)
        if spelling is None or spelling[0] in self._rows:
            return wire, None
        self._differs(wire, row, spelling[0], f"the path at {spelling[1]}")
        return spelling[0], None

    def _differs(self, wire: str, row: RowFact, other: str, where: str) -> None:
        case = wire.lower() == other.lower()
        self._report.add(
            "PROPERTY_CASE_DIFFERS" if case else "PROPERTY_NAME_DIFFERS",
            row.loc,
            f"the table writes {wire!r}, {where} {other!r}; the latter is taken",
        )
