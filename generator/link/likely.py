"""What a page probably meant by a name that nothing has."""

from __future__ import annotations

import difflib
import posixpath
from collections.abc import Iterable

#: Nearer than this, a name is a typing error more often than another name.
_NEAR = 0.85


def did_you_mean_page(target: str, paths: Iterable[str]) -> str:
    """The end of a message: the page of the same name elsewhere, or of nearly the same name."""
    folder, name = posixpath.split(target.lower())
    known = sorted(paths)
    same = [path for path in known if posixpath.basename(path).lower() == name]
    if len(same) == 1:
        return _hint(same[0])
    beside = {path.lower(): path for path in known if posixpath.dirname(path).lower() == folder}
    near = difflib.get_close_matches(target.lower(), beside, n=1, cutoff=_NEAR)
    return _hint(beside[near[0]]) if near else ""


def did_you_mean_type(name: str, known: Iterable[str]) -> str:
    """The end of a message: the type whose simple name is nearly that of `name`."""
    simple = {full.rpartition(".")[2].lower(): full for full in sorted(known)}
    near = difflib.get_close_matches(name.rpartition(".")[2].lower(), simple, n=1, cutoff=_NEAR)
    return _hint(simple[near[0]]) if near else ""


def _hint(meant: str) -> str:
    return f"; did you mean {meant!r}?"
