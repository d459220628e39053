"""Request lines, path templates and example messages as pages write them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Argument, Segment
from generator.read.http_text import (
    MissingLine,
    OtherLine,
    RequestLine,
    parse_message,
    request_lines,
)
from generator.read.path_text import join_path, parse_path

GRAPH = "https://graph.microsoft.com/v1.0"


@pytest.mark.parametrize(
    ("line", "base", "path", "query"),
    [
        ("GET /users", "", "/users", ""),
        ("GET users", "", "/users", ""),
        ("  GET   /users/  ", "", "/users", ""),
        ("\ufeffGET /users", "", "/users", ""),
        ("GET /", "", "/", ""),
        ("GET /users HTTP/1.1", "", "/users", ""),
        ("GET HTTP/2.0 https://graph.microsoft.com/v1.0/me", GRAPH, "/me", ""),
        ("GET https://graph.microsoft.com/v1.0/me?$top=1", GRAPH, "/me", "$top=1"),
        ("GET https://graph.microsoft.com/me", "https://graph.microsoft.com", "/me", ""),
        ("GET /beta/me", "/beta", "/me", ""),
        ("GET /v1.0/me", "/v1.0", "/me", ""),
        ("GET /betas/me", "", "/betas/me", ""),
        ("GET /users/{id | userPrincipalName}/x", "", "/users/{id | userPrincipalName}/x", ""),
        ("GET /a?$filter=b eq 'c d'", "", "/a", "$filter=b eq 'c d'"),
        ("GET /a(q='{what?}')?$top=1", "", "/a(q='{what?}')", "$top=1"),
        ("GET /a(q='b?c", "", "/a(q='b", "c"),
        ("GET /pages/$value[?includeIDs=true]", "", "/pages/$value", "includeIDs=true"),
        ("GET /a//b", "", "/a/b", ""),
    ],
)
def test_request_line(line: str, base: str, path: str, query: str) -> None:
    (found,) = request_lines(line)
    assert isinstance(found, RequestLine)
    assert (found.method, found.base, found.path, found.query) == ("GET", base, path, query)


@pytest.mark.parametrize(
    "line",
    [
        "POST ** Collection URI for microsoft.a.b not found",
        "POST ** Entity URI for microsoft.a.b not found **",
        "POST https://graph.microsoft.com/beta** Collection URI for microsoft.a.b not found",
        "POST",
    ],
)
def test_missing_line(line: str) -> None:
    (found,) = request_lines(line)
    assert isinstance(found, MissingLine)
    assert found.method == "POST"


def test_fence() -> None:
    fence = "\nGET /a\n\nor\nPATCH /b?$top=1\n  &$skip=2\nGET\n/c\n{\r\n  1\n"
    found = request_lines(fence)
    assert [line.offset for line in found] == [1, 3, 4, 6, 8, 9]
    assert [getattr(line, "path", "") for line in found] == ["/a", "", "/b", "/c", "", ""]
    assert [getattr(line, "query", "") for line in found] == ["", "", "$top=1&$skip=2", "", "", ""]
    assert [line.text for line in found if isinstance(line, OtherLine)] == ["or", "{", "1"]


def lit(text: str) -> Segment:
    return Segment("literal", text)


def key(text: str, prefix: str = "", suffix: str = "") -> Segment:
    return Segment("key", text, prefix, suffix)


def call(name: str, *args: Argument) -> Segment:
    return Segment("function", name, args=args)


PATHS: list[tuple[str, tuple[Segment, ...]]] = [
    ("/", ()),
    ("/me", (lit("me"),)),
    ("/users/{id | userPrincipalName}", (lit("users"), key("id | userPrincipalName"))),
    ("/a/{b/c}/d", (lit("a"), key("b/c"), lit("d"))),
    (
        "/drive/root:/{item-path}:/workbook",
        (lit("drive"), lit("root:"), Segment("path", "item-path", suffix=":"), lit("workbook")),
    ),
    (
        "/items/{id}:/{name}:/content",
        (lit("items"), key("id", suffix=":"), Segment("path", "name", suffix=":"), lit("content")),
    ),
    ("/root:/{a}/{b}", (lit("root:"), Segment("path", "a"), Segment("path", "b"))),
    ("/a/microsoft.graph.group", (lit("a"), Segment("cast", "microsoft.graph.group"))),
    ("/a/contoso.appointments.room", (lit("a"), Segment("cast", "contoso.appointments.room"))),
    ("/domains/contoso.com", (lit("domains"), lit("contoso.com"))),
    ("/a/microsoft.graph.getByIds", (lit("a"), lit("microsoft.graph.getByIds"))),
    ("/a/microsoft.graph.delta()", (lit("a"), call("microsoft.graph.delta"))),
    ("/a/range()", (lit("a"), call("range"))),
    ("/f(a='{x}')", (call("f", Argument("a", "x", quoted=True)),)),
    ("/f(a={x},b='c/d')", (call("f", Argument("a", "x"), Argument("b", None, "c/d", True)),)),
    ("/f(a=1)", (call("f", Argument("a", None, "1")),)),
    ("/f(a=true)", (call("f", Argument("a", None, "true")),)),
    ("/users('{id}')/x", (key("id", "users('", "')"), lit("x"))),
    ("/drives({id})", (key("id", "drives(", ")"),)),
    ("/roles/templateId={x}", (lit("roles"), key("x", "templateId="))),
    ("/a/$ref", (lit("a"), lit("$ref"))),
    ("/a/{id}/.../b", (lit("a"), key("id"), lit("..."), lit("b"))),
    ("/users('a')", (lit("users('a')"),)),
]


@pytest.mark.parametrize(("path", "segments"), PATHS)
def test_path(path: str, segments: tuple[Segment, ...]) -> None:
    assert parse_path(path) == segments
    assert join_path(segments) == path


@pytest.mark.parametrize(
    ("path", "normal"),
    [
        ("me/x", "/me/x"),
        ("/teams/(team-id)/x", "/teams/{team-id}/x"),
        ("/range(address='<address>')/x", "/range(address='{address}')/x"),
        ("/range(address='<address>'/x", "/range(address='{address}')/x"),
        ("/f(a={x}, b={y})", "/f(a={x},b={y})"),
        ("/f(count=n)", "/f(count={n})"),
        ("/f(on='parameterValue')", "/f(on='{parameterValue}')"),
        ("/a/{id", "/a/{id}"),
        ("/a/{id} | name}/b", "/a/{id | name}/b"),
    ],
)
def test_path_is_normalised(path: str, normal: str) -> None:
    assert join_path(parse_path(path)) == normal


NAMES = st.from_regex(r"[a-z][a-zA-Z0-9-]{0,8}", fullmatch=True)
TEMPLATES = st.one_of(
    NAMES,
    NAMES.map("{{{}}}".format),
    st.tuples(NAMES, NAMES).map(lambda two: f"{two[0]}({{{two[1]}}})"),
    st.tuples(NAMES, NAMES, NAMES).map(
        lambda three: f"{three[0].replace('-', '')}({three[1]}='{{{three[2]}}}')"
    ),
    st.tuples(NAMES, NAMES).map(lambda two: f"root:/{{{two[0]}}}:/{two[1]}"),
)


@given(st.lists(TEMPLATES, min_size=1))
def test_segments_give_back_the_path(parts: list[str]) -> None:
    path = "/" + "/".join(parts)
    assert join_path(parse_path(path)) == path


@given(st.text() | st.text("/{}()<>'=,:.a |", max_size=30))
def test_any_path_is_parsed(path: str) -> None:
    segments = parse_path(path)
    joined = join_path(segments)
    kept = str.maketrans("", "", "{}()<>/:' =,")
    assert joined.translate(kept).split() == path.translate(kept).split()


def test_request_message() -> None:
    found = parse_message(
        "\n\nPOST https://graph.microsoft.com/v1.0/me HTTP/1.1\nContent-type: application/json\n"
        'Prefer:return\n\n\n{\n  "a": 1\n}\n\n'
    )
    assert (found.kind, found.method, found.line) == ("request", "POST", 2)
    assert found.url == "https://graph.microsoft.com/v1.0/me"
    assert found.headers == (("Content-type", "application/json"), ("Prefer", "return"))
    assert (found.body, found.body_line) == ('{\n  "a": 1\n}', 7)
    assert found.problems == ((4, "no blank behind the colon of Prefer"),)


def test_response_message() -> None:
    found = parse_message("HTTP/1.1 201 Created\nLocation: /a\n b\n{}")
    assert (found.kind, found.status, found.reason) == ("response", 201, "Created")
    assert found.headers == (("Location", "/a b"),)
    assert found.body == "{}"
    assert [offset for offset, _ in found.problems] == [3]


@pytest.mark.parametrize(
    ("fence", "url"),
    [
        ("GET /a?$filter=b eq 'c' and d", "/a?$filter=b eq 'c' and d"),
        ("GET HTTP/2.0 https://x/y?$filter=a eq b", "https://x/y?$filter=a eq b"),
        ('GET /f(ids=[\n  "Ids value"\n])\nHost: x', '/f(ids=["Ids value"])'),
        ("GET /a\n?$top=1\n&$skip=1\nHost: x", "/a?$top=1&$skip=1"),
        ("GET /a?$filter=b eq 1\n  and c eq 2\nHost: x", "/a?$filter=b eq 1 and c eq 2"),
        ("GET /f(a='b'\nHost: x", "/f(a='b'"),
    ],
)
def test_urls(fence: str, url: str) -> None:
    found = parse_message(fence)
    assert found.url == url
    assert found.body is None
    assert [name for name, _ in found.headers] in ([], ["Host"])


@pytest.mark.parametrize(
    ("fence", "headers", "body", "problems"),
    [
        ("HTTP/1.1 204 No Content", 0, None, 0),
        ("HTTP/1.1 200", 0, None, 0),
        ("HTTP/1.1 OK", 0, None, 1),
        ("POST /a\n\nContent-type: b\n\n{}", 1, "{}", 1),
        ("POST /a\n\n{}", 0, "{}", 0),
        ("HTTP/1.1 200 OK\nContent-type application/json\n\n[]", 1, "[]", 1),
        ("HTTP/1.1 200 OK\nContent-type: text/vcard\n\nBEGIN:VCARD\nN:x", 1, "BEGIN:VCARD\nN:x", 0),
        ("HTTP/1.1 200 OK\n\nName: kept", 0, "Name: kept", 0),
        ("HTTP/1.1 200 OK\n<bytes>", 0, "<bytes>", 1),
        ("PUT /a\nHost: x\n\nbinary data", 1, "binary data", 0),
        ('{"a": 1}', 0, '{"a": 1}', 0),
        ("GET", 0, "GET", 0),
        ("", 0, None, 0),
    ],
)
def test_messages(fence: str, headers: int, body: str | None, problems: int) -> None:
    found = parse_message(fence)
    assert (len(found.headers), found.body, len(found.problems)) == (headers, body, problems)


def test_second_message() -> None:
    found = parse_message("GET /a\nHost: x\n\nGET /b\n\n{}")
    assert (found.rest, found.rest_line, found.body) == ("GET /b\n\n{}", 3, None)
    batch = "POST /$batch\nContent-Type: multipart/mixed\n\n--x\nGET /b\n--x--"
    assert parse_message(batch).body == "--x\nGET /b\n--x--"


LINES = st.sampled_from(
    (
        *("GET /a", "POST https://x/v1.0/b?c=(d", "HTTP/1.1 200 OK", "HTTP/1.1", "Host: x", "A:b"),
        *("", " ", "{", '"a": 1', "}", "&x=1", "and b eq c", " folded", "[", "BEGIN:VCARD", "text"),
    )
)


@given(st.text() | st.lists(LINES, max_size=12).map("\n".join))
def test_no_text_is_lost(fence: str) -> None:
    found = parse_message(fence)
    fields = "".join(f"{name}:{value}" for name, value in found.headers)
    whole = f"{found.start}{fields}{found.body or ''}{found.rest}"
    assert "".join(whole.split()) == "".join(fence.lstrip("\ufeff \t\r\n").split())
    for line in request_lines(fence):
        assert line.offset < len(fence) + 1


@pytest.mark.parametrize(
    "piece",
    ["{", "(", "<", "/{a}", "GET ", "GET /a\n", "&a\n", "A: b\n", "'", "f(a=", "?", "** ", "a."],
)
def test_time_is_linear(piece: str) -> None:
    text = piece * 20_000
    begin = time.process_time()
    parse_path(text)
    parse_path(f"/f(a={text}")
    request_lines(text)
    request_lines(f"GET /{text}")
    parse_message(f"GET /a\n{text}")
    parse_message(f"GET /{text}")
    assert time.process_time() - begin < 3
