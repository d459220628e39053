"""The asynchronous client: the same flows, awaited."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Coroutine
from typing import Any

import pytest

from .server import Received, Reply, Server, serve
from .shop._runtime import errors, retry
from .shop.aio.client import AsyncShopClient
from .shop.models import Message, User


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "backoff", lambda attempt: 0.0)


def client_of(server: Server, **options: Any) -> AsyncShopClient:
    return AsyncShopClient("token", base_url=server.base_url, **options)


def run(main: Coroutine[Any, Any, None]) -> None:
    asyncio.run(main)


def user(id: str = "u1") -> dict[str, Any]:
    return {"id": id, "displayName": "Adele"}


def test_calls() -> None:
    async def main() -> None:
        async with client_of(server) as client:
            assert (await client.users.get("me", select="id")).id == "u1"
            await client.users.send_mail("me", message=Message(subject="Hi"))
            assert await client.users.get_member_groups("u") == ["g"]
            with pytest.raises(errors.NotFound):
                await client.users.get("nobody")
            answer = await client.request("GET", "/x", query={"a": 1})
            assert answer.value == {}

    replies = (
        Reply(json=user()),
        Reply(503, headers={"Retry-After": "0"}),
        Reply(202),
        Reply(json={"value": ["g"]}),
        Reply(404),
        Reply(json={}),
    )
    with serve(*replies) as server:
        run(main())
    assert server.requests[0].target == "/v1.0/me?$select=id"
    assert server.requests[0].headers["Authorization"] == "Bearer token"
    assert server.requests[2].json() == {"Message": {"subject": "Hi"}}


def test_pagers() -> None:
    pages: list[Reply] = []

    async def main() -> None:
        link = f"{server.base_url}/users?$skiptoken=x"
        first = {"value": [user("1")], "@odata.nextLink": link, "@odata.count": 2}
        last = {"value": [user("2")], "@odata.deltaLink": f"{server.base_url}/users/delta?d"}
        pages.extend([Reply(json=first), Reply(json=last)])
        async with client_of(server) as client:
            pager = client.users.list(count=True)
            with pytest.raises(errors.Error, match="first"):
                _ = pager.count
            found = await pager.first()
            assert (found and found.id, pager.count) == ("1", 2)
            assert [one.id async for one in pager] == ["1", "2"]
            pages.extend([Reply(json=first), Reply(json=last), Reply(json={"value": []})])
            changes = client.users.delta()
            assert [len(page) async for page in changes.pages()] == [1, 1]
            assert changes.link.endswith("/users/delta?d")
            assert await client.users.delta(link=changes.link).first() is None

    with Server(lambda _: pages.pop(0)) as server:
        run(main())


def test_verbs() -> None:
    async def main() -> None:
        async with client_of(server) as client:
            answer = await client.raw(client.users.get, "u")
            assert (answer.status, answer.value.id) == (200, "u1")
            page = await client.raw(client.users.list, top=1)
            assert page.value[0].id == "u1"
            request = client.prepare(client.users.update, "x", User(mobile_phone=None))
            assert (request.method, request.json()) == ("PATCH", {"mobilePhone": None})
            async with client.stream(client.users.get_photo_value, "u") as chunks:
                assert b"".join([chunk async for chunk in chunks]) == b"photo"
            async with client.stream(client.users.get_photo_value, "u") as chunks:
                assert await anext(chunks) == b"photo"
            async with client.batch() as batch:
                item = batch.add(client.users.get, "u")
                many = batch.after(item).add(client.users.list)
            assert (item.result().id, many.result()[0].id) == ("u1", "u1")
            with pytest.raises(TypeError, match="without calling"):
                await client.raw(len, [])  # type: ignore[call-overload]

    body = {"value": [user()]}
    answers = [
        {"id": "1", "status": 200, "body": user()},
        {"id": "2", "status": 200, "body": body},
    ]
    replies = (
        Reply(json=user()),
        Reply(json=body),
        Reply(body=iter([b"pho", b"to"])),
        Reply(body=b"photo"),
        Reply(json={"responses": answers}),
    )
    with serve(*replies) as server:
        run(main())


async def parts() -> AsyncIterator[bytes]:
    yield b"da"
    yield b"ta"


@pytest.mark.parametrize("make", [parts, lambda: io.BytesIO(b"data"), lambda: iter([b"data"])])
def test_content(make: Any) -> None:
    async def main() -> None:
        async with client_of(server) as client:
            await client.users.set_photo_value("u", make())

    with serve(Reply(200)) as server:
        run(main())
    assert server.requests[0].body == b"data"


def test_upload() -> None:
    received: list[bytes] = []

    def take(request: Received) -> Reply:
        received.append(request.body)
        return Reply(201 if len(received) == 3 else 202, json={"id": "item"})

    async def main() -> None:
        async with client_of(server) as client:
            file = io.BytesIO(b"abcdefgh")
            made = await client.upload(f"{server.origin}/up", file, User, chunk_size=3)
            assert made.id == "item"

    with Server(take) as server:
        run(main())
    assert received == [b"abc", b"def", b"gh"]


def test_long_running() -> None:
    async def main() -> None:
        async with client_of(server) as client:
            assert (await client.users.clone("t")).status == "succeeded"

    place = {"Location": "/operations/o"}
    with serve(Reply(202, headers=place), Reply(json={"status": "succeeded"})) as server:
        run(main())


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(json=user(), cut=True), errors.ConnectionFailed),
        (Reply(hang=5), errors.TimedOut),
        (Reply(body=iter([bytes(65536)] * 50)), errors.TooLarge),
        (Reply(headers={"Content-Encoding": "gzip"}, body=b"no"), errors.ConnectionFailed),
        (Reply(302, headers={"Location": "https://evil.example/"}), errors.ForeignUrl),
    ],
)
def test_faults(reply: Reply, error: type[errors.Error]) -> None:
    async def main() -> None:
        async with client_of(server, timeout=0.2, max_response_bytes=10**6) as client:
            with pytest.raises(error) as caught:
                await client.users.get("u", max_retries=0, client_request_id="mine")
        assert caught.value.client_request_id == "mine"

    with serve(reply) as server:
        run(main())


def test_many_tasks_and_several_loops() -> None:
    asked = 0

    async def token() -> str:
        nonlocal asked
        asked += 1
        await asyncio.sleep(0.01)
        return "token"

    async def main() -> None:
        found = await asyncio.gather(*(client.users.get(f"u{number}") for number in range(20)))
        assert [one.id for one in found] == [f"u{number}" for number in range(20)]
        await client.close()

    with Server(lambda r: Reply(json={"id": r.target.rpartition("/")[2]})) as server:
        client = AsyncShopClient(token, base_url=server.base_url)
        run(main())
        run(main())
    assert asked == 1


def test_cancelled_call_leaves_the_client_usable() -> None:
    def answer(_: Received) -> Reply:
        return Reply(json=user()) if server._released.is_set() else Reply(hang=5)

    async def main() -> None:
        async with client_of(server) as client:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.1):
                    await client.users.get("u")
            server._released.set()
            assert (await client.users.get("u")).id == "u1"

    with Server(answer) as server:
        run(main())
