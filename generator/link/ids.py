"""What operations are called among each other: by their pages' names, and folders where needed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from generator.link.owners import stem


def operation_ids(paths: Iterable[str]) -> dict[str, str]:
    """The ids of those operations whose pages' names alone do not tell them apart, by path.

    `orders/list.md` beside `bins/list.md` is `orders-list`; as many folders count as are needed.
    """
    groups: dict[str, list[str]] = {}
    for path in paths:
        groups.setdefault(stem(path), []).append(path)
    taken = set(groups)
    found: dict[str, str] = {}
    for group in groups.values():
        if len(group) > 1:
            ids = _distinct(group, taken)
            taken.update(ids.values())
            found |= ids
    return found


def _distinct(paths: Sequence[str], taken: set[str]) -> dict[str, str]:
    """Ids for pages of one name, by as few of their folders as tell them apart."""
    for depth in range(1, max(path.count("/") for path in paths) + 1):
        ids = {path: _with_folders(path, depth) for path in paths}
        others = taken - {stem(paths[0])}
        if len(set(ids.values())) == len(paths) and others.isdisjoint(ids.values()):
            return ids
    # What differs in the case of letters only, or reads like another page's id.
    return {path: f"{_with_folders(path, path.count('/'))}-{_digest(path)}" for path in paths}


def _with_folders(path: str, depth: int) -> str:
    folders = path.partition("#")[0].lower().split("/")[:-1]
    return "-".join((*folders[max(len(folders) - depth, 0) :], stem(path)))


def _digest(path: str) -> str:
    return hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:8]
