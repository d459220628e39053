"""Documented URLs find the route that they fit, and the arguments that they stand for."""

from __future__ import annotations

import pytest

from generator.emit.calls_routes import (
    Match,
    fixed_query,
    match_cast,
    match_route,
    without_parentheses,
)

ROUTES = (
    "GET /users/{user_id}",
    "GET /users/{user_id}/messages/{message_id}",
    "GET /me/contacts",
    "GET /drives/{drive_id}/root:/{+item_path}:/content",
    "GET /reports/getUsage(period='{period}')",
    "GET /range(row={row},column={column})",
    "GET /things/all",
    "GET /things/{thing_id}",
    "POST /users",
)


@pytest.mark.parametrize(
    ("path", "route", "arguments"),
    [
        ("/users/{id}", 0, {"user_id": "{id}"}),
        ("/users/a%40b.c", 0, {"user_id": "a@b.c"}),
        ("/me", 0, {"user_id": "me"}),
        ("/me/messages/1", 1, {"user_id": "me", "message_id": "1"}),
        ("/me/contacts", 2, {}),
        ("/drives/1/root:/a/b%20c:/content", 3, {"drive_id": "1", "item_path": "a/b c"}),
        ("/reports/getUsage(period='D7')", 4, {"period": "D7"}),
        ("/reports/getUsage(period='it''s')", 4, {"period": "it's"}),
        ("/range(row=1,column={c})", 5, {"row": "1", "column": "{c}"}),
        ("/range(row='a,b',column=2)", 5, {"row": "'a,b'", "column": "2"}),
        ("/things/all", 6, {}),
        ("/things/other", 7, {"thing_id": "other"}),
    ],
)
def test_a_url_fits_its_route(path: str, route: int, arguments: dict[str, str]) -> None:
    assert match_route(ROUTES, "GET", path) == Match(ROUTES[route], tuple(arguments.items()))


def test_other_letters_fit_when_nothing_else_does() -> None:
    match = match_route(ROUTES, "GET", "/Users/A")
    assert match == Match(ROUTES[0], (("user_id", "A"),), same_case=False)


@pytest.mark.parametrize("path", ["/users", "/users/1/2", "/you", "/users/", "/users/$count"])
def test_other_urls_fit_none(path: str) -> None:
    assert match_route(ROUTES, "GET", path) is None


def test_the_method_must_fit() -> None:
    assert match_route(ROUTES, "DELETE", "/users/1") is None
    assert match_route(ROUTES, "POST", "/users") == Match("POST /users", ())


def test_parts_of_a_route() -> None:
    assert fixed_query("GET /a?$expand=b&c=d") == (("$expand", "b"), ("c", "d"))
    assert fixed_query("GET /a") == ()


@pytest.mark.parametrize(
    ("path", "plain"),
    [
        ("/me/events('1')", "/me/events/1"),
        ("/users('a''b')/root:/x", "/users/a'b/root:/x"),
        ("/a('1')/b('2')", "/a/1/b/2"),
        ("/getUsage(period='D7')", "/getUsage(period='D7')"),
        ("/a('b/c')", "/a('b/c')"),
        ("/a('')", "/a('')"),
    ],
)
def test_keys_as_segments(path: str, plain: str) -> None:
    assert without_parentheses(path) == plain


@pytest.mark.parametrize(
    ("path", "route", "cast"),
    [
        ("/users/1/messages/2/a.b", "GET /users/{user_id}/messages/{message_id}", "a.b"),
        ("/me/contacts/microsoft.graph.user/$count", None, None),
        ("/me/contacts/microsoft.graph.user", "GET /me/contacts", "microsoft.graph.user"),
        ("/Me/contacts/a.b", "GET /me/contacts", "a.b"),
        ("/me/contacts/user", None, None),
        ("/me/contacts/a.b/c", None, None),
    ],
)
def test_a_url_with_a_type_cast(path: str, route: str | None, cast: str | None) -> None:
    match = match_cast(ROUTES, "GET", path)
    assert (match and match.route, match and match.cast) == (route, cast)
