"""What kind of operation a page documents: decided by its method, its route's end and its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.link.owners import singulars
from generator.link.routes import last
from generator.model import Returns, Route, Shape, TypeRef
from generator.read.facts import OperationFacts

_CREATE_TITLE = re.compile(
    r"^(?:create|add|post|new|insert|register|upload|import)\b|\bcreate\b", re.IGNORECASE
)
_CALL_TITLE = re.compile(r"^[\w.]+\s*:\s*\w+|\b(?:action|function)$", re.IGNORECASE)
#: Methods by the words that titles begin with, where a page has no request line.
_METHODS = (
    (_CALL_TITLE, "POST"),
    (_CREATE_TITLE, "POST"),
    (re.compile(r"^(?:update|change|modify)\b", re.IGNORECASE), "PATCH"),
    (re.compile(r"^(?:delete|remove)\b", re.IGNORECASE), "DELETE"),
)
#: The member of a reference (OData 4.01 JSON, section 14).
_REFERENCE = "@odata.id"
_UPDATE_METHODS = ("PATCH", "PUT")


def method_of_title(title: str) -> str:
    """The HTTP method that an operation of this title has."""
    return next((method for pattern, method in _METHODS if pattern.search(title)), "GET")


def is_content(route: Route) -> bool:
    """Whether a route addresses a stream: `…/$value`, or `…/content` of an item."""
    end = last(route)
    if end is None or end.kind != "literal":
        return False
    return end.text.lower() in ("$value", "content", "contentstream")


def is_reference(route: Route) -> bool:
    """Whether a route addresses references (OData 4.01 URL conventions, section 4.8)."""
    end = last(route)
    return end is not None and end.text.lower() == "$ref"


def sends_object(facts: OperationFacts) -> bool:
    """Whether what a `$ref` route is sent is no reference: the page lists an object's members."""
    shown = [example.request.body or "" for example in facts.examples]
    texts = (*(row.wire for row in facts.body_rows), *shown)
    return bool(facts.body_rows) and not any(_REFERENCE in text for text in texts)


def shape_of(
    facts: OperationFacts, routes: Sequence[Route], returns: Returns | None, method: str
) -> Shape:
    """The shape of the operation whose routes these are."""
    type_ = returns.type if returns else None
    route = routes[0] if routes else None
    end = last(route) if route else None
    text = end.text.lower() if end else ""
    if text == "$ref" and (method in ("GET", "DELETE") or not sends_object(facts)):
        return "list" if method == "GET" else "remove_ref" if method == "DELETE" else "add_ref"
    if method == "GET":
        return _read_shape(facts, routes, text, type_)
    if method == "HEAD":
        return "get"
    if method == "DELETE":
        return "delete"
    if route is not None and is_content(route) and method in _UPDATE_METHODS:
        return "content"
    if method in _UPDATE_METHODS:
        return "update"
    made = 201 in facts.statuses or (returns is not None and returns.status == 201)
    return "create" if creates(facts, routes) or (made and _is_among(text, type_)) else "action"


def _is_among(collection: str, returns: TypeRef | None) -> bool:
    """Whether what comes back is one of those that the last name of a path is the plural of."""
    return returns is not None and returns.name.rpartition(".")[2].lower() in singulars(collection)


def _read_shape(
    facts: OperationFacts, routes: Sequence[Route], text: str, returns: TypeRef | None
) -> Shape:
    route = routes[0] if routes else None
    end = last(route) if route else None
    ends = [found for it in routes if (found := last(it)) and found.text.lower() == text]
    simple = text.rsplit(".", 1)[-1]
    if text == "$count":
        return "count"
    if simple == "delta":
        return "delta"
    if route is not None and is_content(route):
        return "content"
    if any(found.kind == "function" for found in ends):
        return "function"
    if returns is not None and returns.collection:
        return (
            "function" if _CALL_TITLE.search(facts.title) and end and end.kind == "cast" else "list"
        )
    if returns is not None and returns.name == "Edm.Stream":
        return "function" if _CALL_TITLE.search(facts.title) else "content"
    return "get"


def creates(facts: OperationFacts, routes: Sequence[Route]) -> bool:
    """Whether a POST adds an item to a collection, rather than calls an action."""
    if not routes:
        return not _CALL_TITLE.search(facts.title)
    end = last(routes[0])
    if end is None or end.kind != "literal" or "." in end.text:
        return False
    if _CALL_TITLE.search(facts.title):
        return False
    named = end.text.lower()
    if re.search(
        rf"(?<![\w]){re.escape(named)}(?![\w])", facts.title.lower()
    ) and not named.endswith("s"):
        return False  # "Copy file" posting to …/copy
    if _CREATE_TITLE.search(facts.title):
        return True
    verb = facts.title.split(" ", 1)[0].lower() if facts.title else ""
    return (
        bool(facts.body_types) and 201 in facts.statuses and not (verb and named.startswith(verb))
    )
