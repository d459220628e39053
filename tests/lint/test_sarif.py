"""The SARIF of lint, against what sections 3.13 to 3.52 of SARIF 2.1.0 demand of it."""

from __future__ import annotations

import json
import re
from typing import Any

from generator.diagnostics import CODES
from tests.lint.conftest import OPERATION, RESOURCE, Pages

#: Properties of an object: those that must be there, then those that may.
ALLOWED = {
    "log": ({"version", "runs"}, {"$schema"}),
    "run": ({"tool", "results"}, {"columnKind"}),
    "driver": ({"name"}, {"semanticVersion", "rules"}),
    "rule": ({"id"}, {"shortDescription", "defaultConfiguration", "properties"}),
    "result": ({"message"}, {"ruleId", "ruleIndex", "level", "locations", "partialFingerprints"}),
    "location": (set(), {"physicalLocation"}),
    "place": ({"artifactLocation"}, {"region"}),
    "artifact": ({"uri"}, {"uriBaseId"}),
    "region": ({"startLine"}, set()),
}
LEVELS = {"none", "note", "warning", "error"}


def checked(value: Any, kind: str) -> dict[str, Any]:
    must, may = ALLOWED[kind]
    assert isinstance(value, dict), kind
    assert must <= value.keys() <= must | may, kind
    return value


def test_the_document_is_as_the_standard_demands(pages: Pages) -> None:
    pages.put("resources/book.md", RESOURCE.replace("|:---|:---|:---|\n", "|:---|:---|\n"))
    pages.put("api/a book #1.md", OPERATION.replace('"get_book"', '"take_book",'))

    log = checked(json.loads(pages.lint("--format", "sarif")), "log")

    assert log["version"] == "2.1.0"
    (run,) = (checked(it, "run") for it in log["runs"])
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    driver = checked(run["tool"]["driver"], "driver")
    assert re.fullmatch(r"\d+\.\d+\.\d+", driver["semanticVersion"])
    rules = [checked(it, "rule") for it in driver["rules"]]
    assert [it["id"] for it in rules] == sorted({it["id"] for it in rules})
    assert {it["id"] for it in rules} <= CODES.keys()
    assert all(it["defaultConfiguration"]["level"] in LEVELS for it in rules)
    assert len(run["results"]) >= 2
    for item in run["results"]:
        result = checked(item, "result")
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in LEVELS
        assert result["message"]["text"]
        assert all(isinstance(it, str) for it in result["partialFingerprints"].values())
        for location in result["locations"]:
            place = checked(checked(location, "location")["physicalLocation"], "place")
            artifact = checked(place["artifactLocation"], "artifact")
            assert re.fullmatch(r"[\w/.~%-]+", artifact["uri"])
            assert checked(place["region"], "region")["startLine"] >= 1
    uris = {
        it["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for it in run["results"]
    }
    assert {"v1.0/resources/book.md", "v1.0/api/a%20book%20%231.md"} <= uris
