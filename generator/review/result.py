"""What a review found, and the next version that it suggests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from generator.records import Record, replace
from generator.review.change import Change
from generator.review.rules import CATEGORIES, Category

Bump = Literal["major", "minor", "patch", "none"]

#: Files beside the code of a package.
_NO_CODE = ("surface/", "tests/", "samples/", "examples.txt", "gaps.txt")
#: What the gravest change asks of the next version.
_BUMPS: dict[Category, Bump] = {
    "breaking": "major",
    "warning": "minor",
    "additive": "minor",
    "docs": "patch",
    "example": "patch",
    "lost": "patch",
}
_NOUNS: dict[Category, str] = {
    "breaking": "breaking change",
    "warning": "change to be aware of",
    "additive": "addition",
    "docs": "change of documentation",
    "example": "change of examples",
    "lost": "change of what is lost",
}


class Review(Record):
    """The changes, the gravest first.

    `against` is the revision that was compared with, None for the output folder; `unknown` says
    why nothing could be compared, empty when it could. `code_differs` tells whether files of a
    package differ from those on disk, be it only in layout.
    """

    changes: tuple[Change, ...] = ()
    against: str | None = None
    unknown: str = ""
    code_differs: bool = False

    def with_files(self, differing: Iterable[str]) -> Review:
        """The same beside the paths of files that differ on disk."""
        return replace(self, code_differs=not all(map(_is_beside, differing)))

    def counts(self) -> dict[Category, int]:
        """How many changes of each category, those that occur."""
        found = Counter(change.category for change in self.changes)
        return {category: found[category] for category in CATEGORIES if found[category]}

    @property
    def bump(self) -> Bump:
        """The part of the version (semver.org) that has to grow."""
        least: Bump = "patch" if self.code_differs and not self.unknown else "none"
        return next((_BUMPS[category] for category in self.counts()), least)

    @property
    def reason(self) -> str:
        """Why that part, in a phrase."""
        if self.unknown:
            return self.unknown
        for category, number in self.counts().items():
            noun = _NOUNS[category] if number == 1 else _plural(_NOUNS[category])
            first = self.changes[0]
            return f"{number:,} {noun}, first {first.label} {first.subject}"
        return "the API is as before" + ("; its code is not" if self.code_differs else "")


def _is_beside(path: str) -> bool:
    return path.startswith(_NO_CODE)


def _plural(noun: str) -> str:
    first, _, rest = noun.partition(" ")
    if first == "breaking":
        return f"{noun}s"
    return f"{first}s {rest}".strip()
