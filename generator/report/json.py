"""Findings and summaries as JSON. Keys are part of the contract; more may be added."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from generator.diagnostics import Finding
from generator.pipeline import ApiOutput, Output
from generator.write import Changes

FORMAT = 1


def dump(document: object) -> str:
    """Indented JSON with a final line end; non-ASCII text stays readable."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def diagnostics(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """The findings of one API, page paths relative to its folder."""
    return [
        {
            "code": finding.code,
            "severity": finding.severity,
            "message": finding.message,
            "page": finding.loc.path,
            "line": finding.loc.line,
            "lost": finding.lost or None,
        }
        for finding in findings
    ]


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
        "diagnostics": diagnostics(item.findings),
        "inventory": dict(item.api.inventory),
    }


def _counts(item: ApiOutput) -> dict[str, Any]:
    verdicts = Counter(verdict.word for verdict in item.verdicts.values())
    return {
        "package": item.package,
        "counts": {
            "pages": len(item.pages),
            "resources": len(item.api.resources),
            "enums": len(item.api.enums),
            "operations": len(item.api.operations),
            "examples": sum(verdicts.values()),
        },
        "verdicts": dict(sorted(verdicts.items())),
    }
