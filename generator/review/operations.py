"""What changed in the operations of a package."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.review.change import Change
from generator.review.parameters import parameter_changes, same_functions
from generator.review.rows import (
    Difference,
    Row,
    Sides,
    compare,
    differs,
    doc_differs,
    dropped,
    gained,
    word_differs,
)
from generator.review.surface import Fact, Section, Thing

#: A request line with its placeholders blanked: what they are called is not on the wire.
Request = tuple[str, str]


def _returns_differ(old: Fact, new: Fact, sides: Sides) -> Difference:
    """The type is another one, or what surrounds it: one, a page of them, a pager."""
    if (sides.now(old.words[0]), old.words[1]) == (new.words[0], new.words[1]):
        return None
    before, after = sides.short(old.words[0]), sides.short(new.words[0])
    if before == after:
        return f"{before} ({old.words[1]})", f"{after} ({new.words[1]})"
    return before, after


_OPERATION = (
    Row("PYTHON_RENAMED", word_differs(0)),
    Row("DEPRECATED", gained("deprecated")),
    Row("DEPRECATION_DROPPED", dropped("deprecated")),
)
#: Without the name, which the rename has said.
_RENAMED = _OPERATION[1:]
_RETURNS = (Row("RETURN_TYPE_CHANGED", _returns_differ), Row("STATUS_CHANGED", differs("status")))


def renamed_operations(old: Section, new: Section) -> dict[str, str]:
    """Pages that went -> the page that came and documents the same requests."""
    if old.is_like(new):
        return {}
    gone = {thing.subject: thing for thing in old.things(old.lines.keys() - new.lines.keys())}
    come: dict[frozenset[Request], list[str]] = {}
    for thing in new.things(new.lines.keys() - old.lines.keys()):
        come.setdefault(frozenset(_requests(thing)), []).append(thing.subject)
    found: dict[str, str] = {}
    for name, thing in sorted(gone.items()):
        names = come.get(frozenset(_requests(thing)), [])
        if len(names) == 1 and _requests(thing) and names[0] not in found.values():
            found[name] = names[0]
    return found


def _requests(thing: Thing) -> dict[Request, Fact]:
    return {
        (fact.words[0], re.sub(r"\{[^{}]*\}", "{}", fact.words[1])): fact
        for fact in thing.all("route")
    }


def operation_changes(sides: Sides, renamed: dict[str, str]) -> Iterator[Change]:
    """All changes of operations; `renamed` are pages that have another name now."""
    old, new = sides.old.operations, sides.new.operations
    if old.is_like(new):
        return
    came = set(renamed.values())
    for name in sorted(old.lines):
        after = renamed.get(name, name)
        if after not in new.lines:
            fact = old.thing(name).one("operation")
            yield Change("OPERATION_REMOVED", method_of(fact), fact.place, was=True)
        elif old.lines[name] != new.lines[after]:
            yield from _operation(old.thing(name), new.thing(after), sides)
    for name in sorted(new.lines):
        if name not in old.lines and name not in came:
            fact = new.thing(name).one("operation")
            yield Change("OPERATION_ADDED", method_of(fact), fact.place)


def method_of(operation: Fact) -> str:
    """`group.method` of an operation's fact, its page where there is none."""
    return operation.words[0] or operation.subject


def _operation(before: Thing, after: Thing, sides: Sides) -> Iterator[Change]:
    old, new = before.one("operation"), after.one("operation")
    subject = method_of(new)
    page = list(_page(old, new))
    rows = _RENAMED if any(change.rule == "OPERATION_RENAMED" for change in page) else _OPERATION
    same = _same_requests(before, after)
    parameters = list(parameter_changes(before, after, subject, sides, same))
    renamed = any(change.rule == "PARAM_RENAMED" for change in parameters)
    found = [
        *page,
        *compare(rows, subject, old, new, sides, "method"),
        *compare(_RETURNS, subject, before.one("returns"), after.one("returns"), sides),
        *([] if renamed and same_functions(before, after) else _routes(before, after, subject)),
        *_permissions(before, after, subject),
    ]
    yield from found
    yield from parameters
    if not found and doc_differs(old, new, sides):
        yield Change("DOC_CHANGED", subject, new.place)


def _page(old: Fact, new: Fact) -> Iterator[Change]:
    if old.subject == new.subject:
        return
    names = old.subject, new.subject
    if method_of(old) == method_of(new):
        yield Change("OPERATION_PAGE_RENAMED", method_of(new), new.place, *names)
    else:
        note = "likely renamed: same requests"
        methods = method_of(old), method_of(new)
        yield Change("OPERATION_RENAMED", methods[0], new.place, *methods, note, python=methods)


def _same_requests(before: Thing, after: Thing) -> bool:
    return _requests(before).keys() == _requests(after).keys()


def _routes(before: Thing, after: Thing, subject: str) -> Iterator[Change]:
    old, new = _requests(before), _requests(after)
    gone = {request: fact for request, fact in old.items() if request not in new}
    come = {request: fact for request, fact in new.items() if request not in old}
    for verb, path in list(gone):
        verbs = [other for other in come if other[1] == path]
        if len(verbs) == 1 and sum(request[1] == path for request in gone) == 1:
            fact = come.pop(verbs[0])
            gone.pop((verb, path))
            yield Change("VERB_CHANGED", subject, fact.place, verb, fact.words[0], fact.words[1])
    if len(gone) == len(come) == 1:
        [was], [now] = gone, come
        if _is_one_change(was, now, len(old) == len(new) == 1):
            texts = " ".join(gone[was].words), come[now].words[1]
            yield Change("ROUTE_CHANGED", subject, come[now].place, *texts)
            return
    for fact in gone.values():
        yield Change("ROUTE_REMOVED", subject, fact.place, " ".join(fact.words), was=True)
    for fact in come.values():
        yield Change("ROUTE_ADDED", subject, fact.place, after=" ".join(fact.words))


def _is_one_change(was: Request, now: Request, only: bool) -> bool:
    """Whether a request line that came is evidently one that went, with another path.

    They are of one verb, and the `only` ones of their page or differ in one segment of the path.
    """
    before, after = was[1].split("/"), now[1].split("/")
    differing = sum(old != new for old, new in zip(before, after, strict=False))
    return was[0] == now[0] and (only or (len(before) == len(after) and differing == 1))


def _permissions(before: Thing, after: Thing, subject: str) -> Iterator[Change]:
    """One change for each kind of caller, with all of its names."""
    old, new = _by_caller(before), _by_caller(after)
    for caller in sorted(old.keys() | new.keys()):
        was, now = old.get(caller, {}), new.get(caller, {})
        added = [name for name in now if name not in was]
        removed = [name for name in was if name not in now]
        if added:
            yield Change(
                "PERMISSION_ADDED", subject, now[added[0]], after=", ".join(added), note=caller
            )
        if removed:
            names = ", ".join(removed)
            place = was[removed[0]]
            yield Change("PERMISSION_REMOVED", subject, place, names, note=caller, was=True)


def _by_caller(thing: Thing) -> dict[str, dict[str, str]]:
    """Kind of caller -> permission -> place."""
    found: dict[str, dict[str, str]] = {}
    for fact in thing.all("permission"):
        found.setdefault(fact.words[0], {})[fact.words[1]] = fact.place
    return found
