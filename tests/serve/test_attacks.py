"""Requests that are meant to crash the service, to keep it busy, or to fill its memory."""

from __future__ import annotations

import asyncio
import json
import sys
import tracemalloc
from pathlib import Path

import httpx
import pytest

from generator.config import load_config
from generator.serve.app import Mock, application
from generator.serve.guard import LONGEST_HEAD, is_own
from generator.serve.load import load
from generator.serve.server import services
from generator.serve.service import State
from generator.serve.settings import Settings
from generator.serve.store import Store
from tests.hostile.test_cost import within
from tests.serve.conftest import DOCS, ORIGIN, Client, client_of, running

_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="measures with POSIX timers")


@pytest.fixture(scope="module")
def ask() -> Client:
    return client_of(DOCS)


@pytest.fixture(scope="module")
def lax() -> Client:
    return client_of(DOCS, lax=True, stateful=True)


# -- time


@_POSIX
@pytest.mark.parametrize(
    "path",
    [
        "/practitioners/1/findSlots(" + "a" * 16_000 + "')",
        "/practitioners/1/findSlots(" + "a'" * 8000 + "x)",
        "/practitioners/1/findSlots(" + "(" * 16_000,
        "/delta(token=" * 1200,
        "/" * 16_000,
        "/a" * 8000,
        "/practitioners?$select=" + "," * 16_000,
        "/practitioners?$select=" + "a," * 8000,
        "/practitioners?$expand=" + "(" * 16_000,
        "/practitioners?" + "&" * 16_000,
        "/practitioners?$skiptoken=mock-" + "9" * 16_000,
    ],
    ids=lambda path: path[:30],
)
def test_no_url_takes_long(ask: Client, path: str) -> None:
    with within(0.3):
        assert ask(f"GET {path}").status < 500


@_POSIX
@pytest.mark.parametrize("piece", [" ", "a=", "a=1,", '"', 'a="', ";", ",", "a ", "="])
def test_no_preference_takes_long(ask: Client, piece: str) -> None:
    with within(0.1):
        ask("GET /practitioners", prefer="x=1," + piece * (60_000 // len(piece)))


@_POSIX
def test_urls_in_a_batch_are_as_long_as_others(ask: Client) -> None:
    long = {"id": "1", "method": "GET", "url": "/delta(token=" * 200_000}
    with within(1):
        [entry] = ask("POST /$batch", {"requests": [long]}).json["responses"]
    assert entry["status"] == 414


_SPANS = """\
# Get thing

Namespace: a.b

## HTTP request
```http
GET /{route}/end
```

## Response
Returns `200 OK`.
"""


@_POSIX
def test_paths_of_several_segments_are_not_tried_in_all_ways(tmp_path: Path) -> None:
    for folder in ("api", "resources"):
        (tmp_path / folder).mkdir()
    route = "/".join(["root:/{item-path}:"] * 8)
    (tmp_path / "api" / "thing-get.md").write_text(_SPANS.replace("{route}", route), "utf-8")
    ask = client_of(tmp_path)
    with within(1):
        assert ask("GET /root:" + "/x:/root:" * 45).status == 404
    assert ask("GET /" + "root:/a/b:/" * 8 + "end").status == 200


# -- bodies


@pytest.mark.parametrize("line", ["POST /$batch", "POST /virtualAppointments"])
@pytest.mark.parametrize("piece", [b"[", b'{"a":', b'{"requests":[{"body":'])
def test_nesting_is_refused(ask: Client, line: str, piece: bytes) -> None:
    reply = ask(line, piece * 100_000, content_type="application/json")
    assert reply.status == 400


@pytest.mark.parametrize("depth", range(900, 1000, 7))
def test_nesting_at_the_edge_is_answered(lax: Client, depth: int) -> None:
    body = b'{"a":' + b"[" * depth + b"]" * depth + b"}"
    within_batch = {
        "requests": [{"id": "1", "method": "POST", "url": "/virtualAppointments", "body": 0}]
    }
    batch = json.dumps(within_batch).replace(": 0", ": " + body.decode()).encode()
    assert lax("POST /virtualAppointments", body).status in (201, 400)
    assert lax("POST /$batch", batch).status in (200, 400)


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "Infinity", "9" * 5000])
def test_what_is_kept_can_be_written_as_json(lax: Client, number: str) -> None:
    reply = lax("POST /virtualAppointments", b'{"a": %s}' % number.encode())
    assert reply.status == 400


def test_long_names_within_each_other_take_no_memory(lax: Client) -> None:
    body = (b'{"' + b"a" * 4000 + b'":') * 400 + b"1" + b"}" * 400
    tracemalloc.start()
    try:
        lax("POST /virtualAppointments", body)
        assert tracemalloc.get_traced_memory()[1] < 20 * len(body)
    finally:
        tracemalloc.stop()


