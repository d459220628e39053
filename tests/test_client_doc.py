"""docs/client.md is true: its code runs on the package of docs_input/, and prints what it says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator import pipeline, write
from generator.config import load_config
from tests.acceptance.running import mypy, run
from tests.runtime.server import Received, Reply, Server

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "client.md").read_text(encoding="utf-8")
CODE = "\n\n".join(re.findall(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL))
CLIENTS = ("appointments", "AppointmentsClient AsyncAppointmentsClient")
BOOKED = {"id": "a1", "status": "booked", "colour": "blue"}
GONE = {"error": {"code": "ItemNotFound", "message": "There is none."}}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package."""
    folder = tmp_path_factory.mktemp("client")
    output = pipeline.run(load_config(ROOT / "docs_input", cwd=folder, jobs=1))
    write.apply(folder, output.files, "1", output.pages)
    return folder


@pytest.fixture
def program(tmp_path: Path) -> Path:
    (tmp_path / "program.py").write_text(CODE, encoding="utf-8")
    return tmp_path / "program.py"


def service(received: Received) -> Reply:
    """What the guide talks to."""
    base = f"http://{received.headers['Host']}/v1.0"
    path, _, query = received.target.removeprefix("/v1.0").partition("?")
    if path == "/$batch":
        asked = received.json()["requests"]
        return Reply(json={"responses": [_in_batch(it["id"], it["url"]) for it in asked]})
    return _answer(received.method, path, query, base)


def _answer(method: str, path: str, query: str, base: str) -> Reply:
    root = "/virtualAppointments"
    delta = f"{base}{root}/delta?$deltatoken=X"
    removed = [{"id": "a1"}, {"id": "a2", "@removed": {"reason": "deleted"}}]
    table = {
        f"GET {root}/a1": Reply(json=BOOKED, headers={"request-id": "r1"}),
        f"GET {root}/gone": Reply(404, json=GONE, headers={"request-id": "r404"}),
        f"GET {root}/odd": Reply(json={"transcriptSize": "7"}, headers={"request-id": "r7"}),
        f"GET {root}/delta": Reply(
            json={"value": [] if query else removed, "@odata.deltaLink": delta}
        ),
        f"GET {root}/a1/transcript/$value": Reply(body=b"WEBVTT"),
        f"POST {root}": Reply(201, json={"id": "a2"}),
        f"PATCH {root}/a2": Reply(json={"id": "a2"}),
        f"POST {root}/a2/cancel": Reply(204),
        f"POST {root}/export": Reply(202, headers={"Location": "/v1.0/exports/e1"}),
        "POST /undocumented/path": Reply(json={"ok": True}),
        "PUT /uploads/u1": Reply(json={}),
    }
    if f"{method} {path}" == f"GET {root}":
        link = {} if "skiptoken" in query else {"@odata.nextLink": f"{base}{root}?$skiptoken=X"}
        item = {"id": "a2"} if "skiptoken" in query else BOOKED
        return Reply(json={"value": [item], "@odata.count": 2, **link})
    return table[f"{method} {path}"]


def _in_batch(number: str, url: str) -> dict[str, object]:
    headers = {"Content-Type": "application/json"}
    if url.endswith("/gone"):
        return {"id": number, "status": 404, "headers": headers, "body": GONE}
    body = BOOKED if url.endswith("/a1") else {"value": [BOOKED]}
    return {"id": number, "status": 200, "headers": headers, "body": body}


def test_every_line_runs_and_prints_what_is_said(program: Path, out: Path) -> None:
    sent = iter(range(100))

    def answer(received: Received) -> Reply:
        if received.method == "PUT":
            return Reply(202, json={}) if next(sent) == 0 else Reply(201, json={"id": "f1"})
        return service(received)

    with Server(answer) as server:
        done = run(program, out, CLIENTS, server.base_url)

    said = re.findall(r"^ *print\(.*\)  # (.*)$", CODE, re.MULTILINE)
    told = [line for text in said for line in text.split(" # ")]
    printed = done.printed.replace(server.base_url, "https://api.contoso.com/v1.0")
    assert sorted(printed.splitlines()) == sorted(told)
    assert done.skipped == ()


def test_the_code_has_the_types_that_are_generated(program: Path, out: Path) -> None:
    assert mypy([program.name], program.parent, out).startswith("Success")


def test_every_error_and_option_is_named(out: Path) -> None:
    code = (
        "import appointments as a; from appointments._runtime.errors import Error\n"
        "from inspect import signature\n"
        "errors = [n for n in a.__all__ if isinstance(getattr(a, n), type)"
        " and issubclass(getattr(a, n), Error)]\n"
        "print(*errors, *a.Options.__annotations__, *signature(a.AppointmentsClient).parameters)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=out, capture_output=True, text=True, check=True
    )
    assert [word for word in done.stdout.split() if word not in TEXT] == []
