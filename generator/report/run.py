"""Everything there is to say at the end of a run, whatever the format."""

from __future__ import annotations

import os
import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Literal, NamedTuple

from generator.diagnostics import Finding
from generator.model import Loc
from generator.pipeline import Output
from generator.records import Record
from generator.review import Change, Review
from generator.write import Changes

Mode = Literal["write", "check", "diff"]
Format = Literal["text", "json", "github", "sarif", "markdown"]
_LISTS = frozenset({"examples.txt", "gaps.txt", "manifest.json"})
FORMATS: tuple[Format, ...] = ("text", "json", "github", "sarif", "markdown")


class Exactness(NamedTuple):
    """How many examples replay as documented, of how many that are not another service's."""

    exact: int
    all: int

    def reaches(self, percent: float) -> bool:
        """Whether the share is at least so many percent; that of no examples is."""
        return self.exact * 100 >= round(percent * self.all, 6)

    def __str__(self) -> str:
        # Rounded down, so that a share that is too small is not shown as large enough.
        tenths = self.exact * 1000 // self.all if self.all else 1000
        shown = f"{tenths / 10} % of the examples are exact"
        return f"{shown} ({self.exact:,} of {self.all:,})"


class Run(Record):
    """A run of `generate` into `out`; `diff` holds the lines of a unified diff if one is wanted.

    `docs` are the pages as they were named.
    """

    output: Output
    out: str
    changes: Changes
    review: Review
    mode: Mode = "write"
    diff: Sequence[str] = ()
    docs: str = "DOCS"

    @property
    def exactness(self) -> Exactness:
        """The share that `--min-exact` limits."""
        verdicts = sum((item.examples.verdicts for item in self.output.apis), Counter[str]())
        return Exactness(verdicts["exact"], verdicts.total() - verdicts["foreign"])

    @property
    def lint(self) -> str:
        """The command that shows all findings."""
        return f"python -m generator lint {shlex.quote(self.docs)}"

    def has(self, level: str) -> bool:
        """Whether there is something of a level that `--fail-on` names.

        Without an earlier surface everything that is lost is new.
        """
        findings = self.output.findings
        if level == "error":
            return any(finding.severity == "error" for finding in findings)
        if level == "lost" and self.review.unknown:
            return any(finding.lost for finding in findings)
        return any(change.category == level for change in self.review.changes)


def kind_of(path: str) -> str:
    """What a file of the output is that nobody has to read; empty for all others."""
    if path.startswith("surface/"):
        return "surface"
    if path in _LISTS:
        return "lists"
    return "runtime" if "/_runtime/" in path else ""


class Place(NamedTuple):
    """A place in the pages: the page's path below DOCS, and a line; 0 where none is known."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


def place_of(change: Change, output: Output) -> Place | None:
    """Where a change is, below DOCS; the surface tells it below the API's folder."""
    path, _, line = change.place.rpartition(":")
    if not path or not line.isdecimal():
        return None
    prefixes = {item.plan.name: item.prefix for item in output.apis}
    return Place(prefixes.get(change.package, "") + path, int(line))


def place_of_finding(finding: Finding) -> Place | None:
    """Where a finding is, below DOCS."""
    loc: Loc = finding.loc
    return Place(loc.path, max(loc.line, 0)) if loc.path else None


def file_of(place: Place, output: Output) -> PurePosixPath | Path:
    """The page's file: relative to the current folder if it is below it, else absolute."""
    first = output.apis[0]
    up = len(PurePosixPath(first.prefix).parts)
    base = first.root.parents[up - 1] if up else first.root
    # Not resolved: a page that is a link is where its link is.
    file = Path(os.path.normpath(base / place.path))
    here = Path.cwd()
    return PurePosixPath(file.relative_to(here)) if file.is_relative_to(here) else file


def reported(review: Review) -> Iterator[Change]:
    """The changes that are no findings: what is newly lost is also a finding of the run."""
    return (change for change in review.changes if change.category != "lost")
