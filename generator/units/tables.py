"""Tables: what units look things up in, and which names they have asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol, TypeVar, overload

from generator.units.digests import digest
from generator.units.known import Known

T = TypeVar("T")
Default = TypeVar("Default")

#: Tells an entry of a table from another one; None is no entry.
Sum = bytes | None


class Table(Protocol):
    """Entries by name. `asked` are the names that were asked for since somebody emptied it."""

    name: str
    asked: set[str]

    def sum(self, key: str) -> Sum:
        """The digest of an entry; asking for it is no question that counts."""
        ...


class Small(dict[str, T]):
    """A table of values that are at hand; they stay as they are once a stage has looked at them."""

    def __init__(self, name: str, entries: Mapping[str, T] | None = None) -> None:
        super().__init__(entries or {})
        self.name = name
        self.asked: set[str] = set()
        self._sums: dict[str, Sum] = {}

    def sum(self, key: str) -> Sum:
        if key not in self._sums:
            found = dict.get(self, key)
            if isinstance(found, str):  # a name is short: its own digest
                self._sums[key] = found.encode("utf-8", "surrogatepass")
            else:
                self._sums[key] = None if found is None else digest(found)
        return self._sums[key]

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
