"""What is kept of the units of one stage, and which of them still hold."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.units.known import Known
from generator.units.tables import Sum, Table

#: A supplement has at most one of so many of a book's units.
_LITTLE = 8

#: A question to a table, and what the answer was: the table, the name, the digest.
Lookup = tuple[str, str, Sum]

#: A unit as it is kept: the digest of its input, the places of what it looked up, the digest of
#: its value, its outline and its findings; of a unit that was just made the last two are packed.
Entry = tuple[bytes, bytes, bytes, Any, Any]


#: A book has the units of a stage and their lookups, each once. What has changed since it was
#: written is kept apart, since that is little as a rule: a supplement to the book of this number.
Book = tuple[bytes, list[Lookup], dict[str, Entry]]


@dataclass(slots=True)
class Opened:
    """A book and its supplement. `own` is how many of the lookups are the book's."""

    number: bytes = b""
    lookups: list[Lookup] = field(default_factory=list)
    units: dict[str, Entry] = field(default_factory=dict)
    own: int = 0
    supplement: dict[str, Entry] = field(default_factory=dict)


class Run:
    """A stage at work: which kept units still hold, and what the new ones look up.

    `changed` are the places of lookups that would give something else by now; `own` are those of
    the stage's own units, by the unit; `new` is what is to be kept of units that were made.
    """

    def __init__(self, book: Opened, tables: Mapping[str, Table], own: str) -> None:
        self._old = book
        self._tables = tables
        self._name = own
        self.own: dict[str, list[int]] = {}
        self.changed: set[int] = set()
        self.new: dict[str, Entry] = {}
        self._places: dict[Lookup, int] = {}
        self._known: dict[str, dict[str, int]] = {}
        sums = {name: table.sum for name, table in tables.items()}
        for at, (table, key, sum) in enumerate(book.lookups):
            if table == own:
                self.own.setdefault(key, []).append(at)
            if table not in sums or sums[table](key) != sum:
                self.changed.add(at)

    def holds(self, unit: str, sum: bytes) -> bool:
        """Whether what is kept of a unit with this input is what would be made now."""
        entry = self._old.units.get(unit)
        if entry is None or entry[0] != sum:
            return False
        return not (entry[1] and self.changed and not self.changed.isdisjoint(array("I", entry[1])))

    def begin(self) -> None:
        """A unit is about to be made."""
        for table in self._tables.values():
            table.asked = set()

    def uses(self) -> bytes:
        """The places of what was looked up since `begin`."""
        places = self._all_places()
        found = array("I")
        for table in self._tables.values():
            if not table.asked:
                continue
            # Only the units' own table has other entries by the time that the next unit is made.
            known = {} if table.name == self._name else self._known.setdefault(table.name, {})
            for key in table.asked:
                at = known.get(key)
                if at is None:
                    lookup = (table.name, key, table.sum(key))
                    at = known[key] = places.setdefault(lookup, len(places))
                found.append(at)
        return found.tobytes()

    def news(self) -> list[Lookup]:
        """The lookups that are not in the book."""
        return list(self._places)[len(self._old.lookups) :]

    def adopt(self, news: Iterable[Lookup]) -> Callable[[bytes], bytes]:
        """Take the `news` of another process; what is returned has the places of its places."""
        places, known = self._all_places(), len(self._old.lookups)
        new = [places.setdefault(lookup, len(places)) for lookup in news]
        return lambda uses: array(
            "I", (at if at < known else new[at - known] for at in array("I", uses))
        ).tobytes()

    def _all_places(self) -> dict[Lookup, int]:
        if not self._places:
            self._places = {lookup: at for at, lookup in enumerate(self._old.lookups)}
        return self._places

    def settle(self, unit: str, known: Known[Any]) -> None:
        """A unit has its value, which others of the stage may have looked up."""
        for at in self.own.get(unit, ()):
            if self._old.lookups[at][2] == known.sum:
                self.changed.discard(at)
            else:
                self.changed.add(at)

    def supplement(self, units: Mapping[str, bytes]) -> Book | None:
        """What is to be kept apart from the book; None when a new book is better."""
        old = self._old
        entries = {**old.supplement, **self.new}
        lookups = list(self._places)[old.own :] if self._places else old.lookups[old.own :]
        is_little = len(entries) <= len(units) // _LITTLE and len(lookups) <= old.own
        return (old.number, lookups, entries) if is_little else None

    def book(self, units: Mapping[str, bytes]) -> Book:
        """All of it anew, without the lookups of units that are no more."""
        entries = {**self._old.units, **self.new}
        lookups = list(self._places) or self._old.lookups
        places: dict[int, int] = {}
        found: dict[str, Entry] = {}
        for unit in units:
            if entry := entries.get(unit):
                uses = (places.setdefault(at, len(places)) for at in array("I", entry[1]))
                found[unit] = (entry[0], array("I", uses).tobytes(), *entry[2:])
        return os.urandom(8), [lookups[at] for at in places], found
