"""A page's routes by operation: what answers differently is an operation of its own.

`$value` and `$count` beside other routes address a stream and a number (OData 4.01 URL conventions,
sections 4.7 and 4.8). Other routes of a GET page are told apart by evidence: the examples that call
them, and the properties of what the page's own routes return.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.link.context import Context
from generator.link.messages import Shown, request_url
from generator.link.returns import scalar_of
from generator.link.routes import last
from generator.link.shapes import is_content, is_reference
from generator.link.shown_routes import fits
from generator.model import Route, Segment, TypeRef
from generator.read.facts import ExampleFacts, OperationFacts
from generator.records import Record, replace

#: What the URLs of streams and counts end in, by the suffix of their operation's id.
_ENDS = {"content": "/$value", "count": "/$count"}


class Part(Record):
    """One operation of a page: its routes, and which of the page's examples are its own.

    `suffix` tells it from the page's operation, whose own is empty; `returns` is what it evidently
    returns where that is not what the page's prose says.
    """

    suffix: str
    routes: tuple[Route, ...]
    examples: tuple[int, ...]
    returns: TypeRef | None = None


def parts_of(
    facts: OperationFacts,
    routes: Sequence[Route],
    responses: Sequence[Shown | None],
    context: Context,
) -> Iterator[Part]:
    """The operations of a page, its own first; `responses` are those of its examples."""
    found: dict[str, Part] = {}
    for part in _split(facts, routes, responses, context):
        same = found.get(part.suffix)
        found[part.suffix] = _joined(same, part) if same else part
    yield from found.values()


def _joined(first: Part, second: Part) -> Part:
    """What two ways to split a page call the same: `…/content` and `…/$value` of a thing."""
    return Part(
        first.suffix,
        (*first.routes, *second.routes),
        tuple(sorted({*first.examples, *second.examples})),
        first.returns or second.returns,
    )


def _split(
    facts: OperationFacts,
    routes: Sequence[Route],
    responses: Sequence[Shown | None],
    context: Context,
) -> Iterator[Part]:
    if by_method := _by_reference(facts, routes):
        yield from by_method
        return
    paths = [request_url(example.request).path for example in facts.examples]
    split = _by_system_resource(routes, paths)
    ends = tuple(_ENDS[suffix] for suffix, _ in split if suffix)
    for suffix, some in split:
        own = tuple(
            i
            for i, path in enumerate(paths)
            if path.lower().endswith(_ENDS.get(suffix, "")) and (suffix or not _in(path, ends))
        )
        part = Part(suffix, some, own)
        yield from [part] if suffix else _by_answer(part, facts, responses, context)


def _by_reference(facts: OperationFacts, routes: Sequence[Route]) -> list[Part]:
    """Adding one reference, apart from updating what holds many: `POST …/$ref`, `PATCH …`.

    Both are pages' ways to add members; what they send has nothing in common.
    """
    references = tuple(route for route in routes if is_reference(route))
    updates = tuple(route for route in routes if route.method == "PATCH")
    if not references or len(references) + len(updates) != len(routes) or not updates:
        return []
    methods = [example.request.start.partition(" ")[0] for example in facts.examples]
    if any(route.method == "PATCH" for route in references):
        return []
    second = tuple(i for i, method in enumerate(methods) if method == "PATCH")
    first = tuple(i for i in range(len(methods)) if i not in second)
    return [Part("", references, first), Part("update", updates, second)]


def _in(path: str, ends: tuple[str, ...]) -> bool:
    return bool(ends) and path.lower().endswith(ends)


def _by_system_resource(
    routes: Sequence[Route], shown: Sequence[str]
) -> list[tuple[str, tuple[Route, ...]]]:
    """Routes to `$value` and `$count` beside others, with their suffixes.

    `shown` are the paths of the page's examples: one that ends in `/$count` counts what the page
    lists.
    """
    values = tuple(r for r in routes if _ends_in(r, "$value") and r.method == "GET")
    counts = tuple(r for r in routes if _ends_in(r, "$count") and r.method == "GET")
    rest = tuple(r for r in routes if r not in values and r not in counts)
    if not rest:
        return [("", tuple(routes))]
    if not counts and any(path.lower().endswith("/$count") for path in shown):
        counts = tuple(_counting(route) for route in rest if route.method == "GET")
    parts = [("", rest), ("content", values), ("count", counts)]
    return [part for part in parts if part[1]]


def _counting(route: Route) -> Route:
    segments = (*route.segments, Segment("literal", "$count"))
    return replace(route, path=f"{route.path}/$count", segments=segments, query="")


def _ends_in(route: Route, text: str) -> bool:
    end = last(route)
    return end is not None and end.text.lower() == text


class _Answer(Record):
    """What comes back; `name` is None where nothing says which type."""

    name: str | None
    many: bool


def _by_answer(
    part: Part, facts: OperationFacts, responses: Sequence[Shown | None], context: Context
) -> Iterator[Part]:
    """The part, without the routes that evidently answer something else, and these."""
    groups: dict[str, list[Route]] = {}
    for route in part.routes:
        groups.setdefault(_end(route), []).append(route)
    if len(groups) < 2 or any(route.method != "GET" for route in part.routes):
        yield part
        return
    called: dict[str, list[int]] = {end: [] for end in groups}
    for i in part.examples:
        called[_called(facts.examples[i], groups)].append(i)
    own, *others = groups
    main = _main_answer(facts, [(facts.examples[i], responses[i]) for i in called[own]], context)
    split: list[Part] = []
    for end in others:
        examples = [(facts.examples[i], responses[i]) for i in called[end]]
        differs = _different(main, _answer(examples, context), groups[end], groups[own], context)
        if differs is not None:
            split.append(Part(end, tuple(groups[end]), tuple(called[end]), differs))
    apart = {other.suffix for other in split}
    kept = [end for end in groups if end not in apart]
    yield Part(
        part.suffix,
        tuple(route for route in part.routes if _end(route) not in apart),
        tuple(sorted(i for end in kept for i in called[end])),
    )
    yield from split


def _end(route: Route) -> str:
    """What tells the routes of one result from those of another: the last name, and a key."""
    names = [s for s in route.segments if s.kind not in ("key", "path")]
    name = names[-1].text.rpartition(".")[2] if names else ""
    end = last(route)
    return f"{name}-item" if end is not None and end.kind in ("key", "path") else name


def _called(example: ExampleFacts, groups: dict[str, list[Route]]) -> str:
    """The group whose routes an example calls; the page's own when it fits none."""
    method = example.request.start.partition(" ")[0]
    path = request_url(example.request).path
    for end, routes in groups.items():
        if any(fits(route, method, path) for route in routes):
            return end
    return next(iter(groups))


