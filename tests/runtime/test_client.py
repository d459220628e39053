"""The synchronous client, as people use it, against a real server on loopback."""

# One `with` says who serves, the next what is expected.
# ruff: noqa: SIM117
from __future__ import annotations

import io
import logging
import pickle
from collections.abc import Iterator
from typing import Any
from uuid import RFC_4122, UUID

import pytest

from .server import Received, Reply, Server, serve
from .shop._runtime import errors, retry
from .shop._runtime.messages import Event
from .shop._runtime.models import is_set
from .shop._runtime.options import NULL
from .shop.client import ShopClient
from .shop.models import DirectoryObject, Message, User

TOKEN = "s3cret-token"


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "backoff", lambda attempt: 0.0)


def client_of(server: Server, **options: Any) -> ShopClient:
    return ShopClient(TOKEN, base_url=server.base_url, **options)


def user(id: str = "u1", **members: Any) -> dict[str, Any]:
    return {"id": id, "displayName": "Adele", **members}


def error_body(code: str, message: str, **more: Any) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, **more}}


# -- shapes


def test_get() -> None:
    body = user(memberOf=[{"@odata.type": "#shop.user", "id": "m"}], customField=1)
    with serve(Reply(json=body)) as server, client_of(server) as client:
        found = client.users.get(
            "adele@contoso.com",
            select=["id", "displayName"],
            headers={"ConsistencyLevel": "eventual"},
            prefer="outlook.timezone",
        )
    assert (found.id, found.display_name, found.extra["customField"]) == ("u1", "Adele", 1)
    assert isinstance((found.member_of or [])[0], User)
    assert not is_set(found, "mobile_phone")
    request = server.requests[0]
    assert request.method == "GET"
    assert request.target == "/v1.0/users/adele@contoso.com?$select=id,displayName"
    assert request.headers["Authorization"] == f"Bearer {TOKEN}"
    assert request.headers["ConsistencyLevel"] == "eventual"
    assert request.headers["Prefer"] == "outlook.timezone"
    made = UUID(request.headers["client-request-id"])
    assert (made.version, made.variant) == (4, RFC_4122)


def test_me_is_a_route_of_its_own() -> None:
    with serve(Reply(json=user())) as server, client_of(server) as client:
        client.users.get("me")
    assert server.requests[0].target == "/v1.0/me"


def test_create_update_delete() -> None:
    replies = Reply(201, json=user("new")), Reply(204), Reply(204)
    with serve(*replies) as server, client_of(server) as client:
        assert client.users.create(User(display_name="Adele")).id == "new"
        updated = client.users.update("new", User(mobile_phone=None))
        client.users.delete("new")
    assert updated == User()
    assert [request.method for request in server.requests] == ["POST", "PATCH", "DELETE"]
    assert server.requests[0].json() == {"displayName": "Adele"}
    assert server.requests[1].json() == {"mobilePhone": None}
    assert server.requests[0].headers["Content-Type"] == "application/json"


def test_action_sends_what_is_given() -> None:
    with serve(Reply(202), Reply(202), Reply(202)) as server, client_of(server) as client:
        client.users.send_mail("me", message=Message(subject="Hi"), save_to_sent_items=False)
        client.users.send_mail("u1", save_to_sent_items=NULL)
        client.users.send_mail("u1")
    assert server.requests[0].target == "/v1.0/me/sendMail"
    assert server.requests[0].json() == {"Message": {"subject": "Hi"}, "SaveToSentItems": False}
    assert server.requests[1].json() == {"SaveToSentItems": None}
    assert server.requests[2].body == b""


def test_collection_of_an_action_is_a_list() -> None:
    body = {"@odata.context": "c", "value": ["g1", "g2"], "@odata.nextLink": "https://next"}
    with serve(Reply(json=body)) as server, client_of(server) as client:
        page = client.users.get_member_groups("u1", security_enabled_only=True)
    assert page == ["g1", "g2"]
    assert (page.next_link, page.extra) == ("https://next", {"@odata.context": "c"})


@pytest.mark.parametrize("text", ["42", "\ufeff42", '{"value": 42}'])
def test_count(text: str) -> None:
    kind = "application/json" if text[0] == "{" else "text/plain"
    reply = Reply(headers={"Content-Type": kind}, body=text.encode())
    with serve(reply) as server, client_of(server) as client:
        assert client.users.count() == 42
    assert server.requests[0].target == "/v1.0/users/$count"


