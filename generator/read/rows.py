"""Rows of property, relationship, body and parameter tables.

A row's cells become a name, a type mention, plain text and the facts that the text states. Rows
that are no member (section labels, continuations of the row above) are explained here and nowhere
else, so that the inventory adds up: every row is read or has a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model import Traits
from generator.read.facts import Mention, RowFact, RowPlace
from generator.read.markdown import Row, Table
from generator.read.page import Page, heading_key
from generator.read.prose import Description, read_description
from generator.read.translated import columns_by_place, original_type
from generator.read.type_text import parse_type, without_generics
from generator.read.vocabulary import Column, columns_of
from generator.records import Record, replace

_NAME = re.compile(
    r"^(?P<name>[@$A-Za-z_][\w.@$-]*(?:\[\](?:\.[\w.@$-]+)?)*)(?P<rest>.*)$", re.DOTALL
)
_NAME_NOTES = re.compile(
    r"^\W*(?:\((?P<note>[^()]*)\)|(?P<word>deprecated|optional|required|preview|beta|key))\W*$",
    re.IGNORECASE,
)
_LIST_NAMES = re.compile(r"^[@$A-Za-z_][\w.]*(?:\s*(?:,|;|/|\band\b|\bor\b)\s*[@$A-Za-z_][\w.]*)+$")
#: Any number, as JSON has it; on other pages the word stands for a whole one.
_NUMBER = re.compile(r"(?<!phone )\bnumber\b", re.IGNORECASE)
_YES = re.compile(r"^\W*(?:y|yes|true|required|x|✓|✔)\b|^\s*[✓✔]", re.IGNORECASE)
_NO = re.compile(r"^\W*(?:n|no|false|optional)\b", re.IGNORECASE)


class Cells(Record):
    """The cells of one row by column, raw; `surplus` cells are joined to the description."""

    row: Row
    name: str
    type: str
    description: str
    required: str = ""
    value: str = ""
    default: str = ""
    place: str = ""


def table_columns(page: Page, table: Table) -> dict[Column, int]:
    """Which column of a table is which."""
    columns = columns_of([heading_key(page.inline(cell).text) for cell in table.header])
    if page.translated and not {"name", "type", "description"} <= columns.keys():
        return columns_by_place(len(table.header), columns)
    if "name" not in columns and columns.get("type", 0) > 0:
        columns["name"] = 0  # a wrong header, such as "Method | Return type", above real rows
    return columns


def typed_columns(page: Page, table: Table) -> dict[Column, int]:
    """The columns of a table of members; one called Value that holds nothing but types is theirs.

    A column of types is recognised by its cells: primitives, and links to pages.
    """
    columns = table_columns(page, table)
    if "type" not in columns and "value" in columns and "name" in columns:
        cells = [row_cells(row, columns, len(table.header)).value for row in table.rows]
        if any(cells) and all(_is_type(page, cell) for cell in cells if cell):
            columns["type"] = columns.pop("value")
    return columns


def _is_type(page: Page, raw: str) -> bool:
    mention, problem, _ = read_type(page, raw, 0)
    if mention is None or problem:
        return False
    return mention.target.endswith(".md") or (
        mention.name.startswith("Edm.") and mention.name != "Edm.Untyped"
    )


def row_cells(row: Row, columns: dict[Column, int], width: int) -> Cells:
    """A row's cells by column; cells beyond the header belong to the last column's text."""
    cells = row.cells
    if len(cells) > width > 0:
        # An unescaped pipe in the last column, unless all the surplus is empty.
        tail = list(cells[width - 1 :])
        while len(tail) > 1 and not tail[-1]:
            tail.pop()
        cells = (*cells[: width - 1], " | ".join(tail))

    def cell(column: Column) -> str:
        index = columns.get(column)
        return cells[index] if index is not None and index < len(cells) else ""

    return Cells(
        row,
        cell("name"),
        cell("type"),
        cell("description"),
        cell("required"),
        cell("value"),
        cell("default"),
        cell("place"),
    )


def read_rows(page: Page, table: Table, place: RowPlace) -> Iterator[RowFact]:
    """The members that a table documents, in order. Reports what is not understood."""
    columns = typed_columns(page, table)
    pending: RowFact | None = None
    rest: list[tuple[str, str]] = []  # of its description, from the rows below: raw and as text
    for row in table.rows:
        cells = row_cells(row, columns, len(table.header))
        if pending is not None and (text := _continuation(page, cells, columns, pending)):
            rest.append((cells.name, text))
            continue
        if _is_group(cells):
            page.inventory["group_rows"] += 1
            continue
        facts = list(_row(page, cells, place, "type" in columns))
        page.inventory[f"{place}_rows"] += 1
        if facts:
            if pending is not None:
                yield _continued(pending, rest)
            yield from facts[:-1]
            pending, rest = facts[-1], []
    if pending is not None:
        yield _continued(pending, rest)


def _continuation(
    page: Page, cells: Cells, columns: dict[Column, int], above: RowFact
) -> str | None:
    """This row's text, when the row only continues the description of the one above."""
    if "type" not in columns or cells.type:
        return None
    filled = [cell for cell in cells.row.cells if cell]
    if len(filled) != 1 or not cells.name or cells.name.startswith(("**", "__")):
        return None
    text = page.inline(cells.name).text
    if not re.search(r"[\s,;(`]", text) and not text.endswith((",", ".")):
        return None
    page.inventory["continuation_rows"] += 1
    page.report.add(
        "ROW_CONTINUES",
        page.loc(cells.row.line),
        f"this row has only text; it is read as the end of the description of {above.wire!r}",
    )
    return text


