"""The services over HTTP: bodies within bounds, delays, CORS, an index of what there is."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from contextlib import AbstractAsyncContextManager
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route

from generator.records import replace
from generator.serve import jobs
from generator.serve.errors import error
from generator.serve.index import html, listing
from generator.serve.messages import JSON, Answer, Asked, safe_value
from generator.serve.service import Service, State
from generator.serve.settings import Settings

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_HOST = re.compile(
    rb"[A-Za-z0-9._-]{1,255}(?::[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](?::[0-9]{1,5})?"
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


class Mock:
    """All APIs of a run, by the path of their root; `services` may be replaced at any time."""

    def __init__(self, settings: Settings, services: Mapping[str, Service], state: State) -> None:
        self.settings = settings
        self.services = services
        self.state = state

    def answer(self, target: Asked) -> Answer:
        """The answer to a request whose path begins at the root of the host."""
        for root, service in self.services.items():
            if service.links.leads_here(target.path):
                path = target.path[len(root) :]
                return service.answer(replace(target, path=path, root=root))
        roots = ", ".join(f"{root}/" for root in self.services)
        message = f"Nothing is served at {target.path[:200]!r}, but below {roots} (see /__mock__/)."
        return error(target, 404, message, code="ResourceNotFound")


Told = Callable[[Asked, Answer], None]
Lifespan = Callable[[Starlette], AbstractAsyncContextManager[None]]


def application(
    mock: Mock, told: Told | None = None, lifespan: Lifespan | None = None
) -> Starlette:
    """The ASGI application; `told` is called with each request and its answer."""
    allowed = list(mock.settings.cors)
    cors = Middleware(CORSMiddleware, allow_origins=allowed, allow_methods=["*"],
                      allow_headers=["*"], expose_headers=["*"])  # fmt: skip

    async def index(request: Request) -> Response:
        return HTMLResponse(html(mock.services), headers={"Content-Security-Policy": _POLICY})

    async def routes(request: Request) -> Response:
        text = json.dumps(listing(mock.services), separators=(",", ":"))
        return Response(text, media_type=JSON)

    async def job(request: Request) -> Response:
        answer = mock.state.jobs.answer(request.scope["path"])
        if answer is None:
            return Response(status_code=404)
        return Response(answer.body, answer.status, dict(answer.headers))

    return Starlette(
        routes=[
            Route("/__mock__/", index),
            Route("/__mock__/routes.json", routes),
            Route(f"{jobs.PATH}{{number}}", job),
            Mount("/", _Endpoint(mock, told)),
        ],
        middleware=[cors] if allowed else [],
        lifespan=lifespan,
    )


class _Endpoint:
    """Reads a request from the wire, and writes the answer."""

    def __init__(self, mock: Mock, told: Told | None) -> None:
        self._mock = mock
        self._told = told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return  # nothing else is served; the server closes what was opened
        asked, body_is_read = await self._asked(scope, receive)
        if self._mock.settings.delay:
            await asyncio.sleep(self._mock.settings.delay)
        if body_is_read:
            answer = self._mock.answer(asked)
        else:
            most = self._mock.settings.max_body
            answer = error(asked, 413, f"The body has more than {most:,} bytes.").adding(
                ("Connection", "close")
            )
        if self._told:
            self._told(asked, answer)
        await send({"type": "http.response.start", "status": answer.status,
                    "headers": _encoded(answer, asked.method)})  # fmt: skip
        await send({"type": "http.response.body", "body": answer.body})

    async def _asked(self, scope: Scope, receive: Receive) -> tuple[Asked, bool]:
        """The request, and whether its body is within bounds."""
        raw = scope.get("raw_path") or scope["path"].encode("utf-8", "replace")
        headers: dict[str, str] = {}
        origin = _origin(scope)
        for name, value in scope["headers"]:
            key = name.decode("latin-1")
            text = value.decode("latin-1")
            headers[key] = f"{headers[key]}, {text}" if key in headers else text
        body, is_read = await self._body(headers, receive)
        method, path = scope["method"].upper(), raw.decode("latin-1").partition("?")[0]
        query = scope["query_string"].decode("latin-1")
        return Asked(method, path, query, headers, body, origin), is_read

    async def _body(self, headers: Mapping[str, str], receive: Receive) -> tuple[bytes, bool]:
        if "content-length" not in headers and "transfer-encoding" not in headers:
            return b"", True
        most, parts, size = self._mock.settings.max_body, [], 0
        length = headers.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length[:20]) > most:
            return b"", False
        while True:
            message = await receive()
            part = message.get("body", b"")
            size += len(part)
            if size > most:
                return b"", False
            parts.append(part)
            if not message.get("more_body"):
                return b"".join(parts), True


def _origin(scope: Scope) -> str:
    """How the client calls this host; an odd name is not repeated."""
    host: bytes = next((value for name, value in scope["headers"] if name == b"host"), b"")
    if _HOST.fullmatch(host):
        return f"{scope['scheme']}://{host.decode()}"
    name, port = scope.get("server") or ("127.0.0.1", None)
    return f"{scope['scheme']}://{name}" + (f":{port}" if port else "")


def _encoded(answer: Answer, method: str) -> list[tuple[bytes, bytes]]:
    """The headers for the wire: whatever pages and clients say, each stays one field."""
    given = (*answer.headers, ("x-docs", answer.source)) if answer.source else answer.headers
    headers = [(name.lower().encode("ascii"), safe_value(value).encode()) for name, value in given]
    if method != "HEAD" and answer.status not in (204, 304):
        headers.append((b"content-length", b"%d" % len(answer.body)))
    return headers
