"""A page as its readers see it: H1, namespace, and sections with the headings above them."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from generator.diagnostics import Report
from generator.model import Loc
from generator.read.front_matter import FrontMatter
from generator.read.inline import Inline, reduce_inline
from generator.read.markdown import Html, Paragraph, References, Table
from generator.read.metadata import Metadata
from generator.records import Record

_KEY_MARKUP = re.compile(r"[*_`\\]")


class CodeBlock(Record):
    """A fence with the metadata comment above it, if there is one."""

    line: int
    info: str
    content: str
    body_line: int
    meta: Metadata | None = None
    meta_line: int = 0
    tab: str | None = None


Content = Paragraph | Table | CodeBlock | Html


@dataclass(slots=True)
class Section:
    """The blocks below one heading, up to the next heading of any level.

    `key` is the heading normalised for look-ups; `parents` the keys of the headings above it,
    outermost first, H1 left out.
    """

    line: int
    level: int
    title: str
    key: str
    parents: tuple[str, ...] = ()
    #: The headings above as written, outermost first.
    above: tuple[str, ...] = ()
    blocks: list[Content] = field(default_factory=list)

    @property
    def path(self) -> tuple[str, ...]:
        """The keys from the outermost heading down to this one."""
        return (*self.parents, self.key)


@dataclass(slots=True)
class Page:
    """A page, cut into sections; `sections[0]` is what follows the H1 (or opens the page)."""

    path: str
    front: FrontMatter
    title: str
    title_line: int
    sections: list[Section]
    references: References
    namespace: str | None
    namespace_line: int
    annotations: list[Metadata]
    includes: list[tuple[int, str]]
    report: Report
    inventory: Counter[str]
    #: The line of the H1 text's `](../api/x.md)`-free plain form is `title`; pages without one use
    #: the front matter's.
    #: Pages that links lead to, in the links' own case, with the line of the first such link.
    links: dict[str, int] = field(default_factory=dict)
    loose_metadata: list[tuple[int, Metadata]] = field(default_factory=list)
    #: Plain Markdown, which documents several operations or types with words of its own.
    plain: bool = False
    #: The address that a plain page says its paths are relative to.
    base: str = ""
    #: Names of a plain page's types that stand for another type cell, in lower case.
    aliases: dict[str, str] = field(default_factory=dict)
    #: Headings of tables that list values of enumerations as if these were members.
    string_enums: set[str] = field(default_factory=set)
    #: In another language than the original.
    translated: bool = False

    def inline(self, raw: str) -> Inline:
        """Plain text and links of inline Markdown on this page."""
        return reduce_inline(raw, self.references) if self.references else _inline(raw)

    def loc(self, line: int) -> Loc:
        """A place on this page."""
        return Loc(self.path, line)

    def resolve(self, target: str) -> tuple[str, str]:
        """A link's target as (page path relative to the API's folder, anchor), both lower case."""
        return resolve_link(self.path, target)

    def deprecated_by_include(self) -> str | None:
        """A reason when the page includes a deprecation notice: it lives in the include's name."""
        return (
            "Deprecated." if any("deprecat" in path.lower() for _, path in self.includes) else None
        )


@lru_cache(maxsize=8192)  # header rows, permissions and the like are the same on every page
def _inline(raw: str) -> Inline:
    return reduce_inline(raw, {})


@lru_cache(maxsize=1024)
def heading_key(text: str) -> str:
    """A heading for look-ups: no markup, no trailing punctuation, lower case, single blanks."""
    return " ".join(_KEY_MARKUP.sub("", text).replace("\xa0", " ").split()).rstrip(":. ").lower()


def resolve_link(page: str, target: str) -> tuple[str, str]:
    """A link target on `page` as (path relative to the API's folder, anchor), both lower case.

    Links on case-insensitive publishing systems are written in any case and with backslashes.
    """
    anchor = target.partition("#")[2]
    return linked_path(page, target).lower(), anchor.replace("\\", "/").lower()


@lru_cache(maxsize=1024)  # a page links others more than once
def linked_path(page: str, target: str) -> str:
    """The page that a link on `page` leads to, in the link's own case; empty for other sites."""
    path = target.replace("\\", "/").partition("#")[0].partition("?")[0]
    if not path:
        return page
    if re.match(r"^[a-z][a-z0-9+.-]*:|^//", path, re.IGNORECASE):
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path.lstrip("/")))
