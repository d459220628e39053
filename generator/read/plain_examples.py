"""Examples of plain pages: `curl` commands, and JSON with nothing said of HTTP around it.

Each becomes a message as other pages write it. A body without a request line is sent to the
operation's own route, one without a status line comes with the status that the text above names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

from generator.json_text import parse_json
from generator.read.curl import curl_request, has_more, is_curl
from generator.read.examples import is_http_text
from generator.read.facts import ExampleFacts
from generator.read.http_text import parse_message
from generator.read.markdown import Paragraph
from generator.read.page import CodeBlock, Page, Section
from generator.read.urls import split_url
from generator.read.vocabulary import Role, role_of
from generator.records import replace

_JSON = re.compile(r"\s*[{\[]")
_STATUS = re.compile(r"(?<![\w.$/-])([1-5]\d\d)(?![\w%]|\.\d)")
_STATED = re.compile(
    r"\s*Status(?: code)?:[ \t]*(\d{3}\b[^\n]{0,60})(?:\n[A-Za-z-]+:[^\n]*)*\s*", re.IGNORECASE
)
#: What stands right above is a status, as the name of a tab is.
_IS_STATUS = re.compile(r"(?:^|\s)`?[1-5]\d\d`?(?: [A-Z][A-Za-z]{1,30}){0,4}\s?:\W*\Z")
_COMES_BACK = re.compile(r"\b(?:respon[ds]\w*|returns?|returned|results?|output|reply)\b", re.I)
_IS_SENT = re.compile(r"\b(?:request|body|payload|send|sent|post|input|data)\b", re.I)
#: Members that hold the items of a list beside what is said of paging.
_ENVELOPES = frozenset(("data", "items", "results", "records", "entries", "value", "content"))
_SENDS = ("POST", "PUT", "PATCH")

Blocks = list[tuple[Section, CodeBlock]]


def plain_messages(page: Page, routes: Sequence[str], sent: Set[str], blocks: Blocks) -> Blocks:
    """The code blocks of an operation, those that show a message written as one.

    `routes` are the operation's request lines, `sent` the members of the body that tables and
    lists document. Blocks that show no message are left as they are.
    """
    messages = _Messages(page, routes[0] if routes else "", sent)
    more = dict(_last_json(blocks))
    above = dict(_texts_above(blocks))
    for number, (section, block) in enumerate(blocks):
        messages.add(section, block, above[id(block)], number < more.get(id(section), -1))
    return messages.found


@dataclass(slots=True)
class _Messages:
    """Writes the blocks of one operation as messages; `asked` is a request without a response."""

    page: Page
    route: str
    sent: Set[str]
    found: Blocks = field(default_factory=list)
    asked: tuple[Section, CodeBlock] | None = None
    #: Whether that request was made of no more than a body.
    is_bare: bool = False
    #: What a block "Status: 201 Created" says of the body behind it.
    status: str = ""
    #: Statuses of the responses to the latest request: another one is one more to it.
    answers: set[int | None] = field(default_factory=set)

    def add(self, section: Section, block: CodeBlock, above: str, more: bool) -> None:
        """Take the next block; `more` tells whether JSON follows in its section."""
        if stated := _STATED.match(block.content):
            self.status = stated[1]
            rest = block.content[stated.end() :]
            if not _JSON.match(rest):
                if stated[1].startswith("204"):
                    self._answer(section, replace(block, content=f"HTTP/1.1 {stated[1]}"))
                return
            block = replace(block, content=rest.lstrip("\n"))
        if is_curl(block.content):
            self._curl(section, block)
        elif is_http_text(block):
            if block.content.lstrip().startswith("HTTP/"):
                self._answer(section, block)
            else:
                self._ask(section, block)
        elif _JSON.match(block.content) and self.route:
            is_asked = self.asked is not None and not self.is_bare
            kind = _kind(section, above, is_asked, self.route, more or self.is_bare)
            if kind == "request" and self._has_others(block):
                kind = "response"
            if kind == "request":
                self._body(section, block)
            elif kind == "response":
                above = f"{above} {self.status}"
                self.status = ""
                self._answer(section, _response(self.page, above, block))
            else:
                self.found.append((section, block))
        else:
            self.found.append((section, block))

    def _has_others(self, block: CodeBlock) -> bool:
        """Whether JSON has none of the members that are documented to be sent, but others."""
        value = parse_json(block.content).value if self.sent else None
        return isinstance(value, dict) and bool(value) and not self.sent & value.keys()

    def _curl(self, section: Section, block: CodeBlock) -> None:
        text = curl_request(block.content)
        self.page.inventory["curl_fences"] += 1
        if text is not None:
            self._ask(section, replace(block, content=text))
            if has_more(block.content):
                self.page.report.add(
                    "CURL_NOT_READ",
                    self.page.loc(block.body_line),
                    "of several curl commands in a block only the first is read",
                    "the examples behind it",
                )
        else:
            self.page.report.add(
                "CURL_NOT_READ",
                self.page.loc(block.body_line),
                "this curl command shows no request that can be read",
                "the example",
            )

    def _ask(self, section: Section, block: CodeBlock) -> None:
        """A whole request; a body that stands above it alone shows the same again."""
        if self.asked and self.is_bare:
            self.found.remove(self.asked)
        self.asked, self.is_bare = (section, block), False
        self.found.append(self.asked)

    def _body(self, section: Section, block: CodeBlock) -> None:
        """A body: of the request above it, if that has none, else of one to the route."""
        if self.asked and not self.is_bare and _has_no_body(self.asked[1]):
            self.found.remove(self.asked)
            start = self.asked[1].content.rstrip()
            self.asked = (section, replace(self.asked[1], content=f"{start}\n\n{block.content}"))
        else:
            if self.asked and self.is_bare and self.asked[0] is section:
                self.found.remove(self.asked)  # what can be sent, before an example of it
            self.asked, self.is_bare = (section, _with_head(block, self.route)), True
        self.found.append(self.asked)

    def _answer(self, section: Section, block: CodeBlock) -> None:
        message = parse_message(block.content)
        status = message.status
        is_another = self.answers and status not in self.answers
        if self.asked is not None:
            self.answers = set()
        elif self.route and not is_another:
            self.answers = set()
            line = block.body_line + message.line  # the same: no page shows this request
            asked = replace(block, content=f"{self.route}\n", body_line=line)
            self.found.append((section, asked))
        self.asked, self.is_bare = None, False
        self.answers.add(status)
        self.found.append((section, block))


def _has_no_body(block: CodeBlock) -> bool:
    message = parse_message(block.content)
    return message.method in _SENDS and message.body is None


def _kind(section: Section, above: str, is_asked: bool, route: str, more: bool) -> Role | None:
    """Whether JSON is what is sent or what comes back; None where nothing tells."""
    for key in (section.key, *reversed(section.parents)):
        role = role_of(key) if key else "prose"
        if role == "errors":
            return None
        if role in ("response", "request"):
            return role
        if role == "body":
            return "request"
    sends = route.startswith(_SENDS)
    if _COMES_BACK.search(above) or _IS_STATUS.search(above):
        return "response"
    if sends and not is_asked and _IS_SENT.search(above):
        return "request"
    if is_asked or not sends:
        return "response"
    return "request" if more else None


def _last_json(blocks: Blocks) -> Iterator[tuple[int, int]]:
    """The number of each section's last block of JSON, by the section."""
    for number, (section, block) in enumerate(blocks):
        if _JSON.match(block.content):
            yield id(section), number


