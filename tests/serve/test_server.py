"""The verb itself: a process, sockets, pages that change while it runs."""

from __future__ import annotations

import http.client
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

import pytest

from generator.cli import main
from tests.serve.conftest import DOCS, ROOT, running

BELOW = "/virtualAppointments/7f31c0de-2c5b-4b60-9d0f-0f6f3a5e9b11"
ONE = f"/v1.0{BELOW}"
TITLE = 'subject": "Follow-up after surgery"'


class Connection(http.client.HTTPConnection):
    """A connection that stays open while it is used."""

    def __init__(self, origin: str) -> None:
        super().__init__(urlsplit(origin).netloc, timeout=60)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def get(self, path: str, method: str = "GET", **options: object) -> tuple[int, str]:
        """The status and the body of an answer."""
        self.request(method, path, **options)  # type: ignore[arg-type]
        answer = self.getresponse()
        return answer.status, answer.read().decode()


def test_a_slice_is_served(tmp_path: Path) -> None:
    shutil.copytree(DOCS, tmp_path / "docs")
    (tmp_path / "docs" / "generator.toml").write_text('include = "practitioners"\n')
    taken = "/v1.0/practitioners"

    for docs, options in ((tmp_path / "docs", ()), (DOCS, ("--include", "practitioners"))):
        with running(docs, "--no-reload", *options) as (origin, _), Connection(origin) as to:
            assert (to.get(taken)[0], to.get(ONE)[0]) == (200, 404)


def test_requests_are_answered_until_it_is_interrupted() -> None:
    options = ("--no-reload", "--log", "--cors", "https://app.example")
    with running(DOCS, *options) as (origin, process):
        with Connection(origin) as connection:
            secret = {"Authorization": "Bearer hush", "Origin": "https://app.example"}
            assert TITLE in connection.get(ONE, headers=secret)[1]
            assert f'"{origin}/v1.0/$metadata' in connection.get(f"/v1.0/me{BELOW}")[1]
            assert connection.get("/__mock__/")[0] == 200
            assert '"root":"/v1.0"' in connection.get("/__mock__/routes.json")[1]
            assert connection.get("/elsewhere")[0] == 404
            assert connection.get(f"/v1.0/{'x' * 20_000}")[0] == 414
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=60)

    assert process.returncode == 0
    assert said.endswith("stopped\n")
    assert f"GET {ONE} 200 api/virtualappointment-get.md:" in said
    assert "hush" not in said


def test_a_body_that_is_too_large_is_not_read() -> None:
    with running(DOCS, "--no-reload") as (origin, _), Connection(origin) as connection:
        headers = {"Content-Length": str(2**40), "Content-Type": "application/json"}
        connection.request("POST", "/v1.0/virtualAppointments", b"{", headers)
        answer = connection.getresponse()

        assert answer.status == 413
        assert b"more than 4,194,304 bytes" in answer.read()


def test_an_odd_host_is_not_repeated() -> None:
    with (
        running(DOCS, "--no-reload", "--host", "0.0.0.0") as (origin, _),
        Connection(origin.replace("0.0.0.0", "127.0.0.1")) as connection,
    ):
        _, body = connection.get(f"/v1.0/me{BELOW}", headers={"Host": 'x"<script>'})

    assert "$metadata" in body
    assert "<script" not in body


def test_a_page_that_is_saved_is_served_and_one_that_breaks_is_not(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    shutil.copytree(DOCS, docs)
    page = docs / "api" / "virtualappointment-get.md"
    text = page.read_text("utf-8")
    said = ""
    with running(docs) as (origin, process), Connection(origin) as connection:
        assert TITLE in connection.get(ONE)[1]
        assert process.stdout
        time.sleep(1)  # until the folder is watched
        for number, content in enumerate((text.replace(TITLE, 'subject": "Changed"'), "")):
            page.write_text(content, "utf-8")
            while said.count("serving") <= number:
                said += process.stdout.readline()
            assert '"Changed"' in connection.get(ONE)[1]

    assert "api/virtualappointment-get.md:1: " in said
    assert "served as it was" in said


def complaint(*arguments: str) -> str:
    """What the verb says that cannot run."""
    command = [sys.executable, "-m", "generator", "serve", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2, done
    return done.stderr


@pytest.mark.parametrize("library", ["uvicorn", "starlette"])
def test_without_what_it_needs(
    library: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in [name for name in sys.modules if name.startswith(("generator.serve.", library))]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, library, None)

    assert main(["serve", str(DOCS)]) == 2
    assert capsys.readouterr().err == (
        f"error: serve needs {library}: pip install 'pages2py[serve]'\n"
    )


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = complaint(str(DOCS), "--port", str(port))

    assert said.startswith(f"error: cannot listen on 127.0.0.1:{port}: ")
    assert said.endswith("--port 0 takes a free port\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--fail", "200:1"), "is not a status from 400"),
        (("--fail", "429"), "as in 429:0.1"),
        (("--port", "x"), "is not a port"),
        (("--page-size", "0"), "is not a number from 1"),
        (("--delay", "-1"), "--delay"),
    ],
)
def test_options_that_cannot_be_meant(arguments: tuple[str, ...], said: str) -> None:
    assert said in complaint(str(DOCS), *arguments)


def test_pages_without_operations(tmp_path: Path) -> None:
    shutil.copytree(DOCS / "resources", tmp_path / "resources")

    assert "no page here documents an operation" in complaint(str(tmp_path))
