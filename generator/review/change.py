"""A change of an API, as data."""

from __future__ import annotations

from generator.records import Record
from generator.review.rules import RULES, Category, Rule


class Change(Record):
    """One change.

    `subject` is what changed, in the words of the pages; `before` and `after` are what differs, if
    that can be said in a word; `note` the evidence or what kind of name it is. `place` is
    `page:line`, in the old pages when `was` is true. `code` is the finding's for what is lost, and
    `examples` those that it breaks, as `operation#example`.
    `python` are the two names in Python of what has another one now, if `rule` is a rename.
    """

    rule: str
    subject: str
    place: str = ""
    before: str = ""
    after: str = ""
    note: str = ""
    was: bool = False
    package: str = ""
    code: str = ""
    examples: tuple[str, ...] = ()
    python: tuple[str, str] | None = None

    @property
    def row(self) -> Rule:
        """The rule's row in the registry."""
        return RULES[self.rule]

    @property
    def category(self) -> Category:
        """What it is listed as."""
        return self.row.category

    @property
    def label(self) -> str:
        """The word that the change is listed by: the rule, or the finding's code."""
        return self.code if self.category == "lost" else self.rule

    @property
    def detail(self) -> str:
        """What differs, in one phrase; may be empty."""
        shown = f"{self.before} -> {self.after}" if self.before and self.after else ""
        shown = shown or self.after or self.before
        return f"{shown} ({self.note})" if shown and self.note else shown or self.note

    @property
    def text(self) -> str:
        """Subject and detail."""
        if self.code:
            code = "" if self.label == self.code else f"{self.code} "
            return f"{code}{self.subject} ({self.note})"
        return f"{self.subject}: {self.detail}" if self.detail else self.subject
