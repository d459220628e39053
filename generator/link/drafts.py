"""API pages on their way to operations: routes put right, messages looked at."""

from __future__ import annotations

from collections.abc import Iterator

from generator import limits
from generator.diagnostics import Report
from generator.link.function_routes import with_arguments
from generator.link.index import TypeIndex
from generator.link.messages import Shown, request_url, show
from generator.link.owners import Owners
from generator.link.parts import is_part, shown_type, with_type
from generator.link.route_evidence import NamedSegment, named_segments
from generator.link.routes import link_routes
from generator.link.shapes import method_of_title
from generator.link.shown_routes import shown_routes, vocabulary
from generator.model import Route
from generator.read.facts import OperationFacts, PageFacts
from generator.read.path_text import parse_path
from generator.records import Record


class Draft(Record):
    """An API page on its way to an operation: routes put right, messages looked at."""

    page: PageFacts
    facts: OperationFacts
    routes: tuple[Route, ...]
    owner: str | None
    shown: tuple[tuple[Shown | None, Shown | None], ...]

    @property
    def method(self) -> str:
        """The HTTP method of the first route; without one, what the page or its title says."""
        if self.routes:
            return self.routes[0].method
        missing = self.facts.missing_route
        return missing.method if missing else method_of_title(self.facts.title)


class Drafted(Record):
    """What a draft has that its page does not state.

    `is_named` tells that the owner stands for the type of what comes back.
    """

    routes: tuple[Route, ...]
    owner: str | None
    is_named: bool = False


class DraftOutline(Record):
    """What is looked at of all drafts: names in routes, addresses, the owner.

    `shows` tells that examples may have routes of their own; `calls` are the first name and the
    service root of each example's URL.
    """

    owner: str | None
    words: tuple[str, ...]
    named: tuple[NamedSegment, ...]
    start: str | None
    base_urls: tuple[str, ...]
    calls: tuple[tuple[str, str], ...]
    shows: bool


def draft_operation(page: PageFacts, index: TypeIndex, owners: Owners, report: Report) -> Drafted:
    """Put an API page's routes right; an operation without any takes its first example's URL."""
    facts = page.operation
    assert facts is not None
    routes = link_routes(with_arguments(facts.routes, facts), report)
    if not routes and facts.missing_route is None:
        routes = link_routes(_example_routes(facts), report)
    if not is_part(page):
        return Drafted(routes, owners.of(page.path))
    owner = owners.addressed(routes)
    if owner is None and (name := shown_type(routes, _shown(facts))):
        stated = (response.type for response in facts.responses if response.type is not None)
        is_said = any(kind.target or index.resolve(kind) for kind in stated)
        is_named = routes[0].method != "DELETE" and not is_said
        return Drafted(routes, f"{index.default}.{name}", is_named)
    return Drafted(routes, owner)


def draft_of(page: PageFacts, drafted: Drafted, shown: tuple[Route, ...] = ()) -> Draft:
    """The draft of an API page; `shown` are further routes that only its examples have."""
    facts = page.operation
    assert facts is not None
    if drafted.is_named and drafted.owner is not None:
        facts = with_type(facts, drafted.owner)
    return Draft(page, facts, (*drafted.routes, *shown), drafted.owner, _shown(facts))


def outline_of(page: PageFacts, drafted: Drafted) -> DraftOutline:
    """The outline of a page's draft."""
    facts, routes = page.operation, drafted.routes
    assert facts is not None
    return DraftOutline(
        drafted.owner,
        tuple(sorted(vocabulary(routes))),
        tuple(named_segments(routes)),
        next((s.text for r in routes[:1] for s in r.segments[:1]), "") if routes else None,
        facts.base_urls,
        tuple(_calls(facts)),
        _shows(facts, routes),
    )


def _shows(facts: OperationFacts, routes: tuple[Route, ...]) -> bool:
    report = Report()
    return any(shown_routes(facts, routes, None, report)) or len(report) > 0


def _calls(facts: OperationFacts) -> Iterator[tuple[str, str]]:
    for example in facts.examples:
        url = request_url(example.request)
        yield url.path.split("/")[1], url.base


def _shown(facts: OperationFacts) -> tuple[tuple[Shown | None, Shown | None], ...]:
    return tuple((show(e.request), show(e.response, e.items_member)) for e in facts.examples)


def _example_routes(facts: OperationFacts) -> Iterator[Route]:
    for example in facts.examples[:1]:
        method = example.request.start.partition(" ")[0]
        url = request_url(example.request)
        if url.path.startswith("/") and len(url.path) <= limits.URL:
            yield Route(method.upper(), url.path, parse_path(url.path), example.request.loc)
