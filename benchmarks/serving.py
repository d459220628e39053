"""What serving costs: starting with all of Graph v1.0, and answering.

The service is a process of its own. Requests come over connections that stay open, each after the
answer to the one before; how many there would be in a second of one processor is counted by what
the service's process has used. Linux only.
"""

from __future__ import annotations

import os
import re
import selectors
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks.rows import Row

_ROOT = Path(__file__).parents[1]
_CONNECTIONS = 16
_SECONDS = 3.0
_LEAST = 2000
_BODY = b'{"displayName": "Library Assist", "mailEnabled": true, "mailNickname": "library"}'
_REQUESTS = {
    "an example": ("GET /v1.0/me", b""),
    "an example, some of it": ("GET /v1.0/me?$select=displayName", b""),
    "a list in pages": ("GET /v1.0/groups?$top=1", b""),
    "a checked body": ("PATCH /v1.0/groups/1", _BODY),
}


class _Service(NamedTuple):
    process: subprocess.Popen[str]
    port: int

    def spent(self) -> float:
        """Seconds of processor so far."""
        text = Path(f"/proc/{self.process.pid}/stat").read_text()
        user, system = text.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def measure(docs: Path) -> Iterator[Row]:
    """Serve the pages of Graph v1.0."""
    with tempfile.TemporaryDirectory() as cache:
        with _running(docs, cache):
            pass  # now the cache is warm
        started = time.perf_counter()
        with _running(docs, cache) as service:
            yield Row("start with a warm cache, wall", time.perf_counter() - started, "s", 3)
            yield Row("start with a warm cache: processor", service.spent(), "s")
            for what, (line, body) in _REQUESTS.items():
                yield from _rate(service, what, line, body)


@contextmanager
def _running(docs: Path, cache: str) -> Iterator[_Service]:
    command = [sys.executable, "-m", "generator", "serve", str(docs), "--port", "0", "--no-reload"]
    env = {**os.environ, "XDG_CACHE_HOME": cache}
    process = subprocess.Popen(command, cwd=_ROOT, env=env, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        for line in process.stdout:
            if found := re.search(r"index at http://[\d.]+:(\d+)/", line):
                yield _Service(process, int(found[1]))
                return
        raise RuntimeError("the service did not start")
    finally:
        process.kill()
        process.communicate()


def _rate(service: _Service, what: str, line: str, body: bytes) -> Iterator[Row]:
    media = b"Content-Type: application/json\r\nContent-Length: %d\r\n" % len(body) if body else b""
    request = f"{line} HTTP/1.1\r\nHost: 127.0.0.1\r\n".encode() + media + b"\r\n" + body
    length = _length(service.port, request)
    before, started = service.spent(), time.perf_counter()
    answers = _asked(service.port, request, length)
    wall, cpu = time.perf_counter() - started, service.spent() - before
    yield Row(f"{what}: answers in a second of one processor", answers / cpu, least=_LEAST)
    yield Row(f"{what}: answers in a second by the clock", answers / wall)


def _length(port: int, request: bytes) -> int:
    """The size of a whole answer. Raises RuntimeError for an error."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.settimeout(1)
        connection.sendall(request)
        answer = b""
        try:
            while part := connection.recv(2**16):
                answer += part
        except TimeoutError:
            pass  # that is all
    if not re.match(rb"HTTP/1.1 2", answer):
        raise RuntimeError(answer.decode("utf-8", "replace"))
    return len(answer)


def _asked(port: int, request: bytes, length: int) -> int:
    """How many answers come while the time lasts."""
    selector = selectors.DefaultSelector()
    got: dict[socket.socket, int] = {}
    for _ in range(_CONNECTIONS):
        connection = socket.create_connection(("127.0.0.1", port))
        got[connection] = 0
        selector.register(connection, selectors.EVENT_READ, connection)
        connection.sendall(request)
    answers, end = 0, time.perf_counter() + _SECONDS
    while time.perf_counter() < end:
        for key, _ in selector.select(0.1):
            connection = key.data
            got[connection] += len(connection.recv(2**18))
            if got[connection] >= length:
                got[connection] = 0
                answers += 1
                connection.sendall(request)
    selector.close()
    for connection in got:
        connection.close()
    return answers
