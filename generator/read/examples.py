"""Documented exchanges: requests and responses found by content, paired as on the page."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from generator import limits
from generator.model import HttpMessage
from generator.read.facts import ExampleFacts, Mention
from generator.read.http_text import Message, parse_message
from generator.read.markdown import Paragraph
from generator.read.metadata import Metadata
from generator.read.page import CodeBlock, Page, Section, heading_key
from generator.read.recorded import check_recorded, is_recorded
from generator.read.translated_words import original_key
from generator.read.type_text import primitive
from generator.read.vocabulary import role_of
from generator.records import replace

_BODY_ONLY = re.compile(r"\s*[{\[]")
_BODY_BELOW = re.compile(r"\b(?:following|this|same)\s+(?:request\s+)?body\b", re.IGNORECASE)
#: Messages read from one code block.
_MAX_MESSAGES = 20
_NO_URI = re.compile(r"\*\*\s*(?:Collection|Entity)\s+URI\b|\*\*\s*TODO", re.IGNORECASE)
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True)
class _Request:
    """A request with the responses that were bound to it."""

    block: CodeBlock
    message: HttpMessage
    scope: tuple[str, ...]
    title: str
    responses: list[tuple[CodeBlock, HttpMessage]] = field(default_factory=list)

    @property
    def names(self) -> tuple[str, ...]:
        return self.block.meta.names if self.block.meta else ()


def is_http_text(block: CodeBlock) -> bool:
    """Whether a code block's content starts like an HTTP request or response."""
    return parse_message(block.content).kind is not None


def read_examples(page: Page, blocks: list[tuple[Section, CodeBlock]]) -> Iterator[ExampleFacts]:
    """Pair the requests and responses among code blocks, in page order.

    A response belongs to the request that its metadata names, else to the latest request of the
    same example section, else to the latest request that has none; further responses to a request
    make further examples.
    """
    requests: list[_Request] = []
    for section, block in _messages(blocks):
        if is_recorded(block):
            _check_recorded(page, requests, block)
            continue
        message = parse_message(block.content)
        kind = message.kind
        if kind is not None and _is_over(page, block):
            break
        if kind is None and (waiting := _without_body(block, section, requests)):
            for request in waiting:
                request.message = _with_body(request.message, block, page)
        elif kind is None and _is_bare_response(block, section, bool(requests)):
            _orphan_or_bind(page, requests, section, block, _bare_response(page, block))
        elif kind == "request":
            page.inventory["example_requests"] += 1
            requests.append(
                _Request(block, _http(page, block, message), _scope(section), _title(section))
            )
        elif kind == "response":
            page.inventory["example_responses"] += 1
            _orphan_or_bind(page, requests, section, block, _http(page, block, message))
        else:
            page.inventory["illustration_fences"] += 1
    yield from _examples(page, requests)


def _check_recorded(page: Page, requests: list[_Request], block: CodeBlock) -> None:
    """Hold a recorded answer against the response above it that has its name."""
    names = block.meta.names if block.meta else ()
    for request in requests:
        for shown, response in request.responses:
            own = {*request.names, *(shown.meta.names if shown.meta else ())}
            if own & {*names}:
                check_recorded(page, block, response)
                return


def _is_over(page: Page, block: CodeBlock) -> bool:
    """Whether the page has had as many messages as are read."""
    count = page.inventory["example_requests"] + page.inventory["example_responses"]
    if count >= limits.MESSAGES:
        message = f"the page shows more than {limits.MESSAGES} HTTP messages"
        page.report.add("OVER_LIMIT", page.loc(block.line), message, "the examples from here on")
    return count >= limits.MESSAGES


def _messages(blocks: list[tuple[Section, CodeBlock]]) -> Iterator[tuple[Section, CodeBlock]]:
    """The blocks, one for each message: a fence can hold a request and its response."""
    for section, block in blocks:
        rest = block
        for _ in range(_MAX_MESSAGES):
            message = parse_message(rest.content)
            yield section, rest
            if not message.rest:
                break
            rest = replace(rest, content=message.rest, body_line=rest.body_line + message.rest_line)


