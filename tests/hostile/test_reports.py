"""Findings in every format: what a page says cannot leave its place."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from generator.pipeline import Output
from generator.report import github, markdown, sarif
from generator.report import json as json_report
from generator.report.text import finding_line
from tests.hostile import pages
from tests.hostile.running import run

_COMMAND = r"::(?:error|warning|notice) file=[^,]*,line=\d+,title=[A-Z_]+::[^\n\r]*"
_PATH = r"[^\n]*?:\d+: (?:error|warning|info) [A-Z_]+ "


def outputs(folder: Path, slots: dict[str, str]) -> Output:
    return run(folder, pages.filled(slots))


def check(output: Output) -> None:
    findings = output.findings
    lines = [finding_line(finding) for finding in findings]
    assert all(line.isprintable() and re.match(_PATH, line) for line in lines)

    annotations = list(github.finding_lines(output))
    assert len(annotations) == len(findings)
    assert all(
        re.fullmatch(
            r"::(?:error|warning|notice) file=[^,]*,line=\d+,title=[A-Z_]+::[^\n\r]*", line
        )
        for line in annotations
    )

    text = "\n".join(markdown.finding_lines(output))
    assert text.replace("\n", "").isprintable()
    outside = re.sub(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", "", text)
    assert not re.search(r"[\[\]@]|<(?!/?(?:details|summary)>)", outside), outside

    document = json.loads(sarif.dump(output))
    results = document["runs"][0]["results"]
    assert len(results) == len(findings)
    assert all(result["message"]["text"].isprintable() for result in results)

    assert json.loads(json_report.dump(json_report.lint_document(output)))
    json_report.dump(json_report.model_document(output)).encode("utf-8", "backslashreplace")


@pytest.mark.parametrize(
    "hole", ["cell", "type", "name", "title", "header", "path", "example", "key"]
)
def test_each_hole_with_every_ending(tmp_path: Path, hole: str) -> None:
    for number, ending in enumerate(pages.ENDS[::12]):
        text = f"TODO **TODO: {ending} ::error::x{ending}"
        check(outputs(tmp_path / str(number), {hole: text}))


@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(slots=pages.hostile_slots)
def test_any_pages(tmp_path: Path, slots: dict[str, str]) -> None:
    check(outputs(tmp_path, slots))
