"""Which class, method, field or constant each line of a generated module belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STARTS = re.compile(
    r"(?:class (?P<cls>\w+)"
    r"|(?P<constant>[A-Z][A-Z0-9_]*)(?::[^=]*)? = "
    r"|(?:async )?def (?P<function>\w+)"
    r"|    (?:async )?def (?P<method>\w+)"
    r"|    (?P<field>\w+)(?:: .*)? = )"
)
#: What begins in the first column and is none of these ends what stands before it.
_DEDENT = re.compile(r"[^\s)\]}#\"']")


def sections(lines: list[str]) -> Iterator[str]:
    """`Class`, `Class.method`, `Class.field`, `CONSTANT` or `function` for each line."""
    cls = current = ""
    for line in lines:
        found = _STARTS.match(line)
        if found is None:
            current = "" if _DEDENT.match(line) and not line.startswith("@") else current
        elif found["cls"]:
            cls = current = found["cls"]
        elif found["constant"] or found["function"]:
            cls, current = "", found["constant"] or found["function"]
        elif cls:
            current = f"{cls}.{found['method'] or found['field']}"
        yield current
