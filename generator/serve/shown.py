"""Documented examples as requests to compare with, and as answers to give."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from generator.emit.conforms import Checker
from generator.emit.conforms_body import Body, read_body
from generator.emit.conforms_types import Types
from generator.json_text import parse_json
from generator.model import Example, HttpMessage, Operation, TypeRef
from generator.records import Record
from generator.serve.links import Links, Text
from generator.serve.messages import JSON, Answer, Asked, Json, pairs, safe_headers
from generator.serve.router import split

_STATUS = re.compile(r"HTTP/[\d.]+\s+([2-5][0-9]{2})\b")
_UNTYPED = TypeRef("Edm.Untyped")
_NO_BODY = frozenset({204, 304})
#: Leaves of a body that are compared, and the characters of their paths: every object within
#: another repeats the path so far.
_MOST_LEAVES = 400
_LONGEST_PATH = 2000


class Recorded(Record):
    """A documented response as it is sent; `value` is its JSON, None where it has none."""

    status: int
    headers: tuple[tuple[str, Text], ...]
    body: Text
    value: Any
    source: str

    def answer(self, origin: str) -> Answer:
        """The answer of a service at an origin."""
        headers = tuple((name, value.at(origin)) for name, value in self.headers)
        body = self.body.at(origin).encode("utf-8", "replace")
        return Answer(self.status, headers, body, self.source)


@dataclass
class Shown:
    """An example of an operation: the request that it shows, and the response if it shows one."""

    operation: Operation
    example: Example
    method: str
    path: str
    query: str
    links: Links = field(repr=False)
    types: Types = field(repr=False)
    arguments: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Its name with its page: there is no other like it in an API."""
        return f"{self.operation.id}/{self.example.name}"

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """The segments of its path, in lower case."""
        return tuple(segment.lower() for segment in split(self.path))

    @cached_property
    def options(self) -> frozenset[tuple[str, str]]:
        """The options of its query."""
        return frozenset(pairs(self.query))

    @cached_property
    def leaves(self) -> frozenset[tuple[str, str]]:
        """What the JSON of its body says."""
        read = parse_json(self.example.request.body or "")
        return leaves(read.value) if read.error is None else frozenset()

    @cached_property
    def is_error(self) -> bool:
        """Whether its response tells of an error."""
        return self.status >= 400

    @cached_property
    def status(self) -> int:
        """The status of its response; 0 where it has none that can be sent."""
        response = self.example.response
        found = _STATUS.match(response.start) if response else None
        return int(found[1]) if found else 0

    @cached_property
    def recorded(self) -> Recorded:
        """Its response. There has to be one."""
        response = self.example.response
        assert response is not None
        headers = safe_headers(response.headers)
        text, value = self._body(response)
        kinds = [content.lower() for name, content in headers if name.lower() == "content-type"]
        if text and not kinds:
            kind = JSON if value is not None else "text/plain; charset=utf-8"
            headers = (("Content-Type", kind), *headers)
        links = self.links
        return Recorded(
            self.status,
            tuple((name, links.text(content)) for name, content in headers),
            links.text(text),
            value,
            str(response.loc),
        )

    def _body(self, response: HttpMessage) -> tuple[str, Any]:
        """The text of the body and its JSON: text that people typed becomes JSON by named rules."""
        text = response.body or ""
        if self.status in _NO_BODY or not text.strip():
            return "", None
        if not _is_json(response):
            return text, None
        body = read_body(response, "response")
        if not isinstance(body, Body):
            return text, None
        if not self.is_error:
            self._fill(body)
        return body.text, body.value

    def _fill(self, body: Body) -> None:
        """Samples for words that stand where JSON needs a value of another kind."""
        type_ = self.example.response_type or _UNTYPED
        returns = self.operation.returns
        if returns and returns.type:
            type_ = returns.type
        value: Any = body.value
        at: tuple[str, ...] = ()
        member = returns.items_member if returns else "value"
        if isinstance(value, dict) and (type_.collection or self._is_wrapped(value, type_)):
            member = member if member in value else "value"
            value, at = value.get(member), (member,)
        problems = Checker(self.types).check(value, type_).problems
        body.settle([problem.below(at) for problem in problems])

    def _is_wrapped(self, value: Json, type_: TypeRef) -> bool:
        """Whether a single value stands in the member `value`, as those without members do."""
        plain = "value" in value and all(it == "value" or it.startswith("@") for it in value)
        return plain and "value" not in self.types.members(type_.name)


def _is_json(response: HttpMessage) -> bool:
    kinds = [value.lower() for name, value in response.headers if name.lower() == "content-type"]
    return all("json" in kind for kind in kinds)


def leaves(value: Any) -> frozenset[tuple[str, str]]:
    """The scalar values of JSON with their paths, for comparing."""
    found = []
    for number, leaf in enumerate(_leaves(value, "")):
        if number == _MOST_LEAVES:
            break
        found.append(leaf)
    return frozenset(found)


def _leaves(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if len(path) > _LONGEST_PATH:
        return
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _leaves(item, f"{path}/{name}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _leaves(item, f"{path}/{number}")
    else:
        yield path, repr(value)


def read(operations: Iterable[Operation], links: Links, types: Types) -> Iterator[Shown]:
    """All examples that are requests to the API of `links`."""
    for operation in operations:
        for example in operation.examples:
            method, _, url = example.request.start.partition(" ")
            url = re.sub(r"(?<!\s)\s++HTTP/[\d.]+\s*$", "", url).strip()
            below = links.below(url)
            if below is not None and re.fullmatch("[A-Za-z]{1,20}", method):
                path, _, query = below.partition("?")
                yield Shown(operation, example, method.upper(), path, query, links, types)


class Wanted(Record):
    """What of a request an example is compared with."""

    segments: tuple[str, ...]
    options: frozenset[tuple[str, str]]
    leaves: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, asked: Asked, value: Any) -> Wanted:
        """A request and the JSON that it has, None for none."""
        segments = tuple(segment.lower() for segment in split(asked.path))
        return cls(segments, frozenset(asked.options), leaves(value) if value else frozenset())

    def is_exactly(self, shown: Shown) -> bool:
        """Whether the example shows this very request."""
        return (self.segments, self.options, self.leaves) == (
            shown.segments,
            shown.options,
            shown.leaves,
        )

    def fit(self, shown: Shown) -> tuple[float, ...]:
        """How well an example fits; the greatest fits best."""
        same = sum(a == b for a, b in zip(self.segments, shown.segments, strict=False))
        return (
            same,
            len(self.segments) == len(shown.segments),
            -len(self.options ^ shown.options),
            _likeness(self.leaves, shown.leaves),
            not shown.is_error,
        )


def _likeness(a: frozenset[tuple[str, str]], b: frozenset[tuple[str, str]]) -> float:
    return len(a & b) / len(a | b) if a or b else 1.0
