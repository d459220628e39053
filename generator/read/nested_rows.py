"""Rows of plain pages that name members of members: `address.city`, `items[].price`.

What stands below a member has a type of its own, called by the names above: `orderAddress`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator import limits
from generator.model import NO_TRAITS, Doc
from generator.read.facts import Mention, RowFact, TypeFacts
from generator.read.plurals import singular
from generator.records import replace

_UNTYPED = "Edm.Untyped"
#: Levels of members within members.
_DEEPEST = min(8, limits.BASES)


def unfolded(owner: TypeFacts) -> Iterator[TypeFacts]:
    """A type with rows for its own members alone, and the types of those that have members."""
    rows, types = unfolded_rows(owner.name, owner.rows)
    yield replace(owner, rows=rows)
    for part in types:
        yield replace(part, namespace=owner.namespace)


def unfolded_rows(
    name: str, rows: Sequence[RowFact], depth: int = 0
) -> tuple[tuple[RowFact, ...], tuple[TypeFacts, ...]]:
    """The rows of the members of `name`, and the types of those whose members are rows, too."""
    if depth >= _DEEPEST or not any("." in row.wire or row.wire.endswith("[]") for row in rows):
        return tuple(rows), ()
    own: dict[str, RowFact] = {}
    inner: dict[str, list[RowFact]] = {}
    for row in rows:
        head, _, rest = row.wire.partition(".")
        wire = head.removesuffix("[]")
        if rest:
            inner.setdefault(wire, []).append(replace(row, wire=rest))
            row = own.get(wire) or RowFact(wire, None, "", NO_TRAITS, row.loc, row.place)
        elif wire in own:
            row = replace(row, type=own[wire].type or row.type)
        own[wire] = replace(row, wire=wire, type=_many(row) if wire != head else row.type)
    types: list[TypeFacts] = []
    for wire, parts in inner.items():
        row = own[wire]
        if row.type is not None and not row.type.name.startswith("Edm."):
            continue  # a type that the row names
        many = row.type is not None and row.type.collection
        part = f"{name}{_capital((singular(wire) or wire) if many else wire)}"
        own[wire] = replace(row, type=Mention(part, row.loc, many), problem=None)
        members, deeper = unfolded_rows(part, parts, depth + 1)
        types += [TypeFacts(part, None, row.loc, Doc(), members), *deeper]
    return tuple(own.values()), tuple(types)


def _many(row: RowFact) -> Mention:
    """The type of `tags[]`: a list of what the row says, or of anything."""
    return replace(row.type or Mention(_UNTYPED, row.loc), collection=True)


def _capital(word: str) -> str:
    parts = word.replace("-", "_").split("_")
    return "".join(part[:1].upper() + part[1:] for part in parts)
