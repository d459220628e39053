"""A service that remembers: what clients create can be read, listed, changed and removed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from generator.model import Property
from generator.records import Record, replace
from generator.serve.answers import Answers, returns_of, value_of
from generator.serve.endpoints import Endpoint, Endpoints
from generator.serve.errors import error
from generator.serve.faults import Preferences
from generator.serve.messages import Answer, Asked, Json, json_answer
from generator.serve.paging import View
from generator.serve.router import Match, split
from generator.serve.store import Store


class _Call(Record):
    """A request that is as documented: `path` is its segments, in lower case."""

    asked: Asked
    found: Match[Endpoint]
    path: tuple[str, ...]
    body: Any

    @property
    def entity(self) -> str | None:
        """The name of the type that is returned."""
        returns = returns_of(self.found.value.operations)
        return returns.type.name if returns and returns.type else None


class Memory:
    """Answers from a store what concerns it, and writes to it what requests change."""

    def __init__(self, store: Store, answers: Answers, endpoints: Endpoints) -> None:
        self._store = store
        self._answers = answers
        self._endpoints = endpoints

    def answer(self, asked: Asked, found: Match[Endpoint], body: Any) -> Answer | None:
        """The answer to a request; None where there is nothing to remember."""
        path = tuple(segment.lower() for segment in split(asked.path))
        for end in range(2, len(path) + 1):
            if self._store.is_gone(path[:end]):
                message = f"The resource {path[end - 1][:100]!r} does not exist."
                return error(asked, 404, message, code="ResourceNotFound")
        act = _ACTS.get(found.value.operations[0].shape)
        return act(self, _Call(asked, found, path, body)) if act else None

    def _create(self, call: _Call) -> Answer | None:
        if not isinstance(call.body, dict) or call.entity is None:
            return None
        documented = self._answers.plain(call.asked, call.found, call.body)
        shown = value_of(documented)
        members = self._answers.types.members(call.entity)
        given = shown.items() if isinstance(shown, dict) else ()
        own = {name: value for name, value in given if _is_given(name, members)}
        value = self._store.create(call.path, {**own, **call.body}, self._key(call.entity))
        return json_answer(documented.status, value, source=documented.source)

    def _change(self, call: _Call) -> Answer | None:
        if not isinstance(call.body, dict):
            return None
        documented = self._answers.plain(call.asked, call.found, call.body)
        value = self._store.change(call.path, self._as_documented(call), call.body)
        if not documented.body:
            return documented
        return json_answer(documented.status, value, source=documented.source)

    def _remove(self, call: _Call) -> Answer | None:
        documented = self._answers.plain(call.asked, call.found, call.body)
        if documented.status < 300:
            self._store.remove(call.path)
        return documented

    def _get(self, call: _Call) -> Answer | None:
        value = self._store.get(call.path)
        if value is None or call.entity is None:
            return None
        view = View.of(call.asked)
        return json_answer(200, self._answers.paging.entity(value, call.entity, view))

    def _list(self, call: _Call) -> Answer | None:
        returns = returns_of(call.found.value.operations)
        answer = self._answers.plain(replace(call.asked, query=""), call.found, None)
        value = value_of(answer)
        if returns is None or call.entity is None or not isinstance(value, dict):
            return None
        items = value.get(returns.items_member)
        if not isinstance(items, list):
            return None
        now = self._store.listed(call.path, items, self._key(call.entity))
        if now == items:
            return None
        value = {name: item for name, item in value.items() if name != "@odata.nextLink"}
        value[returns.items_member] = now
        size = Preferences.of(call.asked).page_size
        view = View.of(call.asked)
        value = self._answers.paging.page(call.asked, value, returns, view, size)
        return json_answer(answer.status, value, source=answer.source)

    def _as_documented(self, call: _Call) -> Json:
        """The object of a request as its pages show it."""
        asked = replace(call.asked, method="GET", query="", body=b"")
        found = self._endpoints.find("GET", asked.path)
        if isinstance(found, frozenset):
            return {}
        value = value_of(self._answers.plain(asked, found, None))
        return {**value, "id": split(asked.path)[-1]} if isinstance(value, dict) else {}

    def _key(self, name: str) -> str:
        types = self._answers.types
        lineage = [types.resources[item] for item in types.lineage(name)]
        return next((item.key for item in lineage if item.key), None) or "id"


_ACTS: Mapping[str, Callable[[Memory, _Call], Answer | None]] = {
    "create": Memory._create,
    "update": Memory._change,
    "delete": Memory._remove,
    "get": Memory._get,
    "list": Memory._list,
}


def _is_given(name: str, members: Mapping[str, Property]) -> bool:
    """Whether the service gives a member, and not the client."""
    property_ = members.get(name)
    return property_ is not None and property_.read_only
