"""What a request carries: one typed document, an action's parameters, or raw content."""

from __future__ import annotations

from collections.abc import Sequence

from generator.link.context import Context
from generator.link.index import TypeIndex
from generator.link.linked import LinkedTypes
from generator.link.messages import Shown
from generator.link.routes import last
from generator.link.shapes import creates
from generator.model import Body, Doc, Route, TypeRef
from generator.read.facts import Mention, OperationFacts, RowFact
from generator.records import replace

#: What a linked body is: the document, and the rows that are parameters of an action.
LinkedBody = tuple[Body | None, tuple[RowFact, ...]]


def link_body(
    facts: OperationFacts,
    routes: Sequence[Route],
    method: str,
    shown: Sequence[tuple[Shown | None, Shown | None]],
    owner: str | None,
    index: TypeIndex,
    resources: LinkedTypes,
) -> LinkedBody:
    """Decide by prose, table and examples what is sent."""
    requests = [request for request, _ in shown if request is not None and request.has_body]
    if method not in ("POST", "PATCH", "PUT") or not _sends(facts, requests):
        return None, (facts.body_rows if method == "GET" else ())
    many = bool(requests) and all(isinstance(r.json, list) for r in requests)
    body = Body(
        TypeRef("Edm.Untyped", many),
        facts.body_loc or facts.loc,
        doc=Doc(facts.body_text, facts.body_text),
        required=not facts.body_optional,
    )
    raw = _raw_media(facts, requests)
    if raw is not None:
        return replace(body, type=None, media_type=raw), ()
    type_ = _document(facts, routes, method, requests, owner, index, resources)
    listed = facts.body_rows or any(param.place == "body" for param in facts.params)
    if type_ is None and not listed and owner not in resources and _is_answered_alike(shown):
        type_ = owner if creates(facts, routes) else None
    if type_ is not None:
        return replace(body, type=TypeRef(type_, many)), ()
    if listed:
        return None, facts.body_rows
    return body, ()


def _is_answered_alike(shown: Sequence[tuple[Shown | None, Shown | None]]) -> bool:
    """Whether what comes back has the members of what is sent, half of them at least."""
    for request, response in shown:
        if request and isinstance(request.json, dict) and request.json and response:
            item = response.item if response.is_json and not response.is_error else None
            common = request.json.keys() & item.keys() if isinstance(item, dict) else ()
            return 2 * len(common) >= len(request.json)
    return False


def is_wider(facts: OperationFacts, body: Body | None, resources: LinkedTypes) -> bool:
    """Whether a body's table requires members that its type, which a page documents, has not."""
    name = body.type.name if body is not None and body.type is not None else ""
    rows = {row.wire for row in facts.body_rows if row.traits.required}
    return name in resources and share(name, rows, resources) < 1


def report_unknown_rows(facts: OperationFacts, body: Body | None, context: Context) -> None:
    """Report rows of a body's table that neither its type nor one derived from it has."""
    name = body.type.name if body is not None and body.type is not None else ""
    resources = context.resources
    if name not in resources:
        return
    for row in facts.body_rows:
        if share(name, {row.wire}, resources) < 1 and not _is_derived(name, row.wire, context):
            context.report.add(
                "BODY_ROW_UNKNOWN",
                row.loc,
                f"the page of {name} documents no property {row.wire!r}",
                "the property; a value can be sent among the body's extra members",
            )


def _is_derived(name: str, wire: str, context: Context) -> bool:
    """Whether a type that derives from `name` has a property."""
    seen = {name}
    todo = [name]
    while todo:
        for below in context.derived.get(todo.pop(), ()):
            if wire.lower() in {p.wire.lower() for p in context.resources[below].properties}:
                return True
            if below not in seen:
                seen.add(below)
                todo.append(below)
    return False


def raw_alternative(shown: Sequence[tuple[Shown | None, Shown | None]]) -> str | None:
    """The media type of requests that are no JSON, where others of the operation are."""
    requests = [request for request, _ in shown if request is not None and request.has_body]
    raw = [
        r.media_type
        for r in requests
        if not r.is_json and "json" not in r.media_type and r.media_type
    ]
    return raw[0] if raw and any(r.is_json for r in requests) else None


def _sends(facts: OperationFacts, requests: Sequence[Shown]) -> bool:
    if requests or facts.body_rows or facts.body_types:
        return True
    return facts.has_body is True


