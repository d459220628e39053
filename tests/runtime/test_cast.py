"""A type cast is one more segment of the path, can be nothing else, and types the answer."""

from __future__ import annotations

from typing import Any, Unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .server import Reply, serve
from .shop._runtime import urls
from .shop._runtime.groups import Group
from .shop._runtime.operations import Operation
from .shop._runtime.options import Options
from .shop._runtime.pager import Pager
from .shop.client import ShopClient
from .shop.models import DirectoryObject, User

LIST: Operation[DirectoryObject] = Operation(
    "thing-list", "GET /things", returns="shop.directoryObject", collection=True
)


class Things(Group):
    def list(self, **options: Unpack[Options]) -> Pager[DirectoryObject]:
        return self._pages(LIST, locals())


@pytest.mark.parametrize(
    ("path", "cast"),
    [
        ("/groups/1/members", "/groups/1/members/shop.user"),
        ("/groups/1/members/$count", "/groups/1/members/shop.user/$count"),
        ("/groups/%24count", "/groups/%24count/shop.user"),
    ],
)
def test_cast(path: str, cast: str) -> None:
    assert urls.cast(path, "shop.user") == cast


@pytest.mark.parametrize(
    "name", ["", "user", "shop.", ".user", "a..b", "a.b/c", "a.b?c=d", "a.b c", "a.é", "../a.b"]
)
def test_what_is_no_qualified_name(name: str) -> None:
    with pytest.raises(ValueError, match="is not a qualified name"):
        urls.cast("/x", name)


@given(st.one_of(st.text(), st.text("ab./?#%$é"), st.integers(), st.binary()))
def test_a_cast_is_one_segment(name: Any) -> None:
    try:
        path = urls.cast("/x", name)
    except (TypeError, ValueError):
        return
    assert path == f"/x/{name}"
    assert urls.written(path) == path and path.count("/") == 2 and "?" not in path


def test_items_have_the_type_that_they_are_cast_to() -> None:
    known, unknown = {"id": "1", "displayName": "A"}, {"id": "2"}
    replies = Reply(json={"value": [known]}), Reply(json={"value": [unknown]})
    with serve(*replies) as server, ShopClient("token", base_url=server.base_url) as client:
        (user,) = Things(client).list(cast="shop.user")
        (other,) = Things(client).list(cast="shop.printer")

    assert isinstance(user, User) and user.display_name == "A"
    assert type(other) is DirectoryObject
    assert [request.target for request in server.requests] == [
        "/v1.0/things/shop.user",
        "/v1.0/things/shop.printer",
    ]


def test_a_request_says_it_in_its_path() -> None:
    client = ShopClient("token", base_url="http://127.0.0.1:9/v1.0")
    with pytest.raises(TypeError, match="write it into the path"):
        client.request("GET", "/x", cast="shop.user")
    with pytest.raises(TypeError, match="link= holds the query options"):
        client.users.delta(link="http://127.0.0.1:9/v1.0/users/delta?t=1", cast="shop.user")
