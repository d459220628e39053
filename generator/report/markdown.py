"""Findings and changes as Markdown, for a comment on a pull request.

What comes from pages stands in code spans, where nothing is markup, a link or a mention.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import takewhile

from generator.diagnostics import Finding
from generator.pipeline import Output
from generator.report.changes import diff_lines
from generator.report.run import Run, place_of, place_of_finding
from generator.report.safe import safe
from generator.report.text import SEVERITIES
from generator.review import Change
from generator.review.rules import CATEGORIES, Category

_HEADINGS: dict[Category, str] = {
    "breaking": "Breaking",
    "warning": "To be aware of",
    "additive": "Added",
    "docs": "Documentation",
    "example": "Examples",
    "lost": "Lost",
}
#: Longer lists are folded.
_OPEN = frozenset({"breaking", "warning", "lost"})
#: GitHub refuses a comment of more than 65,536 characters; some are left for what stands around.
_MOST = 60_000
#: How many lines of a kind are shown, and how long one may be.
_SHOWN = 100
_LONGEST = 1_000


class _Room:
    """The characters that are left."""

    def __init__(self) -> None:
        self._left = _MOST

    def takes(self, line: str) -> bool:
        """Whether the line fits in; then it is counted."""
        fits = len(line) < self._left
        self._left -= len(line) + 1 if fits else 0
        return fits


def run_lines(run: Run) -> Iterator[str]:
    """A heading, the changes by category, the findings, and the diff if one is wanted.

    No more than GitHub takes for a comment: of what is left out the number is said, and where it
    is to be found.
    """
    review = run.review
    room = _Room()
    yield "## API changes"
    yield ""
    if review.unknown:
        yield f"Nothing to compare with: {review.unknown}."
    elif review.changes or review.code_differs:
        yield f"Suggested version bump: **{review.bump}** ({code(review.reason)})"
    else:
        yield "The API is as before."
    if run.mode == "check" and run.changes:
        yield ""
        yield f"The output in {code(run.out)} is out of date."
    for category in CATEGORIES:
        changes = [change for change in review.changes if change.category == category]
        if changes:
            yield from _section(category, changes, run, room)
    yield from _findings(run.output, run.lint, room)
    yield from _diff(list(run.diff), room)


def finding_lines(output: Output) -> Iterator[str]:
    """The findings, folded, the worst first."""
    return _findings(output, "--format text", _Room())


def _findings(output: Output, command: str, room: _Room) -> Iterator[str]:
    findings = sorted(output.findings, key=lambda item: SEVERITIES.index(item.severity))
    counts = Counter(finding.severity for finding in findings)
    title = ", ".join(
        f"{counts[word]:,} {word}{'s' if counts[word] > 1 else ''}"
        for word in SEVERITIES
        if counts[word]
    )
    if findings:
        lines = map(_finding, findings)
        yield from _folded(f"Findings: {title}", lines, len(findings), command, room)


def code(text: str) -> str:
    """A code span that holds any text: its fence is longer than every run of backticks inside."""
    plain = safe(text) or " "
    plain = plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"
    fence = "`" * (max(map(len, re.findall("`+", plain)), default=0) + 1)
    pad = " " if plain[0] in "` " or plain[-1] in "` " else ""
    return f"{fence}{pad}{plain}{pad}{fence}"


def _section(category: Category, changes: list[Change], run: Run, room: _Room) -> Iterator[str]:
    title = f"{_HEADINGS[category]} ({len(changes):,})"
    lines = (_change(change, run) for change in changes)
    command = f"python -m generator {run.docs} --check" + (
        f" --against {run.review.against}" if run.review.against else ""
    )
    if category in _OPEN:
        yield from ("", f"### {title}", "")
        yield from _some(lines, len(changes), command, room)
    else:
        yield from _folded(title, lines, len(changes), command, room)


def _change(change: Change, run: Run) -> str:
    found = place_of(change, run.output)
    place = f" at {code(str(found))}" if found else ""
    was = " (was)" if change.was else ""
    verdicts = f"source {change.row.source}, wire {change.row.wire}"
    about = f" ({verdicts})" if change.category in ("breaking", "warning") else ""
    return f"- {change.label} {code(change.text)}{place}{was}{about}"


def _finding(finding: Finding) -> str:
    found = place_of_finding(finding)
    place = f" at {code(str(found))}" if found else ""
    return f"- {finding.severity} {finding.code} {code(finding.message)}{place}"


def _folded(
    title: str, lines: Iterable[str], number: int, command: str, room: _Room
) -> Iterator[str]:
    yield from ("", f"<details><summary>{title}</summary>", "")
    yield from _some(lines, number, command, room)
    yield from ("", "</details>")


def _some(lines: Iterable[str], number: int, command: str, room: _Room) -> Iterator[str]:
    """The lines that there is room for, then how many are left out and what shows them."""
    for done, line in enumerate(lines):
        if done == _SHOWN or not room.takes(line):
            yield f"- … and {number - done:,} more, shown by {code(command)}"
            return
        yield line


def _diff(lines: list[str], room: _Room) -> Iterator[str]:
    if not lines:
        return
    shown = list(takewhile(room.takes, diff_lines(lines)))
    longest = max(map(len, re.findall("`+", "\n".join(shown))), default=0)
    fence = "`" * max(3, longest + 1)
    yield from ("", "<details><summary>Diff</summary>", "", f"{fence}diff")
    yield from shown
    yield fence
    if len(shown) < len(lines):
        yield from (
            "",
            f"… and {len(lines) - len(shown):,} more lines, shown by {code('--format text')}",
        )
    yield from ("", "</details>")