def test_wrapped_value() -> None:
    wrapped = {"@odata.context": "c", "value": user()}
    own = {"id": "e", "value": "kept"}
    with serve(Reply(json=wrapped), Reply(json=own)) as server, client_of(server) as client:
        assert client.users.get("u1").id == "u1"
        assert client.users.get_extension("e").value == "kept"


def test_add_ref() -> None:
    with serve(Reply(204), Reply(204), Reply(204)) as server, client_of(server) as client:
        ref = client.ref("directoryObjects", "a/b")
        client.users.add_member_ref("g1", ref)
        client.users.add_member_ref("g1", "https://elsewhere.example/x")
        with pytest.raises(ValueError, match=r"client\.ref"):
            client.users.add_member_ref("g1", "u1")
        client.users.add_member_ref("g1", NULL)
    assert server.requests[0].json() == {"@odata.id": f"{server.base_url}/directoryObjects/a%2Fb"}
    assert server.requests[1].json() == {"@odata.id": "https://elsewhere.example/x"}
    assert server.requests[2].json() == {}


def test_missing_route() -> None:
    with serve(Reply(json={"value": []})) as server, client_of(server) as client:
        with pytest.raises(errors.MissingRoute, match=r"api/user-find\.md:12"):
            client.users.find()
        assert list(client.users.find(path="/users/search?a=b", starts_at="x")) == []
    assert server.requests[0].target == "/v1.0/users/search?a=b&startsAt=x"


def test_request() -> None:
    replies = Reply(json={"value": [1]}), Reply(204), Reply(204)
    with serve(*replies) as server, client_of(server) as client:
        answer = client.request("GET", "/undocumented/path", query={"$top": 5})
        assert answer.json() == answer.value == {"value": [1]}
        client.request("post", f"{server.base_url}/x?a=1", json=User(id="u"), query={"b": True})
        client.request("PUT", "é ü", content=b"\x00")
        for url in ("https://elsewhere.example/", f"{server.origin}@evil/", "https:/\\\\evil"):
            with pytest.raises((errors.ForeignUrl, ValueError)):
                client.request("GET", url)
    assert server.requests[0].target == "/v1.0/undocumented/path?$top=5"
    assert server.requests[1].target == "/v1.0/x?a=1&b=true"
    assert server.requests[1].json() == {"id": "u"}
    assert server.requests[2].target == "/v1.0/%C3%A9%20%C3%BC"


# -- pages


def test_pager() -> None:
    pages: list[Reply] = []
    with Server(lambda _: pages.pop(0)) as server, client_of(server) as client:
        second = f"{server.base_url}/users?$skiptoken=x"
        first = {"@odata.count": 3, "@odata.nextLink": second, "value": [user("1"), user("2")]}
        pages += [Reply(json=first), Reply(json={"value": [user("3")]})]
        pager = client.users.list(filter="startswith(displayName,'A')", top=2, count=True)
        assert server.requests == []
        assert pager.count == 3
        found = pager.first()
        assert found is not None and found.id == "1"
        assert len(server.requests) == 1
        assert [one.id for one in pager] == ["1", "2", "3"]
        assert pager.next_link is None
        assert len(server.requests) == 2
    expected = "/v1.0/users?$filter=startswith(displayName,'A')&$top=2&$count=true"
    assert server.requests[0].target == expected
    assert server.requests[1].target == "/v1.0/users?$skiptoken=x"
    assert server.requests[1].headers["Authorization"]


def test_pages_without_items_are_passed() -> None:
    pages: list[Reply] = []
    with Server(lambda _: pages.pop(0)) as server, client_of(server) as client:
        link = f"{server.base_url}/users?$skiptoken=x"
        empty = Reply(json={"value": [], "@odata.nextLink": link})
        full = Reply(json={"value": [user("3")]})
        pages += [empty, full, empty, full, Reply(json={"value": []})]
        pager = client.users.list()
        assert (pager.first() or DirectoryObject(id="")).id == "3"
        assert [one.id for one in client.users.list()] == ["3"]
        assert client.users.list().first() is None


def test_next_link_elsewhere_is_not_followed() -> None:
    body = {"value": [user()], "@odata.nextLink": "https://evil.example/users"}
    with serve(Reply(json=body)) as server, client_of(server) as client:
        pages = iter(client.users.list())
        assert next(pages).id == "u1"
        with pytest.raises(errors.ForeignUrl, match="token") as caught:
            next(pages)
    assert caught.value.client_request_id == server.requests[0].headers["client-request-id"]


