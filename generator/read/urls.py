"""URLs as documentation writes them, with placeholders."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.records import Record

_HOST = re.compile(r"https?://[^/?#\s]*", re.IGNORECASE)
_API_VERSION = re.compile(r"(?:/api)?/(?:v[0-9]+(?:\.[0-9]+)?|beta)(?=[/?*\s]|\Z)", re.IGNORECASE)
_OPTIONAL_QUERY = re.compile(r"\[\?([^\[\]]*)\]")
_SLASHES = re.compile(r"/{2,}")


class Url(Record):
    """A URL taken apart: `base` (host and version, as written), `path` with a leading slash and
    without a trailing one, `query` without its question mark."""

    base: str
    path: str
    query: str


@lru_cache(maxsize=8192)
def split_url(url: str) -> Url:
    """Take a URL or URL template apart. Never raises."""
    host = _HOST.match(url)
    base = host[0] if host else ""
    rest = url[len(base) :]
    if not base and not rest.startswith(("/", "?")):
        rest = f"/{rest}"
    if version := _API_VERSION.match(rest):
        base += version[0]
        rest = rest[version.end() :]
    path, query = _cut_query(_OPTIONAL_QUERY.sub(r"?\1", rest))
    path = _SLASHES.sub("/", path.strip()).rstrip("/") or "/"
    return Url(base, path if path.startswith("/") else f"/{path}", query.strip())


def _cut_query(text: str) -> tuple[str, str]:
    """Cut at the first question mark outside of brackets, else at the first one."""
    if "?" not in text:
        return text, ""
    depth = 0
    for position, character in enumerate(text):
        if character in "{(":
            depth += 1
        elif character in "})":
            depth -= 1
        elif character == "?" and depth <= 0:
            return text[:position], text[position + 1 :]
    path, _, query = text.partition("?") if depth > 0 else (text, "", "")
    return path, query
