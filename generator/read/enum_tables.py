"""Tables of enumeration members, on enum pages and below `x values` headings anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model import Doc, EnumMember
from generator.read.facts import EnumFacts
from generator.read.markdown import Paragraph, Table
from generator.read.numbered_enums import number_of, numbered_enum
from generator.read.page import Page, Section, heading_key
from generator.read.prose import deprecation
from generator.read.rows import describe, row_cells, table_columns
from generator.read.sentences import summary
from generator.read.string_enums import heading_of
from generator.read.vocabulary import enum_of_heading, role_of, type_name_of_title

_INTEGER = re.compile(r"^[-+]?\d{1,19}$|^0[xX][0-9A-Fa-f]{1,16}$")
_FLAGS = re.compile(
    r"\b(?:flag(?:s|ged)|bit ?(?:mask|field|flags?)|multi-?valued)\b", re.IGNORECASE
)
#: Headings above enumerations whose own headings are one word.
_ENUMS = re.compile(
    r"enum(?:eration)?s?(?: types?)?|(?:data )?(?:schemas?|models?|types?|objects?|structures?)"
)
_ONE_WORD = re.compile(r"[A-Za-z]\w*")
#: A heading that nobody writes but for a type: `OrderLine`.
_IDENTIFIER = re.compile(r"[A-Za-z][a-z0-9]+(?:[A-Z][a-z0-9]+)+")
_VALUES = frozenset(("value", "values", "member", "constant", "enum value"))
_PREFER = re.compile(r"include-unknown-enum-members", re.IGNORECASE)
_PREFER_VALUES = re.compile(
    r"include-unknown-enum-members.*?\bvalues?\b(?P<rest>.*)$", re.IGNORECASE | re.DOTALL
)
_QUOTED = re.compile(r"`([^`]+)`")


def read_enums(page: Page, enum_page: bool) -> Iterator[EnumFacts]:
    """The enumerations that a page defines: its own (`## Members`) and `x values` sections."""
    page_name = type_name_of_title(page.title)
    for section in page.sections:
        tables = [block for block in section.blocks if isinstance(block, Table)]
        if not tables:
            continue
        if page.plain and (numbered := numbered_enum(page, section)):
            yield _enum(page, section, [numbered[1]], numbered[0], flags=False, own=False)
            continue
        named = enum_of_heading(section.title)
        if named is None and role_of(section.key) == "members" and section.parents:
            above = type_name_of_title(section.above[-1])
            if above is not None and "enum" in section.parents[-1]:
                named = (above, "flags" in section.parents[-1])
        if (
            named is None
            and enum_page
            and page_name
            and _is_member_section(page, section, tables[0])
        ):
            named = (page_name, " flags" in page.title.lower())
        of_strings = heading_of(section) in page.string_enums
        if named is None and page.plain:
            named = _plainly_named(page, section, tables[0])
        if named is None and of_strings:
            named = (heading_of(section), False)
        if named is None:
            continue
        columns = table_columns(page, tables[0])
        if "name" not in columns or ("type" in columns and not of_strings):
            continue
        yield _enum(page, section, tables, *named, own=named[0] == page_name)


def _plainly_named(page: Page, section: Section, table: Table) -> tuple[str, bool] | None:
    """The enumeration of a plain page: `TicketClass` above a table of values, or below "Enums"."""
    first = heading_key(page.inline(table.header[0]).text) if table.header else ""
    is_listed = any(_ENUMS.fullmatch(parent) for parent in section.parents)
    named = _ONE_WORD if is_listed else _IDENTIFIER
    title = section.title.strip("` ")
    if first in _VALUES and named.fullmatch(title):
        return title, False
    return None


def _is_member_section(page: Page, section: Section, table: Table) -> bool:
    if role_of(section.key) == "members" or section is page.sections[0]:
        return True
    columns = table_columns(page, table)
    return "name" in columns and "type" not in columns and section.level <= 2


def _enum(
    page: Page, section: Section, tables: list[Table], name: str, flags: bool, own: bool
) -> EnumFacts:
    paragraphs = [
        b
        for s in ((page.sections[0], section) if own else (section,))
        for b in s.blocks
        if isinstance(b, Paragraph)
    ]
    raw = " ".join(b.raw for b in paragraphs)
    text = " ".join(page.inline(b.raw).text for b in paragraphs if not b.quoted)
    late = set()
    prefer = _PREFER_VALUES.search(raw)
    if prefer:
        late = {value for value in _QUOTED.findall(prefer["rest"]) if not _PREFER.search(value)}
    members = tuple(m for table in tables for m in _members(page, table, late))
    flags = flags or bool(_FLAGS.search(text)) or _powers_of_two(members)
    doc = Doc(summary(text), text, deprecation(page.title if own else section.title))
    line = page.title_line if own else section.line
    return EnumFacts(name, page.namespace, page.loc(line), doc, members, flags)


def _powers_of_two(members: tuple[EnumMember, ...]) -> bool:
    """Documented numbers 1, 2, 4, …: at least three, so that 0, 1, 2 stays an ordinary list."""
    values = [m.value for m in members if m.value]
    return len(values) >= 3 and all(v > 0 and v & (v - 1) == 0 for v in values) and max(values) >= 4


def _members(page: Page, table: Table, late: set[str]) -> Iterator[EnumMember]:
    columns = table_columns(page, table)
    seen: set[str] = set()
    for row in table.rows:
        cells = row_cells(row, columns, len(table.header))
        page.inventory["enum_rows"] += 1
        wire = page.inline(cells.name).text.strip().strip("'\"").strip()
        loc = page.loc(row.line)
        if not wire:
            if any(row.cells):
                page.report.add(
                    "ROW_UNREADABLE", loc, "an enumeration member without a name", "the member"
                )
            continue
        value = number_of(page.inline(cells.value).text)
        if _INTEGER.match(wire) and cells.value and not _INTEGER.match(cells.value):
            # The columns are swapped: the number stands before the name.
            value, wire = number_of(wire), page.inline(cells.value).text.strip()
        wire = re.sub(r"\s*\((?:default|deprecated|preview)\)$", "", wire, flags=re.IGNORECASE)
        if wire in seen:
            page.report.add("ENUM_MEMBER_TWICE", loc, f"the member {wire!r} is listed twice")
            continue
        seen.add(wire)
        described = describe(page, cells.description, wire, row.line)
        doc = Doc(summary(described.text), described.text, described.traits.deprecated)
        after = "unknownFutureValue" in seen and wire != "unknownFutureValue"
        yield EnumMember(wire, doc, loc, value, needs_prefer=wire in late or after)
