"""Stages: units of one kind, each made once for as long as it holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from contextlib import suppress
from functools import partial
from typing import Any, Generic, TypeVar

from generator.diagnostics import Finding
from generator.packing import NotData, Unpacker, pack
from generator.records import Record
from generator.units.books import Book, Lookup, Opened, Run
from generator.units.known import Known
from generator.units.making import Forms, Made, Making, New
from generator.units.shelf import Shelf
from generator.units.tables import Kept, Table

Outline = TypeVar("Outline")
Value = TypeVar("Value")


class Results(Record, Generic[Outline, Value]):
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
        self._forms: Forms[Outline, Value] = Forms(outline, value)

    def run(
        self,
        shelf: Shelf,
        inputs: Mapping[str, bytes],
        tables: Sequence[Table],
        make: Callable[[str], Made[Outline, Value]],
        into: Kept[Value] | None = None,
        first: Set[str] | None = None,
        context: str = "",
    ) -> Results[Outline, Value]:
        """The results of units by name; `inputs` are digests of what each is made of.

        `tables` are all that `make` looks things up in. `into` is the table that the values go to;
        it is among them where units look up those of other units, which are all made `first`, one
        by one in their order. Without that set any unit may be one of these. `context` is what all
        units depend on besides.
        """
        values: Kept[Value] = Kept(self.name) if into is None else into
        if first is None:
            first = frozenset() if into is None else inputs.keys()
        opened = self._opened(shelf, context)
        run = Run(opened, {table.name: table for table in tables}, values.name)
        making = Making(self.name, self._forms, make, run, shelf)
        new: dict[str, New[Outline, Value]] = {}
        holds, units, read = run.holds, opened.units, partial(self._read, shelf, make)
        known: dict[str, Known[Value]] = values.entries
        for unit in (unit for unit in inputs if unit in first):
            if holds(unit, inputs[unit]):
                sum = units[unit][2]
                known[unit] = Known(sum, partial(read, unit, sum))
            else:
                new[unit] = making.one(unit)
                known[unit] = new[unit].known
            run.settle(unit, known[unit])
        todo = [it for it, sum in inputs.items() if it not in first and not holds(it, sum)]
        new |= making.all(todo)

        results: Results[Outline, Value] = Results({}, values, [])
        entries: dict[str, Known[Value]] = {}
        # With thousands of units, nearly all of which hold, what is done for each of them counts.
        for unit in inputs:
            if unit in new:
                entries[unit], outline, findings, _ = new[unit]
            else:
                _, _, sum, outline, findings = units[unit]
                entries[unit] = known.get(unit) or Known(sum, partial(read, unit, sum))
            results.outlines[unit] = outline
            if findings:
                results.findings.extend(findings)
        values.entries = entries
        if shelf.is_open and new:
            self._keep(shelf, run, inputs, new, context)
        return results

    def _keep(
        self,
        shelf: Shelf,
        run: Run,
        inputs: Mapping[str, bytes],
        new: Mapping[str, New[Outline, Value]],
        context: str,
    ) -> None:
        for unit, made in new.items():
            if packed := made.packed:
                sum = made.known.sum
                run.new[unit] = (inputs[unit], packed.uses, sum, packed.outline, packed.findings)
                if self._is_stored and not packed.is_nothing:
                    shelf.put(packed.value, self.name, sum)
        kind, book = "supplement", run.supplement(inputs)
        if book is None:
            kind, book = "book", run.book(inputs)
        # A name with half a character cannot be kept: all is done again in the next run then.
        with suppress(NotData):
            shelf.put(pack(book), kind, self.name, context)

    def _read(
        self,
        shelf: Shelf,
        make: Callable[[str], Made[Outline, Value]],
        unit: str,
        sum: bytes,
    ) -> Value:
        """The value of a unit that holds; it is made again where it is no longer kept."""
        data = shelf.get(self.name, sum) if self._is_stored else None
        value = self._forms.value(data) if data is not None else None
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
