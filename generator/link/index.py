"""Where every documented type stands, and which one a mention means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from copy import copy

from generator.link.outline import EnumOutline, PageOutline, TypeOutline
from generator.model import PRIMITIVES
from generator.read.facts import Mention
from generator.units import Members, Small, Table

_TYPE_NAME = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*$")
#: The anchor of a heading such as "The address resource".
_ANCHOR_TYPE = re.compile(
    r"^(?:the-)?(.*?)-(?:object|resource|model|schema|entity|structure|type|attributes|fields)"
    r"(?:-(?:type|attributes|properties|fields|structure))?(?:-\d+)?$"
)
_ANCHOR_ENUM = re.compile(r"^(.*?)-(?:values?|enum(?:eration)?|members)(?:-\d+)?$")


def full_name(name: str, namespace: str | None, default: str) -> str:
    """A type's full name: qualified ones as they are, others in a namespace."""
    name = name.lstrip("#")
    return name if "." in name else f"{namespace or default}.{name}"


def simple_name(name: str) -> str:
    """The last segment of a qualified name."""
    return name.rsplit(".", 1)[-1]


def default_namespace(pages: Iterable[PageOutline]) -> str:
    """The namespace that most pages state; `api` when none does."""
    counts = Counter(page.namespace for page in pages if page.namespace)
    if not counts:
        for page in pages:
            for one in page.types:
                if "." in one.name:
                    counts[one.name.rsplit(".", 1)[0]] += 1
    best = max(counts.values(), default=0)
    return min((n for n, count in counts.items() if n and count == best), default="api")


class TypeIndex:
    """Documented types and enumerations by name and by page. Look-ups ignore case, as links do.

    `scalars` are primitive types by the names that pages give them without documenting one, in
    lower case; `namespaces` are those that pages state.
    """

    def __init__(self, default: str) -> None:
        self.default = default
        self.names = Small[str]("names")
        self.enums = Members("enums")
        self.by_page = Small[list[str]]("by_page")
        self.by_simple = Small[list[str]]("by_simple")
        self.namespaces = Small[str]("namespaces")
        self.scalars = Small[str]("scalars")

    @property
    def tables(self) -> tuple[Table, ...]:
        """Everything that look-ups look at, but for the default namespace."""
        named = (self.names, self.by_page, self.by_simple, self.namespaces, self.scalars)
        return (*named, self.enums)

    def with_enums(self, names: Iterable[str]) -> TypeIndex:
        """The index with further names known to be enumerations."""
        other = copy(self)
        other.enums = Members("enums", {*self.enums, *names})
        return other

    def with_scalars(self, scalars: Mapping[str, str]) -> TypeIndex:
        """The index with names for primitive types."""
        other = copy(self)
        other.scalars = Small("scalars", scalars)
        return other

    def add(self, full: str, page: str, enum: bool) -> None:
        """Register a definition; the first spelling of a name stays."""
        name = self.names.setdefault(full.lower(), full)
        if enum:
            self.enums.add(name)
        simple = simple_name(name).lower()
        for known in (
            self.by_page.setdefault(page.lower(), []),
            self.by_simple.setdefault(simple, []),
        ):
            if name not in known:
                known.append(name)

    def resolve(self, mention: Mention) -> str | None:
        """The full name of the documented type that a mention means, or None."""
        if mention.name in PRIMITIVES:
            return mention.name
        namespace = self.namespaces.get(mention.loc.path)
        return self._by_target(mention) or self._by_name(mention.name, namespace)

    def wanted(self, mention: Mention) -> str | None:
        """What a mention of an undocumented type must mean; None for no type name."""
        name = mention.name.lstrip("#")
        if mention.target and not _TYPE_NAME.match(name):
            # A label in words ("invited user message info"): the linked file's name says it.
            name = mention.target.rsplit("/", 1)[-1].removesuffix(".md").replace("-", "")
        if not _TYPE_NAME.match(name) or name.startswith("Edm."):
            return None
        if "." not in name:
            name = name[:1].lower() + name[1:]
        full = full_name(name, self.namespaces.get(mention.loc.path), self.default)
        return self.scalars.get(full.lower()) or self.names.get(full.lower(), full)

    def _by_target(self, mention: Mention) -> str | None:
        found = self.by_page.get(mention.target) if mention.target else None
        if not found:
            return None
        simple = simple_name(mention.name).lower()
        if mention.anchor:
            match = _ANCHOR_ENUM.match(mention.anchor)
            for name in found if match else ():
                if match and simple_name(name).lower() == match[1].replace("-", ""):
                    return name
            part = _ANCHOR_TYPE.match(mention.anchor)
            for name in found if part else ():
                if part and simple_name(name).lower() == part[1].replace("-", ""):
                    return name
        for name in found:
            if simple_name(name).lower() == simple:
                return name
        structured = [name for name in found if name not in self.enums]
        # A link to a part of its own page means that part, not what the page is about.
        is_part = mention.anchor != "" and mention.target == mention.loc.path.lower()
        if len(found) == 1 and not is_part:
            return found[0]
        elsewhere = self._by_name(mention.name, self.namespaces.get(mention.loc.path))
        if elsewhere is not None or is_part:
            words = {mention.anchor.replace("-", ""), *mention.anchor.split("-")}
            there = (name for name in found if simple_name(name).lower() in words)
            return elsewhere or next(there, None)
        return structured[0] if structured else None

    def _by_name(self, name: str, namespace: str | None) -> str | None:
        name = name.lstrip("#").lower()
        if "." in name:
            known = self.names.get(name)
            if known is not None:
                return known
            short = f"{self.default}.{name}".lower()
            return self.names.get(short)
        for space in (namespace, self.default):
            known = self.names.get(f"{space}.{name}".lower()) if space else None
            if known is not None:
                return known
        others = self.by_simple.get(name, ())
        return others[0] if len(others) == 1 else None


def build_index(pages: Sequence[PageOutline], default: str) -> TypeIndex:
    """Index every type and enumeration that the pages define."""
    index = TypeIndex(default)
    for page in pages:
        if page.namespace:
            index.namespaces[page.path] = page.namespace
    # Names that metadata gives are right about case, so they come first.
    for certain in (True, False):
        for page in pages:
            for one in page.types:
                if one.named_by_metadata is certain:
                    index.add(type_full_name(one, default), page.path, enum=False)
    structured = set(index.names)
    for page in pages:
        for enum in page.enums:
            full = enum_full_name(enum, default)
            if full.lower() not in structured:
                index.add(full, page.path, enum=True)
    return index


def type_full_name(facts: TypeOutline, default: str) -> str:
    """A documented type's full name. A heading's capital letter is no part of it."""
    name = facts.name
    if not facts.named_by_metadata and "." not in name:
        name = name[:1].lower() + name[1:]
    return full_name(name, facts.namespace, default)


def enum_full_name(facts: EnumOutline, default: str) -> str:
    """A documented enumeration's full name."""
    name = facts.name if "." in facts.name else facts.name[:1].lower() + facts.name[1:]
    return full_name(name, facts.namespace, default)
