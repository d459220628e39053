"""What clients have created, changed and removed, in memory and within bounds."""

from __future__ import annotations

import json
import sys
from collections import OrderedDict
from typing import Any

from generator.records import Record
from generator.serve.messages import Json
from generator.serve.synthesis import identifier

#: When there is more, what was longest not written to is forgotten.
_MOST_OBJECTS = 10_000
_MOST_BYTES = 64 * 2**20
#: New objects are told apart from documented ones by their high numbers.
_FIRST_NUMBER = 900_000_000_001


class _Entry(Record):
    """An object at a path as JSON, None if it was removed; `made` tells that no page has it.

    As text it takes the memory that it is counted with: as objects it can take twenty times that.
    """

    text: bytes | None
    size: int
    made: bool

    @property
    def value(self) -> Json | None:
        """The object."""
        value: Json | None = json.loads(self.text) if self.text is not None else None
        return value


class Store:
    """Objects by path. A path is the segments of a request, decoded, in lower case."""

    def __init__(self) -> None:
        self._entries: OrderedDict[tuple[str, ...], _Entry] = OrderedDict()
        self._homes: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._bytes = 0
        self._created = 0

    def create(self, collection: tuple[str, ...], value: Json, key: str) -> Json:
        """Keep a new object, with a key of its own in the member `key`."""
        new = identifier(_FIRST_NUMBER + self._created)
        self._created += 1
        value = {**value, key: new}
        self._put((*collection, new), value, made=True)
        return value

    def change(self, path: tuple[str, ...], known: Json, changes: Json) -> Json:
        """Change an object, which is the `known` one if it was not written to before."""
        home = self._home(path)
        entry = self._entries.get(home)
        old = (entry.value if entry else None) or known
        value = {**old, **changes}
        self._put(home, value, made=bool(entry and entry.made))
        return value

    def remove(self, path: tuple[str, ...]) -> None:
        """Remove an object: from now on it is not there, be it documented or not."""
        self._put(self._home(path), None, made=False)

    def is_gone(self, path: tuple[str, ...]) -> bool:
        """Whether the object was removed."""
        entry = self._entries.get(self._home(path))
        return entry is not None and entry.text is None

    def get(self, path: tuple[str, ...]) -> Json | None:
        """The object, if it was written to."""
        entry = self._entries.get(self._home(path))
        return entry.value if entry else None

    def listed(self, collection: tuple[str, ...], items: list[Any], key: str) -> list[Any]:
        """A documented list as it is now: changed, without what was removed, with what is new."""
        found = []
        for item in items:
            id_ = item.get(key) if isinstance(item, dict) else None
            entry = self._entries.get((*collection, str(id_).lower()))
            if entry is None:
                found.append(item)
            elif entry.text is not None:
                found.append(entry.value)
        size = len(collection)
        found += [
            entry.value
            for path, entry in self._entries.items()
            if entry.made and len(path) == size + 1 and path[:size] == collection
        ]
        return found

    def _home(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """Where an object is kept: the same one may be asked for below another resource."""
        return path if path in self._entries else self._homes.get(path[-2:], path)

    def _put(self, path: tuple[str, ...], value: Json | None, *, made: bool) -> None:
        old = self._entries.pop(path, None)
        self._bytes -= old.size if old else 0
        text = json.dumps(value).encode() if value is not None else None
        size = 200 + len(text or b"") + sum(map(sys.getsizeof, path))
        self._entries[path] = _Entry(text, size, made)
        self._homes[path[-2:]] = path
        self._bytes += size
        while len(self._entries) > _MOST_OBJECTS or self._bytes > _MOST_BYTES:
            oldest, entry = self._entries.popitem(last=False)
            self._bytes -= entry.size
            if self._homes.get(oldest[-2:]) == oldest:
                del self._homes[oldest[-2:]]
