"""Which imported names stay in a merged file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from generator.definitions.parts import Part


class Imports:
    """The imports of one module or block.

    A name stays when somebody added it, or when it was generated and hand-written code uses it.
    """

    def __init__(
        self, old: Mapping[str, frozenset[str]], new: Iterable[Part], used: frozenset[str]
    ) -> None:
        self._old = old
        self._used = used
        self._known: defaultdict[str, set[str]] = defaultdict(set)
        self._bound: set[str] = set()
        for part in new:
            if part.kind == "import":
                self._known[part.name].update(part.words)
                self._bound.update(map(bound, part.words))
            else:
                self._bound.add(part.name)

    def extra(self, part: Part) -> list[str]:
        """The names of an import on disk that stay although they are not generated now."""
        old = self._old.get(part.name, frozenset())
        found = [
            word
            for word in part.words
            if word not in self._known[part.name] and (word not in old or self._needed(word))
        ]
        self._known[part.name].update(found)  # the same import again has nothing to add
        return found

    def _needed(self, word: str) -> bool:
        return bound(word) in self._used and bound(word) not in self._bound


def bound(word: str) -> str:
    """The name that an import makes: `y` of `x as y`, `a` of `a.b`."""
    return word.rpartition(" as ")[2].partition(".")[0]
