"""Findings and summaries as lines of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from generator.diagnostics import Finding, Severity
from generator.pipeline import ApiOutput, Output
from generator.report.safe import safe
from generator.write import Changes

#: How many findings a run shows; `lint` shows them all.
_SHOWN = 20
_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
_VERDICTS = ("exact", "adjusted", "broken", "unreadable", "foreign")


def finding_line(finding: Finding) -> str:
    """`path:line: severity CODE message (lost: …)`, on one line whatever the page contains."""
    return safe(str(finding))


def lint_lines(output: Output) -> Iterator[str]:
    """Every finding, then their number."""
    findings = output.findings
    yield from map(finding_line, findings)
    yield _tally(findings) or "no findings"


def run_lines(output: Output, out: str, changes: Changes, lint_command: str) -> Iterator[str]:
    """The summary of a run that wrote `out`."""
    findings = output.findings
    yield from _worst(findings, lint_command)
    for item in output.apis:
        yield safe(_api_line(item))
    if output.outside:
        yield f"{_count(output.outside, 'page')} outside of these APIs left aside"
    if findings:
        yield f"{_tally(findings)}"
    yield safe(f"{out}: {_written(changes)}")


def check_lines(out: str, changes: Changes) -> Iterator[str]:
    """What a run would do, one file a line."""
    verbs = (("add", changes.added), ("change", changes.changed), ("remove", changes.removed))
    for verb, paths in verbs:
        for path in paths:
            yield safe(f"would {verb} {out}/{path}")
    if changes.manifest:
        yield safe(f"would change {out}/manifest.json")
    if not changes:
        yield safe(f"{out} is up to date")


def _api_line(item: ApiOutput) -> str:
    api = item.api
    verdicts = Counter(case.verdict for case in item.cases)
    shown = ", ".join(f"{verdicts[word]:,} {word}" for word in _VERDICTS if verdicts[word])
    parts = (
        _count(item.pages, "page"),
        _count(len(api.resources) + len(api.enums), "type"),
        _count(len(api.operations), "operation"),
        _count(len(item.cases), "example") + (f" ({shown})" if shown else ""),
    )
    return f"package {item.plan.name}: {', '.join(parts)}"


def _worst(findings: Sequence[Finding], lint_command: str) -> Iterator[str]:
    """The findings to look at first: the worst ones, in the order of the pages."""
    ranked = sorted(findings, key=lambda finding: _SEVERITIES.index(finding.severity))[:_SHOWN]
    yield from map(finding_line, ranked)
    if len(findings) > _SHOWN:
        yield f"… and {_count(len(findings) - _SHOWN, 'more finding')}: {lint_command}"


def _tally(findings: Iterable[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    parts = [_count(counts[severity], severity) for severity in _SEVERITIES if counts[severity]]
    return ", ".join(parts)


def _written(changes: Changes) -> str:
    named = (("added", changes.added), ("changed", changes.changed), ("removed", changes.removed))
    parts = [f"{_count(len(paths), 'file')} {verb}" for verb, paths in named if paths]
    kept = f"; {_count(len(changes.edited), 'edited file')} kept" if changes.edited else ""
    return (", ".join(parts) or "nothing changed") + kept


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
