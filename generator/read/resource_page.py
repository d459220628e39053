"""Resource pages: structured types with their properties, base, representation and methods."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.json_text import parse_json
from generator.model import Doc, Loc
from generator.read.base_claims import derived_types, prose_bases
from generator.read.facts import BaseClaim, MemberFact, Mention, MethodRow, RowFact, TypeFacts
from generator.read.markdown import Paragraph, Table
from generator.read.metadata import Metadata
from generator.read.page import CodeBlock, Page, Section
from generator.read.prose import deprecation
from generator.read.rows import read_rows, table_columns
from generator.read.sentences import summary
from generator.read.type_text import json_type
from generator.read.vocabulary import enum_of_heading, role_of, type_name_of_title

_ABSTRACT = re.compile(
    r"\b(?:is an?|as an?|this)\s+(?:\w+\s+){0,2}abstract\b"
    r"|\babstract (?:base )?(?:type|class|resource|entity|complex)\b|^abstract\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:is|as) an? \[?open (?:complex |entity )?type|\bopen type\b", re.IGNORECASE
)
_PART = re.compile(
    r"(?P<name>[A-Za-z]\w*)\s+(?:properties|(?:resource|complex|object|entity)(?: type)?|type)$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Draft:
    """A type while its page is read."""

    name: str
    loc: Loc
    named_by_metadata: bool = False
    meta: Metadata | None = None
    meta_line: int = 0
    rows: list[RowFact] = field(default_factory=list)
    members: list[MemberFact] = field(default_factory=list)
    bases: list[BaseClaim] = field(default_factory=list)


def read_types(page: Page) -> Iterator[TypeFacts]:
    """The structured types that a resource page documents: its own first, nested ones after it."""
    drafts = _drafts(page)
    if not drafts:
        return
    main = drafts[0]
    nested = {_simple(draft.name).lower(): draft for draft in reversed(drafts[1:])}
    alone = not _has_property_section(page)
    for section in page.sections:
        owner = _owner(section, nested) or main
        if owner is main and (name := _part_named(page, section)) is not None:
            owner = nested[name.lower()] = _Draft(name, page.loc(section.line))
            drafts.append(owner)
        for block in section.blocks:
            if isinstance(block, Table):
                _read_table(page, section, block, owner, alone)
    lead = [b for b in page.sections[0].blocks if isinstance(b, Paragraph)]
    main.bases.extend(prose_bases(page, main.name))
    text = " ".join(page.inline(b.raw).text for b in lead if not b.quoted)
    for draft in drafts:
        yield _finished(page, draft, text if draft is main else "")


def _part_named(page: Page, section: Section) -> str | None:
    """The type that a part of the page documents: "### lid properties", to which a cell links."""
    part = _PART.match(section.title)
    if part is None or not any(_is_property_table(page, b) for b in _tables(section)):
        return None
    anchor = "-".join(section.key.split())
    linked = f"](#{anchor})"
    known = any(
        linked in cell.lower().replace("`", "")
        for other in page.sections
        if role_of(other.key) in ("properties", "relationships")
        for table in _tables(other)
        for row in table.rows
        for cell in row.cells[1:2]
    )
    return part["name"] if known else None


def _tables(section: Section) -> Iterator[Table]:
    return (block for block in section.blocks if isinstance(block, Table))


def read_nested_types(page: Page) -> Iterator[TypeFacts]:
    """The types that a page about something else documents besides, by their metadata."""
    blocks = [b for s in page.sections for b in s.blocks if isinstance(b, CodeBlock) and b.meta]
    if not any(b.meta and b.meta.block_type == "resource" and b.meta.type for b in blocks):
        return
    drafts = [draft for draft in _drafts(page, titled=False) if draft.named_by_metadata]
    nested = {_simple(draft.name).lower(): draft for draft in reversed(drafts)}
    for section in page.sections:
        owner = _owner(section, nested)
        for block in section.blocks if owner else ():
            if isinstance(block, Table) and owner:
                _read_table(page, section, block, owner, False)
    for draft in drafts:
        draft.loc = page.loc(draft.meta_line or draft.loc.line)
        yield _finished(page, draft, "")


def is_nested_type(page: Page, section: Section) -> bool:
    """Whether a section's heading begins with a type that the page documents by metadata."""
    blocks = (b for s in page.sections for b in s.blocks if isinstance(b, CodeBlock) and b.meta)
    types = (b.meta.type for b in blocks if b.meta and b.meta.block_type == "resource")
    names = {_simple(name).lower() for name in types if name}
    return any(key.partition(" ")[0] in names for key in section.path)


