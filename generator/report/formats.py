"""A run, or findings alone, in one of the formats."""

from __future__ import annotations

from collections.abc import Iterable

from generator.pipeline import Output
from generator.report.run import Format, Run


def run_text(run: Run, form: Format) -> str:
    """What `generate` prints."""
    from generator.report import github, json, markdown, sarif, text

    match form:
        case "text":
            return _joined(text.run_lines(run))
        case "json":
            return json.dump(json.run_document(run))
        case "github":
            return _joined(github.run_lines(run))
        case "sarif":
            return sarif.dump(run.output, run.review)
        case "markdown":
            return _joined(markdown.run_lines(run))


def lint_text(output: Output, form: Format) -> str:
    """What `lint` prints."""
    from generator.report import github, json, markdown, sarif, text

    match form:
        case "text":
            return _joined(text.lint_lines(output))
        case "json":
            return json.dump(json.lint_document(output))
        case "github":
            return _joined(github.finding_lines(output))
        case "sarif":
            return sarif.dump(output)
        case "markdown":
            return _joined(markdown.finding_lines(output))


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