def _texts_above(blocks: Blocks) -> Iterator[tuple[int, str]]:
    """What says what a block is: the heading, and the text between it and the block above."""
    for section in {id(section): section for section, _ in blocks}.values():
        above = ""
        for block in section.blocks:
            yield id(block), f"{section.title} {above}"
            if isinstance(block, Paragraph):
                above = f"{above} {block.raw}"
            elif isinstance(block, CodeBlock):
                above = ""


def with_items_member(example: ExampleFacts) -> ExampleFacts:
    """The example, with the member that holds the items where its response wraps a list in it."""
    body = example.response.body if example.response else None
    value = parse_json(body).value if body and example.request.start.startswith("GET ") else None
    if not isinstance(value, dict):
        return example
    path = split_url(example.request.start.partition(" ")[2]).path
    lists = [
        name
        for name, inner in value.items()
        if isinstance(inner, list) and inner and isinstance(inner[0], dict)
    ]
    if len(lists) == 1 and (lists[0] in _ENVELOPES or path.endswith(f"/{lists[0]}")):
        return replace(example, items_member=lists[0])
    return example


def _response(page: Page, above: str, block: CodeBlock) -> CodeBlock:
    found = _STATUS.search(above)
    if found is None:
        page.report.add(
            "RESPONSE_NO_STATUS_LINE",
            page.loc(block.body_line),
            "the response shows only a body; 200 OK is taken for its status",
        )
    return _with_head(block, f"HTTP/1.1 {found[1] if found else 200}")


def _with_head(block: CodeBlock, start: str) -> CodeBlock:
    """The block with a start line and a media type; its JSON keeps its place on the page."""
    head = f"{start}\nContent-Type: application/json\n\n"
    line = max(block.body_line - head.count("\n"), 1)
    return replace(block, content=head + block.content, body_line=line)
