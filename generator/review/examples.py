"""What changed in documented examples, and in what is lost of the pages.

A finding that breaks an example and the example's worse verdict are one change: the loss, which
names the example.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from generator.review.change import Change
from generator.review.rows import Sides
from generator.review.surface import Fact, Package, Section, Thing

#: How far a verdict is from `exact`.
_DISTANCE = {"exact": 0, "adjusted": 1, "foreign": 1, "broken": 2, "unreadable": 3}
#: How often a loss is said; a page that says something more often than that is another problem.
_TIMES = re.compile(r"[0-9]{1,4}")


def example_changes(sides: Sides, renamed: dict[str, str]) -> Iterator[Change]:
    """All changes of examples and losses; `renamed` are pages that have another name now."""
    losses = list(_loss_changes(sides, renamed))
    said = {name for change in losses for name in change.examples}
    for change in _all_examples(sides, renamed):
        if change.rule != "EXAMPLE_BROKEN" or change.subject not in said:
            yield change
    yield from losses


def _all_examples(sides: Sides, renamed: dict[str, str]) -> Iterator[Change]:
    old, new = sides.old.section("examples.txt"), sides.new.section("examples.txt")
    if old.is_like(new) and not renamed:
        return
    now = {renamed.get(name, name): name for name in old.lines}
    for name in sorted(now.keys() | new.lines.keys()):
        before, after = old.thing(now.get(name, name)), new.thing(name)
        if old.lines.get(before.subject) != new.lines.get(name):
            yield from _examples(before, after)


def _examples(before: Thing, after: Thing) -> Iterator[Change]:
    old = {fact.words[0]: fact for fact in before.all("example")}
    new = {fact.words[0]: fact for fact in after.all("example")}
    pairs = {name: name for name in old if name in new} | _renamed(old, new)
    for name, fact in old.items():
        if name not in pairs:
            yield Change("EXAMPLE_REMOVED", _subject(fact), fact.place, fact.words[1], was=True)
    for name, fact in new.items():
        if name not in pairs.values():
            yield Change("EXAMPLE_ADDED", _subject(fact), fact.place, after=fact.words[1])
    for name, other in pairs.items():
        yield from _example(old[name], new[other])


def _renamed(old: dict[str, Fact], new: dict[str, Fact]) -> dict[str, str]:
    """Examples whose name alone differs: no other has that text."""
    texts = Counter(fact.get("text") for facts in (old, new) for fact in facts.values())
    come = {fact.get("text"): name for name, fact in new.items() if name not in old}
    return {
        name: come[text]
        for name, fact in old.items()
        if name not in new and (text := fact.get("text")) in come and texts[text] == 2
    }


def _example(old: Fact, new: Fact) -> Iterator[Change]:
    before, after = old.words[1], new.words[1]
    subject = _subject(new)
    if before != after:
        worse = _DISTANCE.get(after, 0) - _DISTANCE.get(before, 0)
        rule = "EXAMPLE_BROKEN" if worse > 0 else "EXAMPLE_FIXED" if worse else "EXAMPLE_CHANGED"
        yield Change(rule, subject, new.place, before, after, _short(new.get("reason")))
    elif old.words[0] != new.words[0]:
        yield Change("EXAMPLE_CHANGED", subject, new.place, old.words[0], new.words[0], "its name")
    elif (old.get("text"), old.get("reason")) != (new.get("text"), new.get("reason")):
        said = _short(old.get("reason")), _short(new.get("reason"))
        if said[0] != said[1]:
            yield Change("EXAMPLE_CHANGED", subject, new.place, *said, "its reason")
        else:
            what = "its text" if old.get("text") != new.get("text") else "its reason"
            yield Change("EXAMPLE_CHANGED", subject, new.place, note=what)


def _short(reason: str) -> str:
    """A finding's code where the reason starts with one: the finding itself says the rest."""
    code, _, _ = reason.partition(" ")
    return code if code.isupper() else reason


def _subject(fact: Fact) -> str:
    return f"{fact.subject}#{fact.words[0]}"


def _loss_changes(sides: Sides, renamed: dict[str, str]) -> Iterator[Change]:
    """Losses that are new, and those that are gone.

    A loss is the same one when it has the code and the subject of an earlier one; what the message
    says, and on which line, does not matter.
    """
    old, new = sides.old.section("lost.txt"), sides.new.section("lost.txt")
    if old.is_like(new) and not (renamed or sides.renamed):
        return
    was, now = _losses(old), _losses(new)
    current = {(code, _now(name, sides, renamed)): (code, name) for code, name in was}
    for key in now.keys() | current.keys():
        gone, come = was.get(current.get(key, key), []), now.get(key, [])
        if len(come) > len(gone):
            yield from _each("LOST", _beyond(come, gone), sides.new)
        elif len(gone) > len(come):
            yield from _each("REGAINED", _beyond(gone, come), sides.old)


def _losses(section: Section) -> dict[tuple[str, str], list[Fact]]:
    """The losses by code and subject."""
    found: dict[tuple[str, str], list[Fact]] = {}
    for thing in section.things(sorted(section.lines)):
        for fact in thing.all("lost"):
            times = fact.get("times")
            number = int(times) if _TIMES.fullmatch(times) else 1
            found.setdefault((fact.words[0], fact.subject), []).extend([fact] * number)
    return found


def _now(name: str, sides: Sides, renamed: dict[str, str]) -> str:
    """An operation, a type's property or a page as the new side calls it."""
    owner, dot, member = name.rpartition(".")
    if owner in sides.renamed:
        return f"{sides.renamed[owner]}{dot}{member}"
    return renamed.get(name, name)


def _beyond(many: list[Fact], few: list[Fact]) -> list[Fact]:
    """What there is more of on one side, preferably with messages that the other does not have."""
    known = Counter(fact.words[1] for fact in few)
    ranked = sorted(many, key=lambda fact: known[fact.words[1]] > 0)
    return ranked[: len(many) - len(few)]


def _each(rule: str, facts: list[Fact], side: Package) -> Iterator[Change]:
    """A change for each message; one that is said several times in an operation is one."""
    times = Counter(fact.words for fact in facts)
    for fact in {fact.words: fact for fact in facts}.values():
        code, message, lost = fact.words
        examples = tuple(_broken_by(fact, side))
        note = ", ".join((f"lost: {lost}", *examples))
        if times[fact.words] > max(len(examples), 1):
            note += f"; {times[fact.words]} times"
        was = rule == "REGAINED"
        yield Change(rule, message, fact.place, note=note, was=was, code=code, examples=examples)


def _broken_by(loss: Fact, side: Package) -> Iterator[str]:
    """The examples of an operation that have a finding as the reason of their verdict."""
    reason = " ".join(loss.words[:2])
    examples = side.section("examples.txt").thing(loss.subject).all("example")
    return (_subject(fact) for fact in examples if fact.get("reason") == reason)
