"""One API as a service: a request in, an answer out. Nothing here knows of sockets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from math import isinf
from typing import Any

from generator.emit.conforms_types import Types
from generator.json_text import parse_json
from generator.model import Api
from generator.records import replace
from generator.serve.answers import Answers
from generator.serve.batch import PATH as BATCH
from generator.serve.batch import batch
from generator.serve.checks import Checks, is_json, media_type
from generator.serve.endpoints import Endpoint, Endpoints
from generator.serve.errors import client_request_id, error, refusal
from generator.serve.faults import Faults, Preferences
from generator.serve.jobs import Jobs
from generator.serve.links import Links
from generator.serve.memory import Memory
from generator.serve.messages import Answer, Asked, json_answer
from generator.serve.router import Match
from generator.serve.settings import Settings
from generator.serve.store import Store

_ACCEPTED = 202
#: How delta links of files are written: `delta(token='…')`.
_TOKEN_CALL = re.compile(r"(.*/delta)\(token=(?:'|%27)?([^()]*?)(?:'|%27)?\)", re.IGNORECASE)
#: Bodies that are no JSON are explained up to this size.
_EXPLAINED = 65_536
#: Characters of a path and a query.
_LONGEST_TARGET = 16_384


class State:
    """What outlives the pages: objects that clients made, their work, the lots of failures."""

    def __init__(self, settings: Settings) -> None:
        self.store = Store() if settings.stateful else None
        self.jobs = Jobs()
        self.faults = Faults(settings.failures, settings.seed)


class Service:
    """Answers requests to one API as its pages document.

    `roots` are the paths of the roots of all APIs that are served.
    """

    def __init__(
        self, api: Api, settings: Settings, state: State, roots: Iterable[str] = ()
    ) -> None:
        types = Types(api, whole=True)
        self.api = api
        self.links = Links(api.base_url, roots)
        self.endpoints = Endpoints(api, self.links, types)
        self._state = state
        self._checks = None if settings.lax else Checks(api, types)
        self._answers = Answers(api, types, settings.page_size, state.jobs)
        self._memory = (
            Memory(state.store, self._answers, self.endpoints) if state.store is not None else None
        )

    def answer(self, asked: Asked) -> Answer:
        """The answer to a request. Raises nothing, whatever is asked."""
        try:
            answer = self._answer(asked)
        except RecursionError:
            answer = error(asked, 400, "The body is nested too deeply.")
        if asked.method == "HEAD":
            answer = replace(answer, body=b"")
        id_ = client_request_id(asked)
        return answer.adding(("client-request-id", id_)) if id_ else answer

    def _answer(self, asked: Asked) -> Answer:
        if len(asked.path) + len(asked.query) > _LONGEST_TARGET:
            return error(asked, 414, "The URL is too long.")
        preferences = Preferences.of(asked)
        failure = self._state.faults.answer(asked, preferences)
        if failure:
            return failure
        found = self.endpoints.find("GET" if asked.method == "HEAD" else asked.method, asked.path)
        if isinstance(found, frozenset):
            return self._elsewhere(asked, found)
        problem, body = _json_of(asked)
        return problem or self._documented(asked, found, body, preferences)

    def _documented(
        self, asked: Asked, found: Match[Endpoint], body: Any, preferences: Preferences
    ) -> Answer:
        if self._checks:
            complaints = self._checks.complaints(asked, found.value, found.arguments, body)
            if complaints:
                return refusal(asked, complaints)
        if self._memory and preferences.example is None:
            kept = self._memory.answer(asked, found, body)
            if kept:
                return kept
        answer = self._answers.answer(asked, found, body, preferences)
        if answer.status == _ACCEPTED:
            self._watch(asked, answer)
        return answer

    def _elsewhere(self, asked: Asked, allowed: frozenset[str]) -> Answer:
        """An answer where no page documents the request."""
        if asked.path.lower() == BATCH and asked.method == "POST":
            problem, body = _json_of(asked)
            return problem or batch(asked, body, self.links, self.answer)
        if asked.method == "GET" and asked.path.lower() in self.endpoints.links:
            return json_answer(200, {"value": []})  # a link of an example, to what no page shows
        older = _TOKEN_CALL.fullmatch(asked.path)
        if older:
            query = f"$deltatoken={older[2]}&{asked.query}".rstrip("&")
            return self._answer(replace(asked, path=older[1], query=query))
        job = self._state.jobs.answer(f"{asked.root}{asked.path}")
        if job and asked.method in ("GET", "HEAD"):
            return job
        if allowed:
            methods = ", ".join(sorted(allowed))
            message = f"The pages document {methods} for this path, not {asked.method[:20]}."
            return error(asked, 405, message, (), ("Allow", methods))
        message = f"No page documents the path {asked.path[:200]!r}."
        return error(asked, 404, message, code="ResourceNotFound")

    def _watch(self, asked: Asked, answer: Answer) -> None:
        """Work that a page says can be watched at a place of which no page tells more."""
        here = f"{asked.origin}{asked.root}/"
        for name, value in answer.headers:
            if name.lower() == "location" and value.startswith(here):
                below = "/" + value.removeprefix(here).partition("?")[0]
                if isinstance(self.endpoints.find("GET", below), frozenset):
                    self._state.jobs.start(f"{asked.root}{below}")


def _json_of(asked: Asked) -> tuple[Answer | None, Any]:
    """The error that a body deserves which is not the JSON that it should be, and the JSON."""
    media = media_type(asked)
    if not asked.body or (media and not is_json(media)) or asked.method in ("GET", "HEAD"):
        return None, None
    try:
        return None, json.loads(asked.body, parse_constant=_refuse, parse_float=_finite)
    except ValueError as problem:
        return error(asked, 400, f"The body is not JSON: {_why(asked.body, problem)}."), None


def _why(body: bytes, problem: ValueError) -> str:
    if len(body) <= _EXPLAINED:
        read = parse_json(body.decode("utf-8", "replace"))
        found = [read.error] if read.error else [name.replace("-", " ") for name in read.repairs]
        if found:
            return f"{', '.join(found)} (line {read.error_line + 1})"
    return str(problem)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no value")


def _finite(text: str) -> float:
    """A number that can be written as JSON again: there is no infinity in it."""
    value = float(text)
    if isinf(value):
        raise ValueError(f"{text[:20]} is too large a number")
    return value
