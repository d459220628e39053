"""Findings: what the tool has to say about the pages, as data.

A finding is a code, a place and a loss. Codes are the rows of `CODES`: never reused, each with
one line of meaning; a message is free to change. How findings are printed is in
`generator.report`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from generator.model import Loc

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding: its severity and one line of meaning."""

    severity: Severity
    meaning: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `lost` says what the output lacks because of it; empty when nothing is lost."""

    code: str
    loc: Loc
    message: str
    lost: str = ""

    @property
    def severity(self) -> Severity:
        """How bad it is, by the registry."""
        return CODES[self.code].severity

    def __str__(self) -> str:
        lost = f" (lost: {self.lost})" if self.lost else ""
        return f"{self.loc}: {self.severity} {self.code} {self.message}{lost}"


class Report:
    """Collects findings; a repeated finding is kept once. Iterates sorted by place, then code."""

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self._findings: dict[Finding, None] = dict.fromkeys(findings)

    def add(self, code: str, loc: Loc, message: str, lost: str = "") -> None:
        """Record a finding; `code` must be in the registry (KeyError otherwise)."""
        CODES[code]
        self._findings[Finding(code, loc, message, lost)] = None

    def extend(self, findings: Iterable[Finding]) -> None:
        """Record findings made elsewhere."""
        self._findings.update(dict.fromkeys(findings))

    def __iter__(self) -> Iterator[Finding]:
        return iter(sorted(self._findings, key=lambda f: (f.loc, f.code, f.message)))

    def __len__(self) -> int:
        return len(self._findings)


CODES: dict[str, Code] = {
    # The run and its pages
    "PAGE_UNREADABLE": Code("error", "The page is not UTF-8 text or cannot be opened; it is skipped."),
    "PAGE_INTERNAL_ERROR": Code("error", "The generator failed on this page; a bug to report."),
    # Names and plan
    "NAME_COLLISION": Code("warning", "Two documented names are the same in Python; one is changed."),
}
