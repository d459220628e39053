"""Globs that name pages, operations and types."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from fnmatch import fnmatchcase

from generator.records import Record

_SIGNS = "*?[]!"
_SHOWN = 3
_FORMS = "it can match a page's path or file name, a group, group.method, or a type's name"


class Globs(Record):
    """What is taken: all that `include` names (everything if it is empty) but for `exclude`.

    A glob is as in a shell, whatever the case of letters; `*` stands for any text, slashes and
    dots too.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.include or self.exclude)

    def takes(self, words: Iterable[str]) -> bool:
        """Whether something is taken that can be called by any of these words."""
        known = [word.lower() for word in words]
        is_included = not self.include or any(_matches(glob, known) for glob in self.include)
        return is_included and not any(_matches(glob, known) for glob in self.exclude)

    def unmatched(self, words: Iterable[str]) -> frozenset[str]:
        """The globs that match none of these words."""
        known = [word.lower() for word in words]
        globs = (*self.include, *self.exclude)
        return frozenset(glob for glob in globs if not _matches(glob, known))


def likely(glob: str, words: Iterable[str]) -> str:
    """What a glob that matches nothing could have meant, as the end of an error message."""
    wanted = glob.lower().strip(_SIGNS).rstrip("./-")
    known = {word.lower(): word for word in sorted(words)}
    near = difflib.get_close_matches(wanted, sorted(known), n=_SHOWN)
    return f"did you mean {' or '.join(repr(known[word]) for word in near)}?" if near else _FORMS


def _matches(glob: str, words: Iterable[str]) -> bool:
    pattern = glob.lower()
    return any(fnmatchcase(word, pattern) for word in words)
