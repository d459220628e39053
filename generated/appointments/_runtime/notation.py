"""What the annotation of a member says: which values stand in JSON, and which class reads them.

The grammar is what the generator writes: a name, `T | None`, `list[T]`, and `tuple[E, ...]` for a
combination of flags. A name is that of a Python type in `scalars.EDM_OF_PYTHON`, or of a class of
the package.
"""

from __future__ import annotations

import sys
from typing import Any, NamedTuple

from . import registry
from .scalars import EDM_OF_PYTHON, SCALARS


class Spec(NamedTuple):
    """A type: `edm` is its primitive type, else `cls` its class, a model or an enumeration."""

    edm: str | None
    cls: Any
    flags: bool
    #: How many lists are around it.
    lists: int


def split(annotation: str) -> tuple[str, bool, int]:
    """The name that an annotation is about, whether it is of flags, and the lists around it."""
    text = annotation.strip().removesuffix("| None").strip()
    lists = 0
    while text.startswith("list["):
        text = text[5:-1].strip().removesuffix("| None").strip()
        lists += 1
    flags = text.startswith("tuple[")
    if flags:
        text = text[6:-1].partition(",")[0].strip()
    return text.strip("\"'"), flags, lists


def is_scalar(annotation: str) -> bool:
    """Whether the annotation needs no class of the package."""
    return split(annotation)[0] in EDM_OF_PYTHON


def resolve(annotation: str, owner: type) -> Spec:
    """The type that an annotation in the body of `owner` means; imports its class.

    Raises:
        TypeError: the name is no class of the package: the annotation is wrong.
    """
    name, flags, lists = split(annotation)
    edm = EDM_OF_PYTHON.get(name)
    cls = None if edm else _find_class(name, owner)
    return Spec(edm, cls, flags, lists)


def _find_class(name: str, owner: type) -> Any:
    found = getattr(sys.modules.get(owner.__module__), name, None)
    if isinstance(found, type):
        return found
    try:
        return registry.current.named(name)
    except LookupError as error:
        raise TypeError(f"{owner.__module__}.{owner.__qualname__}: {error}") from None


def named(type_name: str, collection: bool) -> Spec:
    """The type with a documented name; one that the package does not have is untyped."""
    cls = None if type_name in SCALARS else registry.current.documented(type_name)
    edm = type_name if type_name in SCALARS else None if cls else "Edm.Untyped"
    return Spec(edm, cls, getattr(cls, "_is_flags", False), int(collection))