def test_page_that_is_its_own_next_page() -> None:
    with Server(lambda r: Reply(json={"value": [], "@odata.nextLink": link})) as server:
        link = f"{server.base_url}/users?again"
        with client_of(server) as client, pytest.raises(errors.DecodeError, match="own next page"):
            list(client.users.list())


def test_delta() -> None:
    pages: list[Reply] = []
    with Server(lambda _: pages.pop(0)) as server, client_of(server) as client:
        root = f"{server.base_url}/users/delta"
        pages += [
            Reply(json={"value": [user("1")], "@odata.nextLink": f"{root}?$skiptoken=s"}),
            Reply(json={"value": [user("2")], "@odata.deltaLink": f"{root}?$deltatoken=d"}),
            Reply(json={"value": [], "@odata.deltaLink": f"{root}?$deltatoken=e"}),
            Reply(
                410, json=error_body("syncStateNotFound", "start over"), headers={"Location": root}
            ),
        ]
        changes = client.users.delta(select="displayName")
        with pytest.raises(errors.Error, match="iterate to the end"):
            _ = changes.link
        assert [one.id for one in changes] == ["1", "2"]
        later = client.users.delta(link=changes.link)
        assert list(later) == []
        assert later.link.endswith("$deltatoken=e")
        with pytest.raises(errors.Gone) as gone:
            list(client.users.delta(link=later.link))
        assert gone.value.location == root
        with pytest.raises(TypeError, match="link="):
            client.users.delta(link=later.link, select="id")
        with pytest.raises(errors.ForeignUrl):
            client.users.delta(link="https://evil.example/delta")
    assert [request.target for request in server.requests[:3]] == [
        "/v1.0/users/delta?$select=displayName",
        "/v1.0/users/delta?$skiptoken=s",
        "/v1.0/users/delta?$deltatoken=d",
    ]


# -- content


def test_bytes_and_redirect_without_token() -> None:
    with serve(Reply(body=b"photo")) as elsewhere:
        place = elsewhere.origin.replace("127.0.0.1", "localhost") + "/blob?tempauth=x"
        redirect = Reply(302, headers={"Location": place})
        with serve(redirect) as server, client_of(server) as client:
            assert client.users.get_photo_value("me", headers={"X-Key": "k"}) == b"photo"
    assert server.requests[0].target == "/v1.0/me/photo/$value"
    assert server.requests[0].headers["Accept"] == "*/*"
    assert elsewhere.requests[0].target == "/blob?tempauth=x"
    assert not {"Authorization", "X-Key"} & elsewhere.requests[0].headers.keys()


def test_redirect_of_what_is_no_download() -> None:
    redirect = Reply(302, headers={"Location": "https://evil.example/users/x"})
    with serve(redirect) as server, client_of(server) as client:
        with pytest.raises(errors.ForeignUrl, match=r"evil\.example"):
            client.users.get("x")


def test_redirects_end() -> None:
    with Server(lambda _: Reply(302, headers={"Location": "/v1.0/again"})) as server:
        with client_of(server) as client, pytest.raises(errors.ForeignUrl, match="5 times"):
            client.users.get("x")


def test_stream() -> None:
    part = b"x" * 65536
    with serve(Reply(body=iter([part] * 100)), Reply(404)) as server, client_of(server) as client:
        with client.stream(client.users.get_item_content, "i1", user_id="me") as chunks:
            assert sum(map(len, chunks)) == 100 * 65536
        with pytest.raises(errors.NotFound):
            with client.stream(client.users.get_item_content, "i1", drive_id="d"):
                pass
    assert server.requests[0].target == "/v1.0/me/drive/items/i1/content"


def test_stream_may_be_left_early() -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b"x" * 65536

    with serve(Reply(body=endless()), Reply(json=user())) as server, client_of(server) as client:
        with client.stream(client.users.get_photo_value, "u") as chunks:
            assert next(chunks)
        assert client.users.get("u").id == "u1"


@pytest.mark.parametrize(
    "content", [b"data", bytearray(b"data"), io.BytesIO(b"data"), iter([b"da", b"ta"])]
)
def test_content(content: Any) -> None:
    with serve(Reply(200)) as server, client_of(server) as client:
        client.users.set_photo_value("u", content)
    assert server.requests[0].body == b"data"
    assert server.requests[0].headers["Content-Type"] == "image/jpeg"


