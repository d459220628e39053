"""Cases of changes: pages before, pages after, and the lines that a review then has.

`python -m tests.review.runner [RULE ...]` writes the expected lines and docs/changes.md anew; read
the diff.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from generator import pipeline
from generator.config import load_config
from generator.report.changes import change_lines
from generator.report.run import Run
from generator.review import Review, review
from generator.write import Changes
from tests.review.page import PAGE, changes_page

CASES = Path(__file__).parents[1] / "cases" / "changes"


def cases() -> list[Path]:
    """The folders that have pages before and after."""
    return sorted(path.parent for path in CASES.glob("*/before"))


def generated(docs: Path) -> pipeline.Output:
    """What the generator makes of pages; the configuration is the one beside them."""
    return pipeline.run(load_config(docs, cwd=docs, jobs=1))


def compare(before: pipeline.Output, after: pipeline.Output) -> Review:
    """The review of going from one output to another."""
    surface = {path: text for path, text in before.files.items() if path.startswith("surface/")}
    return review(surface, after.files)


def lines_of(output: pipeline.Output, found: Review) -> list[str]:
    """What a run would print of the changes, columns and the suggestion included."""
    return list(change_lines(Run(output, "generated", Changes(), found, "check")))


def report(case: Path) -> str:
    """The lines of a case."""
    after = generated(case / "after")
    lines = lines_of(after, compare(generated(case / "before"), after))
    return "".join(f"{line}\n" for line in lines)


def main(names: Iterable[str]) -> None:
    """Write the expected lines of the named cases, or of all, and docs/changes.md."""
    for case in [CASES / name for name in names] or cases():
        (case / "expected.txt").write_text(report(case), encoding="utf-8")
        print(f"refreshed {case.name}")
    PAGE.write_text(changes_page(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
