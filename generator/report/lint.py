"""What `lint` says, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from generator.lint import Linted, page_groups
from generator.lint.fix import is_mechanical
from generator.lint.subjects import Group, groups
from generator.pipeline import ApiOutput
from generator.report import github, json, markdown, sarif
from generator.report.run import Format
from generator.report.safe import safe
from generator.report.text import finding_line, tally


def lint_text(linted: Linted, form: Format) -> str:
    """The findings that are left, in one of the formats."""
    match form:
        case "text":
            return _joined(_lines(linted))
        case "json":
            return json.dump(_document(linted))
        case "github":
            return _joined(github.finding_lines(linted.output))
        case "sarif":
            return sarif.dump(linted.output)
        case "markdown":
            return _joined(markdown.finding_lines(linted.output))


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _lines(linted: Linted) -> Iterator[str]:
    """Findings by page and subject, then their number."""
    for group in page_groups(linted.output):
        yield from _group_lines(group)
        yield ""
    findings = linted.output.findings
    yield tally(findings) or ("no new findings" if linted.known else "no findings")
    parts = (
        (linted.silenced, "silenced by comments in the pages"),
        (linted.known, "known from the baseline"),
        (linted.gone, "in the baseline and gone: --update-baseline drops them"),
        (sum(map(is_mechanical, findings)), "of kinds that --fix can mend"),
    )
    yield from (f"{number:,} {text}" for number, text in parts if number)


def _group_lines(group: Group) -> Iterator[str]:
    subject = group.subject
    yield safe(f"== {subject.page}  {subject.name}".rstrip())
    yield from map(finding_line, group.findings)
    width = max((len(claim.says) for claim in group.claims), default=0)
    for claim in group.claims:
        yield safe(f"    {claim.says:<{width}}  {claim.loc}")


def _document(linted: Linted) -> dict[str, Any]:
    document = json.lint_document(linted.output)
    for shown, item in zip(document["apis"], linted.output.apis, strict=True):
        shown["subjects"] = list(map(_subject, _own(item)))
    counts = {"silenced": linted.silenced, "known": linted.known, "gone": linted.gone}
    return document | counts


def _own(item: ApiOutput) -> tuple[Group, ...]:
    return groups(item.api, item.findings)


def _subject(group: Group) -> dict[str, Any]:
    return {
        "page": group.subject.page,
        "name": group.subject.name or None,
        "findings": [
            {"code": it.code, "page": it.loc.path, "line": it.loc.line} for it in group.findings
        ],
        "claims": [
            {"page": it.loc.path, "line": it.loc.line, "says": it.says} for it in group.claims
        ],
    }