def _continued(row: RowFact, rest: list[tuple[str, str]]) -> RowFact:
    """The row with the texts of those that continue it."""
    if not rest:
        return row
    raw = " ".join((row.text, *(cell for cell, _ in rest)))
    described = read_description(raw, " ".join((row.text, *(text for _, text in rest))))
    return replace(row, text=described.text, traits=_joined(row.traits, described.traits))


def _joined(first: Traits, second: Traits) -> Traits:
    changed = {
        name: getattr(second, name)
        for name in Traits.__struct_fields__
        if getattr(second, name) and not getattr(first, name)
    }
    return replace(first, **changed) if changed else first


def _row(page: Page, cells: Cells, place: RowPlace, typed: bool) -> Iterator[RowFact]:
    loc = page.loc(cells.row.line)
    names, note = read_name(page, cells.name)
    if not names:
        _explain(page, cells, typed)
        return
    described = describe(page, cells.description, names[0], cells.row.line)
    traits = flagged(described.traits, cells, note)
    mention, problem, max_length = read_type(page, cells.type, cells.row.line)
    if max_length is not None and traits.max_length is None:
        traits = replace(traits, max_length=max_length)
    if typed and mention is None and problem is None:
        problem = "the type cell is empty"
    if problem:
        page.report.add(
            "TYPE_UNREADABLE",
            loc,
            f"{names[0]}: {problem}",
            f"the type of {names[0]}; any JSON is accepted",
        )
    if page.plain and mention and mention.name == "Edm.Untyped":
        mention = _described_below(page, cells, mention)
    for name in names:
        yield RowFact(name, mention, described.text, traits, loc, place, problem)


def _described_below(page: Page, cells: Cells, mention: Mention) -> Mention:
    """The type of an object whose description links the part of the page that documents it."""
    for label, target in page.inline(cells.description).links if "](#" in cells.description else ():
        path, anchor = page.resolve(target)
        heading = anchor.replace("-", " ")
        if target.startswith("#") and any(s.key == heading for s in page.sections):
            return replace(mention, name=label.strip(" *`"), target=path, anchor=anchor)
    return mention


def _is_group(cells: Cells) -> bool:
    """Whether a row is a label for the rows below it: one bold cell and nothing else."""
    filled = [cell for cell in cells.row.cells if cell]
    return len(filled) == 1 and cells.name.startswith(("**", "__"))


