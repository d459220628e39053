"""Requests and answers, free of any web framework: what the service is a function of."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote_plus

from generator.records import Record, field, replace

Json = dict[str, Any]
Headers = tuple[tuple[str, str], ...]

JSON = "application/json"
_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
#: What RFC 9110, section 5.5, allows in a field value, of what ASCII has.
_NO_VALUE = re.compile(r"[^\t\x20-\x7e]")
_LONGEST = 4096
#: What a server says of a connection itself (RFC 9110, section 7.6.1), or knows better.
_OWN = frozenset(
    {
        "connection",
        "content-encoding",
        "content-length",
        "date",
        "keep-alive",
        "proxy-authenticate",
        "server",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)


class Asked(Record):
    """A request to one API.

    - `method`: in capitals
    - `path`: below the root of the API, percent-encoded as it came, with its leading slash
    - `query`: what follows the question mark, as it came
    - `headers`: by name in lower case
    - `origin`: scheme, host and port that the client knows the service by
    - `root`: the path of the API's root, such as `/v1.0`
    """

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    origin: str = ""
    root: str = ""

    @property
    def options(self) -> list[tuple[str, str]]:
        """The query options in order, decoded."""
        return pairs(self.query)


class Answer(Record):
    """A response; `source` is the place in the pages that it is taken from, for people."""

    status: int
    headers: Headers = ()
    body: bytes = b""
    source: str = ""

    def adding(self, *headers: tuple[str, str]) -> Answer:
        """The same with more headers."""
        return replace(self, headers=(*self.headers, *headers))


def pairs(query: str) -> list[tuple[str, str]]:
    """The options of a query, decoded; at most a thousand."""
    parts = (part.partition("=") for part in query.split("&")[:1000] if part)
    return [(unquote_plus(name), unquote_plus(value)) for name, _, value in parts]


def json_answer(status: int, value: Any, *headers: tuple[str, str], source: str = "") -> Answer:
    """An answer with a JSON body, in ASCII, so that any text fits."""
    return Answer(status, (("Content-Type", JSON), *headers), json.dumps(value).encode(), source)


def safe_headers(headers: Sequence[tuple[str, str]]) -> Headers:
    """Documented headers that may be sent: no line end, nothing of the connection."""
    return tuple(
        (name, safe_value(value))
        for name, value in headers
        if _NAME.fullmatch(name) and name.lower() not in _OWN
    )


def safe_value(value: str) -> str:
    """Text as a field value: what cannot stand there is left out."""
    return _NO_VALUE.sub("", value).strip()[:_LONGEST]


def code_of(status: int) -> str:
    """The word of a status: `TooManyRequests` for 429."""
    try:
        return re.sub(r"[^A-Za-z]", "", HTTPStatus(status).phrase.title())
    except ValueError:
        return f"Status{status}"
