"""Documented HTTP text is read as pages write it, and compared by meaning."""

from __future__ import annotations

import pytest

from templates.runtime.documented import (
    Message,
    difference,
    outdent,
    parse,
    request_line,
    same_json,
    status_of,
    target,
)

BASE = "https://graph.microsoft.com/v1.0"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("GET /me", Message("GET /me", (), None)),
        ("GET /me\nA: b\n", Message("GET /me", (("A", "b"),), None)),
        ("GET /me\nA:b\n\n{}\n", Message("GET /me", (("A", "b"),), "{}")),
        ("POST /me\n\nPrefer: b\n\n{\n}", Message("POST /me", (("Prefer", "b"),), "{\n}")),
        ("HTTP/1.1 200 OK\n\nA:B\nC:D", Message("HTTP/1.1 200 OK", (), "A:B\nC:D")),
        ("POST /me\nA: b\n{}", Message("POST /me", (("A", "b"),), "{}")),
        ("POST /me\n\n{}", Message("POST /me", (), "{}")),
        ("POST /me\n\na,b\n1,2\n", Message("POST /me", (), "a,b\n1,2")),
        ("\n\nHTTP/1.1 204 No Content\n\n", Message("HTTP/1.1 204 No Content", (), None)),
    ],
)
def test_messages_are_read(text: str, message: Message) -> None:
    assert parse(text) == message


def test_text_without_a_message_is_an_error() -> None:
    with pytest.raises(ValueError, match="no HTTP message"):
        parse(" \n")


@pytest.mark.parametrize(
    ("start", "read"),
    [
        ("GET /me", ("GET", "/me")),
        ("GET  /me HTTP/1.1", ("GET", "/me")),
        ("GET /users?$filter=a eq 'b' ", ("GET", "/users?$filter=a eq 'b'")),
    ],
)
def test_request_lines(start: str, read: tuple[str, str]) -> None:
    assert request_line(start) == read


def test_status_lines() -> None:
    assert status_of("HTTP/1.1 204 No Content") == 204
    assert status_of("HTTP/1.1 200") == 200
    with pytest.raises(ValueError, match="not a status line"):
        status_of("204 No Content")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/me", f"{BASE}/me"),
        ("me/", f"{BASE}/me"),
        ("/v1.0/me", f"{BASE}/me"),
        ("/users/{id}", "/users/%7Bid%7D"),
        ("/users?$top=1&$filter=a eq 'b'", "/users?%24filter=a%20eq%20%27b%27&$top=1"),
    ],
)
def test_urls_that_mean_the_same_are_equal(one: str, other: str) -> None:
    assert target(one, BASE) == target(other, BASE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/users/a/b", "/users/a%2Fb"),
        ("/users?a=1&a=1", "/users?a=1"),
        ("/users?a=%26b", "/users?a=&b"),
        ("/me", "https://graph.microsoft.com/beta/me"),
        ("/me", "https://example.com/v1.0/me"),
    ],
)
def test_urls_that_differ_are_not_equal(one: str, other: str) -> None:
    assert target(one, BASE) != target(other, BASE)


def test_blocks_lose_their_margin_and_nothing_else() -> None:
    block = """
        GET /me

          indented
    """
    assert outdent(block) == "GET /me\n\n  indented"


def test_json_is_compared_with_its_types() -> None:
    assert same_json({"a": [1, None]}, {"a": [1.0, None]})
    assert not same_json({"a": True}, {"a": 1})
    assert not same_json([1], [1, 2])
    assert not same_json({"a": None}, {})
    assert '+  "a": 2' in difference({"a": 1}, {"a": 2})