def test_what_is_kept_has_bounds() -> None:
    store = Store()
    tracemalloc.start()
    try:
        for _ in range(60):  # small as text, large as objects
            store.create(("things",), {"a": [{} for _ in range(100_000)]}, "id")
        for number in range(2000):
            store.remove(("things", "\U0001f600" + f"{number}".zfill(16_000)))
        assert tracemalloc.get_traced_memory()[0] < 100 * 2**20
    finally:
        tracemalloc.stop()


# -- headers, and what pages call things


async def _get(mock: Mock, *paths: str) -> list[httpx.Response]:
    transport = httpx.ASGITransport(application(mock))
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
        return [await client.get(path) for path in paths]


def mock_of(docs: Path) -> Mock:
    state = State(Settings())
    return Mock(Settings(), services(load(load_config(docs)), Settings(), state), state)


def test_places_of_work_that_no_service_made() -> None:
    paths = [f"/__mock__/jobs/{number}" for number in ("9" * 5000, "-1", "x", "%00", "\u0661")]
    assert {it.status_code for it in asyncio.run(_get(mock_of(DOCS), *paths))} == {404}


_PAGE = """\
# Get thing

Namespace: a.b

## HTTP request
```http
GET /things
```

## Response
Returns `200 OK`.

### Request
<!-- { "blockType": "request", "name": "x\\ud800\\u202e\\r\\nSet-Cookie: a" } -->
```http
GET https://api.example.com/v1.0/things
```

### Response
<!-- { "blockType": "response" } -->
```http
HTTP/1.1 200 OK
Content-Type: application/json

{"a": 1}
```
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file names of POSIX")
def test_names_of_files_and_examples_add_no_header(tmp_path: Path) -> None:
    for folder in ("api", "resources"):
        (tmp_path / folder).mkdir()
    (tmp_path / "api" / "a\r\nSet-Cookie: b.md").write_text(_PAGE, "utf-8")
    mock = mock_of(tmp_path)
    [root] = mock.services
    paths = [f"{root}/things", "/__mock__/", "/__mock__/routes.json"]
    for reply in asyncio.run(_get(mock, *paths)):
        assert reply.status_code == 200
        assert all(value.isprintable() for value in reply.headers.values())
        assert "set-cookie" not in reply.headers
        assert "\u202e" not in reply.text


# -- the network


@pytest.mark.parametrize(
    ("host", "own"),
    [
        *((name, True) for name in ("", "localhost", "LOCALHOST:8000", "a.localhost:1")),
        *((name, True) for name in ("127.0.0.1:8000", "[::1]:8000", "[::1]", "192.168.0.4")),
        *((name, False) for name in ("evil.example", "localhost.evil.example:80", "127.0.0.1.x")),
        *((name, False) for name in ("localhost@x", "localhost/", "[::1].x", "x:127.0.0.1")),
    ],
)
def test_names_that_a_page_of_the_web_could_have(host: str, own: bool) -> None:
    assert is_own(host) == own


def _sent(origin: str, data: bytes) -> bytes:
    """All that is answered to bytes, until the connection is closed."""
    import socket

    host, _, port = origin.removeprefix("http://").rpartition(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        found = b""
        try:
            connection.sendall(data)
            while part := connection.recv(65_536):
                found += part
        except ConnectionError:
            pass  # closed before all was sent
        return found


def test_the_network() -> None:
    head = b"GET /v1.0/practitioners HTTP/1.1\r\nConnection: close\r\nHost: "
    post = b"POST /v1.0/virtualAppointments HTTP/1.1\r\nHost: localhost\r\n"
    chunk = b"fffff\r\n" + b"a" * 0xFFFFF + b"\r\n"
    refused: list[tuple[bytes, bytes | tuple[bytes, ...]]] = [
        (head + b"evil.example\r\n\r\n", b"421"),
        (head + b"localhost\r\n" + b"X: a\r\n" * (LONGEST_HEAD // 3), (b"400", b"431", b"")),
        (head + b"localhost\r\nX: " + b"a" * 10 * LONGEST_HEAD, (b"400", b"431", b"")),
        (post + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"400"),
        (post + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\n12345", b"400"),
        (post + b"Content-Length: 5000000\r\n\r\n", b"413"),
        (post + b"Transfer-Encoding: chunked\r\n\r\n" + chunk * 5, (b"413", b"")),
        (b"GET /v1.0/\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400"),
    ]
    with running(DOCS, "--no-reload") as (origin, process):
        for data, status in refused:
            wanted = status if isinstance(status, tuple) else (status,)
            assert _sent(origin, data)[9:12] in wanted, data[:200]
        assert _sent(origin, head + b"localhost\r\n\r\n")[9:12] == b"200"
        process.terminate()
        assert process.stdout
        assert "Traceback" not in process.stdout.read()