def _drafts(page: Page, titled: bool = True) -> list[_Draft]:
    """The types named by the page: by its resource metadata, else by its H1 (if `titled`)."""
    title = type_name_of_title(page.title) if titled else None
    drafts: dict[str, _Draft] = {}
    for section in page.sections:
        for block in section.blocks:
            if not isinstance(block, CodeBlock) or not _is_representation(block, section):
                continue
            name = block.meta.type if block.meta and block.meta.type else None
            known = name is not None
            name = name or title
            if name is None:
                continue
            key = _simple(name).lower()
            if key not in drafts:
                drafts[key] = _Draft(name, page.loc(page.title_line), known, block.meta)
                if len(drafts) > 1:
                    drafts[key].loc = page.loc(block.meta_line or block.line)
            _read_representation(page, block, drafts[key])
    ordered = list(drafts.values())
    if title:
        for draft in ordered:
            # `orgcontact` in the metadata of a page titled orgContact: the heading has the words.
            if (
                _simple(draft.name).islower()
                and _simple(draft.name) == title.lower()
                and not title[1:].islower()
            ):
                draft.name = draft.name[: -len(title)] + title[:1].lower() + title[1:]
        mine = next((d for d in ordered if _simple(d.name).lower() == _simple(title).lower()), None)
        if mine is None and ordered:
            mine = ordered[0]
        if mine is None:
            mine = _Draft(title, page.loc(page.title_line))
        mine.loc = page.loc(page.title_line)
        ordered = [mine, *(d for d in ordered if d is not mine)]
    if not ordered:
        page.report.add(
            "TYPE_UNNAMED",
            page.loc(page.title_line),
            f"neither the title {page.title[:60]!r} nor a resource comment names the type",
            "the type that this page documents",
        )
    return ordered


def _simple(name: str) -> str:
    return name.rsplit(".", 1)[-1]


def _is_representation(block: CodeBlock, section: Section) -> bool:
    if block.meta and block.meta.block_type == "resource":
        return True
    if block.meta and block.meta.block_type in ("request", "response"):
        return False
    return role_of(section.key) == "json" and block.content.lstrip()[:1] == "{"


def _owner(section: Section, nested: Mapping[str, _Draft]) -> _Draft | None:
    """The nested type that a section's tables belong to: the one that a heading above names."""
    for key in (section.key, *reversed(section.parents)):
        draft = nested.get(key.partition(" ")[0])
        if draft is not None:
            return draft
    return None


def _read_table(page: Page, section: Section, table: Table, owner: _Draft, alone: bool) -> None:
    """Read a table's members; `alone` tells that no section of the page is about properties."""
    role = role_of(section.key)
    columns = table_columns(page, table)
    members = "name" in columns and "type" in columns
    if role in ("properties", "relationships") and members:
        nested = section.parents and role_of(section.parents[-1]) == "properties"
        if nested and not _names_owner(section, owner):
            _explain_table(page, section, table, owner)
            return
        owner.rows.extend(
            read_rows(page, table, "relationship" if role == "relationships" else "property")
        )
    elif role == "prose" and _is_property_table(page, table) and alone:
        owner.rows.extend(read_rows(page, table, "property"))
    elif not enum_of_heading(section.title) and role not in (
        "methods",
        "members",
        "instance_attributes",
    ):
        _explain_table(page, section, table, owner)


def _explain_table(page: Page, section: Section, table: Table, owner: _Draft) -> None:
    """A table that is not read as members; one that looks like it could be is reported."""
    page.inventory["tables_of_prose"] += 1
    if _is_property_table(page, table):
        page.report.add(
            "TABLE_NOT_MEMBERS",
            page.loc(table.line),
            f"the table below {section.title!r} describes a nested definition, no members of"
            f" {owner.name}",
            "a type for what it describes",
        )


def _has_property_section(page: Page) -> bool:
    return any(
        role_of(s.key) == "properties" and any(isinstance(b, Table) for b in s.blocks)
        for s in page.sections
    )


def _names_owner(section: Section, owner: _Draft) -> bool:
    return section.key.split()[0] == _simple(owner.name).lower() if section.key else False


