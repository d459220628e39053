"""Mechanical corrections: for a finding, the edits of its page after which it is gone.

A fixer gives no edits when it is not certain; then the finding stays for a person. What a finding
says is read from its message, whose form the tests of this module hold fast.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping

from generator.diagnostics import Finding
from generator.lint.fixers_json import trailing_commas
from generator.lint.messages import Message, alone
from generator.lint.source import Edit, Source
from generator.model import Api
from generator.read.page import linked_path
from generator.records import Record

_LINK_TARGET = re.compile(r"\]\((?P<target>[^()\s]+)")
_LENGTH = re.compile(r"the body has (?P<bytes>[1-9]\d*) bytes")
_LENGTH_VALUE = re.compile(r"\A\s*content-length\s*:?\s*(?P<value>\S.*?)\s*\Z", re.IGNORECASE)
_CASE = re.compile(
    r"the (?P<where>table|JSON representation) writes '(?P<written>\w+)',"
    r" .* '(?P<right>\w+)'; the latter is taken",
    re.DOTALL,
)
_VERSION = re.compile(
    r"\A\s*[A-Z]+\s+https?://[^/\s]+/(?P<version>v\d+(?:\.\d+)*|beta)(?=[/?\s]|\Z)"
)
_API_VERSION = re.compile(r"v\d+(?:\.\d+)*|beta")
_DELIMITER = re.compile(r"\s*+(?:\|\s*+)?:?-+:?\s*+(?:\|\s*+:?-+:?\s*+)*+(?:\|\s*+)?\Z")


class Known(Record):
    """What fixers may know beside the page: all page paths by lower case, the API, its findings."""

    pages: Mapping[str, str]
    api: Api
    messages: Mapping[int, Message]
    others: tuple[Finding, ...]


Fixer = Callable[[Source, Finding, Known], Iterator[Edit]]


def fix_commas(source: Source, finding: Finding, known: Known) -> Iterator[Edit]:
    """Take out commas before a closing brace or bracket."""
    if "trailing-comma" in finding.message:
        yield from trailing_commas(source, finding.loc.line)


def fix_version(source: Source, finding: Finding, known: Known) -> Iterator[Edit]:
    """Let an example's URL name the version that its page documents."""
    if "rule other-version" not in finding.message or not _API_VERSION.fullmatch(known.api.name):
        return
    line = finding.loc.line
    match = _VERSION.match(source.line(line))
    if match and match["version"] != known.api.name:
        start = source.start(line)
        yield Edit(start + match.start("version"), start + match.end("version"), known.api.name)


def fix_link_case(source: Source, finding: Finding, known: Known) -> Iterator[Edit]:
    """Write a link's path as the file is called; dots, anchors and slashes stay as they are.

    A page that has the link several times has one finding, for the first of them.
    """
    page = finding.loc.path
    here = _LINK_TARGET.findall(source.line(finding.loc.line))
    wrong = {linked_path(page, target) for target in here} - set(known.pages.values())
    for match in _LINK_TARGET.finditer(source.text):
        written = linked_path(page, match["target"])
        real = known.pages.get(written.lower())
        if real and written in wrong and not source.fence_around(source.line_at(match.start())):
            yield from _with_case_of(real, match)


def _with_case_of(real: str, match: re.Match[str]) -> Iterator[Edit]:
    path = re.split("[#?]", match["target"])[0]
    names = re.sub(r"\A(?:\.{0,2}[/\\])*", "", path)
    right = real[len(real) - len(names) :]
    if right.lower() == names.replace("\\", "/").lower():
        end = match.start("target") + len(path)
        kept = (old if old == "\\" else new for old, new in zip(names, right, strict=True))
        yield Edit(end - len(names), end, "".join(kept))


def fix_length(source: Source, finding: Finding, known: Known) -> Iterator[Edit]:
    """Correct a Content-Length; one of a body that is not shown at all may be right."""
    found = _LENGTH.search(finding.message)
    value = _LENGTH_VALUE.match(source.line(finding.loc.line))
    if found and value:
        start = source.start(finding.loc.line)
        yield Edit(start + value.start("value"), start + value.end("value"), found["bytes"])


