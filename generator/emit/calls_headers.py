"""Documented header fields as options of a call."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.emit.conforms_runtime import runtime
from generator.emit.expressions import Expr, json_literal, text

#: Fields that have a keyword of their own.
_KEYWORDS = {"prefer": "prefer", "client-request-id": "client_request_id"}


def read_headers(
    fields: Iterable[tuple[str, str]], media_type: str | None
) -> dict[str, tuple[Any, Expr]]:
    """Options for the fields that the client does not send by itself.

    `media_type` is what it sends as `Content-Type`, None for no body.
    """
    ignored = runtime("documented").IGNORED_HEADERS
    found: dict[str, tuple[Any, Expr]] = {}
    rest: dict[str, str] = {}
    for name, value in fields:
        lower = name.lower()
        if lower in ignored or (lower == "content-type" and value == media_type):
            continue
        if lower in _KEYWORDS and lower not in rest:
            known = found.get(_KEYWORDS[lower])
            value = f"{known[0]}, {value}" if known else value
            found[_KEYWORDS[lower]] = (value, text(value))
        else:
            rest[name] = value
    if rest:
        found["headers"] = (rest, json_literal(rest))
    return found
