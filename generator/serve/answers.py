"""What is answered to a request that is as documented: an example, or a value made of types."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from generator.emit.conforms_types import Types
from generator.model import Api, Operation, Returns
from generator.records import replace
from generator.serve.endpoints import Endpoint
from generator.serve.errors import error
from generator.serve.faults import Preferences
from generator.serve.jobs import Jobs
from generator.serve.messages import Answer, Asked, json_answer
from generator.serve.paging import Paging, View, with_delta_link
from generator.serve.router import Match
from generator.serve.shown import Shown, Wanted
from generator.serve.synthesis import Synthesis

_READS = frozenset({"GET", "HEAD"})
_ACCEPTED = 202


class Answers:
    """Answers requests to one API from its examples and types. Remembers nothing."""

    def __init__(self, api: Api, types: Types, page_size: int | None, jobs: Jobs) -> None:
        self.types = types
        self._jobs = jobs
        self._synthesis = Synthesis(api, types)
        self.paging = Paging(types, self._synthesis, page_size)

    def answer(
        self, asked: Asked, found: Match[Endpoint], body: Any, preferences: Preferences
    ) -> Answer:
        """The example that is asked for by name, else what fits the request best."""
        if preferences.example is not None:
            return _named(asked, found.value, preferences.example)
        wanted, view = Wanted.of(asked, body), View.of(asked)
        if view.foreign or view.no_news:
            return self._linked(asked, found.value, wanted, view)
        shown = best(found.value, wanted)
        if shown is None:
            made = self._made(asked, found)
            returns = returns_of(found.value.operations)
            return self._viewed(asked, made, returns, view, preferences.page_size)
        answer, returns = shown.recorded.answer(asked.origin), shown.operation.returns
        if shown.options == wanted.options:
            # As documented; only a smaller page than all of it would be another answer.
            view = View()
        return self._viewed(asked, answer, returns, view, preferences.page_size)

    def plain(self, asked: Asked, found: Match[Endpoint], body: Any) -> Answer:
        """What is answered whatever the query asks for."""
        shown = best(found.value, Wanted.of(asked, body))
        if shown is not None:
            return shown.recorded.answer(asked.origin)
        return self._made(asked, found)

    def _made(self, asked: Asked, found: Match[Endpoint]) -> Answer:
        """An answer made of types; work that was accepted can be watched, changes can be too."""
        operations = found.value.operations
        made = self._synthesis.answer(operations, _last_key(found))
        if made.status == _ACCEPTED:
            return made.adding(("Location", f"{asked.origin}{self._jobs.start()}"))
        value = value_of(made) if operations[0].shape == "delta" else None
        if isinstance(value, dict):
            return replace(made, body=json.dumps(with_delta_link(asked, value)).encode())
        return made

    def _viewed(
        self, asked: Asked, answer: Answer, returns: Returns | None, view: View, size: int | None
    ) -> Answer:
        """Of an answer what the query asks for; itself where that is all of it."""
        if asked.method not in _READS or answer.status >= 300 or not returns or not returns.type:
            return answer
        if not self.paging.matters(view, size):
            return answer
        value = value_of(answer)
        if not isinstance(value, dict) or not self.paging.changes(value, returns, view, size):
            return answer
        if returns.type.collection:
            value = self.paging.page(asked, value, returns, view, size)
        else:
            value = self.paging.entity(value, returns.type.name, view)
        return replace(answer, body=json.dumps(value).encode())

    def _linked(self, asked: Asked, endpoint: Endpoint, wanted: Wanted, view: View) -> Answer:
        """What a next link or a delta link leads to: the example that shows it, else the end."""
        exact = [shown for shown in endpoint.answering if shown.options == wanted.options]
        if exact and not view.no_news:
            return max(exact, key=wanted.fit).recorded.answer(asked.origin)
        operation = endpoint.operations[0]
        member = operation.returns.items_member if operation.returns else "value"
        is_delta = operation.shape == "delta" or "deltatoken" in asked.query.lower()
        value = self.paging.end(asked, is_delta, member)
        return json_answer(200, value, source=str(operation.loc))


def best(endpoint: Endpoint, wanted: Wanted) -> Shown | None:
    """The example that fits a request best; an error only answers what it shows."""
    own = len(endpoint.placed)
    found: Shown | None = None
    rank: tuple[float, ...] = ()
    for number, shown in enumerate(endpoint.answering):
        if shown.is_error and not wanted.is_exactly(shown):
            continue
        fit = (number < own, *wanted.fit(shown))
        if found is None or fit > rank:
            found, rank = shown, fit
    return found


def returns_of(operations: Iterable[Operation]) -> Returns | None:
    """What the nearest page that says so says is returned."""
    return next((item.returns for item in operations if item.returns), None)


def value_of(answer: Answer) -> Any:
    """The JSON of an answer's body, None where it is none."""
    try:
        return json.loads(answer.body) if answer.body else None
    except ValueError:
        return None


def _named(asked: Asked, endpoint: Endpoint, name: str) -> Answer:
    shown = endpoint.pick(name)
    if shown is None:
        names = ", ".join(endpoint.named)
        there = f"there is {names}" if names else "no example has an answer here"
        return error(asked, 400, f"There is no example {name[:100]!r}; {there}.")
    applied = f'example="{name}"' if name.isascii() else "example"
    return shown.recorded.answer(asked.origin).adding(("Preference-Applied", applied))


def _last_key(found: Match[Endpoint]) -> str | None:
    return found.keys[-1] if found.keys else None
