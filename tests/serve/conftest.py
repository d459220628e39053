"""Services in the test's own process, and one that runs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from generator.config import load_config
from generator.serve.load import load
from generator.serve.messages import Answer, Asked
from generator.serve.server import services
from generator.serve.service import Service, State
from generator.serve.settings import Settings

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs_input"
ORIGIN = "http://mock.example"


class Reply(NamedTuple):
    """An answer with what tests look at."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, which is JSON."""
        return json.loads(self.body)

    @property
    def error(self) -> str:
        """The message of an error and those of its details."""
        found = self.json["error"]
        return "\n".join([found["message"], *(it["message"] for it in found.get("details", ()))])


class Client:
    """Asks a service without any network."""

    def __init__(self, service: Service) -> None:
        self.service = service

    def __call__(self, line: str, body: Any = None, **headers: str) -> Reply:
        """Ask `METHOD /path?query` with a JSON body, or with bytes."""
        method, _, target = line.partition(" ")
        path, _, query = target.removeprefix(ORIGIN + self.service.links.root).partition("?")
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if isinstance(body, bytes) or body is None:
            content = body or b""
        else:
            content = json.dumps(body).encode()
            given.setdefault("content-type", "application/json")
        root = self.service.links.root
        return _reply(self.service.answer(Asked(method, path, query, given, content, ORIGIN, root)))


def _reply(answer: Answer) -> Reply:
    return Reply(answer.status, {n.lower(): v for n, v in answer.headers}, answer.body)


def client_of(docs: Path, **options: Any) -> Client:
    """A client of the only API of DOCS."""
    settings = Settings(**options)
    [service] = services(load(load_config(docs)), settings, State(settings)).values()
    return Client(service)


@pytest.fixture
def serve() -> Callable[..., Client]:
    """Serves docs_input with settings."""
    return lambda **options: client_of(DOCS, **options)


@pytest.fixture
def ask() -> Client:
    """Asks docs_input as it is served by default."""
    return client_of(DOCS)


@contextmanager
def running(docs: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`serve` as a process at a free port: its origin, and the process."""
    command = [sys.executable, "-m", "generator", "serve", str(docs), "--port", "0", *options]
    env = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        assert process.stdout
        said = ""
        while not (found := re.search(r"index at (http://\S+)/__mock__/", said)):
            line = process.stdout.readline()
            assert line, said
            said += line
        yield found[1], process
    finally:
        process.kill()
        process.communicate()
