"""Write what the generator makes now into tests/cases/ and docs/findings.md.

    python -m tests.refresh [CASE ...]

Only expected files that exist are rewritten (a case may expect a part of the output); a case
without `expected/` gets all of it, but for what every package has alike. Read the diff.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from generator.diagnostics import CODES

ROOT = Path(__file__).parents[1]

_INTRO = """\
# Findings

What the generator has to say about pages: `path:line: severity CODE message (lost: what the output
lacks)`. A code is never reused and keeps its meaning; the message is free to change. This page is
written by `python -m tests.refresh` from `generator/diagnostics.py`.

- **error**: something documented is not in the output
- **warning**: the output has it, but less exactly than the page could have said, or the page
  contradicts itself
- **info**: nothing is lost; the page is worth a look

| code | severity | meaning |
|---|---|---|
"""


def findings_page() -> str:
    """docs/findings.md, from the registry."""
    rows = (f"| `{name}` | {code.severity} | {code.meaning} |" for name, code in CODES.items())
    return _INTRO + "".join(f"{row}\n" for row in rows)


def main(names: Iterable[str]) -> None:
    """Refresh the named cases, or all of them and the page of findings."""
    from tests.cases_runner import CASES, cases, refresh

    chosen = [CASES / name for name in names]
    if not chosen:
        (ROOT / "docs" / "findings.md").write_text(findings_page(), encoding="utf-8")
    for case in chosen or cases():
        refresh(case)
        print(f"refreshed {case.relative_to(ROOT)}")


if __name__ == "__main__":
    main(sys.argv[1:])
