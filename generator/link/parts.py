"""Pages that document several operations, as one page for each; what such pages leave unsaid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.link.messages import Shown
from generator.link.routes import is_example_id
from generator.model import Route
from generator.read.anchors import anchors
from generator.read.facts import Mention, OperationFacts, PageFacts, ResponseFact
from generator.read.plurals import singular
from generator.records import replace


def is_part(page: PageFacts) -> bool:
    """Whether a page is one of the operations of a page that documents several."""
    return "#" in page.path


def operation_pages(page: PageFacts) -> Iterator[PageFacts]:
    """The page itself; or one for each of its operations, called by the anchor of its heading."""
    if not page.operations:
        yield page
        return
    yield from _parts(page, page.operations, 0)


def tabled_pages(page: PageFacts) -> Iterator[PageFacts]:
    """A page for each operation that only a table of the page names."""
    yield from _parts(page, page.tabled, len(page.operations))


def route_shape(route: Route) -> str:
    """A route with all placeholders alike."""
    texts = (
        "{}" if s.kind == "key" or is_example_id(s.text) else s.text.lower() for s in route.segments
    )
    return f"{route.method} /{'/'.join(texts)}"


def _parts(
    page: PageFacts, operations: Sequence[OperationFacts], first: int
) -> Iterator[PageFacts]:
    """A page for each of some operations, the first of which is the page's `first`."""
    if not operations:
        return
    titles = [one.title for one in (*page.operations, *page.tabled)]
    names = anchors(titles)[first : first + len(operations)]
    for operation, anchor in zip(operations, names, strict=True):
        yield PageFacts(
            path=f"{page.path}#{anchor}",
            kind="operation",
            title=operation.title,
            namespace=page.namespace,
            loc=operation.loc,
            operation=operation,
        )


def shown_type(
    routes: Sequence[Route], shown: Sequence[tuple[Shown | None, Shown | None]]
) -> str | None:
    """The name of what `/kettles` and `/kettles/{id}` hold, where an example shows its members.

    For types that no page documents: their members are then those that the examples show.
    """
    items = [r.item for _, r in shown if r and r.is_json and not r.is_error]
    if not any(isinstance(item, dict) and len(item) > 1 for item in items) or not routes:
        return None
    segments = [*routes[0].segments]
    if segments and segments[-1].kind == "key":
        segments.pop()
    word = segments[-1].text if segments and segments[-1].kind == "literal" else ""
    return _singular(word) if word.replace("-", "").replace("_", "").isalpha() else None


def _singular(word: str) -> str | None:
    single = singular(word)
    if single is None:
        return None
    first, *others = single.replace("_", "-").split("-")
    return first[:1].lower() + first[1:] + "".join(other.capitalize() for other in others)


def with_type(facts: OperationFacts, name: str) -> OperationFacts:
    """The facts with `name` for the type of what comes back."""
    status = next((r.status for r in facts.responses if (r.status or 0) < 300), None)
    text = next((r.text for r in facts.responses), "")
    said = ResponseFact(status, Mention(name, facts.loc), facts.loc, text)
    return replace(facts, responses=(said, *facts.responses))
