"""Findings and changes as SARIF 2.1.0 (OASIS), for code scanning and for editors."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from generator import __version__
from generator.diagnostics import CODES, Finding
from generator.pipeline import Output
from generator.report.run import Place, file_of, place_of, place_of_finding, reported
from generator.report.safe import safe
from generator.review import Change, Review
from generator.review.rules import RULES

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {"error": "error", "warning": "warning", "info": "note", "breaking": "error"}

Json = dict[str, Any]


def dump(output: Output, review: Review | None = None) -> str:
    """The document, in ASCII."""
    return json.dumps(document(output, review), indent=2) + "\n"


def document(output: Output, review: Review | None = None) -> Json:
    """A log with one run: a result for each change, then for each finding."""
    changes = list(reported(review)) if review else []
    findings = output.findings
    used = sorted({change.rule for change in changes} | {finding.code for finding in findings})
    at = {name: index for index, name in enumerate(used)}
    results = [_change(change, at, output) for change in changes]
    results += [_finding(finding, at, output) for finding in findings]
    driver = {
        "name": "pages2py",
        "semanticVersion": __version__,
        "rules": [_rule(name) for name in used],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(name: str) -> Json:
    if name in RULES:
        rule = RULES[name]
        verdicts = {"source": rule.source, "wire": rule.wire}
        level = _LEVELS.get(rule.category, "note")
        return _descriptor(name, rule.purpose, level) | {"properties": verdicts}
    code = CODES[name]
    return _descriptor(name, code.meaning, _LEVELS[code.severity])


def _descriptor(name: str, text: str, level: str) -> Json:
    return {
        "id": name,
        "shortDescription": {"text": text},
        "defaultConfiguration": {"level": level},
    }


def _change(change: Change, at: dict[str, int], output: Output) -> Json:
    level = _LEVELS.get(change.category, "note")
    place = place_of(change, output)
    key = (change.rule, change.package, change.subject, change.before, change.after)
    return _result(change.rule, at, level, change.text, place, key, output)


def _finding(finding: Finding, at: dict[str, int], output: Output) -> Json:
    lost = f" (lost: {finding.lost})" if finding.lost else ""
    place = place_of_finding(finding)
    key = (finding.code, finding.loc.path, finding.message)
    level = _LEVELS[finding.severity]
    return _result(finding.code, at, level, finding.message + lost, place, key, output)


def _result(
    rule: str,
    at: dict[str, int],
    level: str,
    text: str,
    place: Place | None,
    key: Iterable[str],
    output: Output,
) -> Json:
    return {
        "ruleId": rule,
        "ruleIndex": at[rule],
        "level": level,
        "message": {"text": safe(text)},
        "locations": list(_locations(place, output)),
        "partialFingerprints": {"subject/v1": _fingerprint(key)},
    }


def _locations(place: Place | None, output: Output) -> Iterator[Json]:
    if place is None:
        return
    file = file_of(place, output)
    if isinstance(file, Path):
        artifact = {"uri": f"file://{_uri(file.as_posix())}"}
    else:
        artifact = {"uri": _uri(str(file)), "uriBaseId": "%SRCROOT%"}
    physical: Json = {"artifactLocation": artifact}
    if place.line:
        physical["region"] = {"startLine": place.line}
    yield {"physicalLocation": physical}


def _uri(path: str) -> str:
    return quote(path.encode("utf-8", "surrogatepass"), safe="/-._~")


def _fingerprint(key: Iterable[str]) -> str:
    text = "\0".join(key).encode("utf-8", "surrogatepass")
    return hashlib.sha256(text).hexdigest()[:32]
