"""Several requests in one: JSON batching (OData JSON Format 4.01, section 19)."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from typing import Any

from generator.serve.errors import error
from generator.serve.links import Links
from generator.serve.messages import JSON, Answer, Asked, Json, json_answer

PATH = "/$batch"
#: What the services take in one request.
_MOST = 20
_FAILED_DEPENDENCY = 424


class _NoBatch(ValueError):
    """What is sent is no batch; the message says why."""


def batch(asked: Asked, body: Any, links: Links, answer: Callable[[Asked], Answer]) -> Answer:
    """Answer each of the requests that a batch holds, in its order."""
    try:
        requests = _requests(body)
        statuses: dict[str, int] = {}
        responses = []
        for request in requests:
            made = _one(asked, request, links, statuses, answer)
            statuses[request["id"]] = made.status
            responses.append(_entry(request["id"], made))
    except _NoBatch as problem:
        return error(asked, 400, str(problem))
    return json_answer(200, {"responses": responses})


def _requests(body: Any) -> list[Json]:
    requests = body.get("requests") if isinstance(body, dict) else None
    if not isinstance(requests, list) or not requests:
        raise _NoBatch("A batch has a list of requests in its member 'requests'.")
    if len(requests) > _MOST:
        raise _NoBatch(f"A batch holds {_MOST} requests at most; these are {len(requests)}.")
    known: set[str] = set()
    for request in requests:
        id_ = request.get("id") if isinstance(request, dict) else None
        if not isinstance(id_, str) or not id_ or id_ in known:
            raise _NoBatch("Each request of a batch has an 'id' of its own, a string.")
        for name in ("method", "url"):
            if not isinstance(request.get(name), str):
                raise _NoBatch(f"The request {id_!r} of the batch has no {name!r}.")
        before = request.get("dependsOn", [])
        if not isinstance(before, list) or any(item not in known for item in map(str, before)):
            raise _NoBatch(f"'dependsOn' of the request {id_!r} names the ids of earlier ones.")
        known.add(id_)
    return requests


def _one(
    asked: Asked,
    request: Json,
    links: Links,
    statuses: dict[str, int],
    answer: Callable[[Asked], Answer],
) -> Answer:
    failed = [id_ for id_ in map(str, request.get("dependsOn", ())) if statuses[id_] >= 400]
    if failed:
        return error(asked, _FAILED_DEPENDENCY, f"The request {failed[0]!r} failed.")
    given = request.get("headers")
    pairs = given.items() if isinstance(given, dict) else ()
    headers = {str(name).lower(): str(value) for name, value in pairs}
    path, _, query = request["url"].partition("?")
    if path.startswith(asked.origin):
        path = path.removeprefix(asked.origin)
    if links.root and path.startswith(f"{links.root}/"):
        path = path.removeprefix(links.root)
    path = path if path.startswith("/") else f"/{path}"
    if path.lower() == PATH:
        return error(asked, 400, "A batch holds no other batch.")
    body = request.get("body")
    content = b"" if body is None else _content(body, headers)
    root, origin = asked.root, asked.origin
    return answer(Asked(request["method"].upper(), path, query, headers, content, origin, root))


def _content(body: Any, headers: dict[str, str]) -> bytes:
    if isinstance(body, str) and "json" not in headers.get("content-type", JSON).lower():
        try:
            return base64.b64decode(body, validate=True)
        except (binascii.Error, ValueError):
            return body.encode("utf-8", "replace")
    return json.dumps(body).encode()


def _entry(id_: str, made: Answer) -> Json:
    found: Json = {"id": id_, "status": made.status}
    if made.headers:
        found["headers"] = dict(made.headers)
    if not made.body:
        return found
    kind = next((value for name, value in made.headers if name.lower() == "content-type"), "")
    if "json" in kind.lower():
        try:
            return {**found, "body": json.loads(made.body)}
        except ValueError:
            pass  # a page's text that is no JSON
    if kind.lower().startswith("text/"):
        return {**found, "body": made.body.decode("utf-8", "replace")}
    return {**found, "body": base64.b64encode(made.body).decode()}
