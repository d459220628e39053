"""The data of the page, as one JSON document."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from generator.diagnostics import CODES
from generator.lint import page_groups
from generator.pipeline import Output
from generator.report.run import place_of
from generator.report.safe import safe
from generator.review import Change
from generator.review.rules import CATEGORIES, RULES
from generator.viewer.api_data import ApiData
from generator.viewer.causes import Causes
from generator.viewer.diffs import FileDiff, file_diffs
from generator.viewer.gather import Reviewed
from generator.viewer.lines import Pages, runs

#: What would end the script element, or begin markup in it.
_MARKUP = {ord(char): f"\\u{ord(char):04x}" for char in "<>&"}


def json_text(document: object) -> str:
    """Compact JSON in ASCII that cannot end the element it stands in.

    Text that does not print is written as an escape, so that it neither hides nor reorders what
    stands beside it. Line ends and tabs stay.
    """
    text = json.dumps(_printable(document), ensure_ascii=True, separators=(",", ":"))
    return text.translate(_MARKUP)


def document(reviewed: Reviewed) -> dict[str, Any]:
    """All that the page shows."""
    output, review = reviewed.linted.output, reviewed.review
    api = ApiData(output, reviewed.pages)
    findings = _findings(output, api)
    diffs = file_diffs(reviewed.before, reviewed.after)
    pages = Pages(reviewed.pages, reviewed.old_pages)
    changes = _changes(reviewed, diffs, pages)
    return {
        "docs": reviewed.docs,
        "out": reviewed.out,
        "against": review.against,
        "unknown": review.unknown,
        "bump": review.bump,
        "reason": review.reason,
        "silenced": reviewed.linted.silenced,
        "packages": api.packages,
        "pages": api.pages,
        "types": api.types,
        "operations": api.operations,
        "codes": {code: [CODES[code].severity, CODES[code].meaning] for code in _codes(findings)},
        "findings": findings,
        "lines": _lines(reviewed, api, findings),
        "categories": CATEGORIES,
        "rules": _rules(reviewed),
        "changes": changes,
        "left_out": pages.left_out,
        "files": [_file(diff) for diff in diffs],
    }


def _codes(findings: list[list[Any]]) -> list[str]:
    return sorted({row[0] for row in findings})


def _findings(output: Output, api: ApiData) -> list[list[Any]]:
    """`code, page, line, message, what is lost, subject, the page that is the subject's home`."""
    rows: list[list[Any]] = []
    for group in page_groups(output):
        home = api.page_at.get(group.subject.page, -1)
        for it in group.findings:
            where = (api.page_at.get(it.loc.path, -1), it.loc.line)
            rows.append([it.code, *where, it.message, it.lost, group.subject.name, home])
    return rows


def _lines(reviewed: Reviewed, api: ApiData, findings: list[list[Any]]) -> dict[str, Any]:
    """The lines around all findings, by the page's position."""
    places: dict[int, list[int]] = defaultdict(list)
    for _, page, line, *_ in findings:
        places[page].append(line)
    return {
        str(page): runs(reviewed.pages[api.paths[page]], found)
        for page, found in sorted(places.items())
        if page >= 0 and api.paths[page] in reviewed.pages
    }


def _rules(reviewed: Reviewed) -> dict[str, list[str]]:
    """`source, wire, meaning` of the rules that occur."""
    found = sorted({change.rule for change in reviewed.review.changes})
    return {name: [RULES[name].source, RULES[name].wire, RULES[name].purpose] for name in found}


def _changes(reviewed: Reviewed, diffs: list[FileDiff], pages: Pages) -> list[dict[str, Any]]:
    texts = (reviewed.before, reviewed.after)
    causes = Causes(reviewed.surface, reviewed.output.files, texts, diffs)
    ids: dict[str, int] = defaultdict(int)
    rows: list[dict[str, Any]] = []
    for change in reviewed.review.changes:
        place = place_of(change, reviewed.output)
        excerpt = pages.excerpt(place.path, place.line, change.was) if place else None
        row = {
            "id": _id(change, ids),
            "category": CATEGORIES.index(change.category),
            "rule": change.rule,
            "label": change.label,
            "package": change.package,
            "subject": change.subject,
            "before": change.before,
            "after": change.after,
            "note": change.note,
            "code": change.code,
            "place": [place.path, place.line, int(change.was)] if place else None,
            "page": list(excerpt) if excerpt and excerpt.rows else None,
            "diff": causes.hunks(change),
        }
        rows.append({key: value for key, value in row.items() if value or key == "category"})
    return rows


def _id(change: Change, seen: dict[str, int]) -> str:
    """What a link to a change says: the same as long as the change is found."""
    name = f"{change.label}:{change.package}:{change.subject}"
    seen[name] += 1
    return name if seen[name] == 1 else f"{name}~{seen[name]}"


def _file(diff: FileDiff) -> list[object]:
    """`path, what becomes of it, lines added, lines removed, rows left out, hunks`."""
    hunks = [hunk.rows for hunk in diff.hunks]
    return [diff.path, diff.what, diff.plus, diff.minus, diff.left_out, hunks]


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isprintable() else _lines_of(value)
    if isinstance(value, dict):
        return {_printable(key): _printable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_printable(item) for item in value]
    return value


def _lines_of(text: str) -> str:
    return "\n".join("\t".join(map(safe, line.split("\t"))) for line in text.split("\n"))
