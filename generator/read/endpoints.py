"""Pages in plain Markdown that document several operations, each below a heading of its own.

A heading starts an operation when it is a request line (`## GET /users/{id}`, `List users —
GET /users`), when a request line stands alone right below it, or when it has an "HTTP request"
section of its own. Each operation becomes a page as an API page is, so that one reader reads both.
Pages with metadata comments are of another kind: they document one operation.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence

from generator import limits
from generator.read.curl import curl_request, is_curl
from generator.read.http_text import parse_message
from generator.read.markdown import Paragraph, Table
from generator.read.page import CodeBlock, Content, Page, Section
from generator.read.plain_lines import LINE, METHOD, as_code, is_line, tabled_lines
from generator.read.plain_sections import by_bold_lines, by_request_lines
from generator.read.vocabulary import role_of
from generator.records import Record

_HEADING = re.compile(rf"^(?P<title>.*?)(?:^|[\s(%:–—-]){LINE}\)?$")
_IN_BRACKETS = re.compile(rf"\[(?P<method>{METHOD})(?: (?P<path>/[^\[\]\s]{{0,300}}))?\]\Z")
_PATH_IN_BRACKETS = re.compile(r"\[(/[^\[\]\s]{0,300})\]\s?\Z")
#: The query of a URI template (RFC 6570): `/trees{?page}`.
_QUERY_PLACE = re.compile(r"\{[?&][^{}]{0,300}\}")
#: Headings longer than this are no request lines.
_LONGEST = 500
_NUMBER = re.compile(r"^\s*(?:\d+(?:\.\d+)*[.)]|[-–—:%])\s*|\s*[-–—:%(|]+\s*$")
#: A link within a placeholder: `{stage.id#stage-object}`.
_IN_BRACES = re.compile(r"#[^{}\s]*(?=\})")
_LABEL = r"^[ \t*_-]{{0,12}}(?:{})[*_ \t\n:=`]{{1,12}}+"
_URL = re.compile(
    _LABEL.format("URL|Path|Endpoint|Route|URI") + r"(/[^\s`]*|https?://[^\s`]+)", re.I | re.M
)
_VERB = re.compile(
    _LABEL.format("(?:HTTP |Request )?Method") + rf"({METHOD})\b", re.IGNORECASE | re.MULTILINE
)
#: Headings that say what one request does.
_DOES = re.compile(
    r"(?:get|list|fetch|retrieve|read|create|add|insert|register|update|change|modify|replace|patch"
    r"|delete|remove|cancel|send|search|find|query|upload|download|import|export|start|stop|run"
    r"|close|archive|restore|enable|disable|approve|reject|assign|move|copy|rename|show|view)"
    r"(?:ing|s|es)? +\w",
    re.IGNORECASE,
)
_BASE = re.compile(
    r"\b(?:base\s+(?:url|uri|path|address)|api\s+root|root\s+url|relative\s+to|served\s+(?:at|from))\b"
    r"[^\n]{0,60}?(?P<url>https?://[^\s`'\"<>()|]+)",
    re.IGNORECASE,
)
#: Sections that stand inside of an operation and start none.
_PARTS = frozenset(
    (
        *("request", "response", "example", "errors", "body", "query", "path_params", "headers"),
        *("function_params", "permissions", "notification", "http_request"),
    )
)


class _Endpoint(Record):
    """Where an operation starts: its section, the request lines, and the blocks that hold them."""

    at: int
    title: str
    lines: tuple[CodeBlock, ...]
    used: tuple[Content, ...] = ()


def is_plain(page: Page) -> bool:
    """Whether a page has none of the metadata comments by which the others are read."""
    if page.annotations or page.loose_metadata or page.front.values.get("doc_type"):
        return False
    if page.namespace:  # as those say whose metadata somebody forgot
        return False
    blocks = (block for section in page.sections for block in section.blocks)
    return not any(isinstance(block, CodeBlock) and block.meta for block in blocks)


def endpoints(page: Page) -> list[Page]:
    """The operations of a plain page, each as a page of its own; none where it has none."""
    if not is_plain(page):
        return []
    page.sections[:] = [part for section in page.sections for part in by_request_lines(section)]
    found = list(_found(page)) or list(_in_request_section(page))
    if len(found) == 1 and any(s.key.startswith("http request") for s in page.sections):
        return []  # one operation, as API pages document it
    starts = {endpoint.at for endpoint in found}
    if len(found) > limits.OPERATIONS:
        over = page.loc(page.sections[found[limits.OPERATIONS].at].line)
        message = f"the page documents more than {limits.OPERATIONS:,} operations"
        page.report.add("OVER_LIMIT", over, message, "this operation and those after it")
        del found[limits.OPERATIONS :]
    base = base_of(page)
    return [_page(page, endpoint, starts, base) for endpoint in found]


def outside(page: Page, parts: Sequence[Page]) -> Iterator[Section]:
    """The sections of a page that belong to none of its operations."""
    inside = {section.line for part in parts for section in part.sections}
    yield from (section for section in page.sections if section.line not in inside)


def _found(page: Page) -> Iterator[_Endpoint]:
    owners = _with_request_sections(page)
    for at, section in enumerate(page.sections):
        title = section.title if at else page.title
        title = _NUMBER.sub("", title) if len(title) <= _LONGEST else title
        line = section.line if at else page.title_line
        if any(role_of(key) in _PARTS for key in section.path if key):
            continue
        said = _spelled_out(title.strip(), section.above)
        heading = _HEADING.match(said) if len(title) <= _LONGEST else None
        if heading:
            name = _NUMBER.sub("", heading["title"]).strip()
            request = f"{heading['method']} {_IN_BRACES.sub('', heading['url'])}"
            yield _Endpoint(at, name or request, (CodeBlock(line, "", request, line),))
        elif at in owners:
            yield _Endpoint(at, title, ())
        elif "/resources/" not in f"/{page.path.lower()}":
            used = [block for block in section.blocks if is_line(block)]
            if used:
                yield _Endpoint(at, title, tuple(map(as_code, used)), tuple(used))
            elif alone := _tabled_alone(page, section):
                yield _Endpoint(at, title, (alone[1],), (alone[0],))
            elif made := _labelled(section) or _shown(title, section):
                yield _Endpoint(at, title, (made,))


def _spelled_out(title: str, above: Sequence[str]) -> str:
    """A heading such as "View a tree [GET]" with the path that a heading above has in brackets.

    Source: API Blueprint's sections of resources and actions.
    """
    found = _IN_BRACKETS.search(title) if title.endswith("]") and len(title) <= _LONGEST else None
    if found is None:
        return title
    paths = (place[1] for one in reversed(above) if (place := _PATH_IN_BRACKETS.search(one)))
    path = _QUERY_PLACE.sub("", found["path"] or next(paths, ""))
    return f"{title[: found.start()].rstrip()} {found['method']} {path}" if path else title


def _in_request_section(page: Page) -> Iterator[_Endpoint]:
    """The operation of a page that has its request line below the heading "Request"."""
    for section in page.sections:
        used = [block for block in section.blocks if is_line(block)]
        if used and section.level == 2 and role_of(section.key) == "request":
            section.blocks[:] = [block for block in section.blocks if block not in used]
            yield _Endpoint(0, page.title, tuple(map(as_code, used)))
            return


def _with_request_sections(page: Page) -> set[int]:
    """Sections with a section of their own "HTTP request", if several have one, or "Endpoint"."""
    found: set[int] = set()
    alone: set[int] = set()
    above: list[int] = []
    for at, section in enumerate(page.sections):
        while above and page.sections[above[-1]].level >= section.level:
            above.pop()
        if role_of(section.key) == "http_request" and above:
            if not section.key.startswith("http request"):
                prose = [n for n in above if role_of(page.sections[n].key) != "http_request"]
                has_line = any(is_line(b) or tabled_lines(page, b) for b in section.blocks)
                alone.update(prose[-1:] if has_line else ())
            elif section.parents and role_of(page.sections[above[-1]].key) == "prose":
                found.add(above[-1])
        above.append(at)
    return alone | (found if len(found) > 1 else set())


def _tabled_alone(page: Page, section: Section) -> tuple[Content, CodeBlock] | None:
    """The table of a section that holds one request line and nothing else, and that line."""
    for block in section.blocks:
        lines = tabled_lines(page, block)
        if isinstance(block, Table) and len(lines) == 1 == len(block.rows):
            return block, lines[0]
    return None


def _labelled(section: Section) -> CodeBlock | None:
    """The request line of a section that states it in parts: **URL**: `/x`, **Method**: `GET`."""
    text = "\n".join(b.raw for b in section.blocks if isinstance(b, Paragraph) and not b.quoted)
    url, method = _URL.search(text), _VERB.search(text)
    if url is None or method is None:
        return None
    line = next(b.line for b in section.blocks if isinstance(b, Paragraph) and not b.quoted)
    return CodeBlock(line, "", f"{method[1].upper()} {url[1]}", line)


def _shown(title: str, section: Section) -> CodeBlock | None:
    """The request line of what a section shows that is called "Get a user", or shows the answer."""
    answered = any(
        isinstance(block, CodeBlock) and parse_message(block.content).kind == "response"
        for block in section.blocks
    )
    if not answered and not _DOES.match(title):
        return None
    for block in section.blocks:
        if isinstance(block, CodeBlock):
            text = curl_request(block.content) if is_curl(block.content) else block.content
            message = parse_message(text or "")
            if message.kind == "request" and message.url.startswith(("/", "http")):
                url = message.url.partition("?")[0]
                return CodeBlock(block.line, "", f"{message.method} {url}", block.body_line)
    return None


def _page(page: Page, endpoint: _Endpoint, starts: set[int], base: str) -> Page:
    """The operation's part of a page, with its headings raised to where an API page has them."""
    first = page.sections[endpoint.at]
    used = set(map(id, endpoint.used))
    lead = [block for block in first.blocks if id(block) not in used]
    line = first.line if endpoint.at else page.title_line
    sections = [Section(line, 0, "", "", blocks=lead)]
    if endpoint.lines:
        sections.append(Section(line, 2, "HTTP request", "http request", blocks=[*endpoint.lines]))
    for at in range(endpoint.at + 1, len(page.sections)):
        section = page.sections[at]
        if at in starts or (endpoint.at and section.level <= first.level):
            break
        sections.append(_raised(section, first, endpoint.at == 0))
    parts = [part for section in sections for part in by_bold_lines(section)]
    return dataclasses.replace(
        page, title=endpoint.title, title_line=line, sections=parts, plain=True, base=base
    )


def _raised(section: Section, first: Section, is_whole: bool) -> Section:
    if is_whole:
        return section
    depth = len(first.path)
    return dataclasses.replace(
        section,
        level=max(section.level - first.level + 1, 2),
        parents=section.parents[depth:],
        above=section.above[depth:],
    )


def base_of(page: Page) -> str:
    """The address that a page says all of its paths are relative to; empty for none."""
    for section in page.sections:
        for block in section.blocks:
            found = _BASE.search(block.raw) if isinstance(block, Paragraph) else None
            if found:
                return found["url"].rstrip("/.,;*_")
    return ""
