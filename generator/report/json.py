"""Findings and summaries as JSON. Keys are part of the contract; more may be added."""

from __future__ import annotations

import json
from typing import Any

from generator.emit.cases import Case
from generator.model import Operation
from generator.model_json import FORMAT, api_json, finding_json
from generator.pipeline import ApiOutput, Output
from generator.report.run import Run, place_of
from generator.review import Change


def dump(document: object) -> str:
    """Indented JSON with a final line end; non-ASCII text stays readable."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


#: The contract's four verdicts have none for a request to another service: it has no test either.
_VERDICTS = {"foreign": "unreadable"}


def model_document(output: Output) -> dict[str, Any]:
    """What `model` prints."""
    return {"format": FORMAT, "apis": [_model(item) for item in output.apis]}


def _model(item: ApiOutput) -> dict[str, Any]:
    def name(operation: Operation) -> str:
        method = item.names.method(operation)
        return f"{method.group}.{method.method}"

    verdicts = {
        (case.operation, case.example): (_VERDICTS.get(case.verdict, case.verdict), _reason(case))
        for case in item.cases
    }
    return api_json(item.api, name, verdicts, item.findings)


def _reason(case: Case) -> str | None:
    return str(case.judgement) or None


def lint_document(output: Output) -> dict[str, Any]:
    """What `lint --format json` prints."""
    return {"format": FORMAT, "apis": [_findings(item) for item in output.apis]}


def run_document(run: Run) -> dict[str, Any]:
    """What `generate --format json` prints."""
    changes = run.changes
    document = {
        "format": FORMAT,
        "out": run.out,
        "changes": {
            "added": list(changes.added),
            "changed": list(changes.changed),
            "removed": list(changes.removed),
            "edited": list(changes.edited),
            "manifest": changes.manifest,
        },
        "review": _review(run),
        "pages_outside": run.output.outside,
        "apis": [_findings(item) | _counts(item) for item in run.output.apis],
    }
    return document | ({"diff": "".join(f"{line}\n" for line in run.diff)} if run.diff else {})


def _review(run: Run) -> dict[str, Any]:
    review = run.review
    return {
        "against": review.against,
        "unknown": review.unknown or None,
        "bump": review.bump,
        "reason": review.reason,
        "changes": [_change(change, run.output) for change in review.changes],
    }


def _change(change: Change, output: Output) -> dict[str, Any]:
    place = place_of(change, output)
    return {
        "rule": change.rule,
        "category": change.category,
        "source": change.row.source,
        "wire": change.row.wire,
        "package": change.package,
        "subject": change.subject,
        "before": change.before or None,
        "after": change.after or None,
        "note": change.note or None,
        "code": change.code or None,
        "python": list(change.python) if change.python else None,
        "page": place.path if place else None,
        "line": place.line if place else None,
        "was": change.was,
    }


def _findings(item: ApiOutput) -> dict[str, Any]:
    return {
        "name": item.api.name,
        "diagnostics": [finding_json(finding) for finding in item.findings],
        "inventory": dict(item.api.inventory),
    }


def _counts(item: ApiOutput) -> dict[str, Any]:
    verdicts = item.examples.verdicts
    return {
        "package": item.plan.name,
        "counts": {
            "pages": item.pages,
            **({"pages_taken": item.slice.pages} if item.slice else {}),
            "resources": len(item.api.resources),
            "enums": len(item.api.enums),
            "operations": len(item.api.operations),
            "examples": verdicts.total(),
        },
        "verdicts": dict(sorted(verdicts.items())),
    }
