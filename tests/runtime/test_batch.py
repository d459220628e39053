"""Batches: typed results, twenty to a request, dependencies, throttled items."""

# One `with` says who serves, the next what is expected.
# ruff: noqa: SIM117
from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest

from .server import Received, Reply, Server
from .shop._runtime import errors, retry
from .shop.client import ShopClient
from .shop.models import User

Item = Callable[[dict[str, Any]], dict[str, Any]]


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "backoff", lambda attempt: 0.0)


def service(answer: Item) -> Server:
    """A service that answers each item of a batch by a function, in reverse order."""

    def whole(received: Received) -> Reply:
        assert (received.method, received.target) == ("POST", "/v1.0/$batch")
        answers = [{"id": one["id"], **answer(one)} for one in received.json()["requests"]]
        return Reply(json={"responses": answers[::-1]})

    return Server(whole)


def echo(one: dict[str, Any]) -> dict[str, Any]:
    return {"status": 200, "body": {"id": one["url"].removeprefix("/users/")}}


def sent(server: Server) -> list[list[str]]:
    """The ids of each request."""
    return [[one["id"] for one in request.json()["requests"]] for request in server.requests]


def test_results_and_errors() -> None:
    def answer(one: dict[str, Any]) -> dict[str, Any]:
        if "nobody" in one["url"]:
            error = {"code": "NotFound", "message": "no"}
            return {"status": 404, "headers": {"request-id": "r"}, "body": {"error": error}}
        return echo(one)

    with service(answer) as server, ShopClient("t", base_url=server.base_url) as client:
        with client.batch() as batch:
            a = batch.add(client.users.get, "a", select="id")
            b = batch.add(client.users.get, "nobody")
            with pytest.raises(errors.Error, match="not been sent"):
                a.result()
        assert a.result().id == "a?$select=id"
        assert a.response().status == 200
        with pytest.raises(errors.NotFound) as caught:
            b.result()
    assert (caught.value.code, caught.value.request_id) == ("NotFound", "r")
    assert server.requests[0].headers["Authorization"] == "Bearer t"
    entry = server.requests[0].json()["requests"][0]
    assert (entry["method"], entry["url"]) == ("GET", "/users/a?$select=id")
    assert "Authorization" not in entry["headers"]


def test_kinds_of_results() -> None:
    photo = {"headers": {"Content-Type": "image/jpeg"}, "body": base64.b64encode(b"\xff").decode()}
    bodies: dict[str, dict[str, Any]] = {
        "/users": {"body": {"value": [{"id": "1"}], "@odata.nextLink": "https://n"}},
        "/users/$count": {"headers": {"Content-Type": "text/plain"}, "body": "5"},
        "/me/photo/$value": photo,
        "/users/x": {"status": 204},
        "/users/p/photo/$value": {"status": 200},
    }
    with service(lambda one: {"status": 200, **bodies[one["url"]]}) as server:
        with ShopClient("t", base_url=server.base_url) as client:
            with client.batch() as batch:
                page = batch.add(client.users.list)
                count = batch.add(client.users.count)
                content = batch.add(client.users.get_photo_value, "me")
                update = batch.add(client.users.update, "x", User(mobile_phone=None))
                upload = batch.add(client.users.set_photo_value, "p", b"\xff")
                with pytest.raises(TypeError, match="no files"):
                    batch.add(client.users.set_photo_value, "p", iter([b""]))
            assert ([one.id for one in page.result()], page.result().next_link) == (
                ["1"],
                "https://n",
            )
            assert (count.result(), content.result()) == (5, b"\xff")
            assert (update.result(), upload.response().content) == (User(), b"")
    entries = server.requests[0].json()["requests"]
    assert entries[3]["body"] == {"mobilePhone": None}
    assert entries[3]["headers"]["Content-Type"] == "application/json"
    assert entries[4]["body"] == base64.b64encode(b"\xff").decode()


def test_twenty_to_a_request() -> None:
    with service(echo) as server, ShopClient("t", base_url=server.base_url) as client:
        with client.batch() as batch:
            items = [batch.add(client.users.get, f"u{number}") for number in range(45)]
        assert [item.result().id for item in items] == [f"u{number}" for number in range(45)]
        batch.send()
    assert [len(ids) for ids in sent(server)] == [20, 20, 5]