def _raw_media(facts: OperationFacts, requests: Sequence[Shown]) -> str | None:
    """The media type of a body that is no JSON, as the examples or the prose say."""
    if any(r.is_json for r in requests) or facts.body_rows or facts.body_types:
        plain = [
            r for r in requests if not r.is_json and r.media_type and "json" not in r.media_type
        ]
        return plain[0].media_type if plain and len(plain) == len(requests) else None
    for request in requests:
        if request.media_type and "json" not in request.media_type:
            return request.media_type
    return facts.body_media


def _document(
    facts: OperationFacts,
    routes: Sequence[Route],
    method: str,
    requests: Sequence[Shown],
    owner: str | None,
    index: TypeIndex,
    resources: LinkedTypes,
) -> str | None:
    """The type of the JSON document that is sent, or None when it is a set of parameters."""
    named = [name for m in facts.body_types if (name := _structured(m, index)) is not None]
    wires = {row.wire for row in facts.body_rows} or {
        k for r in requests if isinstance(r.json, dict) for k in r.json
    }
    candidates = [*named, *(n for m in facts.subjects if (n := _structured(m, index)))]
    candidates += [owner] if owner else []
    if method in ("PATCH", "PUT"):
        return _fitting(candidates, wires, resources, named) or (
            candidates[0] if candidates else None
        )
    if _is_call(routes, resources):
        whole = named[0] if named and not facts.body_rows else None
        return whole if whole and share(whole, wires, resources) > 0.5 else None
    if not creates(facts, routes) and _are_parameters(facts, requests, named, resources):
        return None
    annotated = _annotated(requests, index)
    fitting = _fitting(candidates, wires, resources, named)
    if fitting is not None:
        return fitting
    if named and not facts.body_rows:
        return named[0]
    if annotated is not None:
        return annotated
    missing = next((index.wanted(m) for m in facts.body_types if m.target or "." in m.name), None)
    return missing


def _structured(mention: Mention, index: TypeIndex) -> str | None:
    name = index.resolve(mention)
    return None if name is None or name in index.enums or name.startswith("Edm.") else name


def _is_call(routes: Sequence[Route], resources: LinkedTypes) -> bool:
    """Whether the route ends in a call: parentheses, or a qualified name."""
    end = last(routes[0]) if routes else None
    if end is None:
        return False
    return end.kind in ("function", "cast")


def _are_parameters(
    facts: OperationFacts,
    requests: Sequence[Shown],
    named: Sequence[str],
    resources: LinkedTypes,
) -> bool:
    """Whether the table of what an action takes lists parameters, be they called as members are.

    They are not where the prose names a document that has them all, nor where the examples send
    none of them: then the table describes what is deeper in the body.
    """
    wires = {row.wire for row in facts.body_rows}
    sent = {key.partition("@")[0] for r in requests if isinstance(r.json, dict) for key in r.json}
    if not wires or (sent and not wires & sent):
        return False
    return not any(share(name, wires, resources) == 1.0 for name in named)


def _fitting(
    candidates: Sequence[str],
    wires: set[str],
    resources: LinkedTypes,
    named: Sequence[str],
) -> str | None:
    """The candidate that knows most of the members sent, if any knows half; named ones first."""
    if not wires:
        return next((name for name in named if name in resources), None)
    for group in (named, candidates):
        ranked = [
            (name, share(name, wires, resources))
            for name in dict.fromkeys(group)
            if name in resources
        ]
        best = max((share_ for _, share_ in ranked), default=0.0)
        if best >= 0.5:
            return next(name for name, share_ in ranked if share_ == best)
    return None


def share(name: str, wires: set[str], resources: LinkedTypes) -> float:
    """How many of the members that are sent a type (or its bases) documents."""
    own = {w.partition("@")[0] for w in wires} - {""}  # `x@odata.bind` is about x
    if not own:
        return 1.0
    known = resources.folded(name)
    return sum(w.lower() in known for w in own) / len(own)


def _annotated(requests: Sequence[Shown], index: TypeIndex) -> str | None:
    """The type that a request example's `@odata.type` names."""
    for request in requests:
        if isinstance(request.json, dict):
            kind = request.json.get("@odata.type")
            if isinstance(kind, str) and "." in kind:
                name = kind.lstrip("#")
                return index.names.get(name.lower(), name)
    return None