def _explain(page: Page, cells: Cells, typed: bool) -> None:
    filled = [cell for cell in cells.row.cells if cell]
    text = page.inline(cells.name).text
    if not filled:
        page.inventory["empty_rows"] += 1
    elif text.startswith("@") or text.lower().startswith("odata"):
        page.inventory["annotation_rows"] += 1
    elif text.lower() in ("none", "none.", "n/a", "-", "not applicable"):
        page.inventory["none_rows"] += 1
    else:
        page.inventory["unread_rows"] += 1
        report_unreadable(page, text, cells.row.line)


def report_unreadable(page: Page, text: str, line: int) -> None:
    """Report a row whose first cell, `text`, is no name."""
    page.report.add(
        "ROW_UNREADABLE",
        page.loc(line),
        f"no name can be read from this row: {text[:60]!r}",
        "what the row documents",
    )


def read_name(page: Page, raw: str) -> tuple[tuple[str, ...], str]:
    """The names in a name cell (usually one) and the note behind it, such as "deprecated"."""
    text = page.inline(raw).text.strip().strip('"').strip()
    if not text or text.startswith("@"):
        return (), ""
    if text.endswith("?") and _NAME.fullmatch(text[:-1]):
        return (text[:-1],), "optional"
    match = _NAME.match(text)
    if match is None:
        return (), ""
    rest = match["rest"]
    if not rest.strip(" .:*"):
        return (match["name"].rstrip("."),), ""
    note = _NAME_NOTES.match(rest)
    if note:
        return (match["name"],), (note["note"] or note["word"] or "").lower()
    if rest.startswith("/") and re.fullmatch(r"[\w./-]+", rest):
        return (match["name"],), ""  # `files/fileName`: a path into a nested member
    if _LIST_NAMES.match(text) and len(text) < 200:
        return tuple(re.findall(r"[@$A-Za-z_][\w.]*", re.sub(r"\b(?:and|or)\b", " ", text))), ""
    return (), ""


def describe(page: Page, raw: str, name: str, line: int) -> Description:
    """A description cell: text and facts; placeholders that were never filled in are reported."""
    described = read_description(raw, page.inline(raw).text)
    for residue in described.residue:
        if "TODO" in residue.upper():
            page.report.add(
                "PLACEHOLDER_LEFT",
                page.loc(line),
                f"{name}: unfinished text {residue!r}",
                "the description",
            )
    said = described.text.strip().rstrip(".").lower()
    if said == name.lower() or (page.plain and said == "none"):
        return replace(described, text="")
    return described


def flagged(traits: Traits, cells: Cells, note: str) -> Traits:
    """The traits with what the Required and Default columns and the name's note add."""
    if _YES.match(cells.required) or note == "required":
        traits = replace(traits, required=True)
    elif _NO.match(cells.required) or note == "optional":
        traits = replace(traits, required=False)
    if cells.default and traits.default is None and cells.default.strip(" -"):
        traits = replace(traits, default=cells.default.strip("`* "))
    if "deprecated" in note and traits.deprecated is None:
        traits = replace(traits, deprecated="Deprecated.")
    return traits


def read_type(page: Page, raw: str, line: int) -> tuple[Mention | None, str | None, int | None]:
    """A type cell as (mention, problem, maximum length that the cell states besides)."""
    inline = page.inline(without_generics(raw) if page.plain else raw)
    text = _NUMBER.sub("double", inline.text) if page.plain else inline.text
    text = original_type(text) if page.translated else text
    parsed = parse_type(text, inline.links)
    if parsed.empty:
        return None, None, None
    if alias := page.aliases.get(parsed.name.lower()):
        inline = page.inline(without_generics(alias))
        parsed = parse_type(inline.text, inline.links)
    target, anchor = page.resolve(parsed.target) if parsed.target else ("", "")
    mention = Mention(parsed.name, page.loc(line), parsed.collection, target, anchor)
    return mention, parsed.problem, parsed.max_length
