"""Request lines in running text and tables of plain pages: "`GET /users/{id}`", "GET | /users"."""

from __future__ import annotations

import re

from generator.read.http_text import RequestLine, request_lines
from generator.read.markdown import Html, Paragraph, Table
from generator.read.page import CodeBlock, Content, Page, heading_key

METHOD = "GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS"
LINE = (
    rf"\[?(?P<method>{METHOD})\]?\s{{0,4}}(?::|[-–—]\s)?\s{{0,4}}(?P<url>/[^\s`]*|https?://[^\s`]+)"
)
_ALONE = re.compile(rf"{LINE}\Z")
#: What is said of the answer behind a request line: "`DELETE /x` → `204`".
_ANSWER = re.compile(r"[ \t]{0,4}(?:→|⇒|[-=]>)[ \t]{0,4}`?[1-5]\d\d\b[^\n]{0,80}\Z")
_LABELLED = re.compile(r"(?:Endpoint|URL|Request|Route|Path)[*_ ]{0,6}:[*_ ]{0,6}", re.IGNORECASE)
_URI_COLUMNS = ("request uri", "request url", "uri", "url", "path", "endpoint", "route")
#: Tags that say how a request line looks, and nothing of what it is; `<id>` is a placeholder.
_TAGS = re.compile(
    r"</?(?:mark|span|code|b|strong|em|kbd|samp|tt|small|font|p|div|pre|summary|details|br)"
    r"(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)
_HOST = re.compile(r"https?://[^/]*")
#: What stands for the service's address in front of a path: `{baseURL}/v1/x`.
_BASE_PLACE = re.compile(r"^(?:https?://)?\{?base_?ur[il]\}?(?=/)", re.IGNORECASE)


def request_line(line: str) -> re.Match[str] | None:
    """A line of text that is a request line, marked or with a label before it."""
    if "<" in line:
        line = _untagged(line)
    text = _ANSWER.sub("", line).replace("**", "").replace("`", "").strip("*_- \t\xa0")
    label = _LABELLED.match(text)
    return _ALONE.match((text[label.end() :] if label else text).strip("*_ \t\xa0"))


def _untagged(text: str) -> str:
    return " ".join(_TAGS.sub(" ", text).split())


def text_lines(block: Content) -> list[str]:
    """The lines of running text; those of HTML as one, without tags."""
    if isinstance(block, Html):
        return [_untagged(block.text)]
    return block.raw.strip().split("\n") if isinstance(block, Paragraph) else []


def is_line(block: Content) -> bool:
    """Whether a block holds request lines and nothing else."""
    if lines := text_lines(block):
        is_quoted = isinstance(block, Paragraph) and block.quoted
        return not is_quoted and all(map(request_line, lines))
    if not isinstance(block, CodeBlock):
        return False
    shown = request_lines(block.content)
    return bool(shown) and all(
        isinstance(line, RequestLine) and line.url.startswith(("/", "http")) for line in shown
    )


def tabled_lines(page: Page, block: Content) -> list[CodeBlock]:
    """The request lines of a table with a method and a URI in each row, as code blocks."""
    keys = (
        [heading_key(page.inline(cell).text) for cell in block.header]
        if isinstance(block, Table)
        else []
    )
    is_known = keys[:1] == ["method"] and keys[1:] and keys[1] in _URI_COLUMNS
    if not isinstance(block, Table) or not is_known:
        return []
    found = []
    for row in block.rows:
        cells = [page.inline(cell).text for cell in row.cells[:2]]
        url = _BASE_PLACE.sub("", cells[1]).removesuffix("HTTP/1.1").strip() if cells[1:] else ""
        if url.startswith(("/", "http")) and re.fullmatch(METHOD, cells[0]):
            found.append(CodeBlock(row.line, "", f"{cells[0]} {url}", row.line))
    return found


def as_code(block: Content) -> CodeBlock:
    if isinstance(block, CodeBlock):
        return block
    found = filter(None, map(request_line, text_lines(block)))
    text = "\n".join(f"{match['method']} {match['url']}" for match in found)
    return CodeBlock(block.line, "", text, block.line)


def rooted(text: str, base: str) -> str:
    """A request line with the address that the page states in front of its path."""
    if not base or base.startswith(("https://{", "http://{")):
        return text
    method, _, url = text.strip().partition(" ")
    prefix = _HOST.sub("", base)
    if "\n" in url or not url.startswith("/") or (prefix and url.startswith(f"{prefix}/")):
        return text
    return f"{method} {base}{url}"