def test_content_of_a_file_is_sent_again_from_where_it_stood() -> None:
    file = io.BytesIO(b"skipped,data")
    file.seek(8)
    with serve(Reply(503), Reply(200)) as server, client_of(server) as client:
        client.users.set_photo_value("u", file)
    assert [request.body for request in server.requests] == [b"data", b"data"]


class Pipe(io.RawIOBase):
    """A file that cannot be read twice."""

    def __init__(self) -> None:
        self.parts = [b"da", b"ta"]

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self.parts.pop(0) if self.parts else b""


def test_content_of_a_pipe_is_sent_once() -> None:
    with serve(Reply(503), Reply(200)) as server, client_of(server) as client:
        with pytest.raises(errors.ServerError):
            client.users.set_photo_value("u", Pipe())
    assert [request.body for request in server.requests] == [b"data"]


def test_text_is_no_content() -> None:
    client = ShopClient("t")
    for text in ("text", io.StringIO("text")):
        with pytest.raises(TypeError, match="text"):
            client.users.set_photo_value("u", text)  # type: ignore[arg-type]


# -- retries


@pytest.mark.parametrize("status", [429, 503, 504])
def test_throttled_is_retried(status: int) -> None:
    wait = Reply(status, headers={"Retry-After": "0"})
    with serve(wait, wait, Reply(201, json=user())) as server, client_of(server) as client:
        assert client.users.create(User()).id == "u1"
    ids = {request.headers["client-request-id"] for request in server.requests}
    assert (len(server.requests), len(ids)) == (3, 1)


def test_retries_end() -> None:
    body = error_body("TooManyRequests", "slow down")
    wait = Reply(429, headers={"Retry-After": "0", "request-id": "r"}, json=body)
    with serve(wait, wait, wait) as server, client_of(server) as client:
        with pytest.raises(errors.Throttled) as caught:
            client.users.get("u", max_retries=2, client_request_id="mine")
    assert (caught.value.retry_after, caught.value.request_id) == (0.0, "r")
    assert str(caught.value) == (
        "429 TooManyRequests: slow down "
        f"[request GET {server.base_url}/users/u, request-id r, client-request-id mine]"
    )


def test_more_patience_than_there_is() -> None:
    with serve(Reply(429, headers={"Retry-After": "86400"})) as server, client_of(server) as client:
        with pytest.raises(errors.Throttled) as caught:
            client.users.get("u")
    assert caught.value.retry_after == 86400


def test_iterators_are_sent_once() -> None:
    with serve(Reply(503), Reply(200)) as server, client_of(server) as client:
        with pytest.raises(errors.ServerError):
            client.users.set_photo_value("u", iter([b"x"]))
    assert len(server.requests) == 1


def test_connection_cut() -> None:
    cut = Reply(json=user(), cut=True)
    with serve(cut, Reply(json=user()), cut) as server, client_of(server) as client:
        assert client.users.get("u").id == "u1"
        with pytest.raises(errors.ConnectionFailed, match=r"POST .*/users: ") as caught:
            client.users.create(User())
    assert caught.value.client_request_id == server.requests[2].headers["client-request-id"]


def test_timeout() -> None:
    with serve(Reply(hang=5.0)) as server, client_of(server) as client:
        with pytest.raises(errors.TimedOut, match=r"0\.1 s"):
            client.users.get("u", timeout=0.1, max_retries=0)


def test_nobody_listens() -> None:
    with serve() as server:
        pass
    with client_of(server) as client, pytest.raises(errors.ConnectionFailed):
        client.users.get("u", max_retries=1)


# -- answers that are wrong


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (Reply(headers={"Content-Type": "text/html"}, body=b"<html>"), "text/html instead of JSON"),
        (Reply(headers={"Content-Type": "application/json"}, body=b'{"id"'), "no complete JSON"),
        (Reply(headers={"Content-Type": "application/json"}, body=b"[" * 200_000), "no complete"),
        (Reply(headers={"Content-Type": "application/json;charset=no"}, body=b"{}"), "no compl"),
        (Reply(204), "without content"),
    ],
)
def test_no_json(reply: Reply, message: str) -> None:
    with serve(reply) as server, client_of(server) as client:
        with pytest.raises(errors.DecodeError, match=message) as caught:
            client.users.get("u")
    assert caught.value.client_request_id == server.requests[0].headers["client-request-id"]


