"""What type checkers must find out about calls; checked by mypy and pyright, never run."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any, NamedTuple, assert_type

from .shop._runtime.batch import BatchItem
from .shop._runtime.messages import Request, Response
from .shop._runtime.pager import AsyncPager, DeltaPager, Page, Pager
from .shop.aio.client import AsyncShopClient
from .shop.client import ShopClient
from .shop.models import User


def get_token() -> str:
    return "token"


async def get_token_async() -> str:
    return "token"


class Session:
    upload_url: str | None = None


def usage() -> None:
    with ShopClient(get_token) as client:
        assert_type(client, ShopClient)
        assert_type(client.users.get("me", select=["id"], timeout=5.0, headers={"A": "b"}), User)
        assert_type(client.users.list(top=5, query={"x": 1}), Pager[User])
        assert_type([user.display_name for user in client.users.list()], list[str | None])
        assert_type(client.users.list().first(), User | None)
        assert_type(client.users.list().count, int | None)
        assert_type(client.users.delta(), DeltaPager[User])
        assert_type(client.users.delta(link=client.users.delta().link), DeltaPager[User])
        assert_type(client.users.get_member_groups("u"), Page[str])
        assert_type(client.raw(client.users.get, "u", select="id"), Response[User])
        assert_type(client.raw(client.users.get, "u").value.display_name, str | None)
        assert_type(client.raw(client.users.list, top=1), Response[Page[User]])
        assert_type(client.raw(client.users.delta), Response[Page[User]])
        assert_type(client.prepare(client.users.get, "u", timeout=1.0), Request)
        assert_type(client.request("GET", "/x", json=User(id="u")), Response[Any])
        client.users.add_member_ref("g", client.ref("users", "u"))
        with client.stream(client.users.get_photo_value, "me") as chunks, open("out", "wb") as out:
            assert_type(chunks, Iterator[bytes])
            out.writelines(chunks)
        with client.batch() as batch:
            item = batch.add(client.users.get, "u", select="id")
            assert_type(item, BatchItem[User])
            assert_type(batch.after(item).add(client.users.list), BatchItem[Page[User]])
        assert_type(item.result(), User)
        with open("in", "rb") as file:
            assert_type(client.upload(Session(), file, User), User)
            assert_type(client.upload("https://h/up", b"x"), Response[Any])
            client.users.set_photo_value("me", file)


def mistakes(client: ShopClient) -> None:
    client.users.get("u", slect="id")  # type: ignore[call-arg]  # pyright: ignore
    client.users.get("u", timeout="5")  # type: ignore[arg-type]  # pyright: ignore
    client.raw(client.users.get)  # type: ignore[call-overload]  # pyright: ignore
    client.stream(client.users.get, "u")  # type: ignore[arg-type]  # pyright: ignore
    ShopClient(5)  # type: ignore[arg-type]  # pyright: ignore


async def asynchronous() -> None:
    async with AsyncShopClient(get_token_async) as client:
        assert_type(client, AsyncShopClient)
        assert_type(await client.users.get("me"), User)
        assert_type(client.users.list(), AsyncPager[User])
        assert_type([user.id async for user in client.users.list(top=50)], list[str])
        assert_type(await client.users.list().first(), User | None)
        assert_type(await client.raw(client.users.get, "u"), Response[User])
        assert_type(await client.raw(client.users.list), Response[Page[User]])
        assert_type(client.prepare(client.users.get, "u"), Request)
        async with client.stream(client.users.get_photo_value, "me") as chunks:
            assert_type(chunks, AsyncIterator[bytes])
        async with client.batch() as batch:
            item = batch.add(client.users.get, "u")
            many = batch.add(client.users.list)
        assert_type(item.result(), User)
        assert_type(many.result(), Page[User])
        assert_type(await client.upload("https://h/up", b"x", User), User)


class AccessToken(NamedTuple):
    token: str
    expires_on: int


class Credential:
    """In the form of those of azure.identity."""

    def get_token(
        self, *scopes: str, claims: str | None = None, tenant_id: str | None = None, **more: Any
    ) -> AccessToken:
        return AccessToken("token", 0)


class AsyncCredential:
    async def get_token(self, *scopes: str, claims: str | None = None) -> AccessToken:
        return AccessToken("token", 0)


def credentials() -> None:
    ShopClient("token")
    ShopClient(Credential())
    ShopClient(lambda: AccessToken("token", 0))
    ShopClient(None)
    ShopClient()  # type: ignore[call-arg]
    AsyncShopClient("token")
    AsyncShopClient(get_token)
    AsyncShopClient(Credential())
    AsyncShopClient(AsyncCredential())
    AsyncShopClient(None)
    AsyncShopClient()  # type: ignore[call-arg]
