"""Page facts to one Api: names resolved, evidence weighed, contradictions reported."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from generator.diagnostics import Finding, Report
from generator.link.bodies import link_body
from generator.link.context import Context
from generator.link.enums import link_enums
from generator.link.index import TypeIndex, build_index, default_namespace
from generator.link.likely import LikelyPages
from generator.link.messages import request_url
from generator.link.operations import Draft, draft_operation, link_operation, unique_example_names
from generator.link.owners import Owners
from generator.link.parts import operation_pages
from generator.link.resources import Evidence, group_types, link_resources, value_lists
from generator.link.route_evidence import route_evidence
from generator.link.shown_members import shown_members
from generator.link.shown_routes import shown_routes, vocabulary
from generator.link.shown_scalars import shown_scalars
from generator.link.undocumented import undocumented_types
from generator.model import Api, EnumType, Loc, Operation, Resource
from generator.read.facts import PageFacts, RowFact

__all__ = ["Linked", "link"]

_VERSION = re.compile(r"/(v\d+(?:\.\d+)*|beta)$", re.IGNORECASE)
#: An address that can be called: its host is a name, no placeholder.
_ROOT = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/|\Z)", re.ASCII)
_Placed = TypeVar("_Placed", Resource, EnumType)


@dataclass(frozen=True, slots=True)
class Linked:
    """An API and everything that there is to say about its pages."""

    api: Api
    findings: tuple[Finding, ...]


def link(name: str, pages: Sequence[PageFacts]) -> Linked:
    """Join the facts of one API's pages. `name` is the API's folder (`v1.0`), or ""."""
    pages = sorted(pages, key=lambda page: page.path)
    parts = [part for page in pages for part in operation_pages(page)]
    report = Report(finding for page in pages for finding in page.findings)
    namespace = default_namespace(pages)
    index = build_index(pages, namespace)
    types = group_types(pages, index, report)
    owners = Owners(pages, index)

    # Bodies need resources to be recognised and resources take evidence from bodies: a first
    # round without that evidence tells whose properties a create or update table lists.
    rough = {r.name: r for r in link_resources(types, Evidence(), index, Report())}
    first = Context(index, rough, owners, Report())
    drafts = _drafts(parts, Context(index, rough, owners, report))
    drafts = _with_shown_routes(drafts, report)
    body_rows = _body_rows(drafts.values(), index, rough)
    parameter_rows = [row for draft in drafts.values() for row in draft.facts.body_rows]
    enums = link_enums(pages, index, list(value_lists(types, parameter_rows, index)), report)
    for enum in enums:
        index.enums.add(enum.name)
    tried = _operations(drafts, first)
    index.scalars.update(shown_scalars(tried, drafts, rough, index, report))
    evidence = Evidence(
        body_rows,
        frozenset(draft.owner for draft in drafts.values() if draft.owner),
        route_evidence(route for draft in drafts.values() for route in draft.routes),
        shown_members(tried, drafts, rough, index),
    )
    linked = link_resources(types, evidence, index, report)
    context = Context(index, {r.name: r for r in linked}, owners, report)
    operations = _operations(drafts, context)
    unknown = undocumented_types(context.resources, operations, drafts, body_rows, index, report)
    unique_example_names(operations, report)
    _check_links(pages, report)

    base_url = _base_url(drafts.values(), name)
    api = Api(
        name=_version(name, base_url),
        namespace=namespace,
        base_url=base_url,
        resources=(*_by_place(linked), *unknown),
        enums=tuple(_by_place(enums)),
        operations=tuple(sorted(operations, key=lambda op: (op.loc, op.id))),
        inventory=_inventory(pages),
    )
    return Linked(api, tuple(report))


def _check_links(pages: Sequence[PageFacts], report: Report) -> None:
    """Report links to pages that do not exist below the API's own folder, or in another case."""
    paths = {page.path for page in pages}
    known = {path.lower(): path for path in sorted(paths)}
    likely = LikelyPages(paths)
    for page in pages:
        for target, line in page.links:
            if target in paths or target.startswith("../"):
                continue
            loc, real = Loc(page.path, line), known.get(target.lower())
            if real is not None:
                report.add("LINK_CASE_DIFFERS", loc, f"the link to {target!r} means {real!r}")
            else:
                hint = likely.hint(target)
                report.add("LINK_TARGET_MISSING", loc, f"there is no page {target!r}{hint}")


