"""Results by unit, kept from run to run with what was looked up to make them.

A unit is a piece of work that each run has to do, such as linking one type. Its result depends on
its own input, and on the entries of tables that it asks for on the way. Both are remembered with
the result, which serves until one of them is another: what a run computes is what its pages have
changed, and nobody has to know beforehand what depends on what.

Tables note what they are asked for by name. What a unit learns of the rest in any other way (by
going through a whole table, say) has to be part of its input.
"""

from __future__ import annotations

import hashlib
import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar, overload

from generator.cache import Cache, key_of
from generator.diagnostics import Finding
from generator.packing import NotData, Unpacker, pack

T = TypeVar("T")
Outline = TypeVar("Outline")
Value = TypeVar("Value")
Default = TypeVar("Default")

#: Tells an entry of a table from another one; None is no entry.
Sum = bytes | None

#: A supplement has at most one of so many of a book's units.
_LITTLE = 8

#: A question to a table, and what the answer was: the table, the name, the digest.
_Lookup = tuple[str, str, Sum]


class Table(Protocol):
    """Entries by name. `asked` are the names that were asked for since somebody emptied it."""

    name: str
    asked: set[str]

    def sum(self, key: str) -> Sum:
        """The digest of an entry; asking for it is no question that counts."""
        ...


def digest(value: object) -> bytes:
    """The digest of a value, also of one that cannot be packed."""
    try:
        data = pack(value)
    except NotData:
        data = repr(value).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=12).digest()


def joined(*parts: bytes | str) -> bytes:
    """A digest of digests and names."""
    data = (it.encode("utf-8", "surrogatepass") if isinstance(it, str) else it for it in parts)
    return hashlib.blake2b(b"\0".join(data), digest_size=12).digest()


class Small(dict[str, T]):
    """A table of values that are at hand."""

    def __init__(self, name: str, entries: Mapping[str, T] | None = None) -> None:
        super().__init__(entries or {})
        self.name = name
        self.asked: set[str] = set()

    def sum(self, key: str) -> Sum:
        found = dict.get(self, key)
        if found is None:
            return None
        if isinstance(found, str):  # a name is short: its own digest
            return found.encode("utf-8", "surrogatepass")
        return digest(found)

    def __getitem__(self, key: str) -> T:
        self.asked.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return super().__contains__(key)

    @overload
    def get(self, key: str, default: None = None, /) -> T | None: ...

    @overload
    def get(self, key: str, default: T, /) -> T: ...

    @overload
    def get(self, key: str, default: Default, /) -> T | Default: ...

    def get(self, key: str, default: Any = None, /) -> Any:
        self.asked.add(key)
        return super().get(key, default)


class Members(set[str]):
    """A table that only tells whether it has a name."""

    def __init__(self, name: str, members: Iterable[str] = ()) -> None:
        super().__init__(members)
        self.name = name
        self.asked: set[str] = set()

    def sum(self, key: str) -> Sum:
        return b"" if set.__contains__(self, key) else None

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return super().__contains__(key)


class Known(Generic[T]):
    """A value and its digest; either is made when it is asked for."""

    __slots__ = ("_make", "_sum", "_value")

    def __init__(
        self,
        sum: bytes | None = None,
        make: Callable[[], T] | None = None,
        value: T | None = None,
    ) -> None:
        self._sum = sum
        self._make = make
        self._value = value

    @property
    def sum(self) -> bytes:
        """The digest of the value."""
        if self._sum is None:
            self._sum = digest(self.value)
        return self._sum

    @property
    def value(self) -> T:
        """The value."""
        if self._make is not None:
            self._value, self._make = self._make(), None
        return self._value  # type: ignore[return-value]


class Many(Sequence[T]):
    """Values in their order, read when they are looked at; `listed` has them with their names.

    `known` has them by name, the first of several with one.
    """

    def __init__(self, items: Iterable[tuple[str, Known[T]]]) -> None:
        self.listed = tuple(items)
        self.known: dict[str, Known[T]] = {}
        for name, item in self.listed:
            self.known.setdefault(name, item)

    def __len__(self) -> int:
        return len(self.listed)

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...

    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return [item.value for _, item in self.listed[at]]
        return self.listed[at][1].value

    def __iter__(self) -> Iterator[T]:
        return (item.value for _, item in self.listed)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


def known_by(items: Sequence[T], name: Callable[[T], str]) -> Mapping[str, Known[T]]:
    """Items by name; the first of those with one name."""
    if isinstance(items, Many):
        return items.known
    found: dict[str, Known[T]] = {}
    for item in items:
        found.setdefault(name(item), Known(value=item))
    return found


def listed(items: Sequence[T], name: Callable[[T], str]) -> Sequence[tuple[str, Known[T]]]:
    """Items with their names, in their order."""
    return (
        items.listed if isinstance(items, Many) else [(name(it), Known(value=it)) for it in items]
    )


class Kept(Mapping[str, T]):
    """A table of values that are read when they are looked at."""

    def __init__(self, name: str, entries: Mapping[str, Known[T]] | None = None) -> None:
        self.name = name
        self.asked: set[str] = set()
        self.entries = dict(entries or {})

    def sum(self, key: str) -> Sum:
        found = self.entries.get(key)
        return None if found is None else found.sum

    def __getitem__(self, key: str) -> T:
        self.asked.add(key)
        return self.entries[key].value

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return key in self.entries

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)


@dataclass(frozen=True, slots=True)
class Made(Generic[Outline, Value]):
    """What comes of a unit: a little that every run looks at, the rest, and the findings."""

    outline: Outline
    value: Value
    findings: tuple[Finding, ...] = ()


