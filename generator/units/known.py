"""Values that are known by their digests, and made or read when somebody looks at them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar, overload

from generator.units.digests import digest

T = TypeVar("T")


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
