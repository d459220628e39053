"""What `serve` answers and `review` shows of a folder of pages, looked at for what must not be."""

from __future__ import annotations

import asyncio
import json
import re
import string
from collections.abc import MutableMapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from starlette.applications import Starlette

from generator import viewer
from generator.config import load_config
from generator.errors import GeneratorError
from generator.serve.app import Mock, application
from generator.serve.load import load
from generator.serve.messages import Asked
from generator.serve.server import services
from generator.serve.service import State
from generator.serve.settings import Settings

_ORIGIN = "http://localhost"
_FIELD = frozenset("\t" + string.printable[:95])


class Scripts(HTMLParser):
    """The elements and attributes of a page that can run something or ask for something."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = [name for name, _ in attrs if name.startswith("on") or name in ("src", "style")]
        if named or tag in ("script", "style", "link", "iframe", "object", "embed", "img", "svg"):
            self.found.append((tag, named))


def served(folder: Path) -> Mock:
    options = Settings(stateful=True)
    state = State(options)
    return Mock(options, services(load(load_config(folder)), options, state), state)


def ask_all(mock: Mock) -> None:
    """Ask everything that there is, as documented and with odd keys."""
    for root, service in mock.services.items():
        for endpoint in service.endpoints.every:
            plain = re.sub(r"\{[^{}]*\}", "1", endpoint.path)
            paths = [plain, endpoint.path, *(shown.path for shown in endpoint.placed)]
            bodies = [b"", b'{"first": "x"}', b"["]
            bodies += [(it.example.request.body or "").encode("utf-8", "replace")
                       for it in endpoint.placed]  # fmt: skip
            for path in paths:
                for body in bodies:
                    given = {"content-type": "application/json"} if body else {}
                    answer = service.answer(
                        Asked(endpoint.method, path, "$select=id", given, body, _ORIGIN, root)
                    )
                    assert answer.status < 600
                    if answer.status >= 500:  # as the page has it
                        assert answer.source


async def _get(app: Starlette, path: bytes) -> tuple[list[tuple[bytes, bytes]], bytes]:
    """The headers and the body of what the application sends."""
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "scheme": "http", "server": ("127.0.0.1", 80),
             "path": path.decode("utf-8", "replace"), "raw_path": path, "query_string": b"",
             "headers": [(b"host", b"localhost")]}  # fmt: skip
    await app(scope, receive, send)
    start, *rest = sent
    return start["headers"], b"".join(part.get("body", b"") for part in rest)


async def over_the_wire(mock: Mock) -> None:
    """The index, and a `GET` of each path; nothing is added to a header."""
    app = application(mock)
    _, index = await _get(app, b"/__mock__/")
    assert [tag for tag, _ in Scripts(index.decode()).found] == ["style"]
    _, listed = await _get(app, b"/__mock__/routes.json")
    for api in json.loads(listed)["apis"]:
        for request in api["requests"]:
            path = f"{api['root']}{request['path']}".encode("utf-8", "replace")
            headers, _ = await _get(app, path)
            for name, value in headers:
                assert set(value.decode("latin-1")) <= _FIELD, (name, value)


def look(folder: Path) -> None:
    """Ask all that is served of the pages, and make the review page of them."""
    try:
        mock = served(folder)
    except GeneratorError:  # nothing is left to serve
        mock = Mock(Settings(), {}, State(Settings()))
    ask_all(mock)
    asyncio.run(over_the_wire(mock))
    config = load_config(folder, out=folder.with_name("out"), jobs=1)
    page = viewer.page(viewer.gather(config))
    assert [tag for tag, _ in Scripts(page).found] == ["link", "style", "script", "script"]
    assert all(char.isprintable() or char == "\n" for char in page)
