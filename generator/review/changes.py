"""All changes between two surfaces."""

from __future__ import annotations

from collections.abc import Iterator

from generator.records import replace
from generator.review.change import Change
from generator.review.examples import example_changes
from generator.review.operations import operation_changes, renamed_operations
from generator.review.rows import Row, Sides, compare, differs, word_differs
from generator.review.rules import CATEGORIES
from generator.review.surface import Package, Surface
from generator.review.types import renamed_types, type_changes

_PACKAGE = (
    Row("PYTHON_RENAMED", word_differs(0)),
    Row("PYTHON_RENAMED", word_differs(1)),
    Row("BASE_URL_CHANGED", differs("base_url")),
)


def find_changes(old: Surface, new: Surface) -> tuple[Change, ...]:
    """The changes, the gravest first; those of one subject stand together."""
    return tuple(sorted(_packages(old, new), key=_rank))


def _rank(change: Change) -> tuple[object, ...]:
    by_code = change.code if change.category == "lost" else ""
    texts = (change.rule, change.before, change.after, change.note, change.place)
    place = CATEGORIES.index(change.category)
    return place, change.package, by_code, change.subject, *texts


def _packages(old: Surface, new: Surface) -> Iterator[Change]:
    names = {name: name for name in old if name in new} | _renamed(old, new)
    for name in old:
        if name not in names:
            yield Change("PACKAGE_REMOVED", name, package=name, was=True)
    for name in new:
        if name not in names.values():
            yield Change("PACKAGE_ADDED", name, package=name)
    for before, after in names.items():
        found = list(_package(old[before], new[after]))
        yield from (replace(change, package=after) for change in found)


def _renamed(old: Surface, new: Surface) -> dict[str, str]:
    """The package that is called otherwise now: the only one that went, and the only that came."""
    gone, come = sorted(old.keys() - new.keys()), sorted(new.keys() - old.keys())
    if len(gone) != 1 or len(come) != 1:
        return {}
    namespaces = {side.head.get("namespace") for side in (old[gone[0]], new[come[0]])}
    return {gone[0]: come[0]} if len(namespaces) == 1 and "" not in namespaces else {}


def _package(old: Package, new: Package) -> Iterator[Change]:
    if old.name != new.name:
        names = old.name, new.name
        yield Change("PYTHON_RENAMED", new.name, "", *names, "package", python=names)
    sides = Sides(old, new, {})
    yield from compare(_PACKAGE, new.name, old.head, new.head, sides, "class")
    sides.renamed.update(renamed_types(old.types, new.types))
    pages = renamed_operations(old.operations, new.operations)
    yield from type_changes(sides)
    yield from operation_changes(sides, pages)
    yield from example_changes(sides, pages)