def test_json_in_another_encoding() -> None:
    headers = {"Content-Type": "application/json; charset=utf-16"}
    body = '{"id": "é"}'.encode("utf-16")
    with serve(Reply(headers=headers, body=body)) as server, client_of(server) as client:
        assert client.users.get("u").id == "é"


def test_page_without_list() -> None:
    with serve(Reply(json={"value": {}})) as server, client_of(server) as client:
        with pytest.raises(errors.DecodeError, match="without a list"):
            list(client.users.list())


def test_too_large() -> None:
    part = b"x" * 65536
    with Server(lambda _: Reply(body=iter([part] * 100))) as server:
        with client_of(server, max_response_bytes=100_000) as client:
            with pytest.raises(errors.TooLarge, match=r"client\.stream"):
                client.users.get_photo_value("u")
            with client.stream(client.users.get_photo_value, "u") as chunks:
                assert sum(map(len, chunks)) == 6_553_600


def test_compressed_bomb() -> None:
    import gzip

    bomb = gzip.compress(bytes(50_000_000))
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    with Server(lambda _: Reply(headers=headers, body=bomb)) as server:
        with client_of(server, max_response_bytes=1_000_000) as client:
            with pytest.raises(errors.TooLarge):
                client.users.get("u")
            with client.stream(client.users.get_photo_value, "u") as chunks:
                assert max(map(len, chunks)) <= 65536


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_broken_compression(encoding: str) -> None:
    headers = {"Content-Encoding": encoding}
    with Server(lambda _: Reply(headers=headers, body=b"\x1f\x8bnot")) as server:
        with client_of(server, max_retries=1) as client, pytest.raises(errors.ConnectionFailed):
            client.users.get("u")


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, errors.BadRequest),
        (401, errors.Unauthorized),
        (403, errors.Forbidden),
        (404, errors.NotFound),
        (409, errors.Conflict),
        (410, errors.Gone),
        (412, errors.PreconditionFailed),
        (418, errors.ApiError),
        (500, errors.ServerError),
        (502, errors.ServerError),
    ],
)
def test_errors(status: int, kind: type[errors.ApiError]) -> None:
    inner = {"request-id": "r1", "date": "d"}
    body = error_body("Code", "Text\nof it", innerError=inner)
    with serve(Reply(status, json=body)) as server, client_of(server) as client:
        with pytest.raises(kind) as caught:
            client.users.get("u")
    error = caught.value
    assert type(error) is kind
    assert (error.status, error.code, error.message) == (status, "Code", "Text\nof it")
    assert (error.request_id, error.inner, error.raw) == ("r1", inner, body)
    assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        (b"<html>oops", "", "instead of JSON"),
        (b"", "", ""),
        (b'{"error": "invalid_token", "error_description": "no"}', "invalid_token", "no"),
        (b'{"error": {"code": 3, "message": {"value": "old"}}}', "", "old"),
        (b'{"error": null}', "", ""),
        (b"[1]", "", ""),
    ],
)
def test_odd_errors(body: bytes, code: str, message: str) -> None:
    with serve(Reply(400, body=body)) as server, client_of(server) as client:
        with pytest.raises(errors.BadRequest) as caught:
            client.users.get("u")
    assert caught.value.code == code
    assert message in caught.value.message


# -- verbs


def test_raw() -> None:
    replies = (
        Reply(json=user(), headers={"request-id": "r"}),
        Reply(json={"value": [user()], "@odata.count": 9}),
        Reply(404),
    )
    with serve(*replies) as server, client_of(server) as client:
        answer = client.raw(client.users.get, "u", select="id", client_request_id="mine")
        assert (answer.status, answer.request_id, answer.client_request_id) == (200, "r", "mine")
        assert answer.json()["id"] == answer.value.id == "u1"
        assert answer.value is answer.value
        page = client.raw(client.users.list, top=1).value
        assert (page[0].id, page.count) == ("u1", 9)
        with pytest.raises(errors.NotFound):
            client.raw(client.users.get, "u")


def test_prepare() -> None:
    client = ShopClient(TOKEN)
    request = client.prepare(client.users.send_mail, "x", message=Message(subject="Hi"))
    assert request.url == "https://shop.example/v1.0/users/x/sendMail"
    assert (request.method, request.json()) == ("POST", {"Message": {"subject": "Hi"}})
    assert "Authorization" not in request.headers


