"""Operations: facts of API pages with every type resolved and every part in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from generator.link.bodies import is_wider, link_body, raw_alternative, report_unknown_rows
from generator.link.context import Context
from generator.link.drafts import Draft
from generator.link.messages import Shown, request_url
from generator.link.owners import singulars, stem
from generator.link.parameters import link_params
from generator.link.parts import is_part
from generator.link.returns import link_returns
from generator.link.sent_members import as_sent, sent_members
from generator.link.shapes import is_reference, sends_object, shape_of
from generator.link.shown_items import with_shown_item
from generator.link.split_routes import Part, parts_of
from generator.model import (
    QUERY_OPTIONS,
    Body,
    Example,
    Operation,
    Route,
    Shape,
    TypeRef,
)
from generator.read.facts import ExampleFacts, OperationFacts
from generator.records import replace

_ONE = ("select", "expand")


def link_operation(draft: Draft, context: Context) -> Iterator[Operation]:
    """The operations of one page: one, or more where some of its routes answer something else."""
    responses = [response for _, response in draft.shown]
    for part in parts_of(draft.facts, draft.routes, responses, context):
        yield _operation(draft, part, context)


def _operation(draft: Draft, part: Part, context: Context) -> Operation:
    routes, chosen = part.routes, part.examples
    shown = [draft.shown[i] for i in chosen]
    draft = with_shown_item(draft, routes, shown, context)
    facts = draft.facts
    method = routes[0].method if routes else draft.method
    body, body_params = link_body(
        draft.facts, routes, method, shown, draft.owner, context.index, context.resources
    )
    returns = link_returns(
        facts,
        routes,
        method,
        shown,
        [facts.examples[i] for i in chosen],
        draft.owner,
        body,
        context,
    )
    if is_part(draft.page) and is_wider(facts, body, context.resources):
        body, body_params = None, facts.body_rows
    report_unknown_rows(facts, body, context)
    if part.returns is not None and returns is not None:
        returns = replace(returns, type=part.returns)
    shape = shape_of(facts, routes, returns, method)
    params = link_params(facts, routes, method, body_params, context.index)
    if body is None:
        sent = sent_members([r for r, _ in shown], [facts.examples[i] for i in chosen], routes)
        params = as_sent(params, sent, context.report)
    examples = [
        _example(facts.examples[i], draft.shown[i][1], returns.type if returns else None, context)
        for i in chosen
    ]
    name = context.ids.get(draft.page.path) or stem(draft.page.path)
    return Operation(
        id=f"{name}#{part.suffix}" if part.suffix else name,
        page=draft.page.path,
        title=facts.title,
        shape=shape,
        owner=_owner(draft, part, body, context),
        doc=facts.doc,
        loc=facts.loc,
        routes=routes,
        missing_route=facts.missing_route if not routes else None,
        query_options=_query_options(
            # A page in plain Markdown that is silent means a service that is none of OData.
            () if is_part(draft.page) and facts.query_options is None else facts.query_options,
            shape,
            method,
            returns.type if returns else None,
            _shown_options(routes, [facts.examples[i] for i in chosen]),
        ),
        params=params,
        body=None if any(map(is_reference, routes)) and not sends_object(facts) else body,
        raw_media=raw_alternative(shown) if body is None or body.type is not None else None,
        returns=returns,
        statuses=_statuses(facts, shown),
        permissions=facts.permissions,
        examples=tuple(examples),
    )


def _owner(draft: Draft, part: Part, body: Body | None, context: Context) -> str | None:
    """The page's owner; a stream's is what its route addresses, an unknown URL's what is sent."""
    if part.suffix and part.returns is None:
        return _stream_owner(part.routes, context) or draft.owner
    if draft.owner is None and not part.routes and body is not None and body.type is not None:
        return body.type.name
    return draft.owner


def _stream_owner(routes: Sequence[Route], context: Context) -> str | None:
    """The type whose stream a `$value` route addresses: what the route's first key belongs to."""
    if not routes or not routes[0].segments:
        return None
    first = routes[0].segments[0].text.lower()
    if first == "me":
        first = "users"
    for name in singulars(first):
        for found in context.index.by_simple.get(name, ()):
            if found not in context.index.enums:
                return found
    return None


def _statuses(
    facts: OperationFacts, shown: Sequence[tuple[Shown | None, Shown | None]]
) -> tuple[int, ...]:
    found = dict.fromkeys(facts.statuses)
    found.update(
        dict.fromkeys(r.status for _, r in shown if r is not None and r.status is not None)
    )
    return tuple(sorted(found))


def _query_options(
    stated: Sequence[str] | None,
    shape: Shape,
    method: str,
    returns: TypeRef | None,
    shown: Set[str],
) -> tuple[str, ...]:
    """What the page states; where a GET page is silent or general, what its result supports."""
    general = _general_options(shape, returns) if method == "GET" else ()
    if stated is None or tuple(stated) == ("*",):
        names = set(general)
    else:
        names = set(stated)
        if stated and shape == "get" and general:
            names.update(_ONE)  # what reads one entity takes both, whichever the page stresses
    if shape == "count":
        names &= {"filter", "search"}
    names |= shown if method == "GET" else set()
    return tuple(option for option in QUERY_OPTIONS if option in names)


def _general_options(shape: Shape, returns: TypeRef | None) -> tuple[str, ...]:
    """The options of a result (OData 4.01 URL conventions, section 5.1): one value has none."""
    if shape in ("count", "content"):
        return ()
    if shape in ("list", "delta") or returns is None or returns.collection:
        return QUERY_OPTIONS if shape != "get" else _ONE
    if returns.name == "Edm.Untyped":
        return QUERY_OPTIONS if shape == "function" else _ONE
    return () if returns.name.startswith("Edm.") else _ONE


def _shown_options(routes: Sequence[Route], examples: Sequence[ExampleFacts]) -> set[str]:
    """System query options that the documented URLs use."""
    found: set[str] = set()
    for query in (
        *(r.query for r in routes),
        *(request_url(e.request).query for e in examples),
    ):
        for part in query.split("&"):
            name = part.partition("=")[0].strip().lstrip("?").removeprefix("$").lower()
            if name in QUERY_OPTIONS:
                found.add(name)
    return found


def _example(
    facts: ExampleFacts, shown: Shown | None, returns: TypeRef | None, context: Context
) -> Example:
    type_ = returns
    if facts.type is not None:
        name = context.index.resolve(facts.type) or context.index.wanted(facts.type)
        if name is not None:
            type_ = TypeRef(name, facts.type.collection)
    if shown is not None and type_ is not None and shown.is_json and not shown.is_error:
        type_ = replace(type_, collection=shown.is_list)
    if shown is None or not shown.has_body or shown.is_error:
        type_ = None
    return Example(
        facts.name,
        facts.title,
        facts.loc,
        facts.request,
        facts.response,
        type_,
        facts.truncated,
        facts.expects_error or bool(shown and shown.status and shown.status >= 400),
        facts.optional,
        facts.nullable,
    )