def test_throttled_items_are_sent_again() -> None:
    seen: dict[str, int] = {}

    def answer(one: dict[str, Any]) -> dict[str, Any]:
        seen[one["id"]] = seen.get(one["id"], 0) + 1
        if one["id"] == "2" and seen["2"] < 3:
            return {"status": 429, "headers": {"Retry-After": "0"}}
        if one["id"] == "3":
            return {"status": 503}
        return echo(one)

    with service(answer) as server, ShopClient("t", base_url=server.base_url) as client:
        with client.batch() as batch:
            a, b = batch.add(client.users.get, "a"), batch.add(client.users.get, "b")
            c = batch.add(client.users.get, "c", max_retries=1)
        assert (a.result().id, b.result().id) == ("a", "b")
        with pytest.raises(errors.ServerError):
            c.result()
    assert sent(server) == [["1", "2", "3"], ["2", "3"], ["2"]]


def test_dependencies() -> None:
    throttled = iter([429])

    def answer(one: dict[str, Any]) -> dict[str, Any]:
        if one["id"] == "1" and next(throttled, None):
            return {"status": 429}
        if one["id"] == "2" and len(server.requests) == 1:
            return {"status": 424}
        return echo(one)

    with service(answer) as server, ShopClient("t", base_url=server.base_url) as client:
        with client.batch() as batch:
            a = batch.add(client.users.get, "a")
            b = batch.after(a).add(client.users.get, "b")
            c = batch.add(client.users.get, "c")
        assert [item.result().id for item in (a, b, c)] == ["a", "b", "c"]
        with pytest.raises(ValueError, match="same batch"):
            client.batch().after(a)
    first, second = (request.json()["requests"] for request in server.requests)
    assert [one.get("dependsOn") for one in first] == [None, ["1"], None]
    assert [one.get("dependsOn") for one in second] == [None, ["1"]]


def test_dependencies_across_requests() -> None:
    def answer(one: dict[str, Any]) -> dict[str, Any]:
        return {"status": 403} if one["id"] == "1" else echo(one)

    with service(answer) as server, ShopClient("t", base_url=server.base_url) as client:
        with client.batch() as batch:
            first = batch.add(client.users.get, "first")
            for number in range(19):
                batch.add(client.users.get, str(number))
            late = batch.after(first).add(client.users.get, "late")
            fine = batch.add(client.users.get, "fine")
        assert fine.result().id == "fine"
        with pytest.raises(errors.ApiError, match="424"):
            late.result()
    assert "21" not in sent(server)[1]


def test_nothing_is_sent_after_an_error() -> None:
    with service(echo) as server, ShopClient("t", base_url=server.base_url) as client:
        with pytest.raises(KeyError), client.batch() as batch:
            batch.add(client.users.get, "a")
            raise KeyError
        with client.batch():
            pass
    assert server.requests == []


def test_download_in_a_batch() -> None:
    with Server([Reply(body=b"content")]) as elsewhere:
        place = elsewhere.origin.replace("127.0.0.1", "localhost") + "/blob"
        redirect = {"status": 302, "headers": {"Location": place}}
        with service(lambda _: redirect) as server:
            with ShopClient("t", base_url=server.base_url) as client:
                with client.batch() as batch:
                    item = batch.add(client.users.get_photo_value, "u")
                assert item.result() == b"content"
    assert "Authorization" not in elsewhere.requests[0].headers


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(json={"responses": []}), errors.DecodeError),
        (Reply(json={"responses": [{"id": "1"}]}), errors.DecodeError),
        (Reply(json={"responses": [3]}), errors.DecodeError),
        (Reply(json=[]), errors.DecodeError),
        (Reply(400, json={"error": {"code": "BadRequest"}}), errors.BadRequest),
    ],
)
def test_wrong_answers(reply: Reply, error: type[Exception]) -> None:
    with Server([reply]) as server, ShopClient("t", base_url=server.base_url) as client:
        with pytest.raises(error), client.batch() as batch:
            batch.add(client.users.get, "a")