def test_verbs_take_methods_of_their_own_client() -> None:
    client, other = ShopClient(TOKEN), ShopClient(TOKEN)
    with pytest.raises(TypeError, match="another client"):
        client.prepare(other.users.get, "x")
    with pytest.raises(TypeError, match="without calling"):
        client.prepare(len, [])
    with pytest.raises(TypeError, match="user_id"):
        client.prepare(client.users.get)  # type: ignore[call-arg]


# -- wrong calls


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda c: c.users.get("x", slect="id"), TypeError, "did you mean 'select'"),
        (lambda c: c.users.get("x", zzz=1), TypeError, "there is no option 'zzz'"),
        (lambda c: c.users.get(""), ValueError, "user_id is empty"),
        (lambda c: c.users.get(None), TypeError, "GET /users/{user_id}"),
        (lambda c: c.users.get(["x"]), TypeError, "list cannot stand in a URL"),
        (lambda c: c.users.get(".."), ValueError, "lead elsewhere"),
        (lambda c: c.users.get("x", timeout=0), ValueError, "timeout"),
        (lambda c: c.users.get("x", timeout="5"), TypeError, "timeout"),
        (lambda c: c.users.get("x", max_retries=-1), ValueError, "max_retries"),
        (lambda c: c.users.get("x", headers={"A": "b\r\nC: d"}), ValueError, "header A"),
        (lambda c: c.users.get("x", headers={"A b": "c"}), ValueError, "not a header name"),
        (lambda c: c.users.get("x", headers={"Host": "evil"}), ValueError, "Host"),
        (lambda c: c.users.get("x", client_request_id="a\nb"), ValueError, "client-request-id"),
        (lambda c: c.users.get_item_content("i", drive_id="d", user_id="u"), TypeError, "no route"),
        (lambda c: c.users.get_activity(), TypeError, "one of: GET /reports"),
        (lambda c: c.request("GET", "/a/../b"), ValueError, "lead elsewhere"),
        (lambda c: c.request("GET", "/a\r\nb"), ValueError, "control character"),
        (lambda c: c.request("G T", "/a"), ValueError, "method"),
        (lambda c: c.request("GET", "/a", json={}, content=b""), TypeError, "not both"),
        (lambda c: c.ref(), TypeError, "segments"),
        (lambda c: c.users.create("x"), TypeError, "body must be a User or a dict, not str"),
        (lambda c: c.users.create(Message()), TypeError, "not Message"),
        (lambda c: c.users.create(["x"]), TypeError, "not str"),
        (lambda c: c.users.send_mail("u", message="x"), TypeError, "message must be a Message"),
        (lambda c: c.users.send_mail("u", save_to_sent_items="no"), TypeError, "must be bool"),
    ],
)
def test_wrong_calls(call: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message.replace("{", r"\{")):
        call(ShopClient(TOKEN, transport=None))


@pytest.mark.parametrize("credential", ["", 5, str])
def test_no_credential(credential: Any) -> None:
    with pytest.raises(TypeError, match="credential must be"):
        ShopClient(credential)


@pytest.mark.parametrize(
    "url",
    [
        "graph",
        "ftp://x",
        "https://u:p@x",
        "https://x y",
        "https://",
        "https://x/?a",
        "https://x\\@y",
    ],
)
def test_wrong_base_url(url: str) -> None:
    with pytest.raises(ValueError, match="base_url"):
        ShopClient(TOKEN, base_url=url)


# -- telling what happens


def test_events_and_log(caplog: pytest.LogCaptureFixture) -> None:
    events: list[Event] = []
    refused = Reply(401, json=error_body("InvalidToken", f"'{TOKEN}' is not valid"))
    caplog.set_level(logging.DEBUG)
    with serve(Reply(503), Reply(json=user()), refused) as server:
        with client_of(server, on_event=events.append) as client:
            client.users.get("u", client_request_id="mine")
            with pytest.raises(errors.Unauthorized) as caught:
                client.users.get("u")
            shown = [repr(client), repr(client.users), repr(client._tokens), repr(client.__dict__)]
    names = ["request", "response", "retry", "request", "response"]
    assert [event.name for event in events[:5]] == names
    assert [event.status for event in events[:5]] == [0, 503, 0, 0, 200]
    assert events[0].request == f"GET {server.base_url}/users/u"
    assert {event.client_request_id for event in events[:5]} == {"mine"}
    shown += [caplog.text, str(events), str(caught.value), repr(caught.value.raw)]
    assert "mine response" in caplog.text
    assert TOKEN not in "".join(shown)


