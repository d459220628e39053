"""Findings and summaries as JSON. Keys are part of the contract; more may be added."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from generator.emit.test_cases import Case
from generator.model import Operation
from generator.model_json import FORMAT, api_json, finding_json
from generator.pipeline import ApiOutput, Output
from generator.write import Changes


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


def run_document(output: Output, out: str, changes: Changes) -> dict[str, Any]:
    """What `generate --format json` prints."""
    return {
        "format": FORMAT,
        "out": out,
        "changes": {
            "added": list(changes.added),
            "changed": list(changes.changed),
            "removed": list(changes.removed),
            "manifest": changes.manifest,
        },
        "pages_outside": output.outside,
        "apis": [_findings(item) | _counts(item) for item in output.apis],
    }


def _findings(item: ApiOutput) -> dict[str, Any]:
    return {
        "name": item.api.name,
        "diagnostics": [finding_json(finding) for finding in item.findings],
        "inventory": dict(item.api.inventory),
    }


def _counts(item: ApiOutput) -> dict[str, Any]:
    verdicts = Counter(case.verdict for case in item.cases)
    return {
        "package": item.plan.name,
        "counts": {
            "pages": item.pages,
            "resources": len(item.api.resources),
            "enums": len(item.api.enums),
            "operations": len(item.api.operations),
            "examples": len(item.cases),
        },
        "verdicts": dict(sorted(verdicts.items())),
    }
