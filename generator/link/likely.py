"""What a page probably meant by a name that nothing has."""

from __future__ import annotations

import difflib
import posixpath
from collections import defaultdict
from collections.abc import Iterable, Mapping

#: Nearer than this, a name is a typing error more often than another name.
_NEAR = 0.85
#: Searches for a near name. Each looks at all names, and more mistakes are one mistake repeated.
_SEARCHES = 100


class LikelyPages:
    """Says which page was probably meant by a path that no page has."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._named: dict[str, list[str]] = defaultdict(list)
        self._beside: dict[str, dict[str, str]] = defaultdict(dict)
        for path in sorted(paths):
            folder, name = posixpath.split(path)
            self._named[name.lower()].append(path)
            self._beside[folder][path.lower()] = path
        self._near = _Near()

    def hint(self, target: str) -> str:
        """The end of a message: the page of the same name elsewhere, or of nearly the same name."""
        folder, name = posixpath.split(target.lower())
        same = self._named.get(name, ())
        if len(same) == 1:
            return _hint(same[0])
        return self._near.hint(target.lower(), self._beside.get(folder, {}))


class LikelyTypes:
    """Says which type was probably meant by a name that no type has."""

    def __init__(self, names: Iterable[str]) -> None:
        self._simple = {full.rpartition(".")[2].lower(): full for full in sorted(names)}
        self._near = _Near()

    def hint(self, name: str) -> str:
        """The end of a message: the type whose simple name is nearly that of `name`."""
        return self._near.hint(name.rpartition(".")[2].lower(), self._simple)


class _Near:
    def __init__(self) -> None:
        self._left = _SEARCHES

    def hint(self, word: str, known: Mapping[str, str]) -> str:
        if not self._left or not known:
            return ""
        self._left -= 1
        near = difflib.get_close_matches(word, known, n=1, cutoff=_NEAR)
        return _hint(known[near[0]]) if near else ""


def _hint(meant: str) -> str:
    return f"; did you mean {meant!r}?"
