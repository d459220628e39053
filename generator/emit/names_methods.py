"""What methods are called: a verb by the operation's shape, and the route's tail after its owner.

Words come from the route, where they have capitals; file names are in lower case. File names
decide where the route does not show the owner, and where two methods would be called the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.diagnostics import Report
from generator.emit import spelling
from generator.emit.names_forced import Forced
from generator.emit.words import (
    last_plural,
    last_singular,
    pascal,
    singular,
    snake,
    word_set,
    words,
)
from generator.model import Loc, Operation, Route, Segment
from generator.records import Record

Words = tuple[str, ...]

#: First word of a method by shape; functions, actions and deltas are called by their own name.
_VERBS = {
    "get": "get",
    "list": "list",
    "create": "create",
    "update": "update",
    "delete": "delete",
    "count": "count",
    "content": "get",
    "add_ref": "add",
    "remove_ref": "remove",
}

#: Verbs of operations whose HTTP method says more than their shape.
_METHOD_VERBS = {
    ("content", "PUT"): "put",
    ("content", "POST"): "create",
    ("content", "PATCH"): "update",
    ("content", "DELETE"): "delete",
    ("add_ref", "PUT"): "set",
}

#: Shapes that are about one thing of a collection.
_SINGULAR_SHAPES = frozenset({"create", "add_ref", "remove_ref"})

#: Words with which file names start, and which say the same as the shape.
_FILE_VERBS = word_set("get list post create update patch put delete add remove upsert set")

_PLAIN_VERBS = frozenset({"get", "list", "update", "delete"})

#: An id that a page shows instead of a placeholder.
_GUID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-")

#: How paths begin before they name anything.
_PREFIX = re.compile(r"api|rest|v[0-9]+(?:\.[0-9]+)?", re.IGNORECASE)

#: What routes call these owners.
_ALIASES = {"me": ("user",)}


class MethodName(Record):
    """An operation's group (the module below `resources`), its class, and its method."""

    group: str
    cls: str
    method: str


class Wanted(NamedTuple):
    """What the method of an operation would be called, its names by preference.

    `is_by_file` tells whether the first of them is what the page's file name says; `forced` are
    the configured names that are in use.
    """

    group: str
    methods: tuple[str, ...]
    is_by_file: bool
    owner: str | None
    loc: Loc
    forced: tuple[str, ...] = ()


def wanted(operation: Operation, namespace: str, forced: Forced) -> Wanted:
    """What a method would be called if there was no other."""
    name = forced.get(operation.id, form="group.method")
    used = tuple(sorted(forced.used))
    candidates, by_file = method_candidates(operation, namespace)
    if name:
        group, _, method = name.rpartition(".")
        methods: tuple[str, ...] = (method,)
    else:
        route = operation.routes[0] if operation.routes else None
        parts = group_words(operation.owner, namespace, route)
        group = spelling.module_name("_".join(parts))
        spelled = (spelling.attribute(it, spelling.METHOD_RESERVED) for it in candidates)
        methods = tuple(dict.fromkeys(spelled))
    is_by_file = methods[0] == by_file
    return Wanted(group, methods, is_by_file, operation.owner, operation.loc, used)


def method_names(wanted: Mapping[str, Wanted], report: Report) -> dict[str, MethodName]:
    """Groups and methods of all operations, which may want the same name."""
    found: dict[str, MethodName] = {}
    scopes: dict[str, spelling.Scope] = {}

    def rank(id: str) -> tuple[bool, int, bool, str]:
        own = wanted[id]
        return len(own.methods) > 1, id.count("-"), not own.is_by_file, id

    for id in sorted(wanted, key=rank):
        group, methods, *_ = wanted[id]
        method, first = scopes.setdefault(group, spelling.Scope()).claim(id, *methods)
        if not first:
            text = f"{id} cannot be {group}.{methods[0]}; it is {method}"
            report.add("NAME_COLLISION", wanted[id].loc, text)
        found[id] = MethodName(group, pascal(group), method)
    return found


def group_words(owner: str | None, namespace: str, route: Route | None) -> Words:
    """The words of an operation's group: the owner in the plural, else the route's first word."""
    if owner:
        return last_plural(without_root(words(local_name(owner, namespace))))
    named = [s for s in route.segments if s.kind in ("literal", "function")] if route else []
    # What only says that this is an API names nothing, unless it is all that there is.
    for segment in [s for s in named if not _PREFIX.fullmatch(s.text)] or named:
        return last_plural(_ALIASES.get(segment.text, words(segment.text)))
    return ("root",)


def local_name(name: str, namespace: str) -> str:
    """A type's name without the API's own namespace: `termStore.group`."""
    return name.removeprefix(namespace + ".") if namespace else name


def without_root(name: Words) -> Words:
    """`report root` is called reports."""
    return name[:-1] if len(name) > 1 and name[-1] == "root" else name


def method_candidates(operation: Operation, namespace: str) -> tuple[tuple[str, ...], str]:
    """Names for the operation's method, the best first; the last is unique among all pages.

    Then what the file name alone would call it.
    """
    owner = operation.owner or ""
    simple = local_name(owner, namespace).rpartition(".")[2]
    by_file = _by_file(operation, simple)
    by_route = list(_by_route(operation, without_root(words(simple)) if simple else ()))
    parts = [*filter(None, by_route), by_file or ()]
    if not any(parts):
        parts = [_by_last_segments(operation)]
    found = list(dict.fromkeys("_".join(part) for part in parts if part))
    area = _area(operation, simple)
    names = (*found, *(f"{found[0]}_{area}" for _ in area[:1]), snake(operation.id))
    return names, "_".join(by_file or ())


