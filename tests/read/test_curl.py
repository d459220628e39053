"""Requests shown as curl commands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.read.curl import curl_request, has_more, is_curl
from generator.read.http_text import parse_message


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("curl https://x.org/a", "GET https://x.org/a"),
        ('$ curl -s "https://x.org/a?b=c"', "GET https://x.org/a?b=c"),
        ("# first\ncurl \\\n  https://x.org/a", "GET https://x.org/a"),
        ("curl -X DELETE https://x.org/a/1", "DELETE https://x.org/a/1"),
        ("curl -XPUT https://x.org/a -d x=1", "PUT https://x.org/a\n\nx=1"),
        ("curl --request=HEAD --url https://x.org/a", "HEAD https://x.org/a"),
        ("curl -I https://x.org/a", "HEAD https://x.org/a"),
        (
            "curl https://x.org/a -H 'Accept: a/b' \\\n  -d '{\"a\": 1}'",
            'POST https://x.org/a\nAccept: a/b\n\n{"a": 1}',
        ),
        (
            "curl --json '[]' https://x.org/a",
            "POST https://x.org/a\nContent-Type: application/json\n\n[]",
        ),
        ("curl -u me:secret -o out.json https://x.org/a | jq .", "GET https://x.org/a"),
        ("curl $HOST/a && curl $HOST/b", "GET /a"),
        ("curl {{baseUrl}}/a", "GET /a"),
    ],
)
def test_commands(command: str, message: str) -> None:
    assert is_curl(command)
    assert curl_request(command) == message
    assert parse_message(message).kind == "request"


@pytest.mark.parametrize(
    "command",
    [
        "curl -d @body.json https://x.org/a",
        "curl -F file=@a.png https://x.org/a",
        "curl -T a.png https://x.org/a",
        "curl -G -d a=1 https://x.org/a",
        "curl 'https://x.org/a",
        "curl",
        "curl example",
        "curl -X 'GET /' https://x.org/a",
    ],
)
def test_what_shows_no_message(command: str) -> None:
    assert curl_request(command) is None


def test_other_code_is_no_curl() -> None:
    assert not is_curl("import pycurl")
    assert not is_curl("libcurl is a library")


@given(st.text(alphabet="curl -XHd'\"\\\n$={}@/:ab", max_size=80))
def test_any_text_is_read(text: str) -> None:
    message = curl_request(f"curl {text}")
    assert message is None or parse_message(message).kind == "request"


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("curl https://x.org/a\ncurl https://x.org/b", True),
        ("$ curl https://x.org/a \\\n  -H 'A: b'\n$ curl https://x.org/b", True),
        ("curl https://x.org/a && curl https://x.org/b", True),
        ("curl https://x.org/a; curl https://x.org/b", True),
        ("# curl asks\ncurl https://x.org/a -H 'X: about curl itself'", True),
        ("curl https://x.org/a -H 'X: about curl itself'", False),
        ("curl https://x.org/curl/a | jq .", False),
        ("", False),
    ],
)
def test_commands_behind_the_first_are_seen(text: str, more: bool) -> None:
    assert has_more(text) == more
