"""Tokens: kinds of credentials, caching, renewal, and who asks when many need one."""

# One `with` says who serves, the next what is expected.
# ruff: noqa: SIM117
from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from .server import Received, Reply, Server
from .shop._runtime import auth
from .shop._runtime.auth import AsyncTokenSource, TokenSource
from .shop._runtime.errors import AuthFailed, Unauthorized
from .shop.client import ShopClient


class Token(NamedTuple):
    token: str
    expires_on: int


class Credential:
    """Gives numbered tokens that live for some seconds."""

    def __init__(self, life: float, delay: float = 0.0) -> None:
        self.life, self.delay = life, delay
        self.scopes: list[tuple[str, ...]] = []

    def get_token(self, *scopes: str) -> Token:
        time.sleep(self.delay)
        self.scopes.append(scopes)
        return Token(f"t{len(self.scopes)}", int(time.time() + self.life))


class AsyncCredential(Credential):
    async def get_token(self, *scopes: str) -> Token:  # type: ignore[override]
        await asyncio.sleep(self.delay)
        self.scopes.append(scopes)
        return Token(f"t{len(self.scopes)}", int(time.time() + self.life))


async def awaited() -> str:
    return "awaited"


def test_kinds() -> None:
    assert TokenSource("text", ()).get() == "text"
    assert TokenSource(lambda: "called", ()).get() == "called"
    assert TokenSource(lambda: Token("pair", 2_000_000_000), ()).get() == "pair"
    credential = Credential(3600)
    assert TokenSource(credential, ("a", "b")).get() == "t1"
    assert credential.scopes == [("a", "b")]


@pytest.mark.parametrize(
    ("credential", "token"),
    [
        ("text", "text"),
        (lambda: "called", "called"),
        (awaited, "awaited"),
        (lambda: awaited(), "awaited"),
        (Credential(3600), "t1"),
        (AsyncCredential(3600), "t1"),
    ],
)
def test_asynchronous_kinds(credential: Any, token: str) -> None:
    assert asyncio.run(AsyncTokenSource(credential, ()).get()) == token


@pytest.mark.parametrize(("life", "asked"), [(3600, 1), (310, 1), (299, 3), (-1, 3)])
def test_a_token_is_kept_until_five_minutes_before_its_end(life: float, asked: int) -> None:
    credential = Credential(life)
    source = TokenSource(credential, ())
    for _ in range(3):
        source.get()
    assert len(credential.scopes) == asked


def test_a_token_without_expiry_is_kept_for_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    now, asked = 1000.0, 0
    monkeypatch.setattr(auth, "time", lambda: now)

    def ask() -> str:
        nonlocal asked
        asked += 1
        return f"t{asked}"

    source = TokenSource(ask, ())
    assert [source.get(), source.get()] == ["t1", "t1"]
    now += 61
    assert source.get() == "t2"


def test_a_refused_token_is_replaced() -> None:
    source = TokenSource(Credential(3600), ())
    assert [source.get(), source.get("t0"), source.get("t1"), source.get("t1")] == [
        "t1",
        "t1",
        "t2",
        "t2",
    ]
    assert TokenSource("fixed", ()).get("fixed") == "fixed"


def test_threads_share_one_request() -> None:
    credential = Credential(3600, delay=0.05)
    source = TokenSource(credential, ())
    tokens: list[str] = []
    threads = [threading.Thread(target=lambda: tokens.append(source.get())) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert tokens == ["t1"] * 20 and len(credential.scopes) == 1


@pytest.mark.parametrize("make", [Credential, AsyncCredential])
def test_tasks_share_one_request(make: Callable[..., Credential]) -> None:
    credential = make(3600, delay=0.05)
    source = AsyncTokenSource(credential, ())

    async def many() -> list[str]:
        return await asyncio.gather(*(source.get() for _ in range(20)))

    assert asyncio.run(many()) == ["t1"] * 20
    assert asyncio.run(many()) == ["t1"] * 20  # another loop
    assert len(credential.scopes) == 1


def test_a_task_that_gives_up_leaves_the_others_alone() -> None:
    source = AsyncTokenSource(AsyncCredential(3600, delay=0.05), ())

    async def many() -> list[str]:
        first = asyncio.create_task(source.get())
        others = [asyncio.create_task(source.get()) for _ in range(3)]
        await asyncio.sleep(0.01)
        first.cancel()
        return await asyncio.gather(*others)

    assert asyncio.run(many()) == ["t1"] * 3


def fails() -> str:
    raise RuntimeError("with the secret in it")


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (fails, "RuntimeError"),
        (lambda: None, "NoneType instead of a token"),
        (lambda: "", "an empty str"),
        (lambda: Token("", 0), "Token instead"),
        (lambda: "s3cret\r\nX: y", "cannot be sent"),
        (lambda: "s3cret é", "cannot be sent"),
        (awaited, "async client"),
    ],
)
def test_no_usable_token(ask: Any, message: str) -> None:
    with pytest.raises(AuthFailed, match=message) as caught:
        TokenSource(ask, ()).get()
    assert "secret" not in str(caught.value) and "s3cret" not in str(caught.value)


def test_default_scope() -> None:
    credential = Credential(3600)
    with Server([Reply(json={})]) as server:
        with ShopClient(credential, base_url=server.base_url) as client:
            client.request("GET", "/x")
        assert credential.scopes == [(f"{server.origin}/.default",)]
    with pytest.raises(TypeError, match="tuple"):
        ShopClient("t", scopes="a")  # type: ignore[arg-type]


def test_a_401_renews_the_token_once() -> None:
    def answer(received: Received) -> Reply:
        good = received.headers["Authorization"] == "Bearer t2"
        return Reply(json={"id": "u"}) if good else Reply(401)

    credential = Credential(3600)
    with Server(answer) as server, ShopClient(credential, base_url=server.base_url) as client:
        assert client.users.get("u").id == "u"
        assert client.users.get("u").id == "u"
    assert len(server.requests) == 3
    with Server(lambda _: Reply(401)) as server:
        with ShopClient(credential, base_url=server.base_url) as client:
            with pytest.raises(Unauthorized):
                client.users.get("u")
        with ShopClient("fixed", base_url=server.base_url) as client:
            with pytest.raises(Unauthorized):
                client.users.get("u")
    assert len(server.requests) == 3


def test_no_token_without_request(monkeypatch: pytest.MonkeyPatch) -> None:
    client = ShopClient(fails)
    client.prepare(client.users.get, "x")
    with pytest.raises(AuthFailed) as caught:
        client.users.get("x", client_request_id="mine")
    assert caught.value.client_request_id == "mine"
    assert isinstance(caught.value.__cause__, RuntimeError)
