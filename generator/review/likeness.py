"""Which of the things that went and came are likely the same under another name.

Nothing is guessed from one sign: of text, name, place and the like, two have to agree, there has to
be no other candidate that is as good, and what must not differ (the type) does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence

from generator.records import Record
from generator.review.surface import Fact

_SIMILAR = 0.6
_NEEDED = 2
#: Each that went is compared with each that came. Where so much becomes something else at once no
#: name is looked for: all of them went, and came.
_MOST_PAIRS = 200_000


class Match(Record):
    """What went, what came, and the signs that they are one."""

    old: Fact
    new: Fact
    signs: tuple[str, ...]

    @property
    def evidence(self) -> str:
        """The signs in words."""
        return f"likely renamed: {', '.join(self.signs)}"


def matches(
    before: Sequence[Fact],
    after: Sequence[Fact],
    gone: Collection[Fact],
    come: Collection[Fact],
    same_kind: Callable[[Fact, Fact], bool],
    known: tuple[str, ...] = (),
) -> Iterator[Match]:
    """The likely renames; `before` and `after` are all facts in the order of the pages.

    The first word of a fact is its name; `same_kind` says whether one can be the other at all.
    `known` are signs that hold for all of them.
    """
    if len(gone) * len(come) > _MOST_PAIRS:
        return
    signs = _Signs(before, after)
    found = [
        Match(old, new, agreed)
        for old in gone
        for new in come
        if same_kind(old, new) and len(agreed := (*signs.of(old, new), *known)) >= _NEEDED
    ]
    ends = Counter((id(end), len(it.signs)) for it in found for end in (it.old, it.new))
    best: dict[int, int] = {}
    for end, number in ends:
        best[end] = max(best.get(end, 0), number)
    for item in found:
        own = [(id(end), len(item.signs)) for end in (item.old, item.new)]
        if all(best[end] == number and ends[end, number] == 1 for end, number in own):
            yield item


class _Signs:
    """Compares facts by what their surroundings make of them."""

    def __init__(self, before: Sequence[Fact], after: Sequence[Fact]) -> None:
        kept = {fact.words[0] for fact in before} & {fact.words[0] for fact in after}
        self._before, self._after = _neighbours(before, kept), _neighbours(after, kept)
        self._texts = Counter(fact.get("doc") for fact in before)
        self._texts |= Counter(fact.get("doc") for fact in after)

    def of(self, old: Fact, new: Fact) -> tuple[str, ...]:
        tests = {
            "same text": self._same_text(old, new),
            "similar name": similar(old.words[0], new.words[0]),
            "same place": self._same_place(old, new),
            "same number": _is_said_alike("value", old, new),
            "same position": _is_said_alike("at", old, new),
        }
        return tuple(sign for sign, holds in tests.items() if holds)

    def _same_text(self, old: Fact, new: Fact) -> bool:
        """A text that several have, such as "Not yet documented", says nothing."""
        text = old.get("doc")
        return bool(text) and text == new.get("doc") and self._texts[text] == 1

    def _same_place(self, old: Fact, new: Fact) -> bool:
        above_below = self._before.get(old.words[0])
        return above_below == self._after.get(new.words[0]) and above_below not in (None, ("", ""))


def _is_said_alike(name: str, old: Fact, new: Fact) -> bool:
    return bool(old.get(name)) and old.get(name) == new.get(name)


def _neighbours(facts: Sequence[Fact], kept: Container[str]) -> dict[str, tuple[str, str]]:
    """What is kept above and below each fact that has a place of its own."""
    places = Counter(fact.place for fact in facts)
    names = [fact.words[0] for fact in facts if fact.place and places[fact.place] == 1]
    above = _last_kept(names, kept)
    below = _last_kept(names[::-1], kept)
    return {name: (above[name], below[name]) for name in names}


def _last_kept(names: Iterable[str], kept: Container[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    last = ""
    for name in names:
        found[name] = last
        last = name if name in kept else last
    return found


def similar(one: str, other: str) -> bool:
    """Whether two names look alike, letter case aside."""
    from difflib import SequenceMatcher  # here: few runs have names to compare

    return SequenceMatcher(None, one.lower(), other.lower(), autojunk=False).ratio() >= _SIMILAR
