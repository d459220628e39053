"""Stages: units of one kind, each made once for as long as it holds."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from generator.diagnostics import Finding
from generator.packing import NotData, Raw, Unpacker, pack
from generator.units.books import Book, Entry, Lookup, Opened, Run
from generator.units.known import Known
from generator.units.shelf import Shelf
from generator.units.tables import Kept, Table

Outline = TypeVar("Outline")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Made(Generic[Outline, Value]):
    """What comes of a unit: a little that every run looks at, the rest, and the findings."""

    outline: Outline
    value: Value
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Results(Generic[Outline, Value]):
    """What came of all units, in their order."""

    outlines: dict[str, Outline]
    values: Kept[Value]
    findings: list[Finding]


class Stage(Generic[Outline, Value]):
    """A kind of unit; `name` is what its results are kept under, and the name of their table.

    Values that few ask for again, and that are made in no time, need not be `stored`.
    """

    def __init__(self, name: str, outline: Any, value: Any, stored: bool = True) -> None:
        self.name = name
        self._is_stored = stored
        entry = tuple[bytes, bytes, bytes, outline, tuple[Finding, ...]]
        self._book: Unpacker[Book] = Unpacker(tuple[bytes, list[Lookup], dict[str, entry]])
        self._value: Unpacker[Value] = Unpacker(value)

    def run(
        self,
        shelf: Shelf,
        inputs: Mapping[str, bytes],
        tables: Sequence[Table],
        make: Callable[[str], Made[Outline, Value]],
        into: Kept[Value] | None = None,
        context: str = "",
    ) -> Results[Outline, Value]:
        """The results of units by name; `inputs` are digests of what each is made of.

        `tables` are all that `make` looks things up in. `into` is the table that the values go
        to one by one, for units that look up the results of those before them; it is among
        `tables` then. `context` is what all units depend on besides.
        """
        values: Kept[Value] = Kept(self.name) if into is None else into
        results: Results[Outline, Value] = Results({}, values, [])
        opened = self._opened(shelf, context)
        run = Run(opened, {table.name: table for table in tables}, values.name)
        # With thousands of units, nearly all of which hold, what is done for each of them counts.
        read = partial(self._read, shelf, make)
        units, changed, own, known = opened.units, run.changed, run.own, values.entries
        for unit, sum in inputs.items():
            entry = units.get(unit)
            if (
                entry is None
                or entry[0] != sum
                or (entry[1] and changed and not changed.isdisjoint(array("I", entry[1])))
            ):
                run.begin()
                made = make(unit)
                known[unit], entry = self._new(made, sum, run, shelf)
                if entry is not None:
                    run.new[unit] = entry
                results.outlines[unit] = made.outline
                results.findings.extend(made.findings)
            else:
                known[unit] = Known(entry[2], partial(read, unit, entry[2]))
                results.outlines[unit] = entry[3]
                if entry[4]:
                    results.findings.extend(entry[4])
            if unit in own:
                run.settle(unit, known[unit])
        self._close(shelf, run, inputs, context)
        return results

    def _new(
        self, made: Made[Outline, Value], sum: bytes, run: Run, shelf: Shelf
    ) -> tuple[Known[Value], Entry | None]:
        """A value that was just made, and what is to be kept of the unit, if that can be."""
        if not shelf.is_open:
            return Known(value=made.value), None
        try:
            data = pack(made.value)
            outline, findings = Raw(pack(made.outline)), Raw(pack(made.findings))
        except NotData:
            return Known(value=made.value), None
        known = Known(hashlib.blake2b(data, digest_size=12).digest(), None, made.value)
        if self._is_stored and made.value is not None:
            shelf.put(data, self.name, known.sum)
        return known, (sum, run.uses(), known.sum, outline, findings)

    def _read(
        self,
        shelf: Shelf,
        make: Callable[[str], Made[Outline, Value]],
        unit: str,
        sum: bytes,
    ) -> Value:
        """The value of a unit that holds; it is made again where it is no longer kept."""
        data = shelf.get(self.name, sum) if self._is_stored else None
        value = self._value(data) if data is not None else None
        return make(unit).value if value is None else value

    def _opened(self, shelf: Shelf, context: str) -> Opened:
        books = [
            self._book(data) if data is not None else None
            for data in (shelf.get(kind, self.name, context) for kind in ("book", "supplement"))
        ]
        if books[0] is None:
            return Opened()
        number, lookups, units = books[0]
        opened = Opened(number, lookups, units, len(lookups))
        if books[1] is not None and books[1][0] == number:
            opened.lookups = lookups + books[1][1]
            opened.supplement = books[1][2]
            opened.units = units | opened.supplement
        return opened

    def _close(self, shelf: Shelf, run: Run, inputs: Mapping[str, bytes], context: str) -> None:
        if not run.new:
            return
        kind, book = "supplement", run.supplement(inputs)
        if book is None:
            kind, book = "book", run.book(inputs)
        # A name with half a character cannot be kept: all is done again in the next run then.
        with suppress(NotData):
            shelf.put(pack(book), kind, self.name, context)
