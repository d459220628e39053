"""Documented types as Python annotations, with the imports that these need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.emit.layout import natural
from generator.emit.names import Names
from generator.model import TypeRef
from generator.records import Record

#: An import: the module and the name in it.
Import = tuple[str, str]

#: Edm types -> the annotation and what it needs; the rest are classes of the models package.
_SCALARS: dict[str, tuple[str, tuple[Import, ...]]] = {
    "Edm.String": ("str", ()),
    "Edm.Boolean": ("bool", ()),
    "Edm.Byte": ("int", ()),
    "Edm.Int16": ("int", ()),
    "Edm.Int32": ("int", ()),
    "Edm.Int64": ("int", ()),
    "Edm.Single": ("float", ()),
    "Edm.Double": ("float", ()),
    "Edm.Decimal": ("Decimal", (("decimal", "Decimal"),)),
    "Edm.Guid": ("UUID", (("uuid", "UUID"),)),
    "Edm.Date": ("date", (("datetime", "date"),)),
    "Edm.TimeOfDay": ("time", (("datetime", "time"),)),
    "Edm.DateTimeOffset": ("datetime", (("datetime", "datetime"),)),
    "Edm.Duration": ("Duration", ((".._runtime.scalars", "Duration"),)),
    "Edm.Binary": ("bytes", ()),
    "Edm.Stream": ("bytes", ()),
}

#: Types that their annotation does not tell: `int` is taken for Int32, `float` for Double.
UNUSUAL = frozenset({"Edm.Byte", "Edm.Int16", "Edm.Int64", "Edm.Single"})

_ANY: tuple[str, tuple[Import, ...]] = ("Any", (("typing", "Any"),))

UNTYPED_NAME = "Edm.Untyped"


class Annotation(Record):
    """Text of an annotation and the imports that it needs; `types` are the documented types."""

    text: str
    imports: tuple[Import, ...] = ()
    types: tuple[str, ...] = ()

    def wrapped(self, outer: str, *imports: Import) -> Annotation:
        """`outer[text]`."""
        return Annotation(f"{outer}[{self.text}]", (*imports, *self.imports), self.types)

    def optional(self) -> Annotation:
        """`text | None`; `Any` is that already."""
        if self.text == "Any":
            return self
        return Annotation(f"{self.text} | None", self.imports, self.types)


class Annotations:
    """Makes annotations for one Api.

    `aliases` says under which other names a module has to import classes.
    """

    def __init__(self, names: Names) -> None:
        self._names = names

    def item(self, name: str, aliases: Mapping[str, str] | None = None) -> Annotation:
        """The annotation of one value of a type; `Any` for a type that nobody defines."""
        if name in _SCALARS:
            return Annotation(*_SCALARS[name])
        found = self._names.type(name)
        if found is None:
            return Annotation(*_ANY)
        plain = Annotation((aliases or {}).get(found.cls, found.cls), (), (name,))
        if not found.flags:
            return plain
        return Annotation(f"tuple[{plain.text}, ...]", (), (name,))

    def field(self, ref: TypeRef) -> Annotation:
        """The annotation of a model's field, `None` left out."""
        item = self.item(ref.name)
        return item.wrapped("list") if ref.collection else item

    def argument(self, ref: TypeRef, aliases: Mapping[str, str] | None = None) -> Annotation:
        """The annotation of what a method takes, `None` left out."""
        item = self.item(ref.name, aliases)
        return item.wrapped("Sequence", ("collections.abc", "Sequence")) if ref.collection else item

    def wire(self, ref: TypeRef) -> str:
        """The type as the runtime knows it; undefined ones are untyped."""
        known = ref.name in _SCALARS or self._names.type(ref.name) is not None
        return str(ref) if known else str(TypeRef(UNTYPED_NAME, ref.collection))


def by_module(imports: Iterable[Import]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Imports as import sorters order them: the standard library, then relative ones."""
    found: dict[str, set[str]] = {}
    for module, name in imports:
        found.setdefault(module, set()).add(name)
    return tuple((module, tuple(sorted(found[module]))) for module in sorted(found, key=_rank))


def _rank(module: str) -> tuple[int, tuple[str | int, ...]]:
    bare = module.lstrip(".")
    return (-(len(module) - len(bare)) if bare != module else -99), natural(bare)