def _without_body(block: CodeBlock, section: Section, requests: list[_Request]) -> list[_Request]:
    """The requests whose body a block of JSON is: of the one right above, or those of its section.

    The text between has to say so: "You can use either request and the following request body".
    """
    kind = block.meta.block_type if block.meta else None
    if kind not in (None, "ignored") or not _BODY_ONLY.match(block.content):
        return []
    at = bisect_left(section.blocks, block.line, key=lambda other: other.line)
    above = section.blocks[at - 1] if at else None
    waiting = [
        request
        for request in requests
        if not request.responses
        and request.message.body is None
        and request.message.start.startswith(("POST ", "PUT ", "PATCH "))
    ]
    if not waiting or waiting[-1] is not requests[-1]:
        return []
    if above is waiting[-1].block and not block.meta:
        return waiting[-1:]
    texts = takewhile(lambda other: isinstance(other, Paragraph), reversed(section.blocks[:at]))
    said = any(_BODY_BELOW.search(text.raw) for text in texts if isinstance(text, Paragraph))
    lines = {other.line for other in section.blocks} if said else ()
    return [request for request in waiting if request.block.line in lines]


def _with_body(message: HttpMessage, block: CodeBlock, page: Page) -> HttpMessage:
    page.report.add(
        "HTTP_MESSAGE_ODD",
        page.loc(block.body_line),
        "the body stands in a code block of its own",
    )
    text = f"{message.text.rstrip()}\n\n{block.content}"
    return replace(message, text=text, body=block.content.rstrip(), body_line=block.body_line)


def _is_bare_response(block: CodeBlock, section: Section, asked: bool) -> bool:
    """A JSON body without a status line, where the page presents a response."""
    if not _BODY_ONLY.match(block.content):
        return False
    if block.meta and block.meta.block_type == "response":
        return True
    return role_of(section.key) == "response" and (
        asked or any(role_of(p) == "example" for p in section.parents)
    )


def _bare_response(page: Page, block: CodeBlock) -> HttpMessage:
    page.inventory["example_responses"] += 1
    page.report.add(
        "RESPONSE_NO_STATUS_LINE",
        page.loc(block.body_line),
        "the response shows only a body; 200 OK is taken for its status",
    )
    return HttpMessage(
        block.content,
        "HTTP/1.1 200 OK",
        (),
        block.content.strip("\n"),
        page.loc(block.body_line),
        block.body_line,
    )


def _orphan_or_bind(
    page: Page, requests: list[_Request], section: Section, block: CodeBlock, message: HttpMessage
) -> None:
    names = block.meta.names if block.meta else ()
    named = [r for r in requests if set(names) & set(r.names)] if names else []
    scope = _scope(section)
    near = [r for r in requests if r.scope == scope]
    waiting = [r for r in requests if not r.responses]
    chosen = named or near[-1:] or waiting[-1:] or requests[-1:]
    if not chosen:
        page.report.add(
            "RESPONSE_WITHOUT_REQUEST",
            page.loc(block.body_line),
            "no request stands before this response",
            "the example",
        )
        page.inventory["orphan_responses"] += 1
        return
    for request in chosen:
        _check_repeated(page, request, block, message)
        request.responses.append((block, message))


def _check_repeated(page: Page, request: _Request, block: CodeBlock, message: HttpMessage) -> None:
    """Report a response of the status of an earlier one: its own request may have been lost."""
    status = message.start.split()[1:2]
    if any(other.start.split()[1:2] == status for _, other in request.responses):
        page.report.add(
            "RESPONSE_REPEATED",
            page.loc(block.body_line),
            f"the request at {request.message.loc} has a response of this status already;"
            " this one is an example of its own",
        )


def _scope(section: Section) -> tuple[str, ...]:
    path = section.path
    while path and role_of(path[-1]) in ("request", "response"):
        path = path[:-1]
    return path


