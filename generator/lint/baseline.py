"""A file of known findings, so that only new ones count.

A finding is known by its code, its page and its message without line numbers, and by how often
that occurs: lines may move, the finding stays the same one.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from generator.diagnostics import Finding
from generator.errors import InputError
from generator.subjects import without_lines

_FORMAT = 1

#: Code, page, message.
Identity = tuple[str, str, str]


class Compared(NamedTuple):
    """Findings against a baseline: the new ones, how many are known, how many known are gone."""

    new: tuple[Finding, ...]
    known: int
    gone: int


def identity(finding: Finding) -> Identity:
    """What a finding is known by."""
    return finding.code, finding.loc.path, without_lines(finding.message)


def read_baseline(file: Path) -> Counter[Identity]:
    """The known findings of a file. Raises `InputError` when it is none that `dump` wrote."""
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
        if document["format"] != _FORMAT:
            raise InputError(f"{file}: a baseline of another format; write it with this version")
        return Counter(
            {(it["code"], it["page"], it["message"]): it["times"] for it in document["findings"]}
        )
    except FileNotFoundError:
        raise InputError(
            f"{file}: no such baseline; --update-baseline writes it with the findings of now"
        ) from None
    except (ValueError, KeyError, TypeError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise InputError(f"{file}: is no baseline ({reason}); --update-baseline mends it") from None


def dump(findings: Iterable[Finding]) -> str:
    """A baseline with these findings: sorted, one finding a line, so that a diff of it is short."""
    counted = Counter(map(identity, findings))
    rows = (
        {"code": code, "page": page, "message": message, "times": times}
        for (code, page, message), times in sorted(
            counted.items(), key=lambda item: (item[0][1], item[0][0], item[0][2])
        )
    )
    lines = ",\n".join(f"    {json.dumps(row)}" for row in rows)
    body = f"[\n{lines}\n  ]" if lines else "[]"
    return f'{{\n  "format": {_FORMAT},\n  "findings": {body}\n}}\n'


def compare(findings: Iterable[Finding], known: Counter[Identity]) -> Compared:
    """Take the known findings away; of several alike, the last ones are the new ones."""
    left = Counter(known)
    new: list[Finding] = []
    matched = 0
    for finding in findings:
        key = identity(finding)
        if left[key] > 0:
            left[key] -= 1
            matched += 1
        else:
            new.append(finding)
    return Compared(tuple(new), matched, sum((+left).values()))
