"""A run in one of the formats."""

from __future__ import annotations

from collections.abc import Iterable

from generator.report.run import Format, Run


def run_text(run: Run, form: Format, *, brief: bool = False) -> str:
    """What `generate` prints; `brief` is for somebody who sees every run."""
    from generator.report import github, json, markdown, sarif, text

    match form:
        case "text":
            return _joined(text.brief_lines(run) if brief else text.run_lines(run))
        case "json":
            return json.dump(json.run_document(run))
        case "github":
            return _joined(github.run_lines(run))
        case "sarif":
            return sarif.dump(run.output, run.review)
        case "markdown":
            return _joined(markdown.run_lines(run))


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
