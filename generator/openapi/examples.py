"""Documented messages as Example Objects, at the request that they are examples of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from generator.json_text import parse_json
from generator.model import Api, Example, HttpMessage
from generator.openapi.routes import Request
from generator.openapi.values import Json, place, present

_HOLE = re.compile(r"\\\{[^{}]*\\\}")

#: The examples of each request, by its method and path.
Placed = dict[tuple[str, str], list[Example]]


def placed(api: Api, requests: Iterable[Request]) -> Placed:
    """Every example at the request that its URL is one of, else at its page's first."""
    by_operation: dict[str, list[Request]] = defaultdict(list)
    for request in requests:
        for operation in request.operations:
            by_operation[operation.id].append(request)
    found: Placed = defaultdict(list)
    for operation in api.operations:
        candidates = by_operation[operation.id]
        first = {use.named.route.path: 0 for item in candidates for use in item.uses}
        order = {route.path: n for n, route in enumerate(operation.routes) if route.path in first}
        candidates.sort(key=lambda item: min(_rank(item, operation.id, order)))
        for example in operation.examples:
            if candidates:
                request = _best(example, candidates, api.shown_url)
                found[request.method, request.path].append(example)
    return found


def _rank(request: Request, operation: str, order: dict[str, int]) -> list[int]:
    return [order[use.named.route.path] for use in request.uses if use.operation.id == operation]


def _best(example: Example, candidates: list[Request], base_url: str) -> Request:
    method, _, url = example.request.start.partition(" ")
    path = unquote(urlsplit_path(url.strip(), base_url)).rstrip("/").lower()
    fitting = [item for item in candidates if item.method == method.upper()] or candidates
    for item in sorted(fitting, key=lambda item: len(item.holes)):
        if re.fullmatch(_pattern(item.path), path):
            return item
    return fitting[0]


def _pattern(path: str) -> str:
    parts = [re.escape(part) for part in re.split(r"\{[^{}]*\}", unquote(path).lower())]
    return "([^/]+)".join(parts)


def urlsplit_path(url: str, base_url: str) -> str:
    """The path of an example's URL below the service root; "" where there is none."""
    try:
        path, root = urlsplit(url).path, urlsplit(base_url).path.rstrip("/")
    except ValueError:
        return ""
    if root and path.startswith(f"{root}/"):
        return path[len(root) :]
    # Another version's root: /beta/users in pages of v1.0.
    return re.sub(r"^/(?:v[0-9][\w.]*|beta)(?=/)", "", path)


def header(message: HttpMessage, name: str) -> str | None:
    """A header's value without parameters, in lower case; None where the message has none."""
    values = (value for key, value in message.headers if key.lower() == name)
    value = next(values, "").partition(";")[0].strip().lower()
    return value or None


def status(message: HttpMessage) -> int | None:
    """The status of a response's first line."""
    words = message.start.split()
    return next((int(word) for word in words[1:] if re.fullmatch("[1-5][0-9]{2}", word)), None)


def example_object(example: Example, message: HttpMessage, request_line: bool = False) -> Json:
    """The message as an Example Object; text that is no JSON stands as it is, under `x-text`."""
    notes = present(
        summary=example.title,
        x_request=example.request.start if request_line else None,
        x_truncated=example.truncated,
    )
    return {**notes, **_value(message), **place(message.loc)}


def _value(message: HttpMessage) -> Json:
    if message.body is None or not message.body.strip():
        return {}
    read = parse_json(message.body)
    if read.error is not None:
        return {"x-text": message.body}
    return {"value": read.value, **present(x_repairs=list(read.repairs))}


def named(examples: Iterable[tuple[str, Json]]) -> Json:
    """Example Objects by name; one that is taken is numbered."""
    found: Json = {}
    for name, item in examples:
        unique, number = name, 1
        while unique in found:
            number += 1
            unique = f"{name}-{number}"
        found[unique] = item
    return found
