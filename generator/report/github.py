"""Findings and changes as workflow commands, which GitHub shows beside the lines of a page.

The form is documented under "Workflow commands for GitHub Actions". Only ten annotations of a
level are shown for a step, so the gravest come first.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence

from generator.diagnostics import Finding, Severity
from generator.pipeline import Output
from generator.report.changes import diff_lines
from generator.report.run import Place, Run, file_of, place_of, place_of_finding, reported
from generator.report.safe import safe
from generator.report.text import SEVERITIES, check_lines, summary_lines
from generator.review.rules import Category

_FINDINGS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
_CHANGES: dict[Category, str] = {"breaking": "error", "warning": "warning"}


def run_lines(run: Run) -> Iterator[str]:
    """Annotations of changes, then of new losses and errors, then what a person would read.

    Other findings were there before; `lint` annotates them.
    """
    for change in reported(run.review):
        level = _CHANGES.get(change.category, "notice")
        place = place_of(change, run.output)
        was = " (was here)" if change.was else ""
        yield _command(level, f"{change.rule} {change.text}{was}", change.rule, place, run.output)
    yield from _annotations(run.output, _news(run))
    yield from _inert(list(_plain(run)))


def finding_lines(output: Output) -> Iterator[str]:
    """Annotations of all findings, the worst first."""
    return _annotations(output, output.findings)


def _news(run: Run) -> Iterator[Finding]:
    """Errors, and what is newly lost; without an earlier run everything is new."""
    lost = {
        (change.code, place_of(change, run.output))
        for change in run.review.changes
        if change.rule == "LOST"
    }
    for finding in run.output.findings:
        is_new = run.review.unknown or (finding.code, place_of_finding(finding)) in lost
        if is_new or finding.severity == "error":
            yield finding


def _annotations(output: Output, findings: Iterable[Finding]) -> Iterator[str]:
    for finding in sorted(findings, key=lambda item: SEVERITIES.index(item.severity)):
        level = _FINDINGS[finding.severity]
        place = place_of_finding(finding)
        yield _command(level, _message(finding), finding.code, place, output)


def _message(finding: Finding) -> str:
    lost = f" (lost: {finding.lost})" if finding.lost else ""
    return f"{finding.code} {finding.message}{lost}"


def _plain(run: Run) -> Iterator[str]:
    yield from diff_lines(run.diff)
    yield from check_lines(run) if run.mode == "check" else summary_lines(run)
    if run.review.changes or run.review.code_differs:
        yield safe(f"suggested version bump: {run.review.bump} ({run.review.reason})")


def _inert(lines: Sequence[str]) -> Iterator[str]:
    """Lines in which GitHub looks for no commands: pages and diffs may contain some.

    The word that ends this must not be known to who wrote the pages.
    """
    if lines:
        word = os.urandom(16).hex()
        yield f"::stop-commands::{word}"
        yield from lines
        yield f"::{word}::"


def _command(level: str, message: str, title: str, place: Place | None, output: Output) -> str:
    facts = {"title": title}
    if place:
        facts = {"file": str(file_of(place, output)), "line": str(max(place.line, 1))} | facts
    said = ",".join(f"{name}={_property(safe(value))}" for name, value in facts.items())
    return f"::{level} {said}::{_data(safe(message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
