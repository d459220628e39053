"""A real HTTP server on loopback that answers by a script and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Received:
    """A request as it came over the wire."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The JSON body."""
        return json.loads(self.body)


@dataclass
class Reply:
    """What to answer: `body` as it is, `json` encoded; `cut` closes before all of it is sent."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    json: Any = None
    body: bytes | Iterable[bytes] = b""
    cut: bool = False
    hang: float = 0.0

    def content(self) -> tuple[bytes | Iterable[bytes], str | None]:
        """The body and its media type."""
        if self.json is not None:
            return json.dumps(self.json).encode(), "application/json"
        return self.body, None


Answer = Callable[[Received], Reply]


class Server:
    """`replies` are given out in turn, or made by a function. `requests` is what was asked."""

    def __init__(self, replies: Iterable[Reply] | Answer) -> None:
        self.requests: list[Received] = []
        self._lock = threading.Lock()
        self._released = threading.Event()
        if callable(replies):
            self._answer: Answer = replies
        else:
            script = iter(replies)
            self._answer = lambda _: next(script, Reply(599, body=b"the script is at its end"))
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _any(self) -> None:
                server._serve(self)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = _any

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,))

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"http://127.0.0.1:{self._http.server_port}"

    @property
    def base_url(self) -> str:
        """The root of the service."""
        return f"{self.origin}/v1.0"

    def _serve(self, http: BaseHTTPRequestHandler) -> None:
        received = Received(http.command, http.path, dict(http.headers), _body(http))
        with self._lock:
            self.requests.append(received)
            reply = self._answer(received)
        if reply.hang:
            self._released.wait(reply.hang)
        body, media_type = reply.content()
        headers = dict(reply.headers)
        if media_type is not None and "Content-Type" not in headers:
            headers["Content-Type"] = media_type
        http.send_response(reply.status)
        for name, value in headers.items():
            http.send_header(name, value)
        if isinstance(body, bytes):
            length = len(body) + (10 if reply.cut else 0)
            if reply.status != 204:
                http.send_header("Content-Length", str(length))
            http.end_headers()
            http.wfile.write(body)
        else:
            http.send_header("Transfer-Encoding", "chunked")
            http.end_headers()
            _write_parts(http, body)
        http.close_connection = http.close_connection or reply.cut

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._released.set()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


def _body(http: BaseHTTPRequestHandler) -> bytes:
    if http.headers.get("Transfer-Encoding", "").lower() != "chunked":
        return http.rfile.read(int(http.headers.get("Content-Length") or 0))
    parts = []
    while size := int(http.rfile.readline(), 16):
        parts.append(http.rfile.read(size))
        http.rfile.readline()
    http.rfile.readline()
    return b"".join(parts)


def _write_parts(http: BaseHTTPRequestHandler, parts: Iterable[bytes]) -> None:
    try:
        for part in parts:
            http.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
        http.wfile.write(b"0\r\n\r\n")
    except OSError:
        http.close_connection = True  # the client has had enough


@contextmanager
def serve(*replies: Reply) -> Iterator[Server]:
    """A running server that gives these replies in turn."""
    with Server(replies) as server:
        yield server
