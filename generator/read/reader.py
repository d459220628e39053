"""One page in, its facts out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.model import Loc
from generator.read.aliases import read_aliases
from generator.read.endpoints import endpoints, is_plain, outside
from generator.read.enum_tables import read_enums
from generator.read.examples import is_http_text
from generator.read.facts import OperationFacts, PageFacts, PageKind
from generator.read.http_text import parse_message
from generator.read.includes import Include
from generator.read.markdown import Paragraph, Table
from generator.read.operation_page import read_operation
from generator.read.page import CodeBlock, Page, Section
from generator.read.plain_tables import with_result_types
from generator.read.resource_page import read_methods, read_nested_types, read_types
from generator.read.rows import table_columns
from generator.read.same_results import with_same_results
from generator.read.section_roles import section_role
from generator.read.sections import open_page
from generator.read.string_enums import read_string_enums
from generator.read.tabled_routes import read_tabled_routes
from generator.read.type_sections import read_type_sections
from generator.read.vocabulary import heading_meant, role_of, type_name_of_title

#: Lines that a finding names.
_SHOWN = 10
_TODO = re.compile(r"\*\*\s*TODO\b|\bTODO:", re.IGNORECASE)
#: A paragraph that only says what it is to become.
_UNWRITTEN = re.compile(r"[*_\[\s]*TODO\b")


def read_page(path: str, text: str, include: Include) -> PageFacts:
    """Read one page.

    `path` is relative to the API's folder, in POSIX form; `include` reads an include file by its
    path relative to that folder and gives None when it is missing. A pure function of its
    arguments; never raises on any text.
    """
    page = open_page(path, text, include)
    _check_front_matter(page)
    _drop_placeholders(page)
    if parts := endpoints(page):
        return _several(page, parts)
    kind = page_kind(page)
    if kind in ("operation", "resource"):
        _check_headings(page)
    operation = read_operation(page) if kind == "operation" else None
    tabled: tuple[OperationFacts, ...] = ()
    types = tuple(read_types(page)) if kind == "resource" else tuple(read_nested_types(page))
    if kind in ("other", "enum") and is_plain(page):
        page.plain = True
        page.aliases.update(read_aliases(page))
        page.string_enums.update(read_string_enums(page))
        types = tuple(read_type_sections(page, page.sections))
        kind = "resource" if types else kind
        tabled = tuple(read_tabled_routes(page, ()))
    page.inventory[f"pages_{kind}"] += 1
    if kind == "other":
        _report_skipped(page)
    if operation is None:
        _report_requests(page, page.sections)
    enums = tuple(read_enums(page, kind == "enum"))
    methods = tuple(read_methods(page)) if kind in ("resource", "other") else ()
    namespace = page.namespace or next((a.namespace for a in page.annotations if a.namespace), None)
    return PageFacts(
        path=path,
        kind=kind,
        title=page.title,
        namespace=namespace,
        loc=Loc(path, page.title_line or 1),
        types=types,
        enums=enums,
        methods=methods,
        operation=operation,
        tabled=tabled,
        links=tuple(page.links.items()),
        findings=tuple(page.report),
        inventory=dict(page.inventory),
    )


def _several(page: Page, parts: Sequence[Page]) -> PageFacts:
    """The facts of a plain page that documents several operations, and types beside them."""
    page.inventory["pages_operation"] += 1
    page.plain = True
    page.aliases.update(read_aliases(page))
    page.string_enums.update(read_string_enums(page))
    read = tuple(with_same_results(page, tuple(map(read_operation, parts))))
    operations, results = with_result_types(page, read)
    inside = (s for part in parts for s in part.sections[1:] if section_role(s) == "prose")
    types = (*read_type_sections(page, (*outside(page, parts), *inside)), *results)
    tabled = tuple(read_tabled_routes(page, operations))
    _report_requests(page, outside(page, parts))
    return PageFacts(
        path=page.path,
        kind="operation",
        title=page.title,
        namespace=page.namespace,
        loc=Loc(page.path, page.title_line or 1),
        types=types,
        enums=tuple(read_enums(page, enum_page=False)),
        operations=operations,
        tabled=tabled,
        links=tuple(page.links.items()),
        findings=tuple(page.report),
        inventory=dict(page.inventory),
    )


def _report_skipped(page: Page) -> None:
    """Report a page that should document something, by its place, and does not."""
    doc_type = page.front.values.get("doc_type", "").lower()
    folder = f"/{page.path.lower()}".rpartition("/")[0]
    overview = doc_type.startswith("concept") or "overview" in page.path.lower()
    if folder.endswith(("/api", "/resources")) and not overview:
        page.report.add(
            "PAGE_NOT_READ",
            page.loc(page.title_line or 1),
            "the page shows neither a request nor the properties or members of a type",
            "what the page documents",
        )


def _report_requests(page: Page, sections: Iterable[Section]) -> None:
    """Report requests in sections that belong to no operation: once, with the lines."""
    blocks = (b for s in sections for b in s.blocks if isinstance(b, CodeBlock))
    lines = [b.body_line for b in blocks if parse_message(b.content).kind == "request"]
    if lines:
        more = f" and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
        page.report.add(
            "REQUESTS_NOT_READ",
            page.loc(lines[0]),
            f"{len(lines)} request(s) belong to no documented operation, in the lines"
            f" {', '.join(map(str, lines[:_SHOWN]))}{more}",
            "tests of them",
        )


def page_kind(page: Page) -> PageKind:
    """What a page documents, by its content: `doc_type` is wrong or missing too often."""
    keys = {role_of(section.key) for section in page.sections[1:]}
    blocks = [(s, b) for s in page.sections for b in s.blocks]
    kinds = {b.meta.block_type for _, b in blocks if isinstance(b, CodeBlock) and b.meta}
    in_api = "/api/" in f"/{page.path.lower()}"
    if any(s.key.startswith("http request") for s in page.sections):
        return "operation"
    if "properties" in keys and not kinds and _names_resource(page):
        return "resource"
    if (
        in_api
        and "resource" not in kinds
        and (kinds & {"request", "response"} or _has_request(page))
    ):
        return "operation"
    if "resource" in kinds or any(s.key == "json representation" for s in page.sections):
        return "resource"
    if (
        not in_api
        and kinds & {"request"}
        and "properties" not in keys
        and type_name_of_title(page.title) is None
    ):
        return (
            "operation"
            if page.front.values.get("doc_type", "").lower().startswith("api")
            else "other"
        )
    if "properties" in keys or _has_property_table(page):
        return "resource" if type_name_of_title(page.title) or "resource" in kinds else "other"
    doc_type = page.front.values.get("doc_type", "").lower()
    if not doc_type.startswith("concept") and any(
        _is_member_table(page, b) for _, b in blocks if isinstance(b, Table)
    ):
        return "enum"
    named = type_name_of_title(page.title) is not None
    if (
        doc_type.startswith("resource")
        and named
        and re.search(r"resou?rce|type", page.title, re.IGNORECASE)
    ):
        return "resource"
    if doc_type.startswith("api") and _has_request(page):
        return "operation"
    return "other"


def _names_resource(page: Page) -> bool:
    """Whether the title says that the page is about a type, as "machine resource type" does."""
    named = type_name_of_title(page.title) is not None
    return named and re.search(r"\bresource\b", page.title, re.IGNORECASE) is not None


def _has_request(page: Page) -> bool:
    return any(
        isinstance(b, CodeBlock) and is_http_text(b) for s in page.sections for b in s.blocks
    )


def _has_property_table(page: Page) -> bool:
    for section in page.sections:
        for block in section.blocks:
            if isinstance(block, Table) and block.header:
                first = page.inline(block.header[0]).text.strip().lower()
                if first in ("property", "property name") and "type" in table_columns(page, block):
                    return True
    return False


def _is_member_table(page: Page, table: Table) -> bool:
    first = page.inline(table.header[0]).text.strip().lower() if table.header else ""
    return first in ("member", "members", "value", "member name") and "type" not in table_columns(
        page, table
    )


def _drop_placeholders(page: Page) -> None:
    """Drop the paragraphs that nobody has written yet, with a finding for each."""
    for section in page.sections:
        unwritten = [
            block
            for block in section.blocks
            if isinstance(block, Paragraph) and _UNWRITTEN.match(block.raw)
        ]
        for block in unwritten:
            section.blocks.remove(block)
            page.report.add(
                "PLACEHOLDER_LEFT",
                page.loc(block.line),
                f"{section.title or page.title}: unfinished text {block.raw[:60]!r}",
                "the text",
            )


def _check_headings(page: Page) -> None:
    for section in page.sections[1:]:
        meant = heading_meant(section.key)
        if meant:
            page.report.add(
                "HEADING_UNKNOWN",
                page.loc(section.line),
                f"the heading {section.title[:60]!r} is not known; did you mean {meant!r}?",
            )


def _check_front_matter(page: Page) -> None:
    front = page.front
    for line, problem in front.problems:
        page.report.add("FRONT_MATTER_MALFORMED", page.loc(line), problem)
    for key, value in front.values.items():
        if "todo" in value.lower() and _TODO.search(value):
            page.report.add(
                "PLACEHOLDER_LEFT",
                page.loc(front.lines[key]),
                f"{key}: unfinished text {value[:60]!r}",
            )
    if not page.title:
        page.report.add(
            "TITLE_MISSING", page.loc(1), "the page has no H1 and no title in its front matter"
        )
