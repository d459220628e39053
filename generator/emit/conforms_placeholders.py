"""Placeholders that stand where JSON needs a value of another kind: `"datetime-value"`.

Pages show the shape of a body with words in place of values. Where the documented type is text
that is a fine value. Where it is not, a sample of the type stands in, in the text of the test:
the rule `placeholder-value`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from generator.emit.conforms import Problem
from generator.emit.conforms_spans import spans_of

RULE = "placeholder-value"

#: Texts that no service would send: a name for a value, a type's name, something cut off.
_PLACEHOLDER = re.compile(
    r"""
      .*[-_ ]value(?:[-_ ]?\d+)?
    | (?:string|boolean|bool|date|time|datetime|datetimeoffset|timestamp|duration|guid|uuid|binary
        |integer|int(?:16|32|64)?|double|decimal|number|base64)(?:\s*\(.*\))?
    | .*(?:\.{3}|\u2026)
    | [^<]*<.+> | \{.*\}
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)

#: What stands in, by type.
_SAMPLES: dict[str, Any] = {
    "Edm.Boolean": True,
    "Edm.Byte": 1,
    "Edm.Int16": 1,
    "Edm.Int32": 1,
    "Edm.Int64": 1,
    "Edm.Single": 1.5,
    "Edm.Double": 1.5,
    "Edm.Decimal": 1.5,
    "Edm.Guid": "00000000-0000-0000-0000-000000000001",
    "Edm.Date": "2014-01-01",
    "Edm.TimeOfDay": "12:00:00",
    "Edm.DateTimeOffset": "2014-01-01T00:00:00Z",
    "Edm.Duration": "PT1H",
    "Edm.Binary": "AQID",
}


def is_placeholder(problem: Problem) -> bool:
    """Whether the value is a placeholder for which there is a sample."""
    if problem.type.collection or problem.type.name not in _SAMPLES:
        return False
    return isinstance(problem.value, str) and bool(_PLACEHOLDER.fullmatch(problem.value))


def filled(text: str, placeholders: Iterable[Problem]) -> str:
    """The JSON text with a sample for each placeholder."""
    spans = spans_of(text)
    places: list[tuple[int, int, str]] = []
    for problem in placeholders:
        places.append((*spans.at[problem.path], json.dumps(_SAMPLES[problem.type.name])))
    for start, end, sample in sorted(places, reverse=True):
        text = text[:start] + sample + text[end:]
    return text
