"""What changed in what a method takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from generator.review.change import Change
from generator.review.likeness import Match, matches
from generator.review.rows import (
    Difference,
    Row,
    Sides,
    compare,
    doc_differs,
    dropped,
    gained,
    type_differs,
    width_differs,
)
from generator.review.surface import Fact, Thing

_PAYLOAD = ("body", "content")
#: Parameters whose documented name is on the wire. Placeholders of a path are not.
_NAMED = ("member", "query")


def _payload_differs(old: Fact, new: Fact, sides: Sides) -> Difference:
    return type_differs(1)(old, new, sides) if new.get("place") in _PAYLOAD else None


def _type_differs(old: Fact, new: Fact, sides: Sides) -> Difference:
    return None if new.get("place") in _PAYLOAD else type_differs(1)(old, new, sides)


def _wire_differs(old: Fact, new: Fact, _: Sides) -> Difference:
    names = old.get("wire"), new.get("wire")
    return names if new.get("place") in _NAMED and all(names) and names[0] != names[1] else None


_PARAMETER = (
    Row("BODY_TYPE_CHANGED", _payload_differs),
    Row("PARAM_TYPE_CHANGED", _type_differs),
    Row("NUMBER_WIDTH_CHANGED", width_differs(1)),
    Row("PARAM_WIRE_RENAMED", _wire_differs),
    Row("PARAM_NOW_REQUIRED", gained("required")),
    Row("PARAM_NOW_OPTIONAL", dropped("required")),
    Row("PARAM_NOW_KEYWORD", dropped("at")),
    Row("PARAM_NOW_POSITIONAL", gained("at")),
    Row("DOC_CHANGED", doc_differs),
)
#: Without the name in the request, which the rename has said.
_RENAMED = tuple(row for row in _PARAMETER if row.rule != "PARAM_WIRE_RENAMED")
#: An argument of a function in a path: what it is called, and what it is given.
_ARGUMENT = re.compile(r"\w+=('?\{)")


def parameter_changes(
    before: Thing, after: Thing, method: str, sides: Sides, same_requests: bool
) -> Iterator[Change]:
    """All changes of parameters; `same_requests` tells that only placeholders' names differ."""
    old = {fact.words[0]: fact for fact in before.all("parameter")}
    new = {fact.words[0]: fact for fact in after.all("parameter")}
    pairs = {name: name for name in old if name in new}
    for same in (_same_payload, _same_wire, *([_same_position] if same_requests else [])):
        renamed = _pair(old, new, pairs, same)
        pairs |= renamed
        for name, other in renamed.items():
            fact = new[other]
            names = name, other
            yield Change("PYTHON_RENAMED", method, fact.place, *names, "parameter", python=names)
    likely = dict(_likely(old, new, pairs, sides, same_functions(before, after)))
    for name, match in likely.items():
        names = name, match.new.words[0]
        place, evidence = match.new.place, match.evidence
        yield Change("PARAM_RENAMED", method, place, *names, evidence, python=names)
    pairs |= {name: match.new.words[0] for name, match in likely.items()}
    for name, fact in old.items():
        if name not in pairs:
            yield Change("PARAM_REMOVED", method, fact.place, name, was=True)
    for name, fact in new.items():
        if name not in pairs.values():
            rule = "PARAM_ADDED_REQUIRED" if fact.has("required") else "PARAM_ADDED"
            kind = sides.short(fact.words[1])
            note = kind if kind != "-" else ""
            yield Change(rule, method, fact.place, after=name, note=note)
    for name, other in pairs.items():
        subject = f"{method}({other})"
        rows = _RENAMED if name in likely else _PARAMETER
        yield from compare(rows, subject, old[name], new[other], sides)
    yield from _order(old, new, pairs, method)


def _pair(
    old: dict[str, Fact],
    new: dict[str, Fact],
    known: dict[str, str],
    same: Callable[[Fact, Fact], bool],
) -> dict[str, str]:
    """Parameters that are the same under another name, where that is certain."""
    gone = [fact for name, fact in old.items() if name not in known]
    come = [fact for name, fact in new.items() if name not in known.values()]
    found: dict[str, str] = {}
    for fact in gone:
        partners = [other for other in come if same(fact, other)]
        rivals = [other for other in gone if partners and same(other, partners[0])]
        if len(partners) == len(rivals) == 1:
            found[fact.words[0]] = partners[0].words[0]
    return found


def _likely(
    old: dict[str, Fact],
    new: dict[str, Fact],
    known: dict[str, str],
    sides: Sides,
    same_functions: bool,
) -> Iterator[tuple[str, Match]]:
    """Parameters that likely have another name now, in the request and in Python."""
    for place in (*_NAMED, "path"):
        before = [fact for fact in old.values() if fact.get("place") == place]
        after = [fact for fact in new.values() if fact.get("place") == place]
        gone = [fact for fact in before if fact.words[0] not in known]
        come = [fact for fact in after if fact.words[0] not in known.values()]
        signs = ("same request otherwise",) if place == "path" and same_functions else ()
        found = matches(
            before, after, gone, come, lambda a, b: sides.now(a.words[1]) == b.words[1], signs
        )
        yield from ((match.old.words[0], match) for match in found)


def same_functions(before: Thing, after: Thing) -> bool:
    """Whether requests differ in nothing but what placeholders and arguments are called."""
    return _blank(before) == _blank(after)


def _blank(thing: Thing) -> set[tuple[str, str]]:
    return {
        (fact.words[0], re.sub(r"\{[^{}]*\}", "{}", _ARGUMENT.sub(r"\1", fact.words[1])))
        for fact in thing.all("route")
    }


def _same_payload(old: Fact, new: Fact) -> bool:
    return old.get("place") in _PAYLOAD and new.get("place") in _PAYLOAD


def _same_wire(old: Fact, new: Fact) -> bool:
    place = old.get("place")
    same = place == new.get("place") and old.get("wire") == new.get("wire")
    return same and place in _NAMED


def _same_position(old: Fact, new: Fact) -> bool:
    """Placeholders of the same path: what stands where it stood is the same."""
    both = old.get("place") == new.get("place") == "path"
    return both and old.has("at") and old.get("at") == new.get("at")


def _order(
    old: dict[str, Fact], new: dict[str, Fact], pairs: dict[str, str], method: str
) -> Iterator[Change]:
    """Positions are compared among the parameters that have one on both sides."""
    kept = [(old[a], new[b]) for a, b in pairs.items() if old[a].has("at") and new[b].has("at")]
    was = [new.words[0] for old, new in sorted(kept, key=lambda pair: int(pair[0].get("at")))]
    now = [new.words[0] for old, new in sorted(kept, key=lambda pair: int(pair[1].get("at")))]
    if was != now:
        place = new[now[0]].place
        yield Change("PARAM_ORDER_CHANGED", method, place, ", ".join(was), ", ".join(now))