def _is_property_table(page: Page, table: Table) -> bool:
    header = [page.inline(cell).text.strip().lower() for cell in table.header[:2]]
    return (
        len(header) == 2
        and header[0] in ("property", "property name", "relationship")
        and "type" in header[1]
    )


def _read_representation(page: Page, block: CodeBlock, draft: _Draft) -> None:
    page.inventory["representations"] += 1
    meta = block.meta
    if meta is not None:
        if draft.meta is None:
            draft.meta = meta
        draft.meta_line = draft.meta_line or block.meta_line
        if meta.base_type:
            mention = Mention(meta.base_type, page.loc(block.meta_line))
            draft.bases.append(BaseClaim(mention, "metadata"))
        elif meta.base_blank:
            page.report.add(
                "BASE_BLANK", page.loc(block.meta_line), "baseType is empty; it is read as no base"
            )
    parsed = parse_json(block.content)
    if parsed.error is not None:
        page.report.add(
            "REPRESENTATION_NOT_JSON",
            page.loc(block.body_line + parsed.error_line),
            f"the JSON representation cannot be read: {parsed.error}",
        )
        return
    if parsed.repairs:
        page.report.add(
            "REPRESENTATION_REPAIRED",
            page.loc(block.body_line + parsed.error_line),
            f"the JSON representation is not strict JSON ({', '.join(parsed.repairs)})",
        )
    value = parsed.value
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, dict):
        return
    lines = _key_lines(block)
    own = value.get("@odata.type")
    if (
        isinstance(own, str)
        and not draft.named_by_metadata
        and _simple(own).lower() == _simple(draft.name).lower()
    ):
        draft.name = own.lstrip("#")
    for key, inner in value.items():
        wire = key.strip()
        if wire.startswith("@") or "@" in wire:
            continue
        parsed_type = json_type(inner)
        loc = page.loc(lines.get(key, block.body_line))
        draft.members.append(
            MemberFact(wire, Mention(parsed_type.name, loc, parsed_type.collection), loc)
        )


_KEY = re.compile(r'^\s*+[{,]?\s*+["\']?([^"\':]++)["\']?\s*+:')


def _key_lines(block: CodeBlock) -> dict[str, int]:
    """Where each key of a JSON text stands first, as page lines."""
    lines: dict[str, int] = {}
    for number, line in enumerate(block.content.split("\n"), block.body_line):
        match = _KEY.match(line)
        if match:
            lines.setdefault(match[1], number)
    return lines


def _finished(page: Page, draft: _Draft, lead: str) -> TypeFacts:
    meta = draft.meta
    main = bool(lead) or draft.loc.line == page.title_line
    deprecated = (deprecation(page.title) or page.deprecated_by_include()) if main else None
    doc = Doc(summary(lead), lead, deprecated) if main else Doc()
    derived = tuple(derived_types(page)) if main else ()
    open_ = bool(meta and meta.open_type) or bool(main and _OPEN.search(f"{lead} {page.title}"))
    bases = list(draft.bases)
    for row in draft.rows:
        if row.traits.inherited_from:
            bases.append(BaseClaim(Mention(row.traits.inherited_from, row.loc), "rows"))
    return TypeFacts(
        name=draft.name,
        namespace=page.namespace,
        loc=draft.loc,
        doc=doc,
        rows=tuple(draft.rows),
        members=tuple(draft.members),
        bases=tuple(dict.fromkeys(bases)),
        abstract=bool(meta and meta.abstract) or bool(main and _ABSTRACT.search(lead)),
        open=open_,
        key=meta.key_property if meta and meta.key_property else None,
        key_loc=page.loc(draft.meta_line) if draft.meta_line else None,
        named_by_metadata=draft.named_by_metadata,
        derived=derived,
        optional=meta.optional_properties if meta else (),
        nullable=meta.nullable_properties if meta else (),
    )


def read_methods(page: Page) -> Iterator[MethodRow]:
    """The rows of Methods tables: which API pages belong to this page's resource."""
    for section in page.sections:
        for block in section.blocks:
            if not isinstance(block, Table) or role_of(section.key) not in ("methods", "prose"):
                continue
            for row in block.rows:
                inline = page.inline(row.cells[0]) if row.cells else None
                for label, link in inline.links if inline else ():
                    target, _ = page.resolve(link)
                    if "/api/" in f"/{target}":
                        page.inventory["method_rows"] += 1
                        yield MethodRow(label, target, page.loc(row.line))
