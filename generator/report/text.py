"""Findings and summaries as lines of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from generator.diagnostics import Finding, Severity
from generator.model import Api
from generator.pipeline import ApiOutput
from generator.report.changes import change_lines, diff_lines
from generator.report.run import Run, kind_of
from generator.report.safe import safe
from generator.report.wording import counted
from generator.review.diff import size
from generator.write import MANIFEST

#: How many findings a run shows (`lint` shows them all), and how many files.
_SHOWN = 20
#: What stands behind the code.
_BESIDE = ("tests/", "samples/")
#: How many edited files are named.
_NAMED = 5
#: From the gravest to the slightest.
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
_VERDICTS = ("exact", "adjusted", "broken", "unreadable", "foreign")


def finding_line(finding: Finding) -> str:
    """`path:line: severity CODE message (lost: …)`, on one line whatever the page contains."""
    return safe(str(finding))


def run_lines(run: Run) -> Iterator[str]:
    """What a run has to say, whether it wrote or not."""
    yield from diff_lines(run.diff)
    if run.mode == "check":
        yield from change_lines(run)
        yield from check_lines(run)
    else:
        yield from summary_lines(run)
        yield from change_lines(run)


def brief_lines(run: Run) -> Iterator[str]:
    """What is new to somebody who sees every run: errors, changes, and what became of the files."""
    yield from (finding_line(it) for it in run.output.findings if it.severity == "error")
    yield from change_lines(run)
    yield safe(f"{run.out}: {_written(run)}")


def summary_lines(run: Run) -> Iterator[str]:
    """The findings to look at first, and the counts."""
    if run.mode == "write":
        yield from _worst(run.output.findings, run.lint)
    for item in run.output.apis:
        yield safe(_api_line(item))
    if run.output.outside:
        yield f"{counted(run.output.outside, 'page')} outside of these APIs left aside"
    if run.output.findings:
        yield tally(run.output.findings)
    yield safe(f"{run.out}: {_written(run)}")


def check_lines(run: Run) -> Iterator[str]:
    """What a run would do to the files that people read, one a line, and how many others it would.

    The last line says what is to be done.
    """
    changes = run.changes
    verbs = (("add", changes.added), ("change", changes.changed), ("remove", changes.removed))
    would = [(verb, path) for verb, paths in verbs for path in paths]
    would += [("change", MANIFEST)] if changes.manifest else []
    read = [item for item in would if not kind_of(item[1])]
    read.sort(key=lambda item: item[1].startswith(_BESIDE))
    for verb, path in read[:_SHOWN]:
        yield safe(f"would {verb} {run.out}/{path}")
    if len(read) > _SHOWN:
        yield f"… and {counted(len(read) - _SHOWN, 'more file')}"
    kinds = Counter(kind_of(path) for _, path in would if kind_of(path))
    if kinds:
        shown = ", ".join(f"{kind} {number}" for kind, number in sorted(kinds.items()))
        also = "also " if read else ""
        yield f"would {also}write {counted(kinds.total(), 'other file')} ({shown})"
    state = f"is out of date {_size(run)}".rstrip() + ": run without --check"
    yield safe(f"{run.out} {state if changes else 'is up to date'}{_kept(run)}")


def _api_line(item: ApiOutput) -> str:
    api = item.api
    verdicts = item.examples.verdicts
    shown = ", ".join(f"{verdicts[word]:,} {word}" for word in _VERDICTS if verdicts[word])
    whole = item.slice.whole if item.slice else api
    parts = (
        _of(item.slice.pages if item.slice else item.pages, item.pages, "page"),
        _of(_types(api), _types(whole), "type"),
        _of(len(api.operations), len(whole.operations), "operation"),
        counted(verdicts.total(), "example") + (f" ({shown})" if shown else ""),
    )
    return f"package {item.plan.name}: {', '.join(parts)}"


def _of(taken: int, there: int, noun: str) -> str:
    """`2,122 operations`, or `80 of 2,122 operations` where a slice has not all of them."""
    all_of_them = counted(there, noun)
    return all_of_them if taken == there else f"{taken:,} of {all_of_them}"


def _types(api: Api) -> int:
    return len(api.resources) + len(api.enums)


def _worst(findings: Sequence[Finding], lint_command: str) -> Iterator[str]:
    """The findings to look at first: the worst ones, in the order of the pages."""
    ranked = sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))[:_SHOWN]
    yield from map(finding_line, ranked)
    if len(findings) > _SHOWN:
        yield f"… and {counted(len(findings) - _SHOWN, 'more finding')}: {lint_command}"


def tally(findings: Iterable[Finding]) -> str:
    """`1 error, 2 warnings, 3 infos`; empty when there are none."""
    counts = Counter(finding.severity for finding in findings)
    parts = [counted(counts[severity], severity) for severity in SEVERITIES if counts[severity]]
    return ", ".join(parts)


def _written(run: Run) -> str:
    """`1 file added, 3 files changed (+31 -12)`; lines are not counted when all of it is new."""
    changes = run.changes
    named = (("added", changes.added), ("changed", changes.changed), ("removed", changes.removed))
    parts = [f"{counted(len(paths), 'file')} {verb}" for verb, paths in named if paths]
    text = ", ".join(parts) or "nothing changed"
    text = f"{text} {_size(run)}".rstrip()
    if run.mode != "write" and parts:
        text += ", if it were written"
    return text + _kept(run)


def _size(run: Run) -> str:
    """`(+31 -12)`; empty when nothing is there yet to count with."""
    changes = run.changes
    return "(+{:,} -{:,})".format(*size(changes.before, changes.after)) if changes.before else ""


def _kept(run: Run) -> str:
    """The files that people have edited, if any, by name."""
    paths = run.changes.edited
    if not paths:
        return ""
    more = f" and {len(paths) - _NAMED:,} more" if len(paths) > _NAMED else ""
    shown = ", ".join(paths[:_NAMED])
    return f"; {counted(len(paths), 'edited file')} kept: {shown}{more}"
