"""What a page says of inheritance in running text and lists; metadata and rows say it elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.read.facts import BaseClaim, Mention
from generator.read.inline import LINK
from generator.read.markdown import Paragraph, Table
from generator.read.page import Page
from generator.read.vocabulary import role_of

_BASE = re.compile(
    r"\b(?:inherit(?:s|ed|ing)?|deriv(?:es?|ed|ing))\s+from\s+(?:the\s+|an?\s+)?(?:abstract\s+)?(?:base\s+)?(?:type\s+|class\s+)?"
    r"(?:[*_`]{0,3}\[(?P<label>[^\]\n]+)\]"
    rf"(?P<link>{LINK})?|[*_`]{{1,3}}(?P<marked>[A-Za-z][\w.]*)[*_`]{{1,3}}"
    r"|(?P<plain>microsoft\.graph\.[\w.]*\w))",
    re.IGNORECASE,
)
_BASE_IS = re.compile(
    r"\b(?:base\s+type|sub-?(?:type|class)\s+of|extends|specialization\s+of)\s*(?:is|:)?\s*(?:the\s+|an?\s+)?"
    rf"[*_`]{{0,3}}\[(?P<label>[^\]\n]+)\](?P<link>{LINK})?",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:types?|resources?|objects?|entit(?:y|ies))\s+(?:that|which)\s*$"
    r"|\bis the base\b.*$|\bfor\s*$|\b(?:are|were)\s*$|(?:^|[.\n])\W*all\b[^.\n]*$",
    re.IGNORECASE,
)
_DERIVED = re.compile(r"(?:derived|sub-?|child) ?types?$|types derived from\b.*")
_LEAD_BASE = re.compile(
    rf"^An?\s+[*_]{{0,2}}\[(?P<label>[^\]\n]+)\](?P<link>{LINK})?[*_]{{0,2}}\s+"
    r"(?:resource |object |type )?(?:that|which|for)\b",
    re.IGNORECASE,
)
_MAY_NAME_BASE = re.compile(r"from|base|sub|extends|^An?\s", re.IGNORECASE)


def prose_bases(page: Page, own: str) -> Iterator[BaseClaim]:
    """Bases that running text states: in the lead, and above property tables."""
    for section in page.sections:
        lead = section is page.sections[0]
        if not lead and role_of(section.key) not in ("properties", "prose", "relationships"):
            continue
        for block in section.blocks:
            if not isinstance(block, Paragraph) or not _MAY_NAME_BASE.search(block.raw):
                continue
            matches = [*_BASE.finditer(block.raw), *_BASE_IS.finditer(block.raw)]
            opening = _LEAD_BASE.match(block.raw) if lead and not matches else None
            for match in [*matches, *([opening] if opening else [])]:
                if not _OTHERS.search(block.raw[max(0, match.start() - 60) : match.start()]):
                    yield from _base_claim(page, match, block, own)


def _base_claim(
    page: Page, match: re.Match[str], block: Paragraph, own: str
) -> Iterator[BaseClaim]:
    groups = match.groupdict()
    line = block.line + block.raw.count("\n", 0, match.start())
    target = anchor = ""
    name = groups.get("marked") or groups.get("plain")
    if groups.get("label"):
        inline = page.inline(f"[{groups['label']}]{groups['link'] or ''}")
        name = inline.text.strip("[]* ")
        if inline.links:
            target, anchor = page.resolve(inline.links[0][1])
    if not name or name.lower() == own.rsplit(".", 1)[-1].lower():
        return
    name = re.sub(r"\s+(?:resource|type|entity|object|facet).*$", "", name)
    yield BaseClaim(Mention(name, page.loc(line), False, target, anchor), "prose")


def derived_types(page: Page) -> Iterator[Mention]:
    """The types that a "Derived types" section lists, in a table's first column or in a list."""
    for section in page.sections:
        if not _DERIVED.match(section.key):
            continue
        for block in section.blocks:
            if isinstance(block, Table):
                cells = [(row.line, row.cells[0]) for row in block.rows if row.cells]
            elif isinstance(block, Paragraph) and block.item:
                cells = [(block.line, block.raw)]
            else:
                continue
            for line, raw in cells:
                for label, link in page.inline(raw).links[:1]:
                    target, anchor = page.resolve(link)
                    yield Mention(label.strip(" *"), page.loc(line), False, target, anchor)