def _title(section: Section) -> str:
    """The nearest heading that says what the example shows."""
    for title in reversed((*section.above, section.title)):
        key = original_key(heading_key(title))
        if role_of(key) not in ("request", "response") and title:
            return title
    return "Example"


def _http(page: Page, block: CodeBlock, message: Message) -> HttpMessage:
    for offset, text in message.problems:
        page.report.add("HTTP_MESSAGE_ODD", page.loc(block.body_line + offset), text)
    _check_request(page, block, message)
    _check_length(page, block, message)
    return HttpMessage(
        block.content[: len(block.content) - len(message.rest)] if message.rest else block.content,
        f"{message.method} {message.url}" if message.kind == "request" else message.start,
        message.headers,
        message.body,
        page.loc(block.body_line + message.line),
        block.body_line + message.body_line if message.body is not None else 0,
    )


def _check_request(page: Page, block: CodeBlock, message: Message) -> None:
    loc = page.loc(block.body_line + message.line)
    if _NO_URI.search(message.url):
        page.report.add(
            "PLACEHOLDER_LEFT",
            loc,
            f"the request's URL was never filled in: {message.url[:80]!r}",
            "the URL",
        )
    for key in block.meta.sample_keys if block.meta else ():
        if key not in block.content:
            page.report.add(
                "SAMPLE_KEY_UNKNOWN",
                page.loc(block.meta_line),
                f"the sample key {key!r} is not in the request",
            )


def _check_length(page: Page, block: CodeBlock, message: Message) -> None:
    """Compare Content-Length with the bytes of the body as shown, its last line ended or not."""
    for number, (name, value) in enumerate(message.headers):
        if name.lower() != "content-length":
            continue
        body = (message.body or "").strip("\n").encode("utf-8", "replace")
        possible = (len(body), len(body) + 1)
        if not value.isdigit() or (len(value) < 19 and int(value) not in possible):
            page.report.add(
                "CONTENT_LENGTH_WRONG",
                page.loc(
                    _header_line(block, message, name)
                    or block.body_line + message.line + number + 1
                ),
                f"Content-Length is {value[:20]!r}; the body has {len(body)} bytes",
            )


def _header_line(block: CodeBlock, message: Message, name: str) -> int:
    for offset, line in enumerate(block.content.split("\n")[message.line :], message.line):
        if line.lstrip().lower().startswith(name.lower()):
            return block.body_line + offset
    return 0


def _examples(page: Page, requests: list[_Request]) -> Iterator[ExampleFacts]:
    taken: set[str] = set()
    for request in requests:
        base = (
            request.names[0]
            if request.names
            else _SLUG.sub("_", request.title.lower()).strip("_") or "example"
        )
        name, number = base, 2
        if name in taken and request.names:
            page.report.add(
                "EXAMPLE_NAME_TWICE",
                request.message.loc,
                f"the example name {name!r} is taken on this page already",
            )
        while name in taken:
            name, number = f"{base}_{number}", number + 1
        taken.add(name)
        if not request.responses:
            yield ExampleFacts(name, request.title, request.message.loc, request.message)
        for index, (block, response) in enumerate(request.responses):
            one = name if index == 0 else f"{name}_response_{index + 1}"
            taken.add(one)
            yield _example(page, one, request, block, response)


def _example(
    page: Page, name: str, request: _Request, block: CodeBlock, response: HttpMessage
) -> ExampleFacts:
    meta = block.meta or Metadata()
    kind = None
    if meta.type:
        named = primitive(meta.type.removeprefix("Edm.")) or meta.type
        kind = Mention(named, page.loc(block.meta_line), bool(meta.is_collection))
    return ExampleFacts(
        name,
        request.title,
        request.message.loc,
        request.message,
        response,
        kind,
        meta.truncated or (False if kind else None),
        meta.expect_error,
        meta.collection_property or "value",
        meta.is_collection,
        meta.optional_properties,
        meta.nullable_properties,
    )
