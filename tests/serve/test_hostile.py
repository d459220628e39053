"""Nothing that is asked makes the service fail, and nothing of the pages leaves its place."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.config import load_config
from generator.serve.app import Mock, application
from generator.serve.load import load
from generator.serve.messages import Asked
from generator.serve.server import services
from generator.serve.service import Service, State
from generator.serve.settings import Settings
from tests.serve.conftest import DOCS, ORIGIN, client_of

LOADED = load(load_config(DOCS))
STATEFUL = Settings(stateful=True)
SERVICE: Service = next(iter(services(LOADED, STATEFUL, State(STATEFUL)).values()))
LINES = [(endpoint.method, endpoint.path) for endpoint in SERVICE.endpoints.every]

WORDS = ["$top", "$select", "$skiptoken", "$deltatoken", "$count", "id", "subject", "mock-1", "'"]
TEXT = st.one_of(st.sampled_from(WORDS), st.text(max_size=12))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)
MEMBERS = ["subject", "settings", "appointmentClients", "@odata.type", "requests", "dependsOn"]
BODIES = st.one_of(
    st.binary(max_size=60),
    JSON.map(lambda value: json.dumps(value).encode()),
    st.dictionaries(st.sampled_from(MEMBERS), JSON).map(lambda value: json.dumps(value).encode()),
)
HEADERS = st.dictionaries(
    st.sampled_from(["content-type", "prefer", "client-request-id", "host"]),
    st.sampled_from(["application/json", "example=x", "fail=429", "maxpagesize=1"]) | TEXT,
)


@given(
    line=st.sampled_from(LINES),
    keys=st.lists(TEXT, max_size=4),
    path=st.none() | TEXT,
    options=st.lists(st.tuples(TEXT, TEXT), max_size=4),
    headers=HEADERS,
    body=BODIES,
)
@settings(max_examples=300, deadline=None)
def test_no_request_makes_it_fail(
    line: tuple[str, str],
    keys: list[str],
    path: str | None,
    options: list[tuple[str, str]],
    headers: dict[str, str],
    body: bytes,
) -> None:
    method, template = line
    for key in keys:
        template = template.replace("{", key, 1)
    query = "&".join(f"{name}={value}" for name, value in options)
    asked = Asked(method, template if path is None else path, query, headers, body, ORIGIN, "/v1.0")
    answer = SERVICE.answer(asked)

    assert answer.status in (200, 201, 202, 204, 400, 404, 405, 413, 415, 429)
    for name, value in answer.headers:
        assert value.isprintable() and name.isascii(), (name, value)


@given(
    target=st.binary(max_size=80),
    method=st.sampled_from(["GET", "POST", "PATCH", "X"]),
    body=BODIES,
)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_bytes_make_the_application_fail(target: bytes, method: str, body: bytes) -> None:
    mock = Mock(STATEFUL, services(LOADED, STATEFUL, State(STATEFUL)), State(STATEFUL))
    app = application(mock)
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    path, _, query = b"/v1.0/".join([b"", target]).partition(b"?")
    scope = {
        "type": "http",
        "method": method,
        "scheme": "http",
        "server": ("127.0.0.1", 80),
        "path": path.decode("utf-8", "replace"),
        "raw_path": path,
        "query_string": query,
        "headers": [(b"content-length", b"%d" % len(body)), (b"host", target)],
    }
    asyncio.run(app(scope, receive, send))

    assert sent[0]["status"] < 500


HOSTILE = """\
---
title: "Get thing"
doc_type: apiPageType
---

# Get thing

Namespace: a.b

<script>alert(1)</script>

## HTTP request
```http
GET /things/<script>alert(2)</script>/{id}
```

## Response
Returns `200 OK`.

## Example

### Request
<!-- { "blockType": "request", "name": "x\\"><script>" } -->
```http
GET https://api.example.com/v1.0/things/<script>alert(2)</script>/1
```

### Response
<!-- { "blockType": "response" } -->
```http
HTTP/1.1 200 OK
Content-Type: application/json
Content-Length: 99999
Transfer-Encoding: chunked
Set-Cookie: a=b\x0bX-Evil: 1
X-Odd: a\x1b[31mb\x85c
Location: https://api.example.com/v1.0/\x1b[31m

{"a": 1}
```
"""


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    for folder in ("api", "resources"):
        (tmp_path / folder).mkdir()
    (tmp_path / "api" / "thing-get.md").write_text(HOSTILE, "utf-8")
    return tmp_path


def test_documented_headers_stay_in_their_place(hostile: Path) -> None:
    ask = client_of(hostile)
    [endpoint] = ask.service.endpoints.every
    [shown] = endpoint.placed
    reply = ask(f"GET {shown.path}")

    assert reply.json == {"a": 1}
    assert not {"content-length", "transfer-encoding", "x-evil"} & reply.headers.keys()
    assert all(value.isprintable() for value in reply.headers.values())
    assert reply.headers["x-odd"] == "a[31mbc"


def test_the_index_escapes_what_pages_say(hostile: Path) -> None:
    state = State(Settings())
    mock = Mock(Settings(), services(load(load_config(hostile)), Settings(), state), state)

    async def index() -> httpx.Response:
        transport = httpx.ASGITransport(application(mock))
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
            return await client.get("/__mock__/")

    page = asyncio.run(index())
    assert page.status_code == 200
    assert "<script" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
