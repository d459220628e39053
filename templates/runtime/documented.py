"""Documented HTTP messages: reading their text, and comparing them with what was sent.

The text is what a page shows, so reading is lenient where pages are: a blank line may stand
between the start line and the headers, a line end may be missing, the URL may hold blanks.
"""

from __future__ import annotations

import difflib
import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

#: Headers that say nothing about a call: they carry a secret, the connection or a length.
IGNORED_HEADERS = frozenset({"authorization", "host", "content-length", "accept"})

_MARGIN = " " * 8
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9_-]*)[ \t]*:[ \t]*(.*)")
#: Fields that pages write behind a blank line. Other lines there begin the body, which may
#: look like a field: that of a vCard, or of a mail.
_FIELD_BEHIND_BLANK = re.compile(
    r"(?:accept|authorization|consistencylevel|content-[a-z]+|etag|if-match|location"
    r"|prefer|x-[a-z-]+)[ \t]*:",
    re.IGNORECASE,
)
_REQUEST = re.compile(r"([A-Z]+)\s+(.*?)(?:\s+HTTP/[\d.]+)?\s*")
_STATUS = re.compile(r"HTTP/[\d.]+\s+(\d{3})\b[ \t]*(.*)")


@dataclass(frozen=True, slots=True)
class Message:
    """A message as its text gives it: start line, headers in order, body or None."""

    start: str
    headers: tuple[tuple[str, str], ...]
    body: str | None


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes, percent-decoded: host, path segments, query options."""

    host: str
    path: tuple[str, ...]
    query: tuple[tuple[str, str], ...]


def outdent(text: str) -> str:
    """The text of an indented block: without its margin, its first and its last line end."""
    lines = text.removeprefix("\n").split("\n")
    if len(lines) > 1 and not lines[-1].strip():
        lines.pop()
    return "\n".join(line.removeprefix(_MARGIN) for line in lines)


def parse(text: str) -> Message:
    """Read a message. Raises ValueError when there is none."""
    lines = text.split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    if not lines:
        raise ValueError("no HTTP message")
    start, at = lines[0].strip(), 1
    first = next((n for n in range(1, len(lines)) if lines[n].strip()), None)
    if first is not None and _FIELD_BEHIND_BLANK.match(lines[first].strip()):
        at = first
    headers: list[tuple[str, str]] = []
    while at < len(lines) and (match := _HEADER.fullmatch(lines[at].strip())):
        headers.append((match[1], match[2].strip()))
        at += 1
    while at < len(lines) and not lines[at].strip():
        at += 1
    body = "\n".join(lines[at:]).rstrip()
    return Message(start, tuple(headers), body or None)


def request_line(start: str) -> tuple[str, str]:
    """Method and URL of a request line. Raises ValueError when it is none."""
    match = _REQUEST.fullmatch(start)
    if match is None:
        raise ValueError(f"not a request line: {start!r}")
    return match[1], match[2]


def status_of(start: str) -> int:
    """The status of a status line. Raises ValueError when it is none."""
    match = _STATUS.match(start)
    if match is None:
        raise ValueError(f"not a status line: {start!r}")
    return int(match[1])


def target(url: str, base_url: str) -> Target:
    """What a URL addresses; a relative one is below `base_url`, whose path it may repeat.

    Both sides of a comparison go through here, so spellings that mean the same are equal: escaped
    and unescaped characters, and query options in another order.
    """
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", url):
        root = "/".join(base_url.split("/", 3)[:3])
        below = base_url.removeprefix(root).strip("/")
        relative = url.lstrip("/")
        inside = below and re.match(re.escape(below) + r"(?=[/?]|$)", relative)
        url = f"{root if inside else base_url.rstrip('/')}/{relative}"
    address, _, query = url.partition("?")
    scheme, _, rest = address.partition("://")
    host, _, path = rest.partition("/")
    options = (piece.partition("=")[::2] for piece in query.split("&") if piece)
    return Target(
        f"{scheme}://{host}".lower(),
        tuple(unquote(segment) for segment in path.rstrip("/").split("/")),
        tuple(sorted((unquote(name), unquote(value)) for name, value in options)),
    )


def same_json(left: Any, right: Any) -> bool:
    """Whether two JSON values are equal; true is not 1, but 1 is 1.0."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same_json(left[k], right[k]) for k in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same_json, left, right))
    return isinstance(left, bool) == isinstance(right, bool) and bool(left == right)


def difference(documented: Any, actual: Any) -> str:
    """The difference of two JSON values, line by line."""
    before, after = _lines(documented), _lines(actual)
    return "\n".join(difflib.unified_diff(before, after, "documented", "actual", lineterm=""))


def _lines(value: Any) -> list[str]:
    shown = json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False, default=repr)
    return shown.splitlines()
