"""Items of lists that document a member or a parameter: "`page` (integer, optional): the page"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model import Traits
from generator.read.facts import Mention, RowFact
from generator.read.markdown import Paragraph
from generator.read.nested_items import nested
from generator.read.page import Page
from generator.read.rows import describe, read_type
from generator.records import Record, replace

_ITEM = re.compile(
    r"(?P<mark>[`*]{0,3}+)(?P<name>[A-Za-z_][\w$-]*+(?:\[\])?(?:\.[\w$-]++(?:\[\])?)*+)[`*]{0,3}+"
    r"\s*+(?P<kind>(?P<note>\([^()\n]{1,120}\))|(?P<marked>[`*_]{1,2}[^`*_\n]{1,80}[`*_]{1,2}))?"
    r"\s*+(?:\((?P<flag>optional|required)\))?\s*+(?:[:—–-]++\s*+|(?<=\s)|\Z)(?P<text>.*)",
    re.DOTALL | re.IGNORECASE,
)
_FLAGS = frozenset(("required", "optional", "nullable", "read-only", "readonly", "deprecated"))


class Item(Record):
    """What an item says: `marked` tells whether the name stands out as code or in bold."""

    name: str
    type: Mention | None
    text: str
    traits: Traits
    line: int
    marked: bool
    noted: bool


def listed_item(page: Page, block: Paragraph) -> Item | None:
    """The item of a list that begins with a name; None for prose."""
    found = _ITEM.match(block.raw.strip())
    if found is None:
        return None
    kind = page.inline(found["kind"] or "").text.strip("() ")
    notes = [note.strip() for note in kind.split(",")] if kind else []
    words = {note.lower() for note in notes} | {(found["flag"] or "").lower()}
    kinds = [note for note in notes if note.lower() not in _FLAGS]
    raw = found["note"].strip("()") if found["note"] and "](" in found["note"] else None
    mention = read_type(page, raw or kinds[0], block.line)[0] if kinds else None
    text = page.inline(found["text"]).text.strip()
    traits = describe(page, found["text"], found["name"], block.line).traits
    if words & {"required", "optional"}:
        traits = replace(traits, required="required" in words)
    return Item(
        found["name"], mention, text, traits, block.line, bool(found["mark"]), bool(found["kind"])
    )


def listed_rows(page: Page, blocks: list[Paragraph]) -> Iterator[RowFact]:
    """The members that the items of a list document, if at least two have a type."""
    items = [(block.item, item) for block in blocks if (item := listed_item(page, block))]
    marked = [(depth, item) for depth, item in items if item.marked]
    if sum(item.type is not None for _, item in marked) < 2:
        return
    yield from nested((depth, _row(page, item)) for depth, item in marked)


def _row(page: Page, item: Item) -> RowFact:
    loc = page.loc(item.line)
    return RowFact(item.name, item.type, item.text, item.traits, loc, "property")
