"""Answers that a page gives by another operation: "Returns the same object as Get a tree"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.read.facts import Mention, OperationFacts, ResponseFact
from generator.read.page import Page
from generator.records import replace

_SAME = re.compile(
    r"\b[Ss]ame\b[^.;()\n]{0,60}?\b(?:as|of|for|like)\b[\s:\"'“]{1,3}"
    r"(?P<title>[A-Z][^.;()\"”\n]{2,80})"
)


def says_same(text: str) -> bool:
    """Whether a text says that what comes back is what another operation gives."""
    return _SAME.search(text) is not None


def with_same_results(page: Page, operations: Sequence[OperationFacts]) -> Iterator[OperationFacts]:
    """The operations; those that answer like another one of the page with what that answers."""
    titles = {_folded(one.title): one for one in operations}
    for one in operations:
        for fact in one.responses:
            said = _SAME.search(fact.text)
            other = titles.get(_folded(said["title"])) if said else None
            if other is not None and other is not one and (type_ := _type(other)):
                same = ResponseFact(fact.status, type_, fact.loc, fact.text)
                one = replace(one, responses=(same, *one.responses))
                break
            if said and fact.type is None:
                page.report.add(
                    "TYPE_UNREADABLE",
                    fact.loc,
                    f"the page does not say what is the same as that of {said['title'][:60]!r}",
                    "the type of the response",
                )
        yield one


def _folded(title: str) -> str:
    return title.strip(" `*'\"").lower()


def _type(one: OperationFacts) -> Mention | None:
    return next((f.type for f in one.responses if f.type and (f.status or 200) < 400), None)
