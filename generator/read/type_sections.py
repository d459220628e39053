"""Types that a plain page documents below headings of their own: `## Tree object` and a table.

Source: the ways in which API pages in Markdown head such tables. A heading has to say that what
follows is a type, or to stand above JSON that has the members of the table, or on a page of types,
or to be the page's title above a table of fields, or one of what that title names, or a name in
the singular; any other table of names and types (settings, parameters of several operations) is
none, and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TypeGuard

from generator.json_text import parse_json
from generator.model import Doc
from generator.read.aliases import alias_of
from generator.read.enumerated import with_values
from generator.read.facts import TypeFacts
from generator.read.listed_rows import listed_rows
from generator.read.markdown import Paragraph, Table
from generator.read.nested_rows import unfolded
from generator.read.numbered_enums import numbered_enum
from generator.read.page import CodeBlock, Content, Page, Section, heading_key
from generator.read.plurals import singular
from generator.read.rows import read_rows, read_type, table_columns
from generator.read.sentences import summary
from generator.read.string_enums import heading_of
from generator.read.vocabulary import role_of

_NOUN = (
    r"(?:objects?|resources?|models?|schemas?|entit(?:y|ies)|structures?|types?|representations?)"
)
_PARTS = r"(?:attributes|properties|fields|members|parameters|definition|structure|schema)"
_NAMED = re.compile(
    rf"^(?:the\s+)?(?P<name>[A-Za-z][\w.]*(?:[ -][A-Za-z]\w*){{0,2}}?)"
    rf"(?:\s+{_NOUN}(?:\s+{_PARTS})?|\s+(?:attributes|properties|fields))$",
    re.IGNORECASE,
)
_OF_TYPE = re.compile(
    rf"^(?:the\s+)?{_NOUN}\s*[:–—-]\s*`?(?P<name>[A-Za-z][\w.]*)`?$", re.IGNORECASE
)
_WORDS = re.compile(r"^(?:the\s+)?(?P<name>[A-Za-z][\w.]*(?:[ -][A-Za-z]\w*){0,2})$", re.IGNORECASE)
#: What the first column of a table is called that lists the members of a type, and of nothing else.
_MEMBERS = frozenset(("field", "property", "attribute", "member"))
#: Titles of pages that hold nothing but types.
_OF_TYPES = re.compile(
    r"\b(?:resources|objects|models|schemas|entities|structures|types|data model)\s*$",
    re.IGNORECASE,
)
#: Headings below which each table is a type, whatever it is called.
_TYPES_BELOW = re.compile(r"(?:data )?(?:schemas|models|types|objects|structures|definitions)")
#: A heading that nobody writes but for a type: `OrderLine`.
_IDENTIFIER = re.compile(r"`?[A-Za-z][a-z0-9]+(?:[A-Z][a-z0-9]+)+`?")
_ONE_WORD = re.compile(r"[A-Za-z]\w*")
_MARK = re.compile(r"^[\s\d.)]*|[\s:.]*$")
_NO_TYPES = frozenset(
    ("api", "data", "request", "response", "error", "json", "http", "parameter", "query", "common")
)
#: Words of headings that name no type: what pages are about besides, and what is done with it.
_NO_NAMES = _NO_TYPES | frozenset(
    (
        *("configuration", "installation", "authentication", "authorization", "pagination"),
        *("introduction", "setup", "usage", "overview", "reference", "environment", "logging"),
        *("testing", "deployment", "filtering", "sorting", "formatting", "client", "server"),
        *("cli", "sdk", "general", "basic", "advanced", "note", "example", "changelog", "config"),
        *("how", "what", "when", "why", "where", "using", "working", "with", "for", "to", "and"),
        *("getting", "get", "list", "create", "add", "update", "delete", "remove", "set", "send"),
        *("search", "find", "upload", "download", "start", "quickstart", "more", "other", "input"),
        *("output", "result", "return", "rate", "webhook", "header", "status", "configuring"),
    )
)
#: Headings below which stands what the heading above names.
_OF_ABOVE = frozenset(
    (
        *("details", "definition", "schema", "structure", "object", "model", "data model"),
        *("layout", "format", "columns", "contents", "object definition", "data structure"),
    )
)
_JSON = re.compile(r"\s*[{\[]")


def read_type_sections(page: Page, sections: Iterable[Section]) -> Iterator[TypeFacts]:
    """The types that sections document, in the order of the page, with those of their members."""
    for found in _types(page, sections):
        yield from unfolded(found)


def _types(page: Page, sections: Iterable[Section]) -> Iterator[TypeFacts]:
    for section, below in pairwise((*sections, None)):
        if section is None:
            continue
        tables = [block for block in section.blocks if is_of_members(block, page)]
        if not tables:
            yield from _listed_type(page, section)
            continue
        if alias_of(page, section) or heading_of(section) in page.string_enums:
            continue
        if numbered_enum(page, section):
            continue
        name = _name(page, section, tables[0]) if tables else None
        if name is None:
            for table in tables:
                report_not_read(page, section, table)
            continue
        rows = tuple(row for table in tables for row in read_rows(page, table, "property"))
        rows = with_values(page, rows, below)
        text = " ".join(
            page.inline(block.raw).text for block in section.blocks if isinstance(block, Paragraph)
        )
        yield TypeFacts(
            name, page.namespace, page.loc(section.line), Doc(summary(text), text), rows
        )


def _listed_type(page: Page, section: Section) -> Iterator[TypeFacts]:
    """The type whose members a list documents, below a heading that says so."""
    items = [block for block in section.blocks if isinstance(block, Paragraph) and block.item]
    name = _name_of_heading(page, section) if items else None
    rows = tuple(listed_rows(page, items)) if name else ()
    if name and rows:
        text = " ".join(
            page.inline(block.raw).text
            for block in section.blocks
            if isinstance(block, Paragraph) and not block.item
        )
        loc = page.loc(section.line or page.title_line)
        yield TypeFacts(name, page.namespace, loc, Doc(summary(text), text), rows)


def is_of_members(block: Content, page: Page) -> TypeGuard[Table]:
    """Whether a block is a table of names and types."""
    return isinstance(block, Table) and {"name", "type"} <= table_columns(page, block).keys()


def report_not_read(page: Page, section: Section, table: Table) -> None:
    """Report a table of names and types that is read as nothing."""
    page.report.add(
        "TABLE_NOT_READ",
        page.loc(table.line),
        f"the heading {(section.title or page.title)[:60]!r} does not say whose members the names"
        " and types of this table are",
        f"what its {len(table.rows)} rows document",
    )


def _name(page: Page, section: Section, table: Table) -> str | None:
    """The name of the type that a section's heading announces, or None."""
    role = role_of(section.key) if section.key else "prose"
    named = _name_of_heading(page, section)
    if named or role == "properties":
        return named
    alone = _ONE_WORD.fullmatch(section.title.strip("` "))
    if alone and section.parents and _TYPES_BELOW.fullmatch(section.parents[-1]):
        return _joined(alone[0])
    title = section.title or page.title
    if section.key in _OF_ABOVE or (page.title and _is_about(section.key, page.title.lower())):
        above = section.above[-1] if section.above and section.key in _OF_ABOVE else page.title
        found = _WORDS.match(_MARK.sub("", above)) if _is_singular(above) else None
        return _camel(found["name"]) if found else None
    text = _MARK.sub("", title)
    evident = (
        _OF_TYPES.search(page.title) is not None
        or _shows_members(page, section, table)
        or _is_named(page, section, table)
        or (_is_singular(text) and _is_typed(page, table))
    )
    found = _WORDS.match(text) if role == "prose" and evident else None
    return _camel(found["name"]) if found else None


