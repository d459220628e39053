"""Making units: one by one, or every other one while another process makes the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from generator.diagnostics import Finding
from generator.packing import NotData, Raw, Unpacker, pack
from generator.records import Record
from generator.units.books import Lookup, Run
from generator.units.digests import joined
from generator.units.known import Known
from generator.units.shelf import Shelf

Outline = TypeVar("Outline")
Value = TypeVar("Value")

_NOTHING = pack(None)


class Made(Record, Generic[Outline, Value]):
    """What comes of a unit: a little that every run looks at, the rest, and the findings."""

    outline: Outline
    value: Value
    findings: tuple[Finding, ...] = ()


class Packed(NamedTuple):
    """The same as data, and the places of what was looked up.

    Outline and findings are packed, or are to be: what another process made of them is read.
    """

    value: bytes
    outline: Any
    findings: Any
    uses: bytes

    @property
    def sum(self) -> bytes:
        """The digest of the value."""
        return hashlib.blake2b(self.value, digest_size=12).digest()

    @property
    def is_nothing(self) -> bool:
        """Whether the value is None."""
        return self.value == _NOTHING


class New(NamedTuple, Generic[Outline, Value]):
    """A unit that was just made; `packed` is None for what cannot be kept."""

    known: Known[Value]
    outline: Outline
    findings: Sequence[Finding]
    packed: Packed | None


class Forms(Generic[Outline, Value]):
    """How the data of a stage's units are read: by their types.

    `told` are the lookups that no book has, and units, as one process tells them to another.
    """

    def __init__(self, outline: Any, value: Any) -> None:
        self.value: Unpacker[Value] = Unpacker(value)
        unit = tuple[bytes, outline, tuple[Finding, ...], bytes]
        self.told: Unpacker[
            tuple[list[Lookup], dict[str, tuple[bytes, Outline, tuple[Finding, ...], bytes]]]
        ] = Unpacker(tuple[list[Lookup], dict[str, unit]])


class Making(Record, Generic[Outline, Value]):
    """Makes the units of a stage; `step` tells it from others."""

    step: str
    forms: Forms[Outline, Value]
    make: Callable[[str], Made[Outline, Value]]
    run: Run
    shelf: Shelf

    def one(self, unit: str, is_told: bool = False) -> New[Outline, Value]:
        """A unit; it is packed if it is to be kept or told."""
        self.run.begin()
        made = self.make(unit)
        packed = self._packed(made) if is_told or self.shelf.is_open else None
        known = Known(packed.sum if packed else None, None, made.value)
        return New(known, made.outline, made.findings, packed)

    def all(self, units: Sequence[str]) -> Mapping[str, New[Outline, Value]]:
        """Units that do not look each other up."""
        twin = self.shelf.twin_for(units)
        if twin is None:
            return {unit: self.one(unit) for unit in units}
        found = {unit: self.one(unit, is_told=True) for unit in twin.own(units)}
        heard = twin.swap(joined(self.step, *units), self._told(found))
        found |= self._understood(heard) if heard else {}
        return {unit: found.get(unit) or self.one(unit) for unit in units}

    def _packed(self, made: Made[Outline, Value]) -> Packed | None:
        try:
            data = pack(made.value), Raw(pack(made.outline)), Raw(pack(made.findings))
        except NotData:
            return None
        return Packed(*data, self.run.uses())

    def _told(self, units: Mapping[str, New[Outline, Value]]) -> bytes:
        """What is said of units to another process, which makes those itself that are no data."""
        packed = {unit: new.packed for unit, new in units.items() if new.packed}
        try:
            return pack((self.run.news(), packed))
        except NotData:  # a name with half a character was looked up
            return pack(((), {}))

    def _understood(self, data: memoryview) -> dict[str, New[Outline, Value]]:
        """The units that another process has made."""
        lookups, units = self.forms.told(data) or ([], {})
        adopted = self.run.adopt(lookups)
        found: dict[str, New[Outline, Value]] = {}
        for unit, (value, outline, findings, uses) in units.items():
            packed = Packed(value, outline, findings, adopted(uses))
            made = self.forms.value(value)
            if made is not None or packed.is_nothing:
                found[unit] = New(Known(packed.sum, None, made), outline, findings, packed)
        return found
