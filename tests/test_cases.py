"""Every folder of tests/cases: the pages in docs/ give the files in expected/ and report.txt.

`python -m tests.refresh [CASE ...]` writes them anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases_runner import cases, expected_files, report_of, run


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_case(case: Path) -> None:
    output = run(case)

    for path, text in expected_files(case).items():
        assert path in output.files, f"{case.name}: {path} is not generated"
        assert output.files[path] == text, f"{case.name}: {path} differs"
    assert report_of(output) == (case / "report.txt").read_text(encoding="utf-8")
    for path, text in output.files.items():
        if path.endswith(".py"):
            compile(text, path, "exec")
