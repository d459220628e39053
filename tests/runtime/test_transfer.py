"""Upload sessions, and operations that take long."""

# One `with` says who serves, the next what is expected.
# ruff: noqa: SIM117
from __future__ import annotations

import io
import logging
import re
from typing import Any

import pytest

from .server import Received, Reply, Server
from .shop._runtime import errors, retry
from .shop._runtime.messages import Event
from .shop.client import ShopClient
from .shop.models import User

DATA = bytes(range(250)) * 4


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "backoff", lambda attempt: 0.0)


class Store:
    """A service that takes the parts of an upload; `faults` are answered before anything."""

    def __init__(self, *faults: Reply | None) -> None:
        self.data = b""
        self.faults = list(faults)
        self.ranges: list[str] = []

    def __call__(self, received: Received) -> Reply:
        expected = {"nextExpectedRanges": [f"{len(self.data)}-"]}
        assert "Authorization" not in received.headers
        if received.method == "GET":
            return Reply(json=expected)
        fault = self.faults.pop(0) if self.faults else None
        self.ranges.append(received.headers["Content-Range"])
        match = re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", self.ranges[-1])
        assert match is not None
        start, end, size = map(int, match.groups())
        assert len(received.body) == end - start + 1
        if fault is not None and fault.status != 500:
            return fault
        if start != len(self.data):
            return Reply(416)
        self.data += received.body
        if fault is not None:
            return fault  # taken, but the answer was lost
        if len(self.data) == size:
            return Reply(201, json={"id": "item"})
        return Reply(202, json={"nextExpectedRanges": [f"{len(self.data)}-"]})


class Session:
    def __init__(self, url: str) -> None:
        self.upload_url: str | None = url


@pytest.mark.parametrize("content", [DATA, io.BytesIO(DATA)])
def test_upload(content: Any) -> None:
    store, progress = Store(), list[tuple[int, int]]()
    with Server(store) as server, ShopClient("t", base_url=server.base_url) as client:
        answer = client.upload(
            Session(f"{server.origin}/up/secret"),
            content,
            User,
            chunk_size=400,
            on_progress=lambda *state: progress.append(state),
        )
    assert answer.id == "item"
    assert store.data == DATA
    assert store.ranges == ["bytes 0-399/1000", "bytes 400-799/1000", "bytes 800-999/1000"]
    assert progress == [(400, 1000), (800, 1000), (1000, 1000)]


@pytest.mark.parametrize("fault", [Reply(503), Reply(500), Reply(416), Reply(json={}, cut=True)])
def test_upload_goes_on(fault: Reply) -> None:
    store = Store(None, fault)
    with Server(store) as server, ShopClient("t", base_url=server.base_url) as client:
        answer = client.upload(f"{server.origin}/up", io.BytesIO(b"--" + DATA), chunk_size=300)
        assert answer.status == 201 and answer.value == {"id": "item"}
    assert store.data == b"--" + DATA


def test_upload_of_a_file_starts_where_it_stands() -> None:
    store, file = Store(), io.BytesIO(b"--" + DATA)
    file.seek(2)
    with Server(store) as server, ShopClient("t", base_url=server.base_url) as client:
        client.upload(f"{server.origin}/up", file)
    assert store.data == DATA


def test_upload_ends_with_its_session() -> None:
    with Server(Store(Reply(404))) as server, ShopClient("t", base_url=server.base_url) as client:
        with pytest.raises(errors.NotFound) as caught:
            client.upload(f"{server.origin}/up/secret", DATA)
    assert "secret" not in str(caught.value)


def test_upload_that_gets_nowhere() -> None:
    with Server(lambda _: Reply(202, json={"nextExpectedRanges": ["0-"]})) as server:
        with ShopClient("t", base_url=server.base_url) as client:
            with pytest.raises(errors.DecodeError, match="cannot go on"):
                client.upload(f"{server.origin}/up", DATA, chunk_size=400)


def test_upload_url_is_a_secret(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    events: list[Event] = []
    with Server(Store()) as server:
        with ShopClient("t", base_url=server.base_url, on_event=events.append) as client:
            client.upload(f"{server.origin}/up/secret?tempauth=secret", DATA)
    assert events and "secret" not in str(events) + caplog.text


@pytest.mark.parametrize(
    ("session", "content", "error"),
    [
        ("", b"x", TypeError),
        ("up", b"x", errors.ForeignUrl),
        ("http://h/up", b"x", errors.ForeignUrl),
        ("https://h/up", b"", ValueError),
        ("https://h/up", "text", TypeError),
        ("https://h/up", io.StringIO("text"), TypeError),
        ("https://h/up", iter([b"x"]), TypeError),
    ],
)
def test_wrong_uploads(session: str, content: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        ShopClient("t").upload(session, content)


# -- long-running operations


def test_polled_to_the_documented_status() -> None:
    running = Reply(json={"status": "inProgress"}, headers={"Retry-After": "0"})
    place = "/teams/t/operations/o"
    replies = [
        Reply(202, headers={"Location": place}),
        Reply(202),
        running,
        Reply(json={"status": "succeeded", "targetResourceLocation": "/teams/new"}),
    ]
    with Server(replies) as server, ShopClient("t", base_url=server.base_url) as client:
        assert client.users.clone("t").status == "succeeded"
    targets = [request.target for request in server.requests]
    assert targets == ["/v1.0/teams/t/clone"] + [f"/v1.0{place}"] * 3
    assert all("Authorization" in request.headers for request in server.requests)


def test_polled_to_the_documented_resource() -> None:
    replies = [
        Reply(202, headers={"Location": "/v1.0/operations/o"}),
        Reply(json={"status": "completed", "resourceLocation": "/v1.0/users/new"}),
        Reply(json={"id": "new"}),
    ]
    with Server(replies) as server, ShopClient("t", base_url=server.base_url) as client:
        assert client.users.copy("u").id == "new"


def test_polled_elsewhere_without_token() -> None:
    with Server([Reply(json={"status": "completed", "id": "new"})]) as elsewhere:
        place = elsewhere.origin.replace("127.0.0.1", "localhost") + "/monitor/secret"
        with Server([Reply(202, headers={"Location": place})]) as server:
            with ShopClient("t", base_url=server.base_url) as client:
                assert client.users.copy("u").id == "new"
    assert "Authorization" not in elsewhere.requests[0].headers


def test_failed_operation() -> None:
    failed = {"status": "failed", "error": {"code": "Busy", "message": "try later"}}
    replies = [Reply(202, headers={"Location": "/o"}), Reply(json=failed)]
    with Server(replies) as server, ShopClient("t", base_url=server.base_url) as client:
        with pytest.raises(errors.OperationFailed, match="Busy: try later"):
            client.users.copy("u")


def test_operation_without_end() -> None:
    def answer(_: Received) -> Reply:
        return Reply(202, headers={"Location": "/o", "Retry-After": "1"})

    with Server(answer) as server:
        with ShopClient("t", base_url=server.base_url, poll_timeout=0.1) as client:
            with pytest.raises(errors.TimedOut, match="poll_timeout"):
                client.users.copy("u")
            assert client.raw(client.users.copy, "u").status == 202


def test_long_running_operation_that_was_quick() -> None:
    replies = [Reply(200, json={"id": "new"}), Reply(202, json={"id": "new"})]
    with Server(replies) as server, ShopClient("t", base_url=server.base_url) as client:
        assert [client.users.copy("u").id, client.users.copy("u").id] == ["new", "new"]
