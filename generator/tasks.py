"""Pieces of work whose results are data: kept from earlier runs, or made by several processes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Protocol, TypeVar

from generator.cache import Cache
from generator.packing import NotData, Parcel
from generator.workers import batched, can_inherit, in_order

Made = TypeVar("Made")

#: Below this many pieces, starting processes takes longer than the work.
_PARALLEL_FROM = 200
_CHUNK = 20


class Task(Protocol[Made]):
    """A piece of work.

    `key` says which result of an earlier run may serve. `pack` makes a result data or raises
    `NotData`, as `key` may; `unpack` is the reverse and gives None for data that is not what it
    should be, or not any longer.
    """

    @property
    def key(self) -> bytes: ...

    def make(self) -> Made: ...

    def pack(self, made: Made) -> bytes: ...

    def unpack(self, data: bytes | memoryview) -> Made | None: ...


def perform(
    tasks: Sequence[Task[Made]], jobs: int, cache: Cache, done: Callable[[int], None]
) -> list[Made]:
    """The results of the tasks, in their order; `done` is told how many there are already."""
    keys = list(map(_key, tasks)) if cache else []
    found = _kept(tasks, keys, cache)
    rest = [at for at in range(len(tasks)) if at not in found]
    is_shared = jobs > 1 and len(rest) >= _PARALLEL_FROM and can_inherit()

    def work(chunk: Sequence[int]) -> list[Any]:
        return [_made(tasks[at], is_shared or bool(cache)) for at in chunk]

    chunks = batched(rest, _CHUNK)
    new: dict[bytes, bytes] = {}
    shared = in_order(work, chunks, jobs if is_shared else 1)
    for items, chunk in zip(shared, chunks, strict=True):
        for at, item in zip(chunk, items, strict=True):
            if isinstance(item, Parcel):
                made = item.value if item.value is not None else tasks[at].unpack(item.data)
                found[at] = tasks[at].make() if made is None else made
                if cache and (key := keys[at]):
                    new[key] = item.data
            else:
                found[at] = item
        done(len(found))
    cache.put(new)
    return [found[at] for at in range(len(tasks))]


def _key(task: Task[Made]) -> bytes | None:
    with suppress(NotData):
        return task.key
    return None


def _kept(
    tasks: Sequence[Task[Made]], keys: Sequence[bytes | None], cache: Cache
) -> dict[int, Made]:
    found: dict[int, Made] = {}
    entries = {} if cache.is_empty else cache.get([key for key in keys if key])
    for at, key in enumerate(keys):
        if key in entries and (made := tasks[at].unpack(entries[key])) is not None:
            found[at] = made
    return found


def _made(task: Task[Made], as_data: bool) -> Made | Parcel[Made]:
    made = task.make()
    if as_data:
        with suppress(NotData):
            return Parcel(task.pack(made), made)
    return made
