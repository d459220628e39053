"""Operations that only a row of an overview's table names: "GET | /bins | List all bins"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator import limits
from generator.read.endpoints import base_of
from generator.read.facts import OperationFacts
from generator.read.markdown import Paragraph, Row, Table
from generator.read.operation_page import read_operation
from generator.read.page import CodeBlock, Page, Section, heading_key
from generator.read.plain_lines import request_line, rooted
from generator.read.urls import split_url
from generator.records import Record

_PATH_COLUMNS = frozenset(("endpoint", "endpoints", "path", "route", "url", "uri", "resource"))
_METHOD_COLUMNS = frozenset(("method", "http method", "verb", "http verb", "http", "type"))
_TEXT_COLUMNS = ("description", "summary", "purpose", "action", "operation", "details", "notes")
_PLACE = re.compile(r"\{[^{}]*\}|<[^<>]*>|:[A-Za-z_]\w*")
#: Descriptions longer than this are no titles.
_LONGEST = 80


class _Row(Record):
    """A row with a request line, and what the table says of it."""

    line: int
    request: str
    text: str


def read_tabled_routes(
    page: Page, operations: Sequence[OperationFacts]
) -> Iterator[OperationFacts]:
    """The operations of a plain page that none of its parts documents, each with a finding.

    Another page may document them.
    """
    known = {_shape(f"{r.method} {r.path}") for one in operations for r in one.routes}
    base = base_of(page)
    for found in _rows(page):
        shape = _shape(found.request)
        if shape in known or len(known) > limits.OPERATIONS:
            continue
        known.add(shape)
        page.report.add(
            "ROUTE_ONLY_IN_TABLE",
            page.loc(found.line),
            f"only a table names {found.request[:80]!r}; no part of the page documents it",
            "all of it but its path and what the row says, unless another page documents it",
        )
        yield read_operation(_page(page, found, base))


def _shape(request: str) -> str:
    return _PLACE.sub("{}", request).rstrip("/")


def _rows(page: Page) -> Iterator[_Row]:
    for section in page.sections:
        for table in section.blocks:
            if isinstance(table, Table):
                keys = [heading_key(page.inline(cell).text) for cell in table.header]
                path = _column(keys, _PATH_COLUMNS)
                if path is not None:
                    method = _column(keys, _METHOD_COLUMNS)
                    about = next((n for n, key in enumerate(keys) if key in _TEXT_COLUMNS), None)
                    for row in table.rows:
                        yield from _row(page, row, path if method is None else method, path, about)


def _column(keys: Sequence[str], names: frozenset[str]) -> int | None:
    return next((n for n, key in enumerate(keys) if key in names), None)


def _row(page: Page, row: Row, method: int, path: int, about: int | None) -> Iterator[_Row]:
    """The request line of a row: in one cell, or the method in one and the path in another."""
    cells = [page.inline(cell).text.strip() for cell in row.cells]
    if max(method, path) >= len(cells):
        return
    found = request_line(
        cells[path] if method == path else f"{cells[method].upper()} {cells[path]}"
    )
    if found:
        text = cells[about] if about is not None and about < len(cells) else ""
        yield _Row(row.line, f"{found['method']} {split_url(found['url']).path}", text)


def _page(page: Page, row: _Row, base: str) -> Page:
    """The row as the page of an operation."""
    title = row.text.rstrip(". ") if row.text and len(row.text) <= _LONGEST else row.request
    lead = Section(row.line, 0, "", "", blocks=[Paragraph(row.line, row.text)] if row.text else [])
    line = CodeBlock(row.line, "", rooted(row.request, base), row.line)
    request = Section(row.line, 2, "HTTP request", "http request", blocks=[line])
    return replace(page, title=title, title_line=row.line, sections=[lead, request], plain=True)
