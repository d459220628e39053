"""What comes back: the Response section's prose weighed against what the examples show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from generator.link.bodies import share
from generator.link.context import Context
from generator.link.messages import Shown, primitive_of, request_url
from generator.link.owners import names_one_of
from generator.link.routes import last
from generator.link.shapes import is_content
from generator.link.shown_routes import fits
from generator.model import Body, Doc, Returns, Route, TypeRef
from generator.read.facts import ExampleFacts, OperationFacts, ResponseFact

_STREAM = TypeRef("Edm.Stream")
#: Media types of which nothing is JSON.
_MEDIA = ("application/pdf", "application/zip", "audio/", "font/", "image/", "video/")
_DEFAULT_STATUS = {"GET": 200, "POST": 200, "PATCH": 200, "PUT": 200, "DELETE": 204, "HEAD": 200}


def link_returns(
    facts: OperationFacts,
    routes: Sequence[Route],
    method: str,
    shown: Sequence[tuple[Shown | None, Shown | None]],
    examples: Sequence[ExampleFacts],
    owner: str | None,
    body: Body | None,
    context: Context,
) -> Returns | None:
    """The successful response: its status, its type and whether it is a collection."""
    good = [
        (r, e)
        for (_, r), e in zip(shown, examples, strict=True)
        if r and r.status and r.status < 400
    ]
    stated = next(
        (f for f in facts.responses if f.type is not None and (f.status or 200) < 400), None
    )
    documented = [r for r in routes if not r.shown_only]
    if len(documented) < len(routes) and (stated or documented):
        good = [(r, e) for r, e in good if _calls(e, documented)] or ([] if stated else good)
    status = _status(facts, method, [r for r, _ in good])
    place = stated or next((f for f in facts.responses if (f.status or 0) < 400), None)
    loc = place.loc if place else facts.loc
    doc = Doc(place.text, place.text) if place else Doc()
    end = last(routes[0]) if routes else None
    if not (routes or facts.missing_route or good or facts.responses or facts.examples):
        return None  # the page says nothing of how it is called or answers
    if method == "HEAD" or (method == "DELETE" and not any(r.has_body for r, _ in good)):
        return Returns(status, None, loc, doc)
    if end is not None and end.text.lower() == "$count":
        return Returns(status, TypeRef("Edm.Int32"), loc, doc)
    if method == "GET" and routes and is_content(routes[0]):
        return Returns(status, _STREAM, loc, doc)
    if not _has_content(method, good, stated, status):
        return Returns(status, None, loc, doc)
    if not (good or facts.responses or names_one_of(owner, routes)):
        owner = None  # nobody says that what this path leads to is one
    type_ = _type(facts, method, good, stated, owner, body, context)
    member = next((e.items_member for _, e in good), "value") if type_.collection else "value"
    return Returns(status, _of_items(type_, member, context), loc, doc, member)


def _of_items(type_: TypeRef, member: str, context: Context) -> TypeRef:
    """What a list holds; where its type is that of the envelope, what that documents."""
    if not type_.collection or type_.name not in context.resources:
        return type_
    known = context.resources.folded(type_.name).get(member.lower())
    return known[1].type if known and known[1].type.collection else type_


def _calls(example: ExampleFacts, routes: Sequence[Route]) -> bool:
    """Whether an example calls one of the routes."""
    method, _, _ = example.request.start.partition(" ")
    return any(fits(route, method, request_url(example.request).path) for route in routes)


def _status(facts: OperationFacts, method: str, good: Sequence[Shown]) -> int:
    prose = next(
        (f.status for f in facts.responses if f.status is not None and f.status < 400), None
    )
    counts = Counter(r.status for r in good if r.status is not None and r.status < 300)
    if prose is not None and (not counts or prose in counts):
        return prose
    if counts:
        return max(counts, key=lambda status: (counts[status], -status))
    return good[0].status or _DEFAULT_STATUS[method] if good else _DEFAULT_STATUS.get(method, 200)


def _has_content(
    method: str,
    good: Sequence[tuple[Shown, ExampleFacts]],
    stated: ResponseFact | None,
    status: int,
) -> bool:
    bodies = {r.status for r, _ in good if r.has_body and r.status not in (302, 303)}
    if bodies or (method == "GET" and (stated is not None or status != 204)):
        return True
    # An example that leaves the body out says nothing against the object that the prose names.
    return stated is not None and (status in (200, 201) or (not good and status != 204))


def _type(
    facts: OperationFacts,
    method: str,
    good: Sequence[tuple[Shown, ExampleFacts]],
    stated: ResponseFact | None,
    owner: str | None,
    body: Body | None,
    context: Context,
) -> TypeRef:
    bodies = [(r, e) for r, e in good if r.has_body]
    redirects = any(r.status == 302 for r, _ in good) or 302 in facts.statuses
    # A body that says it is JSON and is none is a mistake of the example.
    raw = [r for r, _ in bodies if not r.is_json and "json" not in r.media_type]
    if (bodies and len(raw) == len(bodies)) or (redirects and not bodies):
        return _STREAM
    if good and not bodies and all(_is_raw(r) for r, _ in good):
        return _STREAM
    if redirects and any(not r.is_json for r, _ in bodies):
        return _STREAM
    many = _is_collection(bodies, stated)
    name = _name(facts, method, bodies, stated, owner, body, context)
    if name == "Edm.Stream" and any(r.is_json for r, _ in bodies):
        name = "Edm.Untyped"
    return TypeRef(name, many and name != "Edm.Stream")


def _is_raw(shown: Shown) -> bool:
    """Whether an answer whose body is left out is of bytes, by its header."""
    return "octet-stream" in shown.media_type or shown.media_type.startswith(_MEDIA)


def _is_collection(
    bodies: Sequence[tuple[Shown, ExampleFacts]], stated: ResponseFact | None
) -> bool:
    """The body's own shape decides; prose and metadata only where no JSON is shown."""
    readable = [r for r, _ in bodies if r.is_json and not r.is_error]
    if readable:
        return readable[0].is_list
    flags = [e.is_collection for _, e in bodies if e.is_collection is not None]
    if flags:
        return flags[0]
    return bool(stated and stated.type and stated.type.collection)


