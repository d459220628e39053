"""Which resource an operation belongs to: by its file's name, else by the Methods tables."""

from __future__ import annotations

from collections.abc import Sequence

from generator.link.index import TypeIndex
from generator.link.outline import PageOutline
from generator.model import Route
from generator.nouns import SINGULARS
from generator.units import Members, Small, Table


def stem(path: str) -> str:
    """A page's file name without folder and ending, in lower case; a heading's anchor behind it."""
    page, _, anchor = path.partition("#")
    name = page.rsplit("/", 1)[-1].rsplit(".", 1)[0].lower()
    return f"{name}-{anchor}" if anchor else name


def singulars(word: str) -> tuple[str, ...]:
    """What a plural may be the plural of, and the word itself."""
    if word in SINGULARS:
        return (SINGULARS[word], word)
    return (
        word.removesuffix("ies") + "y" if word.endswith("ies") else word.removesuffix("s"),
        word.removesuffix("es"),
        word,
    )


def names_one_of(type_: str | None, routes: Sequence[Route]) -> bool:
    """Whether the last name of the first route, or what there is without any, is a type's."""
    names = [s.text for route in routes[:1] for s in route.segments if s.kind == "literal"]
    simple = (type_ or "").rpartition(".")[2].lower()
    return not names or simple in singulars(names[-1].lower().replace("-", "").replace("_", ""))


class Owners:
    """Looks up owners; built once from all pages.

    `tables` are what it looks at, besides the index.
    """

    def __init__(self, pages: Sequence[PageOutline], index: TypeIndex) -> None:
        self._index = index
        self._words = Members(
            "words of namespaces",
            (word for space in index.namespaces.values() for word in space.lower().split(".")),
        )
        self._listed = Small[list[str]]("listed")
        for page in pages:
            own = [n for n in index.by_page.get(page.path.lower(), ()) if n not in index.enums]
            for target in page.methods if own else ():
                owners = self._listed.setdefault(target, [])
                if own[0] not in owners:
                    owners.append(own[0])
        self.tables: tuple[Table, ...] = (self._words, self._listed)

    def of(self, page: str) -> str | None:
        """The full name of the resource that owns an API page, or None."""
        listed = self._listed.get(page.lower(), [])
        named = self._by_file_name(stem(page))
        if named and (not listed or named in listed):
            return named
        return named or (listed[0] if listed else None)

    def addressed(self, routes: Sequence[Route]) -> str | None:
        """The resource that routes address, by the last of their names that is a type's."""
        for segment in reversed(routes[0].segments if routes else ()):
            if segment.kind == "literal":
                for name in singulars(segment.text.lower().replace("-", "").replace("_", "")):
                    for found in self._index.by_simple.get(name, ()):
                        if found not in self._index.enums:
                            return found
        return None

    def _by_file_name(self, name: str) -> str | None:
        """The longest run of words, behind those of an area or namespace, that names a type."""
        words = name.replace("_", "-").split("-")
        for start in range(min(3, len(words))):
            if start and not self._is_prefix(words[:start]):
                continue
            for end in range(len(words), start, -1):
                found = self._index.by_simple.get("".join(words[start:end]), ())
                structured = [n for n in found if n not in self._index.enums]
                if structured:
                    return self._nearest(structured, words[:start])
        return None

    def _is_prefix(self, words: Sequence[str]) -> bool:
        """Whether words can stand before a type's name: `intune-<area>`, or a sub-namespace."""
        if words[0] == "intune":
            return len(words) == 2
        return words[-1] in self._words

    def _nearest(self, names: Sequence[str], prefix: Sequence[str]) -> str:
        for name in names:
            if prefix and prefix[-1] in name.lower().split("."):
                return name
        for name in names:
            if not prefix and name.rsplit(".", 1)[0] == self._index.default:
                return name
        return names[0]
