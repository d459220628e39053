"""Types that running text names, as in "returns a [user](../resources/user.md) object"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.read.facts import Mention
from generator.read.inline import LINK
from generator.read.lines import Lines
from generator.read.page import Page
from generator.read.translated import is_of_many
from generator.read.type_text import primitive

_MENTION = re.compile(
    r"(?=[\[*`]|\b[A-Za-z])(?:\[(?P<label>[^\[\]\n]{1,120})\](?P<link>" + LINK + ")?"
    r"""
    | (?P<mark>\*\*|`|\*)(?P<marked>(?:microsoft\.graph\.)?[A-Za-z][\w.]*)(?P=mark)
    | \b(?P<plain>Edm\.\w+|[Ss]tring|[Bb]oolean|bool|Int(?:16|32|64)|[Dd]ouble|Guid|DateTimeOffset
        |Stream|Binary|JSON\sobject|Decimal|Duration)\b
    | \b(?:representation\s+(?:of|for)\s+(?:an?|the)\s+|(?:an?|the|new|updated)\s+)
        (?P<bare>[a-z][A-Za-z0-9]{2,60})(?=\s+(?:object|resource|entity)\b)
    )""",
    re.VERBOSE,
)
_MANY_BEFORE = re.compile(
    r"\b(?:collections?|lists?|arrays?|sets?)\s+(?:of|containing)\b[^.\[]{0,40}$", re.IGNORECASE
)
_MANY_AFTER = re.compile(
    r"^\W{0,3}(?:s\b|(?:\w+\s+){0,1}(?:collections?|objects|resources|entities|items|lists?|arrays?)\b)",
    re.IGNORECASE,
)
_TYPE_AFTER = re.compile(
    r"^\W{0,3}(?:\w+\s+)?(?:objects?|resources?|entit(?:y|ies)|collections?|types?|instances?|properties)\b",
    re.IGNORECASE,
)
_NOT_TYPES = frozenset(
    [
        "json",
        "request",
        "response",
        "body",
        "header",
        "location",
        "the",
        "this",
        "that",
        "prefer",
        "true",
        "false",
        "null",
        "new",
        "following",
        "same",
        "single",
        "empty",
        "given",
        "specified",
        "returned",
        "requested",
        "updated",
        "created",
        "http",
        "method",
        "operation",
        "url",
        "api",
        "value",
        "values",
        "parameter",
        "parameters",
        "error",
        "valid",
        "other",
        "target",
        "directory",
        "batch",
        "action",
        "function",
        "delta",
        "stream",
        "file",
        "first",
        "last",
        "complete",
        "entire",
        "corresponding",
        "source",
        "parent",
        "child",
        "relevant",
        "resource",
        "object",
        "entity",
        "query",
        "link",
        "download",
        "upload",
    ]
)
_WORD = re.compile(r"[A-Za-z]\w*")
_CONCEPT = re.compile(r"(?:^|/)(?:concepts?|includes)/|^$")


def type_mentions(page: Page, raw: str, line: int) -> Iterator[Mention]:
    """The types that a text names, in order, each with whether many of it are meant."""
    lines = Lines(raw, line)
    for match in _MENTION.finditer(raw):
        before, after = (
            raw[max(0, match.start() - 60) : match.start()],
            raw[match.end() : match.end() + 60],
        )
        at = page.loc(lines.at(match.start()))
        many = bool(_MANY_BEFORE.search(before) or _MANY_AFTER.match(after))
        if page.translated:
            many = many or is_of_many(before, after)
        label = match["label"]
        if label is not None:
            inline = page.inline(match[0])
            if not inline.links:
                continue
            target, anchor = page.resolve(inline.links[0][1])
            if _CONCEPT.search(target) or not target.endswith(".md"):
                continue
            if "/api/" in f"/{target}" and not (
                _WORD.fullmatch(inline.text) and _TYPE_AFTER.match(after)
            ):
                continue  # an operation; some keep the pages of types beside those
            name = re.sub(
                r"\s+(?:objects?|resources?|types?|entity|collection)$",
                "",
                inline.text.strip(" *`"),
            )
            many = many or bool(re.search(r"\bcollection$", inline.text))
            yield Mention(name, at, many, target, anchor)
        elif match["plain"] is not None:
            yield Mention(primitive(match["plain"].split()[0]) or "Edm.Untyped", at, many)
        else:
            name = match["marked"] or match["bare"]
            if name.lower() in _NOT_TYPES or (match["marked"] and not _TYPE_AFTER.match(after)):
                continue
            yield Mention(name, at, many)