def test_hook_that_fails(caplog: pytest.LogCaptureFixture) -> None:
    def hook(event: Event) -> None:
        raise RuntimeError("hook")

    with serve(Reply(json=user())) as server, client_of(server, on_event=hook) as client:
        assert client.users.get("u").id == "u1"
    assert "on_event failed" in caplog.text


def test_errors_can_be_pickled() -> None:
    import pickle

    error = errors.NotFound(404, "c", "m", request="GET /", client_request_id="i", raw={"a": 1})
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is errors.NotFound
    assert (str(again), again.raw) == (str(error), {"a": 1})


def test_received_is_what_was_sent() -> None:
    assert Received("GET", "/", {}, b"{}").json() == {}


# -- no credential


def test_a_service_that_needs_no_token_gets_none() -> None:
    with serve(Reply(json=user()), Reply(401), Reply(json={"value": []})) as server:
        with ShopClient(None, base_url=server.base_url) as client:
            assert client.users.get("u1").id == "u1"
            with pytest.raises(errors.Unauthorized):
                client.users.get("u2")
            assert client.users.list().first() is None
    assert len(server.requests) == 3, "a refusal is final: there is no other token"
    assert not any("Authorization" in request.headers for request in server.requests)


def test_a_header_of_the_caller_is_sent_without_a_credential() -> None:
    with serve(Reply(json=user())) as server:
        with ShopClient(None, base_url=server.base_url) as client:
            client.users.get("u1", headers={"Authorization": "Basic eDp5"})
    assert server.requests[0].headers["Authorization"] == "Basic eDp5"


def test_the_credential_has_to_be_given() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'credential'"):
        ShopClient()  # type: ignore[call-arg]


# -- what there is to see


def test_representations_tell_the_state_and_no_secret() -> None:
    def answer(request: Received) -> Reply:
        if "/users?" in request.target and "skiptoken" not in request.target:
            link = f"{server.base_url}/users?$skiptoken=private"
            return Reply(json={"value": [user()], "@odata.nextLink": link})
        return Reply(json={"value": []})

    with Server(answer) as server, client_of(server) as client:
        pager = client.users.list(filter="displayName eq 'private'")
        shown = [repr(pager)]
        shown += [repr(pager) for _ in pager.pages()]
        shown.append(repr(client.raw(client.users.get, "private")))
        batch = client.batch()
        shown += [repr(batch.add(client.users.get, "private")), repr(batch)]
    assert shown == [
        "<Pager user-list: nothing read>",
        "<Pager user-list: 1 page, more to come>",
        "<Pager user-list: 2 pages, all read>",
        "<Response 200 application/json, 13 bytes>",
        "<BatchItem 1 GET: not sent>",
        "<Batch of 1, 1 not sent>",
    ]


# -- answers that are not as documented


@pytest.mark.parametrize(
    ("call", "body", "start"),
    [
        (
            lambda c: list(c.users.list()),
            {"value": [{}, {"displayName": 5}]},
            "$.value[1].displayName: expected String, got a number [operation user-list, "
            "request GET http://127.0.0.1",
        ),
        (
            lambda c: c.users.get("u1"),
            {"value": {"displayName": {"s3cret": TOKEN}}},
            "$.value.displayName: expected String, got an object [operation user-get, ",
        ),
        (
            lambda c: c.raw(c.users.get, "u1").value,
            {"id": []},
            "$.id: expected String, got an array [operation user-get, ",
        ),
        (lambda c: c.users.get("u1"), [], "expected shop.user, got an array [operation user-get"),
    ],
)
def test_what_is_wrong_with_an_answer(call: Any, body: Any, start: str) -> None:
    reply = Reply(json=body, headers={"request-id": "r-1"})
    with serve(reply) as server, client_of(server, strict=True) as client:
        with pytest.raises(errors.DecodeError) as caught:
            call(client)
    text = str(caught.value)
    assert text.startswith(start)
    assert "request-id r-1, client-request-id " in text
    assert "s3cret" not in text
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.operation) == (text, caught.value.operation)
