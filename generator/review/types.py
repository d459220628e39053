"""What changed in the types of a package."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from generator.review.change import Change
from generator.review.likeness import Match, matches, similar
from generator.review.rows import (
    Row,
    Sides,
    became,
    changed,
    compare,
    differs,
    doc_differs,
    dropped,
    gained,
    stopped,
    type_differs,
    width_differs,
    word_differs,
)
from generator.review.surface import Fact, Section, Thing

_DEPRECATION = (
    Row("DEPRECATED", gained("deprecated")),
    Row("DEPRECATION_DROPPED", dropped("deprecated")),
    Row("DOC_CHANGED", doc_differs),
)
_TYPE = (
    Row("PYTHON_RENAMED", word_differs(0)),
    Row("KEY_CHANGED", changed("key")),
    Row("NOW_ABSTRACT", gained("abstract")),
    Row("ABSTRACT_DROPPED", dropped("abstract")),
    Row("NOW_OPEN", gained("open")),
    Row("OPEN_DROPPED", dropped("open")),
    Row("ENUM_FLAGS_CHANGED", gained("flags")),
    Row("ENUM_FLAGS_CHANGED", dropped("flags")),
    *_DEPRECATION,
)
#: Without the name, which the rename has said.
_RENAMED = _TYPE[1:]
_PROPERTY = (
    Row("PYTHON_RENAMED", word_differs(1)),
    Row("PROPERTY_TYPE_CHANGED", type_differs(2)),
    Row("NUMBER_WIDTH_CHANGED", width_differs(2)),
    Row("PROPERTY_KIND_CHANGED", changed("kind", "structural")),
    Row("PROPERTY_NOW_REQUIRED", gained("required")),
    Row("PROPERTY_NOW_OPTIONAL", dropped("required")),
    Row("PROPERTY_NOW_READ_ONLY", gained("read_only")),
    Row("READ_ONLY_DROPPED", dropped("read_only")),
    Row("PROPERTY_NOW_NOT_NULLABLE", became("nullable", "false")),
    Row("PROPERTY_NOW_NULLABLE", stopped("nullable", "false")),
    *_DEPRECATION,
)
_MEMBER = (
    Row("PYTHON_RENAMED", word_differs(1)),
    Row("ENUM_MEMBER_VALUE_CHANGED", differs("value")),
    Row("ENUM_MEMBER_NEEDS_PREFER", gained("prefer")),
    Row("ENUM_MEMBER_NEEDS_NO_PREFER", dropped("prefer")),
    *_DEPRECATION,
)

Part = Literal["property", "member"]
#: Rules for parts of a type: what went, what came, what is likely renamed, what the wire renamed.
_PARTS: dict[Part, tuple[str, str, str, str]] = {
    "property": (
        "PROPERTY_REMOVED",
        "PROPERTY_ADDED",
        "PROPERTY_RENAMED",
        "PROPERTY_WIRE_RENAMED",
    ),
    "member": (
        "ENUM_MEMBER_REMOVED",
        "ENUM_MEMBER_ADDED",
        "ENUM_MEMBER_RENAMED",
        "ENUM_MEMBER_RENAMED",
    ),
}

#: Of two types, the part of their members that must be the same for one to be the other renamed.
_ALIKE = 0.6


def renamed_types(old: Section, new: Section) -> dict[str, str]:
    """Types that went -> the type that came in their place, by their members."""
    if old.is_like(new):
        return {}
    gone = _sketches(old, [name for name in old.lines if name not in new.lines])
    come = _sketches(new, [name for name in new.lines if name not in old.lines])
    having: defaultdict[str, list[str]] = defaultdict(list)
    for name, sketch in come.items():
        for member in sketch.members:
            having[member].append(name)
    found: dict[str, str] = {}
    for name, sketch in sorted(gone.items()):
        common = Counter(other for member in sketch.members for other in having.get(member, ()))
        alike = [other for other, number in common.items() if sketch.is_like(come[other], number)]
        same_name = [other for other in alike if come[other].name == sketch.name]
        if len(same_name or alike) == 1:
            found[name] = (same_name or alike)[0]
    taken = Counter(found.values())
    return {before: after for before, after in found.items() if taken[after] == 1}


def _sketches(section: Section, names: Sequence[str]) -> dict[str, _Sketch]:
    """What there is to compare of some types, with the properties that are of them."""
    users: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for subject in section.lines if names else ():
        # Few lines are of these types, and parsing all of them takes long.
        if any(name in line for name in names for line in section.lines[subject]):
            for fact in section.thing(subject).all("property"):
                kind = fact.words[2].removeprefix("Collection(").removesuffix(")")
                users[kind].add((subject, fact.words[0]))
    return {name: _Sketch(section.thing(name), frozenset(users[name])) for name in names}


class _Sketch:
    """What tells whether a type is another one under a new name."""

    def __init__(self, thing: Thing, users: frozenset[tuple[str, str]]) -> None:
        self.name = thing.subject.rpartition(".")[2]
        self.members = {fact.words[0] for fact in thing.all("property", "member")}
        self._users = users
        self._page = _head(thing).order[0]

    def is_like(self, other: _Sketch, common: int) -> bool:
        """Whether two types have mostly the same members, and a similar name or the same page.

        Types that are called quite differently have to have all of their members in common, and
        many of these, or be the type of the same properties.
        """
        if common < _ALIKE * max(len(self.members), len(other.members)):
            return False
        same_page = bool(self._page) and self._page == other._page
        same_users = bool(self._users) and self._users == other._users
        same_members = self.members == other.members and (common > 3 or same_users)
        return same_page or same_members or similar(self.name, other.name)


def type_changes(sides: Sides) -> Iterator[Change]:
    """All changes of types, properties and enum members."""
    old, new = sides.old.types, sides.new.types
    if old.is_like(new):
        return
    came = set(sides.renamed.values())
    for name in sorted(old.lines):
        after = sides.renamed.get(name, name)
        if after not in new.lines:
            fact = _head(old.thing(name))
            yield Change("RESOURCE_REMOVED", sides.short(name), fact.place, was=True)
        elif old.lines[name] != new.lines[after] or name != after:
            yield from _type(old.thing(name), new.thing(after), sides)
    for name in sorted(new.lines):
        if name not in old.lines and name not in came:
            fact = _head(new.thing(name))
            yield Change("RESOURCE_ADDED", sides.short(name), fact.place)


def _head(thing: Thing) -> Fact:
    return thing.one("type", "enum")


def _type(before: Thing, after: Thing, sides: Sides) -> Iterator[Change]:
    old, new = _head(before), _head(after)
    subject = sides.short(after.subject)
    if before.subject != after.subject:
        names = sides.short(before.subject), subject
        note = "likely renamed: same members"
        python = old.words[0], new.words[0]
        yield Change("RESOURCE_RENAMED", names[0], new.place, *names, note, python=python)
    if old.kind != new.kind:
        yield Change("TYPE_KIND_CHANGED", subject, new.place, old.kind, new.kind)
        return
    based = list(_base(old, new, subject, sides))
    yield from based
    rows = _TYPE if before.subject == after.subject else _RENAMED
    for change in compare(rows, subject, old, new, sides, "class"):
        if not (based and change.rule == "DOC_CHANGED"):
            yield change
    yield from _Parts(before, after, sides, "property").changes()
    yield from _Parts(before, after, sides, "member").changes()


def _base(old: Fact, new: Fact, subject: str, sides: Sides) -> Iterator[Change]:
    before, after = sides.now(old.get("base")), new.get("base")
    if before == after:
        return
    kept = not before or before in _ancestors(sides.new.types, new.subject)
    rule = "BASE_EXTENDED" if kept else "BASE_CHANGED"
    shown = sides.short(old.get("base")) or "none", sides.short(after) or "none"
    yield Change(rule, subject, new.place, *shown)


def _ancestors(types: Section, name: str) -> list[str]:
    found: list[str] = []
    base = _head(types.thing(name)).get("base")
    while base and base not in found:
        found.append(base)
        base = _head(types.thing(base)).get("base")
    return found


class _Parts:
    """Compares the properties, or the members, of a type."""

    def __init__(self, before: Thing, after: Thing, sides: Sides, kind: Part) -> None:
        self._before, self._after, self._sides, self._kind = before, after, sides, kind
        self._old = {fact.words[0]: fact for fact in before.all(kind)}
        self._new = {fact.words[0]: fact for fact in after.all(kind)}
        self._gone = {name: fact for name, fact in self._old.items() if name not in self._new}
        self._come = {name: fact for name, fact in self._new.items() if name not in self._old}

    def changes(self) -> Iterator[Change]:
        removed, added, renamed, wire = _PARTS[self._kind]
        yield from self._moved()
        for match in self._same_in_python():
            yield from self._pair(match, wire)
        facts = list(self._old.values()), list(self._new.values())
        found = matches(*facts, self._gone.values(), self._come.values(), self._same_kind)
        for match in list(found):
            yield from self._pair(match, renamed)
        for fact in self._gone.values():
            yield Change(removed, self._subject(fact), fact.place, was=True)
        for fact in self._come.values():
            rule = f"{added}_REQUIRED" if fact.has("required") else added
            yield Change(rule, self._subject(fact), fact.place, after=self._type_of(fact))
        for name in self._old.keys() & self._new.keys():
            yield from self._compare(self._old[name], self._new[name])

    def _subject(self, fact: Fact) -> str:
        return f"{self._sides.short(fact.subject)}.{fact.words[0]}"

    def _type_of(self, fact: Fact) -> str:
        return self._sides.short(fact.words[2]) if self._kind == "property" else ""

    def _compare(self, old: Fact, new: Fact) -> Iterator[Change]:
        rows, note = (_PROPERTY, "attribute") if self._kind == "property" else (_MEMBER, "member")
        yield from compare(rows, self._subject(new), old, new, self._sides, note)

    def _pair(self, match: Match, rule: str) -> Iterator[Change]:
        """Two facts that are one: the rename, then whatever else differs."""
        self._gone.pop(match.old.words[0])
        self._come.pop(match.new.words[0])
        names = match.old.words[0], match.new.words[0]
        about = match.evidence if match.signs else ""
        python = match.old.words[1], match.new.words[1]
        place = match.new.place
        yield Change(rule, self._subject(match.old), place, *names, about, python=python)
        rest = self._compare(match.old, match.new)
        yield from (change for change in rest if change.rule != "PYTHON_RENAMED")

    def _same_in_python(self) -> list[Match]:
        names = {fact.words[1]: fact for fact in self._come.values() if fact.words[1] != "-"}
        return [
            Match(fact, names[fact.words[1]], ())
            for fact in self._gone.values()
            if fact.words[1] in names
        ]

    def _same_kind(self, old: Fact, new: Fact) -> bool:
        if self._kind == "member":
            return not (old.has("value") and new.has("value")) or (
                old.get("value") == new.get("value")
            )
        same = self._sides.now(old.words[2]) == new.words[2]
        return same and old.get("kind") == new.get("kind")

    def _moved(self) -> Iterator[Change]:
        """Properties that a base declares now, or that the type now declares itself."""
        if self._kind != "property":
            return
        above = self._inherited(self._sides.new.types, self._after.subject, self._gone)
        for name, fact in above.items():
            yield from self._place_moved(self._gone.pop(name), fact)
        above = self._inherited(self._sides.old.types, self._before.subject, self._come)
        for name, fact in above.items():
            yield from self._place_moved(fact, self._come.pop(name))

    def _inherited(self, types: Section, subject: str, wanted: Iterable[str]) -> dict[str, Fact]:
        found: dict[str, Fact] = {}
        for base in _ancestors(types, subject):
            for fact in types.thing(base).all("property"):
                if fact.words[0] in wanted:
                    found.setdefault(fact.words[0], fact)
        return found

    def _place_moved(self, old: Fact, new: Fact) -> Iterator[Change]:
        subject = f"{self._sides.short(self._after.subject)}.{new.words[0]}"
        names = self._sides.short(old.subject), self._sides.short(new.subject)
        yield Change("PROPERTY_MOVED", subject, new.place, *names)
        yield from (
            change
            for change in compare(_PROPERTY, subject, old, new, self._sides, "attribute")
            if change.rule != "DOC_CHANGED"
        )
