"""Which documented request a method and a path are: a tree over the segments of all routes.

Of several routes that fit, the more specific one wins, segment by segment: fixed text, a function
with its arguments, a key with fixed text around it, a key, a path of several segments. Letters
match in either case, as they do with the services that the pages describe.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from urllib.parse import unquote

from generator.model import Argument, Segment

T = TypeVar("T")

#: A path with more segments is no documented one.
_MOST_SEGMENTS = 100
_CALL = re.compile(r"([^()]+)\((.*)\)", re.DOTALL)
_Seen = set[tuple[int, int]]
_ARGUMENT = re.compile(r"((?:'(?:[^']|'')*+'|[^',])++)(?:,|$)")


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """What a path leads to: the value of its route, its keys in order, its function arguments."""

    value: T
    keys: tuple[str, ...]
    arguments: Mapping[str, str]


@dataclass(slots=True)
class _Node(Generic[T]):
    literals: dict[str, _Node[T]] = field(default_factory=dict)
    functions: dict[str, list[tuple[tuple[Argument, ...], _Node[T]]]] = field(default_factory=dict)
    affixed: list[tuple[str, str, _Node[T]]] = field(default_factory=list)
    key: _Node[T] | None = None
    spans: list[tuple[str, str, _Node[T]]] = field(default_factory=list)
    values: dict[str, T] = field(default_factory=dict)


class Router(Generic[T]):
    """Values by method and route."""

    def __init__(self) -> None:
        self._root = _Node[T]()

    def add(self, method: str, segments: tuple[Segment, ...], make: Callable[[], T]) -> T:
        """The value at a route; `make` gives it where there is none yet."""
        node = self._root
        for segment in segments:
            node = _step(node, segment)
        if method not in node.values:
            node.values[method] = make()
        return node.values[method]

    def find(self, method: str, path: str) -> Match[T] | frozenset[str]:
        """What a percent-encoded path leads to, or the methods that its routes have."""
        parts = split(path)
        allowed: set[str] = set()
        if len(parts) <= _MOST_SEGMENTS:
            for node, found in _walk(self._root, parts, 0, _Found(), set()):
                if method in node.values:
                    return Match(node.values[method], found.keys, found.arguments)
                allowed.update(node.values)
        return frozenset(allowed)


def split(path: str) -> tuple[str, ...]:
    """The segments of a percent-encoded path, decoded: an encoded slash separates nothing."""
    return tuple(map(unquote, path.strip("/").split("/"))) if path.strip("/") else ()


def arguments(text: str) -> list[tuple[str, str]]:
    """The arguments between the parentheses of a call: name ("" for none) and bare value."""
    found, at = [], 0
    # One after the other: looking for the next one behind a quote that is never closed takes a
    # time that grows with the square of the text.
    while part := _ARGUMENT.match(text, at):
        name, equals, value = part[1].partition("=")
        if not equals or name.lstrip().startswith("'"):
            name, value = "", part[1]
        found.append((name.strip(), bare(value)))
        at = part.end()
    return found


def bare(value: str) -> str:
    """A literal of a URL without its quotes."""
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return value


def _step(node: _Node[T], segment: Segment) -> _Node[T]:
    """The node below another one that a documented segment leads to."""
    if segment.kind == "function":
        name = f"{segment.prefix}{segment.text}".lower()
        if not segment.args:
            return node.literals.setdefault(name, _Node())
        options = node.functions.setdefault(name, [])
        for args, below in options:
            if _signature(args) == _signature(segment.args):
                return below
        options.append((segment.args, _Node()))
        return options[-1][1]
    if segment.kind in ("key", "path"):
        edges = node.spans if segment.kind == "path" else node.affixed
        prefix, suffix = segment.prefix.lower(), segment.suffix.lower()
        if segment.kind == "key" and not prefix and not suffix:
            node.key = node.key or _Node()
            return node.key
        for start, end, below in edges:
            if (start, end) == (prefix, suffix):
                return below
        edges.append((prefix, suffix, _Node()))
        return edges[-1][2]
    text = unquote(f"{segment.prefix}{segment.text}{segment.suffix}").lower()
    return node.literals.setdefault(text, _Node())


def _signature(args: tuple[Argument, ...]) -> frozenset[tuple[str, str]]:
    return frozenset((arg.name.lower(), _fixed(arg)) for arg in args)


def _fixed(arg: Argument) -> str:
    """The value that an argument must have; pages write `count=n` for any number."""
    return arg.literal.lower() if arg.placeholder is None and arg.quoted else ""


@dataclass(frozen=True, slots=True)
class _Found:
    keys: tuple[str, ...] = ()
    arguments: Mapping[str, str] = field(default_factory=dict)

    def key(self, value: str) -> _Found:
        return _Found((*self.keys, value), self.arguments)


def _walk(
    node: _Node[T], parts: tuple[str, ...], at: int, found: _Found, seen: _Seen
) -> Iterator[tuple[_Node[T], _Found]]:
    """All nodes that a path ends at, the most specific first, each once.

    `seen` are the nodes that were reached with so many segments behind them: paths of several
    segments reach the same ones in a number of ways that grows exponentially.
    """
    if (id(node), at) in seen:
        return
    seen.add((id(node), at))
    if at == len(parts):
        if node.values:
            yield node, found
        return
    part = parts[at]
    lower = part.lower()
    below = node.literals.get(lower.removesuffix("()"))
    if below:
        yield from _walk(below, parts, at + 1, found, seen)
    if node.functions:
        yield from _calls(node, parts, at, found, seen)
    for prefix, suffix, below in node.affixed:
        inner = _between(lower, prefix, suffix)
        if inner:
            value = part[len(prefix) : len(part) - len(suffix)]
            yield from _walk(below, parts, at + 1, found.key(value), seen)
    if node.key and part:
        yield from _walk(node.key, parts, at + 1, found.key(part), seen)
    for prefix, suffix, below in node.spans:
        for end in range(at + 1, len(parts) + 1):
            text = "/".join(parts[at:end])
            if _between(text.lower(), prefix, suffix):
                value = text[len(prefix) : len(text) - len(suffix)]
                yield from _walk(below, parts, end, found.key(value), seen)


def _calls(
    node: _Node[T], parts: tuple[str, ...], at: int, found: _Found, seen: _Seen
) -> Iterator[tuple[_Node[T], _Found]]:
    call = _CALL.fullmatch(parts[at])
    if not call:
        return
    given = {name.lower(): value for name, value in arguments(call[2])}
    for args, below in node.functions.get(call[1].lower(), ()):
        if given.keys() != {arg.name.lower() for arg in args}:
            continue
        if all(_fixed(arg) in ("", given[arg.name.lower()].lower()) for arg in args):
            named = {arg.name: given[arg.name.lower()] for arg in args}
            more = _Found(found.keys, {**found.arguments, **named})
            yield from _walk(below, parts, at + 1, more, seen)


def _between(text: str, prefix: str, suffix: str) -> bool:
    """Whether something stands between the two."""
    long_enough = len(text) > len(prefix) + len(suffix)
    return long_enough and text.startswith(prefix) and text.endswith(suffix)