def _main_answer(
    facts: OperationFacts, examples: Sequence[tuple[ExampleFacts, Shown | None]], context: Context
) -> _Answer | None:
    """What the page's own routes return: by its prose, its shape by its examples."""
    shown = _answer(examples, context)
    stated = next((f.type for f in facts.responses if f.type and (f.status or 200) < 400), None)
    name = context.index.resolve(stated) if stated else None
    if stated is None or name is None:
        return shown
    return _Answer(name, shown.many if shown else stated.collection)


def _answer(
    examples: Sequence[tuple[ExampleFacts, Shown | None]], context: Context
) -> _Answer | None:
    """What examples show to come back: the first that shows JSON."""
    for example, response in examples:
        if response is None or not response.is_json or response.is_error:
            continue
        name = context.index.resolve(example.type) if example.type else None
        if name is None and isinstance(response.item, dict):
            stated = response.item.get("@odata.type")
            stated = stated.lstrip("#").lower() if isinstance(stated, str) else ""
            name = context.index.names.get(stated)
        return _Answer(scalar_of([response]) or name, response.is_list)
    return None


def _different(
    main: _Answer | None,
    shown: _Answer | None,
    routes: Sequence[Route],
    own: Sequence[Route],
    context: Context,
) -> TypeRef | None:
    """What some routes return when that is not what the page's own do; else None."""
    if all(map(is_content, routes)) and not any(map(is_content, own)):
        return TypeRef("Edm.Stream")
    if main is None or main.name is None:
        return None
    part = _property(main, routes, own, context)
    if part is not None and part != TypeRef(main.name, main.many):
        return part
    if shown is None:
        return None
    name = shown.name if shown.name and not _related(shown.name, main.name, context) else main.name
    if name == main.name and shown.many == main.many:
        return None
    return TypeRef(name, shown.many)


def _property(
    main: _Answer, routes: Sequence[Route], own: Sequence[Route], context: Context
) -> TypeRef | None:
    """The type of the property of the page's own result that these routes address."""
    above = {route.path for route in own}
    if main.many or main.name is None or main.name not in context.resources:
        return None
    if not all(route.path.rpartition("/")[0] in above for route in routes):
        return None
    wire = routes[0].segments[-1].text.lower()
    known = context.resources.folded(main.name).get(wire)
    return known[1].type if known else None


def _related(name: str, other: str, context: Context) -> bool:
    """Whether one of two types is the other or derives from it."""
    return any(
        above.name == second
        for first, second in ((name, other), (other, name))
        for above in context.resources.chain(first)
    )
