"""Tables of operations on plain pages: the fields that come back as a type, those within fields.

Nothing says how such a type is called; it has the name that the page gives what comes back, else
the one that the path has for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.model import Doc
from generator.read.facts import (
    Mention,
    OperationFacts,
    ParamFact,
    ResponseFact,
    RowFact,
    TypeFacts,
)
from generator.read.nested_rows import unfolded, unfolded_rows
from generator.read.page import Page
from generator.read.plurals import singular
from generator.records import replace

#: Members that hold the items of a list, which make the table one of a page of them.
_ITEMS = frozenset(("data", "items", "results", "records", "entries", "value", "content"))


def with_result_types(
    page: Page, operations: Sequence[OperationFacts]
) -> tuple[tuple[OperationFacts, ...], tuple[TypeFacts, ...]]:
    """The operations, and the types that their tables of results and parameters hold."""
    found: list[OperationFacts] = []
    types: list[TypeFacts] = []
    for operation in operations:
        with_parts, parts = _with_parts(operation)
        one, made = _with_type(page, with_parts)
        found.append(one)
        types += [*parts, *(unfolded(made) if made else ())]
    return tuple(found), tuple(types)


def _with_parts(one: OperationFacts) -> tuple[OperationFacts, tuple[TypeFacts, ...]]:
    """The operation with one parameter for `address.street` and `address.city`, and its type."""
    sent = [param for param in one.params if param.place == "body"]
    rows = [RowFact(p.wire, p.type, p.text, p.traits, p.loc, "body") for p in sent]
    name = _name(one)[0].removesuffix("Response") or "body"
    own, types = unfolded_rows(name, rows)
    body_rows, more = unfolded_rows(name, one.body_rows)
    one = replace(one, body_rows=body_rows)
    if own == tuple(rows):
        return one, more
    others = (param for param in one.params if param.place != "body")
    made = (ParamFact(r.wire, "body", r.type, r.text, r.traits, r.loc) for r in own)
    return replace(one, params=(*others, *made)), (*types, *more)


def _with_type(page: Page, one: OperationFacts) -> tuple[OperationFacts, TypeFacts | None]:
    rows = one.result_rows
    stated = next((f.type for f in one.responses if f.type and f.type.name != "Edm.Untyped"), None)
    name, many = (stated.name, False) if stated else _name(one)
    if not rows or not name or name.startswith("Edm."):
        return one, None
    made = TypeFacts(name.lstrip("#"), page.namespace, rows[0].loc, Doc(), rows)
    if stated is None:
        mention = Mention(name, rows[0].loc, many)
        status = next((f.status for f in one.responses if (f.status or 400) < 300), None)
        one = replace(one, responses=(ResponseFact(status, mention, rows[0].loc), *one.responses))
    return one, made


def _name(one: OperationFacts) -> tuple[str, bool]:
    """What the path of an operation says that it answers, and whether it answers many of them.

    `/trees` and `/trees/{id}` hold trees, `/login` answers what is called `loginResponse`.
    """
    segments = [s for route in one.routes[:1] for s in route.segments]
    word = next((s.text for s in reversed(segments) if s.kind == "literal"), "")
    name = _camel(word)
    if not name:
        return "", False
    single = singular(name)
    is_list = one.routes[0].method == "GET" and segments[-1].kind == "literal"
    wraps = any(
        row.type and row.type.collection and row.wire in {*_ITEMS, word} for row in one.result_rows
    )
    if single is None:
        return (name if segments[-1].kind == "key" else f"{name}Response"), False
    return (f"{name}Response", False) if is_list and wraps else (single, is_list)


def _camel(word: str) -> str:
    first, *rest = word.replace("_", "-").replace(".", "-").split("-")
    name = first[:1].lower() + first[1:] + "".join(part[:1].upper() + part[1:] for part in rest)
    return name if name.isascii() and name.isidentifier() else ""