def _operations(drafts: dict[str, Draft], context: Context) -> list[Operation]:
    return [op for draft in drafts.values() for op in link_operation(draft, context)]


def _drafts(pages: Iterable[PageFacts], context: Context) -> dict[str, Draft]:
    drafts = ((page.path, draft_operation(page, context)) for page in pages)
    return {path: draft for path, draft in drafts if draft is not None}


def _with_shown_routes(drafts: dict[str, Draft], report: Report) -> dict[str, Draft]:
    """The drafts with the routes that only their examples show."""
    known = vocabulary(route for draft in drafts.values() for route in draft.routes)
    return {
        path: replace(
            draft, routes=(*draft.routes, *shown_routes(draft.facts, draft.routes, known, report))
        )
        for path, draft in drafts.items()
    }


def _body_rows(
    drafts: Iterable[Draft], index: TypeIndex, resources: dict[str, Resource]
) -> dict[str, dict[str, list[RowFact]]]:
    """Rows of create and update tables by the type that they describe."""
    found: dict[str, dict[str, list[RowFact]]] = defaultdict(lambda: defaultdict(list))
    for draft in drafts:
        if not draft.facts.body_rows:
            continue
        body, _ = link_body(
            draft.facts, draft.routes, draft.method, draft.shown, draft.owner, index, resources
        )
        if body is not None and body.type is not None:
            for row in draft.facts.body_rows:
                found[body.type.name][row.wire].append(row)
    return found


def _by_place(items: Iterable[_Placed]) -> list[_Placed]:
    return sorted(items, key=lambda item: item.loc or Loc("~", 0))


def _urls(drafts: Iterable[Draft]) -> Counter[str]:
    """Service roots that the pages' absolute URLs show, those with a version first of all."""
    drafts = list(drafts)
    starts = {route.segments[0].text for draft in drafts for route in draft.routes[:1]}
    found: Counter[str] = Counter()
    others: Counter[str] = Counter()  # of addresses that are no route's: perhaps another service's
    for draft in drafts:
        found.update(draft.facts.base_urls)
        for example in draft.facts.examples:
            url = request_url(example.request)
            (found if url.path.split("/")[1] in starts else others)[url.base] += 1
    return Counter({url: n for url, n in (found or others).items() if _ROOT.match(url)})


def _base_url(drafts: Iterable[Draft], name: str) -> str:
    """The service root that most URLs of the pages show, one of the API's own version first."""
    drafts = list(drafts)
    counts = _urls(drafts)
    versioned = Counter({url: n for url, n in counts.items() if _VERSION.search(url)})
    own = Counter({url: n for url, n in versioned.items() if name and url.endswith(f"/{name}")})
    best = max(
        (own or versioned or counts).items(), key=lambda item: (item[1], item[0]), default=None
    )
    if best:
        return best[0]
    # Paths that are all of one version say where they begin, if not on which host.
    starts = {base for draft in drafts for base in draft.facts.base_urls or ("",)}
    version = starts.pop() if len(starts) == 1 else ""
    return f"https://localhost{version if version.startswith('/') else ''}"


def _version(name: str, base_url: str) -> str:
    """The API's name: its folder's where that is a version, else the version in its URLs."""
    if _VERSION.search(f"/{name}"):
        return name
    match = _VERSION.search(base_url)
    return match[1] if match else name or "v1.0"


def _inventory(pages: Iterable[PageFacts]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for page in pages:
        total["pages"] += 1
        total.update(page.inventory)
    return dict(sorted(total.items()))