def fix_case(source: Source, finding: Finding, known: Known) -> Iterator[Edit]:
    """Write a property in its table, and in the JSON beside it, as all else does.

    Not where something else contradicts that spelling.
    """
    same = [o for o in known.others if o.loc == finding.loc and o.code == finding.code]
    match = _CASE.search(finding.message)
    if not match or len(same) > 1 or match["written"].lower() != match["right"].lower():
        return
    if match["where"] == "table":
        cell = re.match(r"\s*\|?[^|]*", source.line(finding.loc.line))
        at = re.search(rf"(?<!\w){match['written']}(?!\w)", cell[0] if cell else "")
        if at is None:
            return
        start = source.start(finding.loc.line)
        yield Edit(start + at.start(), start + at.end(), match["right"])
    key = re.compile(rf'"(?P<key>{match["written"]})"\s*:')
    for at in key.finditer(source.text):
        if source.fence_around(source.line_at(at.start())):
            yield Edit(at.start("key"), at.end("key"), match["right"])


def fix_table(source: Source, finding: Finding, known: Known) -> Iterator[Edit]:
    """Give a table's header and delimiter row the same width, and outer pipes if one has them.

    Rows decide which of the two is right; where they fit neither, nothing is certain.
    """
    first = finding.loc.line
    header, delimiter = source.line(first), source.line(first + 1)
    if not _DELIMITER.match(delimiter):
        return
    columns = _cells(header)
    marks = [mark.strip() for mark in _cells(delimiter)]
    rows: list[int] = []
    line = first + 2
    while source.line(line).strip() and "|" in source.line(line):
        rows.append(len(_cells(source.line(line))))
        line += 1
    if len(columns) == len(marks):
        return
    if max(rows, default=0) <= len(columns):
        marks = marks[: len(columns)] + ["---"] * (len(columns) - len(marks))
        text = (
            f"|{'|'.join(marks)}|"
            if "|" in (header.strip()[:1], delimiter.strip()[:1])
            else ("|".join(marks))
        )
        indent = delimiter[: len(delimiter) - len(delimiter.lstrip())]
        yield _whole(source, first + 1, indent + text)
    elif set(rows) == {len(marks)} and len(columns) < len(marks):
        gap = "  |" * (len(marks) - len(columns))
        closed = header.rstrip() if header.rstrip().endswith("|") else f"{header.rstrip()} |"
        yield _whole(source, first, closed + gap)


def fix_metadata(source: Source, finding: Finding, known: Known) -> Iterator[Edit]:
    """Put a metadata comment above an example that the generator has read as one.

    The name is the one that the example has already, so that nothing else changes.
    """
    line = finding.loc.line
    fence = source.fence_around(line)
    message = fence and alone(fence, known.messages)
    if not message or not re.match(r" {0,3}[`~]", source.line(line)):
        return
    name = json.dumps(message.name, ensure_ascii=False)
    rows = ["<!-- {", f'  "blockType": "{message.kind}",', f'  "name": {name}', "} -->", ""]
    start = source.start(line)
    yield Edit(start, start, source.line_end.join(rows))


def _cells(line: str) -> list[str]:
    text = line.strip().replace("\\|", "\0\0")
    return text.removeprefix("|").removesuffix("|").split("|")


def _whole(source: Source, line: int, text: str) -> Edit:
    start = source.start(line)
    return Edit(start, start + len(source.line(line)), text)


#: Which fixer is for which finding. Content-Length comes last: other edits change bodies.
FIXERS: Mapping[str, tuple[Fixer, ...]] = {
    "METADATA_NOT_JSON": (fix_commas,),
    "REPRESENTATION_REPAIRED": (fix_commas,),
    "EXAMPLE_ADJUSTED": (fix_commas, fix_version),
    "LINK_CASE_DIFFERS": (fix_link_case,),
    "PROPERTY_CASE_DIFFERS": (fix_case,),
    "TABLE_MALFORMED": (fix_table,),
    "METADATA_MISSING": (fix_metadata,),
}
LENGTH = "CONTENT_LENGTH_WRONG"
