"""Verdicts on documented examples, and the one table of rules by which a test may be adjusted.

No rule changes what is asserted about the client: each says how the *documented text* is read or
where the client is pointed at. `docs/examples.md` explains the rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from generator.model import Loc
from generator.records import Record

Verdict = Literal["exact", "adjusted", "broken", "unreadable", "foreign"]

#: The verdicts in the order in which they are counted, with their meaning.
VERDICTS: dict[Verdict, str] = {
    "exact": "replays as documented",
    "adjusted": "replays after named rules",
    "broken": "cannot be as documented; the test is expected to fail",
    "unreadable": "no request could be read",
    "foreign": "not a call of this API; no test",
}

#: Name -> meaning of every adjustment but those of JSON, which are named `json-<repair>`.
RULES: dict[str, str] = {
    "http-layout": "The message's lines are put in HTTP's order: start line, headers, body.",
    "path-given": "The page documents no path; the call is given the example's own.",
    "other-page": "Another page documents the URL; the call is that page's method.",
    "other-version": "The URL names another version; the client's base URL is that version's.",
    "placeholder-value": "Words stand where the type has no text; a sample of the type stands in.",
    "route-from-example": "No request line has the path; the method has it as a further route.",
    "body-not-shown": "The response shows no body where there is one; the request is compared.",
    "key-in-parentheses": "The URL has a key in parentheses; the client sends it as a segment.",
    "argument-order": "A function's arguments are put as the request line has them: order, blanks.",
    "letter-case": "The URL, or a parameter's name, differs only in the case of letters.",
}


_JSON = "json-"


def rule_meaning(rule: str) -> str:
    """What a rule does, in one sentence."""
    if rule.startswith(_JSON):
        return f"The body is JSON after repair: {rule.removeprefix(_JSON).replace('-', ' ')}."
    return RULES[rule]


class Judgement(Record):
    """A verdict with its reason; `code` and `loc` say what is broken and where."""

    verdict: Verdict
    rules: tuple[str, ...] = ()
    reason: str = ""
    code: str = ""
    loc: Loc | None = None

    def __str__(self) -> str:
        if self.code:
            return f"{self.code} {self.loc}: {self.reason}"
        return self.reason or ", ".join(self.rules)


class Flaw(Record):
    """What makes an example broken: a finding's code, the place and one sentence."""

    code: str
    loc: Loc
    message: str


def judge(flaws: Iterable[Flaw], rules: Iterable[str]) -> Judgement:
    """The verdict on a readable example of this API: its first flaw decides."""
    for flaw in flaws:
        return Judgement("broken", (), flaw.message, flaw.code, flaw.loc)
    names = tuple(dict.fromkeys(rules))
    return Judgement("adjusted" if names else "exact", names)


def tally(judgements: Iterable[Judgement]) -> dict[Verdict, int]:
    """Counts by verdict, in the table's order, zeros included."""
    counts = Counter(it.verdict for it in judgements)
    return {verdict: counts[verdict] for verdict in VERDICTS}
