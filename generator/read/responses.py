"""The Response section's prose: statuses and what comes back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus

from generator.read.facts import Mention, ResponseFact
from generator.read.markdown import Paragraph, Table
from generator.read.mentions import type_mentions
from generator.read.page import Page, heading_key
from generator.read.plain_results import is_raw
from generator.read.rows import read_type

_STATUS = re.compile(
    r"(?<![\w.$/-])([1-5]\d\d)(?:`|\*\*)?(?=\s*[-,:`*]?\s*`?(?:[A-Z][A-Za-z]|-\s*[A-Z]|HTTP|response|status|error|code|\.|,|and\b|or\b|$))"
)
_STATUS_COLUMNS = frozenset(("status", "status code", "code", "http status", "http code"))
_TYPE_COLUMNS = frozenset(("schema", "type", "body", "response body", "returns", "content"))
#: A status that begins a paragraph of a plain page: "`201` — the order".
_LEADING = re.compile(r"\W{0,4}([2-5]\d\d)\W{0,3}\s?[-–—:]")
_CODE = re.compile(r"\W*([1-5]\d\d)\b")
#: The product "Microsoft 365" is no status.
_KNOWN = frozenset(int(status) for status in HTTPStatus)
_NO_CONTENT = re.compile(
    r"(?:does\s+not|doesn['’]t|not)\s+return\s+(?:anything|any\s+content|a\s+(?:response\s+)?body)|no\s+(?:content|response\s+body)\b|empty\s+(?:response\s+)?body",
    re.IGNORECASE,
)
_BINARY = re.compile(
    r"\b(?:binary\s+(?:data|content|stream)|bytes?\s+of|raw\s+(?:bytes|content)|(?:contents?|bytes)\s+of\s+the\s+(?:file|attachment|photo|item)|MIME\s+(?:content|format))\b",
    re.IGNORECASE,
)


def read_response(page: Page, block: Paragraph) -> tuple[list[ResponseFact], list[int]]:
    """What one paragraph of a Response section says: facts and every status it names."""
    statuses = [int(code) for code in _STATUS.findall(block.raw) if int(code) in _KNOWN]
    if page.plain and not statuses and (leading := _LEADING.match(block.raw)):
        statuses = [int(leading[1])]
    mentions = list(type_mentions(page, block.raw, block.line))
    text = page.inline(block.raw).text
    loc = page.loc(block.line)
    success = next((code for code in statuses if code < 400), None)
    facts: list[ResponseFact] = []
    if _NO_CONTENT.search(block.raw) and not mentions:
        if success is not None:
            facts.append(ResponseFact(success, None, loc, text))
    elif success is not None or mentions:
        kind = _main_mention(mentions)
        if kind is None and _BINARY.search(block.raw):
            kind = Mention("Edm.Stream", loc)
        status = success if success is not None else next(iter(statuses), None)
        if status is not None or kind is not None:
            facts.append(ResponseFact(status, kind, loc, text))
    return facts, statuses


def tabled_responses(page: Page, table: Table) -> Iterator[ResponseFact]:
    """What the rows of a table say: a status in one column, and maybe a type in another."""
    keys = [heading_key(page.inline(cell).text) for cell in table.header]
    status = next((n for n, key in enumerate(keys) if key in _STATUS_COLUMNS), None)
    if status is None and any(row.cells and _CODE.match(row.cells[0]) for row in table.rows):
        status = 0
    kind = next((n for n, key in enumerate(keys) if key in _TYPE_COLUMNS), None)
    if status is None:
        return
    for row in table.rows:
        code = _CODE.match(row.cells[status]) if len(row.cells) > status else None
        if code is None:
            continue
        cell = row.cells[kind] if kind is not None and len(row.cells) > kind else ""
        mention = read_type(page, cell, row.line)[0] if int(code[1]) < 400 else None
        text = page.inline(" ".join(row.cells)).text
        if int(code[1]) < 400 and is_raw(text):
            mention = Mention("Edm.Stream", page.loc(row.line))
        yield ResponseFact(int(code[1]), mention, page.loc(row.line), text)


def _main_mention(mentions: list[Mention]) -> Mention | None:
    """A linked type is meant before a primitive that the sentence also happens to name."""
    linked = [m for m in mentions if m.target]
    return next(iter(linked or mentions), None)
