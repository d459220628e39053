"""The conformance suite of the reader: every folder of tests/cases/reading is one construct.

- `docs/` holds the pages, one to three tiny ones
- `model.json` holds facts that the pages state: a part of what `python -m generator model` prints
  for the API. Every key given must be there with that value; an object in a list stands for the
  one of the same `name` (or `page`, `kind`, `in`), or else for any that fits. `"#key": n` counts a
  list, `"distinct": ["key", "field"]` asks for different values in it, and `absent` names types,
  and properties as `type.property`, that must not be there. JSON stands for a body that is that
  JSON. A property's `traits` are those of `generator.model.Traits`.
- `findings.txt`, where it exists, has a line `page:line # reason` for each place (or
  `page:first-last` for a range, `place or place` where either will do) that must be reported; with
  which code and in which words is free. An empty file: nothing at all is reported. A first line
  `# exact`: each place once, and nothing elsewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from generator import pipeline
from generator.config import load_config
from generator.diagnostics import Finding
from generator.report.json import model_document

CASES = Path(__file__).parent / "cases" / "reading"
FOLDERS = sorted(path.parent for path in CASES.glob("*/docs"))

_IDENTITIES = ("name", "page", "kind", "method")
_PLACE = re.compile(r"(?P<page>[^\s:]+):(?P<first>\d+)(?:-(?P<last>\d+))?(?= )")


@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.name)
def test_reading(case: Path) -> None:
    output = pipeline.analyse(load_config(case / "docs", cwd=case, jobs=1))
    expected = json.loads((case / "model.json").read_text(encoding="utf-8"))
    findings = case / "findings.txt"

    problems = list(_differences(expected, _document(output), "model"))
    if findings.exists():
        lines = findings.read_text(encoding="utf-8").splitlines()
        problems += _misses(lines, output.findings)
    assert not problems, "\n".join([case.name, *problems])


def _document(output: pipeline.Output) -> Mapping[str, Any]:
    """The only API, as `model` prints it, with the traits of its properties."""
    document = model_document(output)
    (api,) = document["apis"]
    traits = {
        (item.name, prop.wire): json.loads(json.dumps(msgspec.structs.asdict(prop.traits)))
        for item in output.apis[0].api.resources
        for prop in (*item.properties, *item.repeated)
    }
    for item in api["types"]:
        for prop in item.get("properties", ()):
            prop["traits"] = traits[item["name"], prop["name"]]
    found: Mapping[str, Any] = api
    return found


def _differences(expected: Any, found: Any, where: str) -> Iterator[str]:
    """What `expected` asks for and `found` does not hold."""
    if isinstance(expected, dict | list) and isinstance(found, str):
        yield from _json_differences(expected, found, where)
    elif isinstance(expected, dict) and isinstance(found, dict):
        for key, value in expected.items():
            yield from _key_differences(key, value, found, where)
    elif isinstance(expected, list) and isinstance(found, list):
        yield from _list_differences(expected, found, where)
    elif expected != found:
        yield f"{where}: {found!r} is not {expected!r}"


def _json_differences(expected: Any, text: str, where: str) -> Iterator[str]:
    try:
        found = json.loads(text)
    except ValueError:
        found = text
    if isinstance(found, str):
        yield f"{where}: {text!r} is no JSON"
    elif isinstance(expected, dict):
        yield from _differences(expected, found, where)
    elif expected != found:
        yield f"{where}: {found!r} is not {expected!r}"


def _key_differences(key: str, value: Any, found: dict[str, Any], where: str) -> Iterator[str]:
    if key == "absent":
        yield from _present(value, found)
    elif key == "distinct":
        values = [item[value[1]] for item in found[value[0]]]
        if len(set(values)) < len(values):
            yield f"{where}.{value[0]}: {value[1]} is not distinct: {values}"
    elif key.startswith("#"):
        items = found[key[1:]]
        if len(items) != value:
            names = [_label(item) for item in items]
            yield f"{where}.{key[1:]}: {len(items)} instead of {value}: {names}"
    elif key not in found:
        yield f"{where}.{key}: missing"
    else:
        yield from _differences(value, found[key], f"{where}.{key}")


def _list_differences(expected: list[Any], found: list[Any], where: str) -> Iterator[str]:
    if not any(isinstance(item, dict) for item in expected):
        if expected != found:
            yield f"{where}: {found!r} is not {expected!r}"
        return
    for item in expected:
        place = f"{where}[{_label(item)}]"
        candidates = [other for other in found if _same(item, other)]
        if not candidates:
            yield f"{place}: missing among {[_label(other) for other in found]}"
            continue
        attempts = [list(_differences(item, other, place)) for other in candidates]
        yield from min(attempts, key=len)


def _same(item: dict[str, Any], other: Any) -> bool:
    key = next((key for key in _IDENTITIES if key in item), None)
    return isinstance(other, dict) and (key is None or item[key] == other.get(key))


def _label(item: Any) -> str:
    if not isinstance(item, dict):
        return repr(item)
    key = next((key for key in _IDENTITIES if key in item), None)
    return f"{item[key]} {item.get('path', '')}".strip() if key else "*"


def _present(absent: dict[str, list[str]], found: dict[str, Any]) -> Iterator[str]:
    types = {item["name"] for item in found["types"]}
    properties = {
        f"{item['name']}.{prop['name']}"
        for item in found["types"]
        for prop in item.get("properties", ())
    }
    for name in sorted({*absent.get("types", ())} & types):
        yield f"the type {name} is there"
    for name in sorted({*absent.get("properties", ())} & properties):
        yield f"the property {name} is there"


def _misses(lines: list[str], findings: tuple[Finding, ...]) -> Iterator[str]:
    """Places that lack a finding; with `# exact`, or without any line, findings elsewhere too."""
    rest = list(findings)
    exact = not lines or lines[0].startswith("# exact")
    for line in lines:
        if line.startswith("#"):
            continue
        here = [item for item in findings if _is_at(item, line.partition(" #")[0] + " ")]
        if not here:
            yield f"not reported: {line}"
        elif exact and len(here) > 1:
            yield f"reported {len(here)} times: {line}"
            yield from map(str, here)
        rest = [item for item in rest if item not in here]
    if exact:
        yield from (f"reported: {item}" for item in rest)


def _is_at(finding: Finding, places: str) -> bool:
    return any(
        place["page"] == finding.loc.path
        and int(place["first"]) <= finding.loc.line <= int(place["last"] or place["first"])
        for place in _PLACE.finditer(places)
    )
