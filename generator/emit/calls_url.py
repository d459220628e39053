"""Where a documented request goes: to this API, to another version of it, or elsewhere."""

from __future__ import annotations

import re
from urllib.parse import unquote

from generator.records import Record

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_VERSION = re.compile(r"/(v\d+(?:\.\d+)?|beta)(?=/|$|\?)", re.IGNORECASE)


class Place(Record):
    """A documented URL below a base URL.

    `base_url` is set where it is not the API's own, since the URL names another version. `query`
    is decoded, in documented order.
    """

    path: str
    query: tuple[tuple[str, str], ...]
    base_url: str | None = None


def locate(url: str, base_url: str) -> Place | None:
    """The place of a documented URL, None for a URL of another service."""
    origin, base_path = _split(base_url.rstrip("/"))
    own, rest = _split(url) if _ABSOLUTE.match(url) else (origin, url)
    if own.lower() != origin.lower():
        return None
    rest = rest if rest.startswith("/") else f"/{rest}"
    if rest.startswith(base_path) and rest[len(base_path) :][:1] in ("", "/", "?"):
        return _place(rest[len(base_path) :], None)
    version = _VERSION.match(rest)
    if version:
        return _place(rest[version.end() :], f"{origin}/{version[1]}")
    return _place(rest, origin if _ABSOLUTE.match(url) else None)


def _split(url: str) -> tuple[str, str]:
    """Origin, and the rest from its slash on."""
    scheme, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host}", slash + path


def _place(rest: str, base_url: str | None) -> Place:
    path, _, query = rest.partition("?")
    pieces = (piece.partition("=") for piece in query.split("&") if piece)
    options = tuple((unquote(name), unquote(value)) for name, _, value in pieces)
    return Place(path.rstrip("/") or "/", options, base_url)
