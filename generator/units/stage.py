"""Stages: units of one kind, each made once for as long as it holds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from generator.diagnostics import Finding
from generator.packing import NotData, Unpacker, pack
from generator.units.books import Book, Lookup, Opened, Run
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
    ) -> Results[Outline, Value]:
        """The results of units by name; `inputs` are digests of what each is made of.

        `tables` are all that `make` looks things up in. `into` is the table that the values go
        to one by one, for units that look up the results of those before them; it is among
        `tables` then.
        """
        values: Kept[Value] = Kept(self.name) if into is None else into
        run = Run(self._opened(shelf), {table.name: table for table in tables}, values.name)
        results: Results[Outline, Value] = Results({}, values, [])
        for unit, sum in inputs.items():
            entry = run.kept(unit, sum)
            if entry is None:
                run.begin()
                made = make(unit)
                known, data = self._known(made, shelf.is_open)
                if data is not None:
                    entry = (sum, run.uses(), known.sum, made.outline, made.findings)
                    run.remember(unit, entry)
                    if self._is_stored:
                        shelf.put(data, self.name, known.sum)
                outline, findings = made.outline, made.findings
            else:
                outline, findings = entry[3], entry[4]
                known = Known(entry[2], self._reading(shelf, entry[2], unit, make))
            results.outlines[unit] = outline
            results.findings.extend(findings)
            values.entries[unit] = known
            run.settle(unit, known)
        self._close(shelf, run, inputs)
        return results

    def _opened(self, shelf: Shelf) -> Opened:
        books = [
            self._book(data) if data is not None else None
            for data in (shelf.get("book", self.name), shelf.get("supplement", self.name))
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

    def _close(self, shelf: Shelf, run: Run, inputs: Mapping[str, bytes]) -> None:
        if not shelf.is_open or not run.is_new:
            return
        kind, book = "supplement", run.supplement(inputs)
        if book is None:
            kind, book = "book", run.book(inputs)
        # A name with half a character cannot be kept: all is done again in the next run then.
        with suppress(NotData):
            shelf.put(pack(book), kind, self.name)

    def _known(
        self, made: Made[Outline, Value], is_kept: bool
    ) -> tuple[Known[Value], bytes | None]:
        """The value with its digest, and as data if it is to be kept and can be."""
        if not is_kept:
            return Known(value=made.value), None
        try:
            data = pack(made.value)
            pack((made.outline, made.findings))
        except NotData:
            return Known(value=made.value), None
        return Known(hashlib.blake2b(data, digest_size=12).digest(), None, made.value), data

    def _reading(
        self,
        shelf: Shelf,
        sum: bytes,
        unit: str,
        make: Callable[[str], Made[Outline, Value]],
    ) -> Callable[[], Value]:
        def read() -> Value:
            data = shelf.get(self.name, sum) if self._is_stored else None
            value = self._value(data) if data is not None else None
            return make(unit).value if value is None else value

        return read
