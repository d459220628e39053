"""A slice of an Api: the operations and types that globs name, and every type that these need.

Names and groups are decided from the whole Api before it is cut, so a slice spells everything as
the whole package does.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from generator.emit.names import Names
from generator.errors import UsageError
from generator.model import Api, EnumType, Operation, Resource
from generator.records import Record, replace
from generator.slices.closure import Closure
from generator.slices.globs import Globs, likely

__all__ = ["Globs", "Slice", "cut", "require_parts"]


class Slice(Record):
    """What was cut out of an Api.

    `api` is the part that was taken, `whole` what it was cut out of; `pages` counts the pages that
    document something taken, `untaken` are the paths of those that document only what was left
    out. `unmatched` are the globs that name nothing here, `words` are what globs can name.
    """

    api: Api
    whole: Api
    pages: int
    untaken: frozenset[str]
    unmatched: frozenset[str]
    words: frozenset[str]


def cut(api: Api, names: Names, globs: Globs, prefix: str = "") -> Slice:
    """The part of an Api that globs name; `prefix` leads from DOCS to the Api's folder.

    A navigation property brings no type: its values come only where a request expands it. If its
    type is not in the slice, it is of the nearest base that is, and its documentation says so.
    """
    types: list[Resource | EnumType] = [*api.resources, *api.enums]
    of_operations = {it.id: _operation_words(it, names, prefix) for it in api.operations}
    of_types = {it.name: _type_words(it, api.namespace, prefix) for it in types}
    operations = tuple(it for it in api.operations if globs.takes(of_operations[it.id]))
    closure = Closure(api)
    taken = closure.needed(operations, (name for name in of_types if globs.takes(of_types[name])))
    resources = tuple(closure.fitted(it, taken) for it in api.resources if it.name in taken)
    enums = tuple(it for it in api.enums if it.name in taken)
    part = replace(api, operations=operations, resources=resources, enums=enums)
    pages = _pages(part)
    part = replace(part, inventory={**api.inventory, "pages_taken": len(pages)})
    words = frozenset[str]().union(*of_operations.values(), *of_types.values())
    return Slice(part, api, len(pages), _pages(api) - pages, globs.unmatched(words), words)


def require_parts(parts: Mapping[str, Slice]) -> None:
    """Raise `UsageError` for a glob that names nothing in any Api, and for an Api cut to nothing.

    `parts` is keyed by the way from DOCS to the Api's folder.
    """
    if not parts:
        return
    words = frozenset[str]().union(*(part.words for part in parts.values()))
    for glob in sorted(frozenset.intersection(*(part.unmatched for part in parts.values()))):
        raise UsageError(f"{glob!r} names no page, operation or type; {likely(glob, words)}")
    for prefix, part in parts.items():
        if not part.pages:
            where = f"of {prefix} " if prefix else ""
            raise UsageError(f"include and exclude leave nothing {where}to generate")


def _operation_words(operation: Operation, names: Names, prefix: str) -> tuple[str, ...]:
    """What a glob can call an operation: its page, its group, or its method as `group.method`."""
    method = names.method(operation)
    return (*_page_words(operation.page, prefix), method.group, f"{method.group}.{method.method}")


def _type_words(item: Resource | EnumType, namespace: str, prefix: str) -> tuple[str, ...]:
    """What a glob can call a type: its page, or its name with or without the own namespace."""
    page = _page_words(item.loc.path, prefix) if item.loc else ()
    local = item.name.removeprefix(f"{namespace}.") if namespace else item.name
    return (*page, item.name, local)


def _page_words(path: str, prefix: str) -> tuple[str, ...]:
    """A page's path below DOCS and below its API's folder, and its file's name."""
    return (prefix + path, path, PurePosixPath(path).stem)


def _pages(api: Api) -> frozenset[str]:
    types: list[Resource | EnumType] = [*api.resources, *api.enums]
    places = [it.loc for it in types if it.loc]
    return frozenset((*(it.page for it in api.operations), *(loc.path for loc in places)))
