"""HTTP as documentation writes it: request lines with templates, and example messages.

`request_lines` reads a fence of an "HTTP request" section, `parse_message` a fence that shows a
request or a response. Both report what they forgive and lose nothing of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from generator import limits
from generator.read.urls import split_url
from generator.records import Record

_METHODS = "GET|POST|PATCH|PUT|DELETE|HEAD|OPTIONS|MERGE"
_REQUEST = re.compile(rf"({_METHODS})(?:\s+(.*))?\Z", re.DOTALL)
_RESPONSE = re.compile(r"HTTP/[0-9]+(?:\.[0-9]+)?(?:\s+([0-9]{3}))?(?![\w/])\s*(.*)\Z", re.DOTALL)
_NEXT_START = re.compile(rf"(?:(?:{_METHODS})[ \t]+(?:https?://|/)|HTTP/[0-9.]+[ \t]+[0-9]{{3}})")
_VERSION_FIRST = re.compile(r"HTTP/[0-9](?:\.[0-9])?(?:\s+|\Z)")
_VERSION_LAST = re.compile(r"(?:\A|\s)HTTP/[0-9](?:\.[0-9])?\Z")
_NOT_FOUND = re.compile(r"\*\*[^*\n]*\bnot found\b|\bURI for \S+ not found\b", re.IGNORECASE)
_OPERATOR = re.compile(r"(?:and|or|not|eq|ne|gt|ge|lt|le|in|desc|asc)\b")

_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,80}):(\s*)(.*)\Z", re.DOTALL)
#: Fields that are recognised behind a blank line and without a colon as well.
_COMMON = (
    "accept|accept-language|allow|authorization|cache-control|client-request-id|connection"
    "|consistencylevel|content-disposition|content-encoding|content-length|content-location"
    "|content-range|content-type|cookie|date|etag|expires|host|if-match|if-none-match"
    "|last-modified|location|odata-version|prefer|preference-applied|range|request-id|retry-after"
    "|server|strict-transport-security|transfer-encoding|user-agent|vary|workbook-session-id"
    "|x-[a-z0-9-]+"
)
_COMMON_FIELD = re.compile(rf"(?:{_COMMON})\s*:", re.IGNORECASE)
_NO_COLON = re.compile(rf"({_COMMON})[ \t]+(\S.*)\Z", re.IGNORECASE)
#: Lines that look like fields and begin a body: vCard, iCalendar and MIME texts.
_NO_FIELD = re.compile(r"(?:BEGIN|MIME-Version|https?):", re.IGNORECASE)


class RequestLine(Record):
    """A documented request; `url` as written, the rest as in `Url`. `offset` counts from 0."""

    offset: int
    method: str
    url: str
    base: str
    path: str
    query: str


class MissingLine(Record):
    """A request whose URL the page does not know; `text` is what stands in its place."""

    offset: int
    method: str
    text: str


class OtherLine(Record):
    """A line that is no request."""

    offset: int
    text: str


class Message(Record):
    """An example message.

    - `kind`: by content; None when the text is neither: all of it is `body` then
    - `start`: the start line, joined when it spans lines; `line` its offset in the fence
    - `method`, `url` of a request; `status` (None when missing) and `reason` of a response
    - `body`: None when there is none; `body_line` its offset
    - `problems`: (offset, text) of what is not as HTTP wants it
    - `rest`: a second message in the same fence, verbatim; `rest_line` its offset
    """

    kind: Literal["request", "response"] | None
    start: str = ""
    line: int = 0
    method: str = ""
    url: str = ""
    status: int | None = None
    reason: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    body: str | None = None
    body_line: int = 0
    problems: tuple[tuple[int, str], ...] = ()
    rest: str = ""
    rest_line: int = 0


def request_lines(fence: str) -> list[RequestLine | MissingLine | OtherLine]:
    """Read a fence of an "HTTP request" section, line by line; blank lines are left out."""
    lines = _lines(fence)
    found: list[RequestLine | MissingLine | OtherLine] = []
    position = 0
    while position < len(lines):
        offset, text = position, lines[position].strip()
        position += 1
        if not text:
            continue
        request = _REQUEST.match(text)
        if request is None:
            found.append(OtherLine(offset, text))
            continue
        target, position = _continued(request[2] or "", lines, position)
        found.append(_request(offset, request[1], target))
    return found


def _request(offset: int, method: str, target: str) -> RequestLine | MissingLine:
    url = _without_version(target)
    if not url or _NOT_FOUND.search(url):
        return MissingLine(offset, method, url)
    parts = split_url(url)
    return RequestLine(offset, method, url, parts.base, parts.path, parts.query)


def _without_version(target: str) -> str:
    text = _VERSION_FIRST.sub("", target.strip(), count=1) if target else ""
    return _VERSION_LAST.sub("", text).strip()


def _lines(text: str) -> list[str]:
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _continued(target: str, lines: Sequence[str], position: int) -> tuple[str, int]:
    """Join the lines over which a URL goes on; returns it and the offset of the next line."""
    pieces = [target.strip()]
    depth = _depth(pieces[0])
    while position < len(lines) and len(pieces) < 50:
        text = lines[position].strip()
        last = pieces[-1]
        opened = depth > 0 or last.endswith(("?", "&", ",", "=")) or not last
        starts = text.startswith(("?", "&")) or (opened and _may_continue(text, last))
        operator = "?" in "".join(pieces) and _OPERATOR.match(text) is not None
        if not text or not (starts or operator):
            break
        pieces.append(f" {text}" if operator and not starts else text)
        depth += _depth(text)
        position += 1
    return "".join(pieces), position


def _depth(text: str) -> int:
    return sum(map(text.count, "([")) - sum(map(text.count, ")]"))


def _may_continue(text: str, last: str) -> bool:
    if _REQUEST.match(text) or _RESPONSE.match(text) or _COMMON_FIELD.match(text):
        return False
    return bool(last) or text.startswith(("/", "http"))


@lru_cache(maxsize=16)  # several readers look at the code blocks of a page
def parse_message(fence: str) -> Message:
    """Read a fence that shows a request or a response. Never raises and loses no text."""
    lines = _lines(fence)
    first = next((i for i, text in enumerate(lines) if text.strip("\ufeff \t")), None)
    if first is None:
        return Message(None)
    start = lines[first].lstrip("\ufeff \t").rstrip()
    if response := _RESPONSE.match(start):
        reader = _Reader(lines, first + 1)
        if response[1] is None:
            reader.problem(first, "the status line has no status")
        return reader.message(
            Message(
                "response",
                start=start,
                line=first,
                status=int(response[1]) if response[1] else None,
                reason=response[2].strip(),
            )
        )
    request = _REQUEST.match(start)
    if request is None or not request[2]:
        return Message(None, body="\n".join(lines[first:]).rstrip(), body_line=first, line=first)
    target, position = _continued(request[2], lines, first + 1)
    method, url = request[1], _without_version(target)
    return _Reader(lines, position).message(
        Message("request", start=f"{method} {target}", line=first, method=method, url=url)
    )


@dataclass(slots=True)
class _Reader:
    """Reads the header fields and the body of a message, from `position` on."""

    lines: list[str]
    position: int
    headers: list[tuple[str, str]] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)

    def problem(self, offset: int, text: str) -> None:
        self.problems.append((offset, text))

    def message(self, start: Message) -> Message:
        """The whole message that begins with `start`."""
        self._read_headers()
        begin, end = self._body()
        body = "\n".join(self.lines[begin:end]).rstrip()
        rest = "\n".join(self.lines[end:]).rstrip()
        return Message(
            start.kind,
            start.start,
            start.line,
            start.method,
            start.url,
            start.status,
            start.reason,
            headers=tuple(self.headers),
            body=body or None,
            body_line=begin,
            problems=tuple(self.problems),
            rest=rest,
            rest_line=end if rest else 0,
        )

    def _read_headers(self) -> None:
        """Read fields up to the body; `position` is then the first line that is no field."""
        blank = full = False
        while self.position < len(self.lines):
            line = self.lines[self.position]
            text = line.strip()
            if not text:
                blank = True
            elif len(self.headers) >= limits.HEADERS and _HEADER.match(text):
                if not full:
                    self.problem(self.position, f"more than {limits.HEADERS} header fields")
                full = True
            elif not self._read_field(line, text, blank):
                if not blank and not _NEXT_START.match(text):
                    self.problem(self.position, "no blank line before the body")
                return
            else:
                blank = False
            self.position += 1

    def _read_field(self, line: str, text: str, blank: bool) -> bool:
        common = _COMMON_FIELD.match(text) is not None
        named = _HEADER.match(text)
        if named and (common or (not blank and not _NO_FIELD.match(text))):
            if blank:
                self.problem(self.position, "a blank line before a header")
            if not named[2] and named[3]:
                self.problem(self.position, f"no blank behind the colon of {named[1]}")
            self.headers.append((named[1], named[3]))
            return True
        if blank or text[0] in "{[<":
            return False
        if bare := _NO_COLON.match(text):
            self.problem(self.position, f"no colon behind {bare[1]}")
            self.headers.append((bare[1], bare[2]))
            return True
        if line[0] in " \t" and self.headers:
            name, value = self.headers[-1]
            self.headers[-1] = (name, f"{value} {text}".strip())
            return True
        return False

    def _body(self) -> tuple[int, int]:
        """Where the body begins and ends; a second message ends it."""
        kind = next((v for k, v in self.headers if k.lower() == "content-type"), "")
        end = len(self.lines)
        if not kind.lower().startswith("multipart"):
            for offset in range(self.position, end):
                if _NEXT_START.match(self.lines[offset]):
                    self.problem(offset, "a second message in the same block")
                    return self.position, offset
        return self.position, end
