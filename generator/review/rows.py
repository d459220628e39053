"""Rows that compare two facts about the same thing: a rule, and what has to differ for it.

A test gives what was and what is, `("", "")` when the rule's name says it all, or None when the
rule does not apply.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from generator.records import replace
from generator.review.change import Change
from generator.review.surface import Fact, Package

Difference = tuple[str, str] | None
_PLAIN: Difference = ("", "")


class Sides(NamedTuple):
    """The package before and after; `renamed` maps types that have another name now."""

    old: Package
    new: Package
    renamed: dict[str, str]

    def now(self, type_text: str) -> str:
        """A type of the old side (`Collection(x)`, too) as the new side calls it."""
        name = type_text.removeprefix("Collection(").removesuffix(")")
        return type_text.replace(name, self.renamed.get(name, name))

    def short(self, type_text: str) -> str:
        """A type as people call it: without the package's namespace, without `Edm.`."""
        name = type_text.removeprefix("Collection(").removesuffix(")")
        plain = self.new.short(self.old.short(name)).removeprefix("Edm.")
        return type_text.replace(name, plain)


Test = Callable[[Fact, Fact, Sides], Difference]


class Row(NamedTuple):
    """A rule and its test."""

    rule: str
    test: Test


def gained(flag: str) -> Test:
    """The new fact has a flag that the old one lacks."""
    return lambda old, new, _: _PLAIN if new.has(flag) and not old.has(flag) else None


def dropped(flag: str) -> Test:
    """The old fact has a flag that the new one lacks."""
    return lambda old, new, _: _PLAIN if old.has(flag) and not new.has(flag) else None


def differs(name: str) -> Test:
    """Both facts have a named value, and not the same."""

    def test(old: Fact, new: Fact, _: Sides) -> Difference:
        before, after = old.get(name), new.get(name)
        return (before, after) if before and after and before != after else None

    return test


def changed(name: str, default: str = "none") -> Test:
    """A named value is another one, or there is none on one side."""

    def test(old: Fact, new: Fact, _: Sides) -> Difference:
        before, after = old.get(name), new.get(name)
        return (before or default, after or default) if before != after else None

    return test


def became(name: str, value: str) -> Test:
    """A named value is this one now."""

    def test(old: Fact, new: Fact, _: Sides) -> Difference:
        return _PLAIN if new.get(name) == value != old.get(name) else None

    return test


def stopped(name: str, value: str) -> Test:
    """A named value was this one."""

    def test(old: Fact, new: Fact, _: Sides) -> Difference:
        return _PLAIN if old.get(name) == value != new.get(name) else None

    return test


def word_differs(position: int) -> Test:
    """A word is another one; `-` stands for a thing without a name in Python."""

    def test(old: Fact, new: Fact, _: Sides) -> Difference:
        before, after = old.words[position], new.words[position]
        return (before, after) if before != after and "-" not in (before, after) else None

    return test


#: Types that are one in Python and in JSON, and differ in range.
_WIDTHS = (
    frozenset({"Edm.Byte", "Edm.Int16", "Edm.Int32", "Edm.Int64"}),
    frozenset({"Edm.Single", "Edm.Double"}),
)


def type_differs(position: int) -> Test:
    """A type is another one, and not only wider or narrower."""

    def test(old: Fact, new: Fact, sides: Sides) -> Difference:
        found = _types(position, old, new, sides)
        return None if found is None or _same_width_family(*found) else _shown(found, sides)

    return test


def width_differs(position: int) -> Test:
    """A type is only wider or narrower."""

    def test(old: Fact, new: Fact, sides: Sides) -> Difference:
        found = _types(position, old, new, sides)
        return _shown(found, sides) if found and _same_width_family(*found) else None

    return test


def _types(position: int, old: Fact, new: Fact, sides: Sides) -> Difference:
    before, after = old.words[position], new.words[position]
    return (before, after) if sides.now(before) != after else None


def _shown(found: tuple[str, str], sides: Sides) -> tuple[str, str]:
    before, after = sides.short(found[0]), sides.short(found[1])
    return (before, after) if before != after else found


def _same_width_family(before: str, after: str) -> bool:
    bare = {text.removeprefix("Collection(").removesuffix(")") for text in (before, after)}
    alike = before.startswith("Collection(") == after.startswith("Collection(")
    return alike and any(bare <= family for family in _WIDTHS)


def compare(
    rows: Sequence[Row], subject: str, old: Fact, new: Fact, sides: Sides, note: str = ""
) -> Iterator[Change]:
    """The changes that the rows find; the text alone counts when nothing else differs."""
    found = False
    for row in rows:
        difference = row.test(old, new, sides)
        if difference is not None and not (row.rule == "DOC_CHANGED" and found):
            found = True
            before, after = difference
            change = Change(row.rule, subject, new.place or old.place, before, after)
            if row.rule == "PYTHON_RENAMED":
                change = replace(change, note=note, python=difference)
            yield change


def doc_differs(old: Fact, new: Fact, _: Sides) -> Difference:
    """The documentation text is another one."""
    return _PLAIN if old.get("doc") != new.get("doc") else None
