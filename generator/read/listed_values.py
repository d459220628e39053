"""Values that a description lists: "Possible values are: `a`, `b`, and `c`."

A list is read only where a sentence says that values follow, and only as far as it is a list:
numbers, ranges, "see the table below" and the prose behind the list give no values.
"""

from __future__ import annotations

import re
from itertools import islice

_LEAD = re.compile(
    r"""
      \b(?:possible|allowed|supported|valid|acceptable|available|permitted)\s+
        (?:[\w$-]+\s+){0,2}?values?\b
        (?:[^.`<>"“:;*]|\*\*[\w.]{1,60}\*\*|`[\w.]{1,60}`){0,60}?
        (?:\b(?:are|is|include|includes|can\ be)\b\s*:?|:)
    | \bcan\ be\ (?:either\ )?one\ of\ the\ following(?:\ values)?\s*:
    | \b(?:is|be|as)\ one\ of(?:\ the\ following(?:\ values)?)?\s*:
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SINGULAR = re.compile(r"\bvalue\b", re.IGNORECASE)
_NEGATION = re.compile(r"\b(?:cannot|can't|not)\b[^.]*\Z", re.IGNORECASE)
_FILLER = re.compile(
    r"[\s:]*(?:(?:one of|any of|either|the following|following|only)\b[\s:]*)*", re.I
)
_ITEM = re.compile(
    r"""`+\ ?([^`\n]{1,200}?)\ ?`+ | \*\*([^*\n]{1,200})\*\* | \*([^*\n]{1,200})\*
      | "([^"\n]{1,80})" | “([^”\n]{1,80})” | '([^'\n]{1,80})' | \b_([^_\n]{1,80})_\b""",
    re.VERBOSE,
)
#: Between two values: a note in brackets or an explanation behind a dash, and a separator.
_BETWEEN = re.compile(
    r"""\s*+(?:\([^()]{0,400}\)\s*+)?
        (?:[,;|/]|(?:[-–—:=]|--)\s[^`"“*]{0,300}?[.;,](?=\s))?
        \s*+(?:(?:and/or|and|or|&)\s*+)?(?:the\s*+)?(?=[`*"“'_])""",
    re.VERBOSE | re.IGNORECASE,
)
_BREAK = re.compile(r"</?br\s*/?>|</?li>|<ul>|\n", re.IGNORECASE)
#: The rest of a line that explains a value, and the break behind it.
_NEXT_LINE = re.compile(r"[^`\n<]{0,600}<(?:/?br\s*/?|/?li)>[-*•\s]*", re.IGNORECASE)
_BARE = re.compile(r"[A-Za-z][\w-]*+(?:\.[A-Za-z]\w*+)*+", re.ASCII)
_AFTER_BARE = re.compile(r"\s*(?:--?|[–—:(=]|\Z|[.,;]\s*\Z)")
_BARE_END = re.compile(r"[.;](?=\s|\Z)|[.;]?(?:<br|\s+(?:inherited|this|default)\b)", re.IGNORECASE)
_BARE_SPLIT = re.compile(r"\s*,\s*(?:and|or)?\s+|\s*,\s*|\s+(?:and|or)\s+|\s*\|\s*", re.IGNORECASE)
_NOTE = re.compile(r"\s*\([^()]*\)\Z")
_NUMBER = re.compile(r"[-+]?[0-9][0-9.,:%]*(?:\s*(?:-|–|to|through)\s*[0-9.,:%]+)?\Z")
_PREFER = re.compile(r"include-unknown-enum-members[`'\"*_\s]*[^:`.]{0,200}:", re.IGNORECASE)
_HEADER = re.compile(r"prefer\s*:", re.IGNORECASE)
#: Words behind "values are" that begin a sentence about the values.
_PROSE = re.compile(
    r"(?:listed|described|defined|documented|shown|given|provided|available|below|above|see|not"
    r"|any|the|an?|in|as|to|from|strings?|integers?|numbers?)\Z",
    re.IGNORECASE,
)
#: Longest description that is searched; no list is as long.
_LONGEST = 60_000


def listed_values(raw: str) -> tuple[str, ...]:
    """The values that a description (Markdown) lists, in documented order. Never raises."""
    if len(raw) > _LONGEST:
        return ()
    for lead in islice(_LEAD.finditer(raw), 8):
        singular = _SINGULAR.search(lead[0]) is not None
        if _NEGATION.search(raw, max(0, lead.start() - 80), lead.start()):
            continue
        listed = _values(raw[lead.end() :], singular)
        values = _clean(listed)
        if values and (singular or len(listed) > 1):  # one of several: the list was not read
            return tuple(dict.fromkeys((*values, *prefer_values(raw))))
    return ()


def prefer_values(raw: str) -> tuple[str, ...]:
    """The values that are sent only with `Prefer: include-unknown-enum-members`."""
    found = _PREFER.search(raw[:_LONGEST])
    return _clean(_values(raw[found.end() : _LONGEST])) if found else ()


def _values(region: str, singular: bool = False) -> list[str]:
    filler = _FILLER.match(region)
    region = region[filler.end() :] if filler else region
    if _BREAK.match(region.lstrip()):
        return _lines(region)
    if _ITEM.match(region):
        return _marked(region)
    return _bare(region, singular)


def _marked(region: str) -> list[str]:
    """Values in code spans, emphasis or quotes, one behind the other."""
    values: list[str] = []
    item = _ITEM.match(region)
    while item and not _HEADER.match(_inner(item)):
        values += _split(_inner(item))
        between = _BETWEEN.match(region, item.end())
        if between is None:
            explained = _NEXT_LINE.match(region, item.end())
            return values + (_lines(region[explained.end() :]) if explained else [])
        item = _ITEM.match(region, between.end())
    return values


def _lines(region: str) -> list[str]:
    """Values at the beginning of lines or list items; ends at a line without one."""
    values: list[str] = []
    for line in _BREAK.split(region.partition("</ul>")[0]):
        text = line.strip()
        if not text:
            continue
        item = _ITEM.match(text)
        bare = _BARE.match(text)
        if item:
            values += _split(_inner(item))
        elif bare and _AFTER_BARE.match(text, bare.end()):
            values.append(bare[0])
        else:
            break
    return values


def _bare(region: str, singular: bool) -> list[str]:
    """Values without any markup: the sentence must hold nothing else."""
    end = _BARE_END.search(region[:4000])
    sentence = region[: end.start()] if end else region[:4000]
    items = [_NOTE.sub("", item).strip() for item in _BARE_SPLIT.split(sentence.strip())]
    if len(items) == 1 and (not singular or _PROSE.match(items[0])):
        return []
    whole = all((bare := _BARE.match(item)) and bare.end() == len(item) for item in items)
    return items if whole else []


def _inner(item: re.Match[str]) -> str:
    return next(group for group in item.groups() if group is not None).strip()


def _split(text: str) -> list[str]:
    """One marked item may hold several values: `a, b` or `a | b`."""
    parts = re.split(r"\s*[,|]\s*", text.strip("*_`'\" "))
    return [part for part in parts if part] or [text]


def _clean(values: list[str]) -> tuple[str, ...]:
    """Leave out what is no value of a string; nothing remains of a list of numbers or prose."""
    kept = [value.strip(" .\"'`") for value in values]
    kept = [value for value in kept if value and value.lower() != "null"]
    if any(len(value.split()) > 6 or len(value) > 100 for value in kept):
        return ()
    if all(_NUMBER.match(value) or value.lower() in ("true", "false") for value in kept):
        return ()
    return tuple(dict.fromkeys(kept))