def _name(
    facts: OperationFacts,
    method: str,
    bodies: Sequence[tuple[Shown, ExampleFacts]],
    stated: ResponseFact | None,
    owner: str | None,
    body: Body | None,
    context: Context,
) -> str:
    index = context.index
    prose = index.resolve(stated.type) if stated and stated.type else None
    meta = next((index.resolve(e.type) for _, e in bodies if e.type is not None), None)
    readable = [r for r, _ in bodies if r.is_json]
    scalar = scalar_of(readable)
    if scalar is not None and all(scalar_of([shown]) for shown in readable):
        return prose if prose and prose.startswith("Edm.") and prose != "Edm.Stream" else scalar
    if prose is not None and (not prose.startswith("Edm.") or not readable):
        return prose
    if meta is not None and not meta.startswith("Edm."):
        return meta
    for mention in ([stated.type] if stated and stated.type else []) + [
        e.type for _, e in bodies if e.type
    ]:
        wanted = index.wanted(mention)
        if wanted is not None and (mention.target or "." in mention.name):
            return wanted
    if body is not None and body.type is not None and method in ("PATCH", "PUT", "POST"):
        return _nearer(body.type.name, owner, readable, context)
    if owner and method in ("GET", "PATCH") and _fits(owner, readable, context):
        return owner
    subject = next(
        (n for m in facts.subjects if (n := index.resolve(m)) and not n.startswith("Edm.")), None
    )
    if subject and subject not in index.enums and _fits(subject, readable, context):
        return subject
    return prose or "Edm.Untyped"


def scalar_of(readable: Sequence[Shown]) -> str | None:
    """The primitive type that `{"value": x}` or a list of scalars shows."""
    for shown in readable:
        value = shown.envelope
        if isinstance(value, list):
            value = value[0] if value else None
        elif not isinstance(shown.json, dict) or any(
            k != "value" and not k.startswith("@") for k in shown.json
        ):
            continue
        if (kind := primitive_of(value)) is not None:
            return kind
    return None


def _nearer(name: str, owner: str | None, readable: Sequence[Shown], context: Context) -> str:
    """What is sent, which mostly comes back, or the owner, if that has more of what is shown."""
    item = next((r.item for r in readable if isinstance(r.item, dict)), None)
    if item is None or owner is None or name not in context.resources:
        return name
    wires = set(item)
    is_owner = share(owner, wires, context.resources) > share(name, wires, context.resources)
    return owner if is_owner and owner in context.resources else name


def _fits(name: str, readable: Sequence[Shown], context: Context) -> bool:
    """Whether what is shown looks like the type: half of the members at least are its own."""
    item = next((r.item for r in readable if isinstance(r.item, dict)), None)
    if item is None:
        return True
    return share(name, set(item), context.resources) >= 0.5