def _name_of_heading(page: Page, section: Section) -> str | None:
    """The name of the type that a heading says by itself: "Tree object", or "Fields" below it."""
    title = _MARK.sub("", section.title or page.title)
    found = _OF_TYPE.match(title) or _NAMED.match(title)
    if found is None and section.key and role_of(section.key) == "properties":
        above = _MARK.sub("", section.above[-1] if section.above else page.title)
        found = _NAMED.match(above) or _WORDS.match(above)
    return _camel(found["name"]) if found else None


def _camel(words: str) -> str | None:
    """A heading's words as the name of a type; None for those that name none."""
    return None if words.lower() in _NO_TYPES else _joined(words)


def _joined(words: str) -> str:
    if "." in words:
        return words
    first, *rest = re.split(r"[ -]", words)
    plain = first if first.isupper() and len(first) > 1 else first[:1].lower() + first[1:]
    return plain + "".join(word[:1].upper() + word[1:] for word in rest)


def _is_named(page: Page, section: Section, table: Table) -> bool:
    """Whether a heading evidently names a type: "OrderLine", or "Tree" on the page of "Trees".

    So does a page's title, "Tree", right above a table of fields.
    """
    key, title = section.key, page.title.lower()
    if key and _IDENTIFIER.fullmatch(section.title):
        return True
    if key and title in (f"{key}s", f"{key}es", f"{key.removesuffix('y')}ies"):
        return True
    last = title.rpartition(" ")[2]
    first = heading_key(table.header[0]) if table.header else ""
    return not section.key and first in _MEMBERS and last not in _NO_TYPES


def _is_about(heading: str, title: str) -> bool:
    """Whether a heading says more about what the page's title names: "What an owner looks like"."""
    words = heading.split()
    return len(words) > 3 and title in words and words[0] in ("what", "how", "the", "all")


def _is_singular(text: str) -> bool:
    """Whether words can be the name of a type: one to three, none of those that never are."""
    words = text.replace("`", "").replace("-", " ").split()
    known = not words or any(word.lower() in _NO_NAMES for word in words)
    return not known and words[0][0].isupper() and singular(words[-1]) is None


def _is_typed(page: Page, table: Table) -> bool:
    """Whether most rows of a table have a type that can be read."""
    column = table_columns(page, table)["type"]
    cells = [row.cells[column] if len(row.cells) > column else "" for row in table.rows]
    found = [read_type(page, cell, table.line) for cell in cells]
    readable = [mention for mention, problem, _ in found if mention and not problem]
    return 2 * len(readable) > len(found)


def _shows_members(page: Page, section: Section, table: Table) -> bool:
    """Whether JSON in the section has at least half of the table's names, and two of them."""
    column = table_columns(page, table)["name"]
    names = {page.inline(row.cells[column]).text for row in table.rows if len(row.cells) > column}
    for block in section.blocks:
        if isinstance(block, CodeBlock) and _JSON.match(block.content):
            value = parse_json(block.content).value
            value = value[0] if isinstance(value, list) and value else value
            shared = names & value.keys() if isinstance(value, dict) else set()
            if len(shared) > 1 and 2 * len(shared) >= len(names):
                return True
    return False
