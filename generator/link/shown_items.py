"""What a path below another type's leads to, on pages of several operations."""

from __future__ import annotations

from collections.abc import Sequence

from generator.link.bodies import share
from generator.link.context import Context
from generator.link.drafts import Draft
from generator.link.messages import Shown
from generator.link.owners import names_one_of
from generator.link.parts import is_part, shown_type, with_type
from generator.model import Route
from generator.records import replace

#: How much of what is shown the type has to know, and of the type has to be shown.
_KNOWN, _SHOWN = 0.8, 0.5


def with_shown_item(
    draft: Draft,
    routes: Sequence[Route],
    shown: Sequence[tuple[Shown | None, Shown | None]],
    context: Context,
) -> Draft:
    """The draft, with a name for what comes back, if that is plainly not one of the owner's type.

    The name is that of the collection which the path ends with, as for one that has no owner.
    """
    owner, facts = draft.owner, draft.facts
    if owner is None or owner not in context.resources or not is_part(draft.page) or not routes:
        return draft
    stated = (response.type for response in facts.responses if response.type is not None)
    if names_one_of(owner, routes) or any(
        kind.target or context.index.resolve(kind) for kind in stated
    ):
        return draft
    name = shown_type(routes, shown) if routes[0].method != "DELETE" else None
    if name is None or _is_like(owner, shown, context):
        return draft
    return replace(draft, facts=with_type(facts, f"{context.index.default}.{name}"))


def _is_like(
    owner: str, shown: Sequence[tuple[Shown | None, Shown | None]], context: Context
) -> bool:
    """Whether what is shown has the members of a type, nearly all and not just a few of them."""
    items = (r.item for _, r in shown if r and r.is_json and not r.is_error)
    wires = {name for item in items if isinstance(item, dict) for name in item}
    known = context.resources.folded(owner)
    return share(owner, wires, context.resources) >= _KNOWN and len(wires) >= _SHOWN * len(known)