def compose(operation: Operation, tail: Words) -> Words:
    """The verb that the shape asks for, and what the route says after the owner."""
    shape = operation.shape
    method = operation.routes[0].method if operation.routes else ""
    if shape in ("action", "function"):
        return tail
    if shape == "delta":
        return ("delta", *(tail[:-1] if tail[-1:] == ("delta",) else tail))
    if shape == "count" and tail[-1:] == ("count",):
        tail = tail[:-1]
    verb = _METHOD_VERBS.get((shape, method), _VERBS[shape])
    if shape in ("add_ref", "remove_ref"):
        tail = tail[:-1] if tail[-1:] == ("ref",) else tail
        return (verb, *last_singular(tail), "ref")
    if shape in ("create", "update"):
        tail = tail[:-1] if tail[-1:] == ("ref",) else tail
    if shape in _SINGULAR_SHAPES:
        tail = last_singular(tail)
    if shape == "content" and not tail:
        tail = ("content",)
    return (verb, *tail)


def _by_route(operation: Operation, owner: Words) -> Iterator[Words]:
    """Names from the shortest tail that a route has after its owner; none if no route has it."""
    tails = [tail for route in operation.routes if (tail := _tail(route, owner))]
    if not tails:
        return
    segments = min(tails, key=lambda tail: (tail[0], len(tail[1])))[1]
    parts = [_tail_words(segments, index) for index in range(len(segments))]
    parts = [part for part in parts if part]
    if operation.shape in ("action", "function") and parts:
        yield parts[-1]
    said = tuple(word for part in parts for word in part)
    yield compose(operation, said)


def _tail(route: Route, owner: Words) -> tuple[int, tuple[Segment, ...]] | None:
    """How well the route shows its owner (0 is best) and the segments after it and its key."""
    best: tuple[int, tuple[Segment, ...]] | None = None
    own = last_singular(owner)
    for index, segment in enumerate(route.segments):
        if segment.kind not in ("literal", "function"):
            continue
        said = _ALIASES.get(segment.text, last_singular(words(segment.text)))
        rank = 0 if said == own else len(owner) - len(said)
        if not owner or own[-len(said) :] != said or (best and best[0] < rank):
            continue
        rest = route.segments[index + 1 :]
        best = (rank, rest[1:] if rest and rest[0].kind in ("key", "path") else rest)
    return best


def _tail_words(segments: tuple[Segment, ...], index: int) -> Words:
    segment = segments[index]
    if segment.kind in ("key", "path") or _GUID.search(segment.text):
        return ()
    said = words(segment.text.rpartition(".")[2].lstrip("$"))
    followed = index + 1 < len(segments) and segments[index + 1].kind in ("key", "path")
    return last_singular(said) if followed else said


def _by_last_segments(operation: Operation) -> Words:
    """A name from what stands after the last placeholder."""
    if not operation.routes:
        return compose(operation, ()) or _title_words(operation)
    tail: list[str] = []
    segments = operation.routes[0].segments
    for segment in reversed(segments if operation.owner else segments[1:] or segments):
        if segment.kind in ("key", "path") or _GUID.search(segment.text):
            break
        tail[:0] = words(segment.text.rpartition(".")[2].lstrip("$"))
    if not tail:  # what the last key is one of, unless the group is called so
        names = [s.text for s in segments if s.kind == "literal" and not _PREFIX.fullmatch(s.text)]
        is_within = len(names) > 1 and not operation.owner
        tail = [*last_singular(words(names[-1]))] if is_within else []
    return compose(operation, tuple(tail)) or _title_words(operation)


def _by_file(operation: Operation, owner: str) -> Words | None:
    """A name from the file name's words after the owner; None if the file name lacks the owner."""
    tokens = re.split(r"[-_.]", operation.id.partition("#")[0])
    if not owner or owner.lower() not in tokens:
        return None
    rest = tokens[tokens.index(owner.lower()) + 1 :]
    verb = rest[0] if rest else ""
    if rest and rest[0] in _FILE_VERBS and operation.shape not in ("action", "function"):
        rest = rest[1:]
    spelled = _spellings(operation)
    said = tuple(word for token in rest for word in spelled.get(token, (token,)))
    if operation.shape == "create" and said in (words(owner), last_plural(words(owner))):
        said = ()
    if verb not in _FILE_VERBS and said and operation.shape in _VERBS and "ref" not in said:
        return said  # `driveitem-move`, although it is sent as an update
    name = compose(operation, said)
    # A page called `x-get` that lists is `get` where another page is `list`.
    if verb in _PLAIN_VERBS and name[:1] and name[0] in _PLAIN_VERBS:
        name = (verb, *name[1:])
    return name or None


def _area(operation: Operation, owner: str) -> str:
    """What the file name says before the owner: `intune_mam` of `intune-mam-user-get`."""
    before, found, _ = f"-{operation.id}-".partition(f"-{owner.lower()}-")
    return snake(before) if found and before.strip("-") else ""


def _spellings(operation: Operation) -> dict[str, Words]:
    """Words by what they are without capitals: from the title and, better, from the routes."""
    found = {text.lower(): words(text) for text in re.findall(r"\w+", operation.title)}
    for route in operation.routes:
        for segment in route.segments:
            if segment.kind in ("literal", "function", "cast"):
                text = segment.text.rpartition(".")[2].lstrip("$")
                found[text.lower()] = words(text)
                found.setdefault(singular(text.lower()), last_singular(words(text)))
    return found


def _title_words(operation: Operation) -> Words:
    return words(operation.title) if operation.title else words(operation.id)
