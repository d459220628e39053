"""Routes and URLs: which route the arguments choose, and that no value changes its structure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .shop._runtime import urls
from .shop._runtime.operations import Operation
from .shop._runtime.options import NULL, suggest
from .shop.client import ShopClient

ONE = ("GET /users/{user_id}",)
CONTENT = (
    "GET /me/drive/items/{item_id}/content",
    "GET /drives/{drive_id}/items/{item_id}/content",
    "GET /users/{user_id}/drive/items/{item_id}/content",
)
PERIOD = ("GET /f(period='{period}')", "GET /f(date={date})")
SITE = ("GET /sites/{site_id}", "GET /sites/{hostname}:/{+path}:/drive")
TWINS = ("GET /a/{id}/x", "GET /b/{id}/x")
SAME = ("GET /users/{user_id}/x", "GET /me/x")
PHOTO = ("GET /me/photos", "GET /users/{user_id}/photo", "GET /me/{a}/photo")
MINE = ("GET /x", "GET /me/x", "GET /groups/{group_id}/x")
FIXED = ("GET /messages?$filter=a eq 'b'&$top={top}",)


@pytest.mark.parametrize(
    ("routes", "args", "path"),
    [
        (ONE, {"user_id": "a"}, "/users/a"),
        (ONE, {"user_id": "me"}, "/me"),
        (ONE, {"user_id": "Me"}, "/users/Me"),
        (ONE, {"user_id": 7}, "/users/7"),
        (ONE, {"user_id": UUID(int=0)}, f"/users/{UUID(int=0)}"),
        (ONE, {"user_id": "a/b?c#d"}, "/users/a%2Fb%3Fc%23d"),
        (ONE, {"user_id": "$count"}, "/users/%24count"),
        (ONE, {"user_id": "é\r\n\0"}, "/users/%C3%A9%0D%0A%00"),
        (ONE, {"user_id": "%2f"}, "/users/%252f"),
        (ONE, {"user_id": "a", "select": "x", "other": 1, "none": None}, "/users/a"),
        (CONTENT, {"item_id": "i"}, "/me/drive/items/i/content"),
        (CONTENT, {"item_id": "i", "user_id": "me"}, "/me/drive/items/i/content"),
        (CONTENT, {"item_id": "i", "user_id": "u"}, "/users/u/drive/items/i/content"),
        (CONTENT, {"item_id": "i", "drive_id": "d"}, "/drives/d/items/i/content"),
        (PERIOD, {"period": "D7"}, "/f(period='D7')"),
        (PERIOD, {"period": "o'x)/y"}, "/f(period='o''x%29%2Fy')"),
        (PERIOD, {"period": ""}, "/f(period='')"),
        (PERIOD, {"date": date(2024, 1, 2)}, "/f(date=2024-01-02)"),
        (PERIOD, {"date": "2024-01-02"}, "/f(date=2024-01-02)"),
        (PERIOD, {"date": "1,other=2"}, "/f(date='1,other%3D2')"),
        (PERIOD, {"date": "'it''s'"}, "/f(date=%27it%27%27s%27)"),
        (PERIOD, {"date": "'a','b'"}, "/f(date='''a'',''b''')"),
        (PERIOD, {"date": NULL}, "/f(date=null)"),
        (PERIOD, {"date": True}, "/f(date=true)"),
        (SITE, {"site_id": "h,1,2"}, "/sites/h,1,2"),
        (SITE, {"hostname": "h", "path": "/a b/c:d"}, "/sites/h:/a%20b/c%3Ad:/drive"),
        (TWINS, {"id": "1", "route": "GET /b/{id}/x"}, "/b/1/x"),
        (SAME, {"user_id": "me"}, "/me/x"),
        (SAME, {}, "/me/x"),
        (MINE, {}, "/x"),
        (MINE, {"user_id": "me"}, "/me/x"),
        (PHOTO, {}, "/me/photos"),
        (PHOTO, {"user_id": "me"}, "/me/photo"),
        (PHOTO, {"user_id": "me", "route": PHOTO[0]}, "/me/photos"),
        (PHOTO, {"user_id": "me", "a": "b"}, "/me/b/photo"),
        (MINE, {"group_id": "g"}, "/groups/g/x"),
        (MINE, {"route": "GET /me/x"}, "/me/x"),
    ],
)
def test_target(routes: tuple[str, ...], args: dict[str, Any], path: str) -> None:
    target = Operation[Any]("op", *routes).target(args)
    assert (target.method, target.path, target.query) == ("GET", path, ())


def test_documented_query() -> None:
    target = Operation[Any]("op", *FIXED).target({"top": "5&x=1"})
    assert target.path == "/messages"
    assert target.query == (("$filter", "a%20eq%20'b'"), ("$top", "5%26x%3D1"))


@pytest.mark.parametrize(
    ("routes", "args", "error", "message"),
    [
        (ONE, {}, TypeError, "no route takes no path argument; one of: GET /users"),
        (ONE, {"user_id": ""}, ValueError, "user_id is empty"),
        (ONE, {"user_id": "."}, ValueError, "lead elsewhere"),
        (ONE, {"user_id": "\ud800"}, ValueError, "surrogate"),
        (ONE, {"user_id": b"x"}, TypeError, "bytes cannot stand in a URL"),
        (CONTENT, {}, TypeError, "no route takes no path argument"),
        (CONTENT, {"item_id": "i", "user_id": "u", "drive_id": "d"}, TypeError, "no route takes"),
        (PERIOD, {"period": "a", "date": "b"}, TypeError, "no route takes date, period"),
        (SITE, {"hostname": "h", "path": "a/../b"}, ValueError, "lead elsewhere"),
        (SITE, {"hostname": "h", "path": "a//b"}, ValueError, "path is empty"),
        (TWINS, {"id": "1"}, TypeError, "several routes take id; pass route="),
        (TWINS, {"id": "1", "route": "GET /c"}, TypeError, "has no route 'GET /c'"),
    ],
)
def test_no_target(
    routes: tuple[str, ...], args: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as caught:
        Operation[Any]("op", *routes).target(args)
    assert message in str(caught.value)


@given(st.text(), st.sampled_from([ONE[0], "GET /a/{user_id}/b", "GET /a/root:{user_id}:/b"]))
def test_a_value_stays_one_segment(value: str, route: str) -> None:
    try:
        target = Operation[Any]("op", route).target({"user_id": value})
    except ValueError:
        assert value in ("", ".", "..") or not _is_unicode(value)
        return
    if value == "me":
        return
    split = urlsplit(f"https://h{target.path}")
    assert target.path.isascii() and target.path.isprintable()
    assert split.path.count("/") == route.count("/")
    assert not split.query and not split.fragment and "?" not in target.path
    assert unquote(split.path) == route.partition(" ")[2].replace("{user_id}", value)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_value_stays_one_argument(value: str) -> None:
    for route in ("GET /f(a='{user_id}',b=1)", "GET /f(a={user_id},b=1)"):
        path = Operation[Any]("op", route).target({"user_id": value}).path
        before, inner = path.removesuffix(",b=1)").split("(a=", 1)
        text = unquote(inner)
        assert before == "/f" and path.count("/") == 1 and "?" not in path
        if text != value:  # then it is a string literal, closed only at its end
            assert text == "'" + value.replace("'", "''") + "'"
        else:
            assert "," not in text.strip("'") or text[0] == "'"


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.text()))
def test_query_options_stay_apart(options: dict[str, str]) -> None:
    options = {name: value for name, value in options.items() if _is_unicode(value)}
    client = ShopClient("t")
    request = client.prepare(client.users.get, "x", query=options)
    url = urlsplit(request.url)
    assert request.url.isascii() and not url.fragment
    pairs = [pair.partition("=") for pair in url.query.split("&") if pair]
    assert {unquote(name): unquote(value) for name, _, value in pairs} == options


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a b", "a b"),
        (True, "true"),
        (0, "0"),
        (1.5, "1.5"),
        (float("-inf"), "-INF"),
        (float("nan"), "NaN"),
        (Decimal("1.50"), "1.50"),
        (date(2024, 1, 2), "2024-01-02"),
        (time(1, 2, 3), "01:02:03"),
        (datetime(2024, 1, 2, tzinfo=UTC), "2024-01-02T00:00:00Z"),
        (NULL, "null"),
        (["a", "b"], "a,b"),
        ((1, True), "1,true"),
    ],
)
def test_query_values(value: Any, text: str) -> None:
    assert urls.query_value(value) == text


@pytest.mark.parametrize("value", [b"x", {"a": 1}, [["a"]], object()])
def test_no_query_values(value: Any) -> None:
    with pytest.raises(TypeError, match="cannot stand in a URL"):
        urls.query_value(value)


def test_query_of_a_call() -> None:
    client = ShopClient("t")
    request = client.prepare(
        client.users.list,
        select=["id", "displayName"],
        order_by=("a desc", "b"),
        filter="a eq 'x&y=z#'",
        count=False,
        query={"$top": 3, "x y": None, "$orderby": "c", "flag": True},
        top=9,
    )
    assert request.url.partition("?")[2] == (
        "$select=id,displayName&$filter=a%20eq%20'x%26y%3Dz%23'&$count=false"
        "&$top=3&$orderby=c&flag=true"
    )


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://Graph.Example/v1.0", "https://graph.example"),
        ("https://h:443/x", "https://h"),
        ("HTTPS://h:0443", "https://h"),
        ("http://h:8080?x", "http://h:8080"),
        ("https://h.:443#x", "https://h"),
        ("https://[::1]:8443/x", "https://[::1]:8443"),
    ],
)
def test_origin(url: str, origin: str) -> None:
    assert str(urls.origin(url)) == origin


@pytest.mark.parametrize(
    "url",
    [
        "",
        "//h/x",
        "/x",
        "javascript:alert(1)",
        "https:/h",
        "https://",
        "https:///x",
        "https://u@h",
        "https://h@evil",
        "https://h\\@evil",
        "https://h%2eevil",
        "https://h:x",
        "https://h\t.evil",
        "https://hé",
        "https://h\n",
        "https://h:80:80",
        "https://[::1]evil",
    ],
)
def test_no_origin(url: str) -> None:
    with pytest.raises(ValueError):
        urls.origin(url)


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("https://h/x?$filter=a eq 'é'#y", "https://h/x?$filter=a%20eq%20'%C3%A9'"),
        ("/x%20y", "https://base/x%20y"),
        ("//h/x", "https://h/x"),
        ("https://h\\@evil/", "https://h%5C@evil/"),
        ("x", "x"),
    ],
)
def test_resolve(link: str, url: str) -> None:
    assert urls.resolve(link, "https://base/v1.0") == url


def test_operations_are_constants() -> None:
    op = Operation[Any]("op", *ONE, page="api/op.md", line=3)
    assert (repr(op), op.place) == ("<Operation op>", "api/op.md:3")
    with pytest.raises(AttributeError):
        op.id = "x"


def test_suggest() -> None:
    assert suggest("slect", ["select", "top"]) == "; did you mean 'select'?"
    assert suggest("zzz", ["select"]) == ""
