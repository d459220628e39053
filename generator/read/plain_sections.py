"""Sections of plain pages where headings are wanting: cut at bold lines, labels, request lines."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from itertools import pairwise

from generator.read.markdown import Paragraph
from generator.read.page import CodeBlock, Content, Section, heading_key
from generator.read.plain_lines import as_code, is_line, text_lines
from generator.read.vocabulary import Role, role_of
from generator.records import replace

_BOLD_LINE = re.compile(r"(?:\*\*|__)([^*_\n|]{3,80}+)(?:\*\*|__)([^\n]{0,80})\Z")
_BOLD_ROLES: frozenset[Role] = frozenset(
    ("query", "path_params", "body", "headers", "request", "response", "errors", "example")
)
#: Labels in place of bold lines: "Query string:".
_LABEL_LINE = re.compile(r"([A-Z][\w ]{2,30}):\Z")
_LABEL_ROLES: frozenset[Role] = frozenset(("query", "path_params", "body", "headers"))
_LABELLED_TEXT = re.compile(
    r"(?:\*\*|__)(?P<label>[A-Za-z][A-Za-z ]{2,30}):?(?:\*\*|__)\s?:?\s{1,3}"
    r"(?P<text>[^(\s][^\n]{1,400})\Z"
)
_INLINE_JSON = re.compile(
    r"(?P<label>[^`]{0,120}(?:Content|Body|Payload|Response|Example)"
    r"(?: [1-5]\d\d)?[*_ ]{0,4}:[*_]{0,3})\s{0,8}"
    r"`(?P<json>\{[^`]{2,4000}\}|\[[^`]{2,4000}\])`\s*\Z",
    re.IGNORECASE,
)


def by_bold_lines(section: Section) -> Iterator[Section]:
    """A section cut where a bold line stands for a heading, as in **Parameters**."""
    part = dataclasses.replace(section, blocks=[])
    blocks = (one for whole in section.blocks for one in _with_json(whole))
    for block in (part for whole in blocks for part in _with_label(whole)):
        is_label = role_of(part.key) in _LABEL_ROLES
        title = _bold_title(block, _BOLD_ROLES if is_label else _LABEL_ROLES)
        if not title:
            part.blocks.append(block)
            continue
        yield part
        is_sibling = role_of(section.key) in _BOLD_ROLES
        part = Section(
            block.line,
            section.level + (not is_sibling),
            title,
            heading_key(title),
            section.parents if is_sibling else tuple(filter(None, section.path)),
            section.above if is_sibling else tuple(filter(None, (*section.above, section.title))),
        )
    yield part


def _with_json(block: Content) -> Iterator[Content]:
    """A block; of text that introduces JSON on the same line, the JSON as a code block."""
    found = _INLINE_JSON.match(block.raw) if isinstance(block, Paragraph) else None
    if found is None or not isinstance(block, Paragraph):
        yield block
        return
    yield replace(block, raw=found["label"])
    line = block.line + found["label"].count("\n")
    yield CodeBlock(line, "json", found["json"], line)


def _with_label(block: Content) -> Iterator[Content]:
    """A block; of "**Request body**: Shelf" the label and the text behind it."""
    found = _LABELLED_TEXT.match(block.raw.strip()) if isinstance(block, Paragraph) else None
    role = role_of(heading_key(found["label"])) if found else "prose"
    if found and isinstance(block, Paragraph) and role in ("body", "response"):
        yield replace(block, raw=f"**{found['label']}**")
        yield replace(block, raw=found["text"])
    else:
        yield block


def _bold_title(block: Content, labels: frozenset[Role]) -> str:
    """The text of a bold line that stands for a heading, with a note in brackets behind it."""
    if not isinstance(block, Paragraph) or block.quoted:
        return ""
    label = _LABEL_LINE.match(block.raw.strip())
    if label and role_of(heading_key(label[1])) in labels:
        return label[1]
    bold = _BOLD_LINE.match(block.raw.strip())
    text, note = (bold[1].strip(" :"), bold[2].strip(" :")) if bold else ("", "")
    if role_of(heading_key(text)) not in _BOLD_ROLES or (note and note[0] + note[-1] != "()"):
        return ""
    return f"{text} {note}".strip()


def by_request_lines(section: Section) -> Iterator[Section]:
    """A section cut where request lines of its running text stand apart, each with text below."""
    lines = [at for at, block in enumerate(section.blocks) if _is_alone(block)]
    apart = [at for at, after in pairwise((*lines, len(section.blocks))) if after - at > 1]
    if len(lines) < 2 or len(apart) < 2 or role_of(section.key) == "http_request":
        yield section
        return
    above = (*section.above, section.title) if section.title else section.above
    parents = tuple(filter(None, section.path))
    yield dataclasses.replace(section, blocks=section.blocks[: lines[0]])
    for at, end in pairwise((*lines, len(section.blocks))):
        line = section.blocks[at]
        title = as_code(line).content
        level = max(section.level, 1) + 1
        blocks = section.blocks[at + 1 : end]
        yield Section(line.line, level, title, heading_key(title), parents, above, blocks)


def _is_alone(block: Content) -> bool:
    return len(text_lines(block)) == 1 and is_line(block)
