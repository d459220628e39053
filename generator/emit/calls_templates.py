"""What stands for the placeholders of a route's path in the path of a URL.

Placeholders are those of the runtime: `{name}` within a segment, `{+name}` for several segments,
`f(a={x})` and `f(a='{x}')` for function arguments.
"""

from __future__ import annotations

import re
from functools import cache

_HOLE = re.compile(r"\{(\+?)(\w+)\}")
_PLAIN = re.compile(r"[^{}()']*|\{\w+\}")


def fit(template: str, path: str, *, same_case: bool) -> dict[str, str] | None:
    """The texts of the placeholders by name; None for a path that does not fit.

    Letters may differ in case unless `same_case`.
    """
    segments = _segments(template)
    if segments is None or not path.isascii():
        hit = _pattern(template, re.NOFLAG if same_case else re.IGNORECASE).fullmatch(path)
        return hit.groupdict() if hit else None
    found = path.split("/")
    if len(found) != len(segments):
        return None
    texts: dict[str, str] = {}
    for segment, text in zip(segments, found, strict=True):
        if segment.startswith("{"):
            if not _is_value(text):
                return None
            texts[segment[1:-1]] = text
        elif segment != text and (same_case or segment.lower() != text.lower()):
            return None
    return texts


def holes(route: str) -> tuple[str, ...]:
    """The names of the placeholders in a route's path, in order."""
    return tuple(name for _, name in _HOLE.findall(route.partition("?")[0]))


@cache
def _segments(template: str) -> tuple[str, ...] | None:
    """The segments, if each is a placeholder or has none: making a pattern takes much longer."""
    segments = tuple(template.split("/"))
    return segments if template.isascii() and all(map(_PLAIN.fullmatch, segments)) else None


def _is_value(segment: str) -> bool:
    """`$count`, `$ref` and their like are never values."""
    return segment != "" and not segment.startswith("$")


@cache
def _pattern(template: str, flags: re.RegexFlag) -> re.Pattern[str]:
    parts, at = [], 0
    for hole in _HOLE.finditer(template):
        parts.append(re.escape(template[at : hole.start()]))
        # Of several that may span segments only the last one does: every combination of the
        # others would be tried.
        spans = hole[1] and "{+" not in template[hole.end() :].partition(":")[0]
        parts.append(f"(?P<{hole[2]}>{_shape(template[: hole.start()], bool(spans))})")
        at = hole.end()
    parts.append(re.escape(template[at:]))
    return re.compile("".join(parts), flags)


def _shape(before: str, spans: bool) -> str:
    """What a placeholder may stand for, from what is before it in the template."""
    if before.count("'") % 2:
        return r"(?:[^']|'')*"
    if before.count("(") > before.count(")"):
        return r"'(?:[^']|'')*'|\[[^\]]*\]|\{[^}]*\}|[^,()']*"
    value = "[^:]+?" if spans else "[^/]+?"
    return rf"(?!\$){value}" if before.endswith("/") else value  # as `_is_value`
