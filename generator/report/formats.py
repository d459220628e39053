"""A run in one of the formats; the module of a format is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable

from generator.report.run import Format, Run


def run_text(run: Run, form: Format, *, brief: bool = False) -> str:
    """What `generate` prints; `brief` is for somebody who sees every run."""
    match form:
        case "text":
            from generator.report import text

            return _joined(text.brief_lines(run) if brief else text.run_lines(run))
        case "json":
            from generator.report import json

            return json.dump(json.run_document(run))
        case "github":
            from generator.report import github

            return _joined(github.run_lines(run))
        case "sarif":
            from generator.report import sarif

            return sarif.dump(run.output, run.review)
        case "markdown":
            from generator.report import markdown

            return _joined(markdown.run_lines(run))


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
