"""Changes of an API as lines of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from generator.report.run import Run, place_of
from generator.report.safe import safe
from generator.review import Change

#: How many harmless changes of a category a run shows; `--check` and `--diff` show them all.
_SHOWN = 20
_GRAVE = frozenset({"breaking", "warning"})
_WIDEST = 72


def change_lines(run: Run) -> Iterator[str]:
    """One line for each change, in columns; then the version that they ask for."""
    review = run.review
    if review.unknown:
        if review.against is not None:
            yield safe(f"against {review.against}: {review.unknown}")
        return
    rows = [_row(change, run) for change in _shown(run)]
    labels = max((len(row[1]) for row in rows), default=0)
    texts = max((len(row[2]) for row in rows if len(row[2]) <= _WIDEST), default=0)
    for category, label, text, place in rows:
        yield f"{category:<9} {label:<{labels}}  {text:<{texts}}  {place}".rstrip()
    yield from _hidden(run)
    if review.changes or review.code_differs:
        yield safe(f"suggested version bump: {review.bump} ({review.reason})")


def _shown(run: Run) -> Iterator[Change]:
    seen: Counter[str] = Counter()
    for change in run.review.changes:
        seen[change.category] += 1
        if run.mode != "write" or change.category in _GRAVE or seen[change.category] <= _SHOWN:
            yield change


def _hidden(run: Run) -> Iterator[str]:
    if run.mode == "write":
        for category, number in run.review.counts().items():
            if category not in _GRAVE and number > _SHOWN:
                yield f"… and {number - _SHOWN:,} more {category.upper()}"


def _row(change: Change, run: Run) -> tuple[str, str, str, str]:
    found = place_of(change, run.output)
    place = str(found) if found else "-"
    if change.was:
        place += " (was)"
    elif change.category == "lost":
        place += " (new)"
    text = change.text
    if len(run.output.apis) > 1:
        text = f"[{change.package}] {text}"
    return change.category.upper(), change.label, safe(text), safe(place)


def diff_lines(lines: Iterable[str]) -> Iterator[str]:
    """A unified diff for a terminal; tabs stay, what a terminal would obey does not."""
    return ("\t".join(map(safe, line.split("\t"))) for line in lines)
