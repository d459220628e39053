"""Whatever a service answers: errors of ours or a result, and no token for anybody else."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from .shop._runtime import errors, retry, urls
from .shop._runtime.messages import RawResponse, Request
from .shop._runtime.models import from_dict, to_dict
from .shop.client import ShopClient
from .shop.models import User

HOME = "https://shop.example"
TOKEN = "s3cret-token"

keys = st.sampled_from(
    [
        *("value", "id", "@odata.nextLink", "@odata.deltaLink", "@odata.count", "@odata.type"),
        *("error", "code", "message", "innerError", "request-id", "status", "responses"),
        *("headers", "body", "resourceLocation", "nextExpectedRanges", "memberOf"),
        *("__class__", "__dict__", "__init__", "self", "extra", "_type_name", "createdDateTime"),
    ]
)
places = st.sampled_from(
    [
        *(f"{HOME}/v1.0/users?x", f"{HOME}:443/y", "/v1.0/z", "https://evil.example/"),
        *(
            "//evil.example/x",
            f"{HOME}@evil.example/",
            f"{HOME}.evil.example",
            "http://shop.example/",
        ),
        *(f"{HOME}\\@evil.example", "javascript:x", "", "\ud800", "x" * 3000, f"https:\t//{HOME}"),
    ]
)
leaves = (
    st.none() | st.booleans() | st.integers() | st.floats(-1e9, 1e9) | st.text(max_size=5) | places
)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)
likely = st.one_of(
    st.fixed_dictionaries(
        {"value": st.lists(st.fixed_dictionaries({"id": values}), max_size=2)},
        optional={"@odata.nextLink": places | values, "@odata.deltaLink": places | values},
    ),
    st.fixed_dictionaries(
        {"status": st.sampled_from(["running", "failed", "succeeded"]) | values},
        optional={"resourceLocation": places | values, "error": values, "id": st.text()},
    ),
    st.fixed_dictionaries(
        {"nextExpectedRanges": st.lists(st.sampled_from(["4-", "8-9", "x"])) | values}
    ),
    st.fixed_dictionaries(
        {"error": values | st.fixed_dictionaries({"message": values | st.just("ECHO")})}
    ),
    st.lists(
        st.fixed_dictionaries(
            {"id": st.sampled_from(["1", "2"]) | values},
            optional={
                "status": st.sampled_from([200, 302, 404, 424, 429]) | values,
                "headers": st.fixed_dictionaries({"Location": places | values}) | values,
                "body": values,
            },
        ),
        max_size=3,
    ).map(lambda items: {"responses": items}),
)
bodies = st.one_of(
    likely.map(lambda value: json.dumps(value).encode()),
    values.map(lambda value: json.dumps(value).encode()),
    st.binary(max_size=20),
)
answers = st.builds(
    lambda status, kind, location, wait, body: RawResponse(
        status,
        {"Content-Type": kind, "Location": location, "Retry-After": wait},
        body,
    ),
    st.sampled_from(
        [200, 200, 200, 201, 202, 204, 301, 302, 304, 400, 401, 410, 416, 429, 500, 503]
    ),
    st.sampled_from(["application/json", "application/json", "text/plain", "text/html", "", ";x="]),
    places,
    st.sampled_from(["0", "", "soon", "-1", "1e400", "nan"]),
    bodies,
)


class Script:
    """A transport that gives these answers, the last of them for ever (up to a limit).

    Where an answer says ECHO, the service quotes the token that it got.
    """

    def __init__(self, script: list[RawResponse]) -> None:
        self.script = script
        self.requests: list[Request] = []

    def send(self, request: Request) -> RawResponse:
        self.requests.append(request)
        if len(self.requests) > 60:
            raise errors.ConnectionFailed("enough")
        answer = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        assert isinstance(answer.body, bytes)
        return RawResponse(
            answer.status, answer.headers, answer.body.replace(b"ECHO", token.encode())
        )

    def close(self) -> None:
        """Nothing to close."""


CALLS: list[Callable[[ShopClient], Any]] = [
    lambda c: c.users.get("u"),
    lambda c: list(c.users.list()),
    lambda c: list(c.users.delta()),
    lambda c: c.users.count(),
    lambda c: c.users.get_member_groups("u"),
    lambda c: c.users.get_photo_value("u"),
    lambda c: c.users.clone("t"),
    lambda c: c.users.copy("u"),
    lambda c: c.raw(c.users.get, "u").value,
    lambda c: c.request("GET", "/x").value,
    lambda c: c.upload(f"{HOME}/up", b"0123456789", User, chunk_size=4),
    lambda c: _batch(c),
    lambda c: _stream(c),
]


def _batch(client: ShopClient) -> None:
    with client.batch() as batch:
        first = batch.add(client.users.get, "u")
        second = batch.after(first).add(client.users.get_photo_value, "u")
    first.result()
    second.result()


def _stream(client: ShopClient) -> None:
    with client.stream(client.users.get_photo_value, "u") as chunks:
        list(chunks)


@settings(max_examples=300)
@given(st.sampled_from(range(len(CALLS))), st.lists(answers, min_size=1, max_size=4), st.booleans())
@example(6, [RawResponse(202, {"Location": "http://shop.example/"})], False)
def test_any_answer(index: int, script: list[RawResponse], strict: bool) -> None:
    transport = Script(script)
    client = ShopClient(TOKEN, transport=transport, strict=strict, poll_timeout=1.0)
    client._sleep = lambda seconds: None  # type: ignore[method-assign]
    try:
        CALLS[index](client)
    except errors.Error as error:
        assert TOKEN not in f"{error}{error!r}{vars(error)}"
        assert str(error).isprintable()
        assert len(str(error)) < 10_000
    for request in transport.requests:
        assert TOKEN not in repr(request)
        if "Authorization" in request.headers:
            assert str(urls.origin(request.url)) == HOME


@settings(max_examples=150)
@given(st.sampled_from(range(len(CALLS))), st.lists(answers, min_size=1, max_size=4))
def test_no_credential_is_none_whatever_is_answered(index: int, script: list[RawResponse]) -> None:
    transport = Script(script)
    client = ShopClient(None, transport=transport, strict=True, poll_timeout=1.0)
    client._sleep = lambda seconds: None  # type: ignore[method-assign]
    with suppress(errors.Error):
        CALLS[index](client)
    for request in transport.requests:
        assert "Authorization" not in request.headers


@given(st.dictionaries(keys | st.text(max_size=5), leaves, max_size=6))
def test_keys_set_only_members(value: dict[str, Any]) -> None:
    model = from_dict(User, value)
    assert type(model) is User
    known = {"id", "display_name", "mobile_phone", "created", "member_of", "extra"}
    assert model.__dict__.keys() <= known
    assert json.dumps(to_dict(model), sort_keys=True) == json.dumps(value, sort_keys=True)


@pytest.fixture(autouse=True, scope="module")
def _fast() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(retry, "backoff", lambda attempt: 0.0)
        yield
