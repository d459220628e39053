"""Sections whose headings are in a language that nobody here knows, by what stands in them.

API pages are all built alike: what a section is for can be seen from its code blocks, from the
form of its tables and from its place. Only pages none of whose headings is known are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.read.http_text import RequestLine, parse_message, request_lines
from generator.read.markdown import Paragraph, Table
from generator.read.page import CodeBlock, Page, Section, heading_key
from generator.read.rows import read_type
from generator.read.vocabulary import columns_of, role_of

_TOP = 2
_STATUS = re.compile(r"(?<![\w.])[1-5]\d\d(?:`|\*\*)? ?-? ?[A-Z][a-z]+|`[1-5]\d\d`")
_PERMISSION = re.compile(r"[A-Z][A-Za-z-]+(?:\. ?[A-Z][A-Za-z]+){1,4}(?:,|;|、|\s|\Z)")
_PERMISSIONS_PAGE = re.compile(r"\]\([^()\s]{0,200}permissions[-_]reference", re.IGNORECASE)
_QUERY = re.compile(r"\]\([^()\s]{0,200}query[-_]parameters|\$(?:select|filter|expand|top)\b")
#: Words that each English text has.
_ENGLISH = re.compile(r"\b(?:the|and|of|for|with|this|that|which|your|from|are)\b", re.IGNORECASE)
#: Characters of a paragraph that are looked at.
_SAMPLE = 2000
_HEADERS = frozenset(
    ("authorization", "content-type", "accept", "prefer", "if-match", "if-none-match", "range")
)
_OPERATION_FOLDER = re.compile(r"\]\([^()\s]{0,200}/?api/[^()\s]+\.md", re.IGNORECASE)


def name_sections(page: Page) -> None:
    """Give sections the keys of the usual headings where none of the page's headings is known.

    Such a page is then read as a translated one.
    """
    tops = [section for section in page.sections[1:] if section.level == _TOP]
    if len(tops) < 2 or any(role_of(section.key) != "prose" for section in page.sections[1:]):
        return
    if _is_english(page):
        return
    wholes = _wholes(page)
    requests = [section for section in tops if _is_request(section)]
    found = _of_resource(page, tops) if not requests else {}
    if len(requests) == 1:
        found = _of_operation(page, tops, requests[0], wholes)
    if len(set(found.values())) < 2:
        return
    page.translated = True
    for line, key in found.items():
        for section in wholes[line]:
            if section.line == line:
                section.key = key
            else:
                section.parents = (key, *section.parents[1:])


def _is_english(page: Page) -> bool:
    """Whether a page's words or table headers are English."""
    words = 0
    for section in page.sections:
        words += len(_ENGLISH.findall(section.title))
        for block in section.blocks:
            if isinstance(block, Paragraph):
                words += len(_ENGLISH.findall(block.raw[:_SAMPLE]))
            elif isinstance(block, Table):
                header = [heading_key(page.inline(cell).text) for cell in block.header]
                words += 2 * (len(columns_of(header)) > 1)
        if words > 1:
            return True
    return False


def _wholes(page: Page) -> dict[int, list[Section]]:
    """The sections of the highest level by their lines, each with those below it."""
    wholes: dict[int, list[Section]] = {}
    whole: list[Section] = []
    for section in page.sections[1:]:
        if section.level == _TOP:
            whole = wholes[section.line] = []
        whole.append(section)
    return wholes


def _is_request(section: Section) -> bool:
    """Whether a section shows request lines relative to the service, and nothing else in code."""
    blocks = [block for block in section.blocks if isinstance(block, CodeBlock)]
    lines = [line for block in blocks for line in request_lines(block.content)]
    return bool(lines) and all(isinstance(line, RequestLine) and not line.base for line in lines)


def _of_operation(
    page: Page, tops: Sequence[Section], request: Section, wholes: dict[int, list[Section]]
) -> dict[int, str]:
    found = {request.line: "http request"}
    behind = False
    for section in tops:
        if section is request:
            behind = True
            continue
        blocks = [block for part in wholes[section.line] for block in part.blocks]
        shown = [b for b in blocks if isinstance(b, CodeBlock) and parse_message(b.content).kind]
        answered = "response" in found.values()
        key = "examples" if shown else _key(page, section, answered or not behind)
        if key:
            found[section.line] = key
    return found


def _key(page: Page, section: Section, is_done: bool) -> str:
    """What a section without messages is; `is_done` where it can be no part of a request."""
    tables = [block for block in section.blocks if isinstance(block, Table)]
    raw = "\n".join(block.raw for block in section.blocks if isinstance(block, Paragraph))
    cells = [cell for table in tables for row in table.rows for cell in row.cells[1:]]
    first = {
        page.inline(row.cells[0]).text.strip().lower().partition(":")[0]
        for table in tables
        for row in table.rows
        if row.cells
    }
    if _PERMISSIONS_PAGE.search(raw) or any(map(_PERMISSION.match, cells)):
        return "permissions"
    if is_done:
        return ""
    if first & _HEADERS:
        return "request headers"
    if _STATUS.search(raw):
        return "response"
    if _QUERY.search(raw) or any(name.startswith("$") for name in first):
        return "optional query parameters"
    return "request body"


def _of_resource(page: Page, tops: Sequence[Section]) -> dict[int, str]:
    found: dict[int, str] = {}
    for section in tops:
        tables = [block for block in section.blocks if isinstance(block, Table)]
        cells = [row.cells for table in tables for row in table.rows if len(row.cells) > 1]
        kinds = [read_type(page, row[1], 0) for row in cells]
        known = [mention for mention, problem, _ in kinds if mention and not problem]
        if cells and any(_OPERATION_FOLDER.search(row[0]) for row in cells):
            found[section.line] = "methods"
        elif any(mention.name.startswith("Edm.") for mention in known):
            found[section.line] = "properties"
        elif known and all(mention.target.endswith(".md") for mention in known):
            found[section.line] = "relationships"
        elif any(
            isinstance(block, CodeBlock) and block.content.lstrip().startswith("{")
            for block in section.blocks
        ):
            found[section.line] = "json representation"
    return found