#: A unit as it is kept: the digest of its input, the places of what it looked up, the digest of
#: its value, its outline and its findings.
_Entry = tuple[bytes, bytes, bytes, Any, tuple[Finding, ...]]


#: A book has the units of a stage and their lookups, each once. What has changed since it was
#: written is kept apart, since that is little as a rule: a supplement to the book of this number.
_Book = tuple[bytes, list[_Lookup], dict[str, _Entry]]


@dataclass(slots=True)
class _Opened:
    """A book and its supplement. `own` is how many of the lookups are the book's."""

    number: bytes = b""
    lookups: list[_Lookup] = field(default_factory=list)
    units: dict[str, _Entry] = field(default_factory=dict)
    own: int = 0
    supplement: dict[str, _Entry] = field(default_factory=dict)


class Shelf:
    """Where one API's results are kept; `place` tells it from others in the same cache.

    It reads with one connection, which has to be closed before processes are forked, and writes
    all at once.
    """

    def __init__(self, cache: Cache, place: str) -> None:
        self._reader = cache.reader
        self._cache = cache
        self._place = place
        self._new: dict[bytes, bytes] = {}
        self.is_open = bool(cache)

    def get(self, *name: str | bytes) -> memoryview | None:
        """What is kept under a name."""
        return self._reader.get(self._key(*name)) if self.is_open else None

    def put(self, data: bytes, *name: str | bytes) -> None:
        """Keep something under a name when this is closed."""
        self._new[self._key(*name)] = data

    def close(self) -> None:
        """Write what is new. What is still to be read is read by connections of its own."""
        self._reader.close()
        self._cache.put(self._new)
        self._new = {}

    def _key(self, *name: str | bytes) -> bytes:
        return key_of("unit", self._place, *name)


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
        self._book: Unpacker[_Book] = Unpacker(tuple[bytes, list[_Lookup], dict[str, entry]])
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
        run = _Run(self._opened(shelf), {table.name: table for table in tables}, values.name)
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

    def _opened(self, shelf: Shelf) -> _Opened:
        books = [
            self._book(data) if data is not None else None
            for data in (shelf.get("book", self.name), shelf.get("supplement", self.name))
        ]
        if books[0] is None:
            return _Opened()
        number, lookups, units = books[0]
        opened = _Opened(number, lookups, units, len(lookups))
        if books[1] is not None and books[1][0] == number:
            opened.lookups = lookups + books[1][1]
            opened.supplement = books[1][2]
            opened.units = units | opened.supplement
        return opened

    def _close(self, shelf: Shelf, run: _Run, inputs: Mapping[str, bytes]) -> None:
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


class _Run:
    """A stage at work: which kept units still hold, and what the new ones look up."""

    def __init__(self, book: _Opened, tables: Mapping[str, Table], own: str) -> None:
        self._old = book
        self._tables = tables
        self._name = own
        self._own: dict[str, list[int]] = {}
        self._changed: set[int] = set()
        self._new: dict[str, _Entry] = {}
        self._places: dict[_Lookup, int] = {}
        self._known: dict[str, dict[str, int]] = {}
        for at, (table, key, sum) in enumerate(book.lookups):
            if table == own:
                self._own.setdefault(key, []).append(at)
            known = self._tables.get(table)
            if known is None or known.sum(key) != sum:
                self._changed.add(at)

    def kept(self, unit: str, sum: bytes) -> _Entry | None:
        entry = self._old.units.get(unit)
        if entry is None or entry[0] != sum:
            return None
        if self._changed and not self._changed.isdisjoint(array("I", entry[1])):
            return None
        return entry

    def begin(self) -> None:
        for table in self._tables.values():
            table.asked = set()

    def uses(self) -> bytes:
        """The places of what was looked up since `begin`."""
        if not self._places:
            self._places = {lookup: at for at, lookup in enumerate(self._old.lookups)}
        found = array("I")
        for table in self._tables.values():
            # Only the units' own table has other entries by the time that the next unit is made.
            known = {} if table.name == self._name else self._known.setdefault(table.name, {})
            for key in sorted(table.asked):
                at = known.get(key)
                if at is None:
                    lookup = (table.name, key, table.sum(key))
                    at = known[key] = self._places.setdefault(lookup, len(self._places))
                found.append(at)
        return found.tobytes()

    def remember(self, unit: str, entry: _Entry) -> None:
        self._new[unit] = entry

    def settle(self, unit: str, known: Known[Any]) -> None:
        """A unit has its value, which others of the stage may have looked up."""
        for at in self._own.get(unit, ()):
            if self._old.lookups[at][2] == known.sum:
                self._changed.discard(at)
            else:
                self._changed.add(at)

    @property
    def is_new(self) -> bool:
        """Whether there is something to keep."""
        return bool(self._new)

    def supplement(self, units: Mapping[str, bytes]) -> _Book | None:
        """What is to be kept apart from the book; None when a new book is better."""
        old = self._old
        entries = {**old.supplement, **self._new}
        lookups = list(self._places)[old.own :] if self._places else old.lookups[old.own :]
        is_little = len(entries) <= len(units) // _LITTLE and len(lookups) <= old.own
        return (old.number, lookups, entries) if is_little else None

    def book(self, units: Mapping[str, bytes]) -> _Book:
        """All of it anew, without the lookups of units that are no more."""
        entries = {**self._old.units, **self._new}
        lookups = list(self._places) or self._old.lookups
        places: dict[int, int] = {}
        found: dict[str, _Entry] = {}
        for unit in units:
            if entry := entries.get(unit):
                uses = (places.setdefault(at, len(places)) for at in array("I", entry[1]))
                found[unit] = (entry[0], array("I", uses).tobytes(), *entry[2:])
        return os.urandom(8), [lookups[at] for at in places], found
