"""Pieces of work whose results are data: kept from earlier runs, or made by several processes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import chain
from typing import Any, Protocol, TypeVar

from generator.cache import Cache, key_of
from generator.copies import can_inherit
from generator.packing import NotData, Parcel
from generator.workers import batched, in_order

Made = TypeVar("Made")

#: Below this many pieces, starting processes takes longer than the work.
_PARALLEL_FROM = 200
_CHUNK = 20


class Task(Protocol[Made]):
    """A piece of work.

    `key` says which result of an earlier run may serve, `needs` which results it is made of
    otherwise. `pack` makes a result data or raises `NotData`, as `key` may: what every run looks
    at, and the rest, which is kept apart (`rest_key`). `unpack` is the reverse; it gives None for
    data that is not what it should be, or not any longer. `renew` makes something of data that
    `unpack` has refused, if nothing else would come of what the task needs.
    """

    @property
    def key(self) -> bytes: ...

    @property
    def needs(self) -> Sequence[Task[Any]]: ...

    def make(self, needs: Sequence[Any]) -> Made: ...

    def pack(self, made: Made) -> tuple[bytes, bytes]: ...

    def unpack(
        self, data: bytes | memoryview, rest: bytes | memoryview | None = None
    ) -> Made | None: ...

    def renew(self, data: bytes | memoryview, needs: Sequence[Any]) -> Made | None: ...


def rest_key(key: bytes) -> bytes:
    """The key of what is kept apart of the result of a task with this key."""
    return key_of("rest", key)


def perform(
    tasks: Sequence[Task[Made]], jobs: int, cache: Cache, done: Callable[[int, int], None]
) -> list[Made]:
    """The results of the tasks, in their order; of those that are kept without the rest.

    `done` is told how many results there are already, of how many: those that others need count.
    """
    keys = list(map(_key, tasks)) if cache else []
    found, stale = _kept(tasks, keys, cache)
    todo = [at for at in range(len(tasks)) if at not in found]
    needs = {at: tasks[at].needs for at in todo}
    wanted = list(dict.fromkeys(need for some in needs.values() for need in some))
    count, total = len(found), len(tasks) + len(wanted)
    given: dict[Task[Any], Any] = {}
    if wanted:
        ready = perform(wanted, jobs, cache, lambda number, _: done(count + number, total))
        given = dict(zip(wanted, ready, strict=True))
    is_shared = jobs > 1 and len(todo) >= _PARALLEL_FROM and can_inherit()

    as_data = is_shared or bool(cache)
    inputs = {at: [given[it] for it in needs[at]] for at in todo}

    def work(chunk: Sequence[int]) -> list[Any]:
        return [_made(tasks[at], inputs[at], stale.get(at), as_data) for at in chunk]

    # One of each kind is made first, so that all processes have what it imports.
    first = list({type(tasks[at]): at for at in reversed(todo)}.values()) if is_shared else []
    rest = batched([at for at in todo if at not in first], _CHUNK)
    new: dict[bytes, bytes] = {}
    results = chain([work(first)], in_order(work, rest, jobs if is_shared else 1))
    for items, chunk in zip(results, [first, *rest], strict=True):
        for at, item in zip(chunk, items, strict=True):
            if isinstance(item, Parcel):
                made = item.value or tasks[at].unpack(item.data, item.rest or None)
                found[at] = tasks[at].make(inputs[at]) if made is None else made
                if cache and (key := keys[at]):
                    new[key] = item.data
                    if item.rest:
                        new[rest_key(key)] = item.rest
            else:
                found[at] = item
        done(len(found) + len(wanted), total)
    cache.put(new)
    return [found[at] for at in range(len(tasks))]


def _key(task: Task[Made]) -> bytes | None:
    with suppress(NotData):
        return task.key
    return None


def _kept(
    tasks: Sequence[Task[Made]], keys: Sequence[bytes | None], cache: Cache
) -> tuple[dict[int, Made], dict[int, memoryview]]:
    """The results that serve, and the data of those that do not any longer."""
    found: dict[int, Made] = {}
    stale: dict[int, memoryview] = {}
    entries = {} if cache.is_empty else cache.get([key for key in keys if key])
    for at, key in enumerate(keys):
        if key in entries:
            made = tasks[at].unpack(entries[key])
            if made is None:
                stale[at] = entries[key]
            else:
                found[at] = made
    return found, stale


def _made(
    task: Task[Made], needs: Sequence[Any], stale: memoryview | None, as_data: bool
) -> Made | Parcel[Made]:
    made = None if stale is None else task.renew(stale, needs)
    if made is None:
        made = task.make(needs)
    if as_data:
        with suppress(NotData):
            data, rest = task.pack(made)
            return Parcel(data, made, rest)
    return made
