"""Where results are kept from run to run."""

from __future__ import annotations

from collections.abc import Sequence

from generator.cache import Cache, key_of
from generator.twin import ALONE, Twin


class Shelf:
    """Where one API's results are kept; `place` tells it from others in the same cache.

    It reads with one connection, which has to be closed before processes are forked, and writes
    all at once. `twin` is another process that makes units too.
    """

    def __init__(self, cache: Cache, place: str, twin: Twin = ALONE) -> None:
        self._reader = cache.reader
        self._cache = cache
        self._place = place
        self._twin = twin
        self._new: dict[bytes, bytes] = {}
        self.is_open = bool(cache)

    def get(self, *name: str | bytes) -> memoryview | None:
        """What is kept under a name."""
        return self._reader.get(self._key(*name)) if self.is_open else None

    def put(self, data: bytes, *name: str | bytes) -> None:
        """Keep something under a name when this is closed."""
        self._new[self._key(*name)] = data

    def twin_for(self, units: Sequence[str]) -> Twin | None:
        """The process that shares in making these, if that is of use."""
        return self._twin if self._twin.shares(units, self._reader.close) else None

    def close(self) -> None:
        """Write what is new. What is still to be read is read by connections of its own."""
        self._reader.close()
        self._cache.put(self._new)
        self._new = {}

    def _key(self, *name: str | bytes) -> bytes:
        return key_of("unit", self._place, *name)
