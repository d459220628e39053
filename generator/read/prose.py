"""Facts that prose states: what a description says beyond describing.

Only flags count: "Read-only." and "This property is required." state a fact about the property,
"Indicates if the rule is read-only" and "Required if type is weekly" do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from generator.model import NO_TRAITS, QUERY_OPTIONS, Traits
from generator.read.listed_values import listed_values, prefer_values
from generator.read.sentences import LONGEST, sentences
from generator.records import Record

_FLAG_BOUNDARY = re.compile(
    r"[.;!?][\"'”]*(?=\s|\Z)|\n|[()\[\]]|\s[-–—]+\s|(?<=required):|(?<=optional):|(?<=only):",
    re.IGNORECASE,
)
_PIECES = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*;\s*")

#: Said of the thing itself, in whatever sentence.
_NOT_NULLABLE = re.compile(r"\bnon-?nullable\b(?!\s+(?:if|when|for))", re.IGNORECASE)
_SUBJECT = (
    r"(?:(?:this|the|it|its)\s*(?:(?:\w+\s+)?(?:property|value|field|attribute|relationship"
    r"|parameter|collection|member|setting))?(?:'s value)?\s+(?:is|are)\s+(?:also\s+)?"
    r"(?:an?\s+)?|is\s+|an?\s+)?"
)
_OBJECT = r"(?:\s+(?:property|field|value|parameter|attribute|relationship|collection))?"
#: Flags: the whole of a sentence, or one piece of a sentence that has nothing but flags.
_FLAGS: tuple[tuple[re.Pattern[str], dict[str, Any]], ...] = tuple(
    (re.compile(rf"{_SUBJECT}(?:{pattern}){_OBJECT}\Z", re.IGNORECASE), traits)
    for pattern, traits in (
        (r"read[\s-]?only", {"read_only": True}),
        (r"write[\s-]?only", {"write_only": True}),
        (
            r"(?<!non-)(?<!non )(?<!not )nullable(?:\s*[:=]?\s*true)?|can be null|may be null",
            {"nullable": True},
        ),
        (
            r"(?:not|non)[\s-]?nullable|nullable\s*[:=]?\s*false|not null"
            r"|(?:cannot|can't|can not|must not|may not) be null",
            {"nullable": False},
        ),
        (r"required|mandatory|must be (?:specified|provided|supplied)", {"required": True}),
        (r"optional|not required", {"required": False}),
        (r"immutable", {"immutable": True}),
        (r"(?:primary )?key", {"key": True}),
        (r"unique|case[- ]sensitive|sortable|filterable", {}),
    )
)
#: Without one of these, in lower case, no clause states a flag.
_FLAG_WORDS = (
    *("only", "null", "required", "mandatory", "must be", "optional", "immutable", "key"),
    *("not be", "can't be"),
)
_KEY_OF = re.compile(r"(?:the )?key of the \w+(?: \w+)?\Z", re.IGNORECASE)
_LEADING_READ_ONLY = re.compile(
    r"read[\s-]?only\s+(?!mode|access|permission|user|role|member|key|if\b|when\b|for\b|unless\b"
    r"|except\b|in\b|after\b|on\b|or\b|and\b|until\b|once\b|domain|controller|copy|view)\w",
    re.IGNORECASE,
)
_READ_ONLY_AND = re.compile(
    r"(?:this|the|it)(?: \w+)? is (?:a )?read[\s-]?only(?: \w+)? (?:and|that) "
    r"(?:is |are |was )?(?:automatically |always )?(?:\w+ed|set)\b",
    re.IGNORECASE,
)
#: At the end of a sentence without its own: "… that is selected Read-only."
_TRAILING_READ_ONLY = re.compile(r"[\w)'](?:\s+Read|,\s+[Rr]ead)[\s-]only\Z")
_CONDITION = re.compile(r"\b(?:if|whether|when|or|once|unless)\b", re.IGNORECASE)
_IMMUTABLE = re.compile(
    r"(?:(?:it|this|(?:this|the) (?:property|value|identifier|field)"
    r"|(?:once|after)[^,]{1,60}, (?:it|this property|the value|the property))\s+(?:value\s+)?)?"
    r"(?:is immutable|(?:cannot|can't|can not|may not) be (?:changed|modified|updated))\b"
    r"(?!\s+(?:by|directly|unless|if|using|through|via|when|for|with|in|because))",
    re.IGNORECASE,
)
_DEFAULT = re.compile(
    r"\bdefault(?:s\s+to|(?:\s+value)?(?:\s+is(?:\s+set\s+to)?|\s*[:=]))\s*"
    r"(?:`++\s{0,9}([^`\n]{1,80}?)\s{0,9}`+|\*\*([^*\n]{1,80})\*\*|\"([^\"\n]{1,80})\"|'([^'\n]{1,80})'"
    r"|([A-Za-z0-9+-][\w:+-]*(?:\.\w+)*))"
    r"(?=\s*(?:[.;,)]|\Z|<br|inherited\b|optional\b|required\b|possible\b|read-only\b))",
    re.IGNORECASE,
)
_NO_DEFAULT = frozenset(("the", "a", "an", "not", "no", "based", "determined", "this", "as", "set"))
_MAX_LENGTH = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bmax(?:imum)?\.?\s+(?:allowed\s+)?length(?:\s+allowed)?(?:\s+is|\s+of|\s*[:=(])?\s*"
        r"([0-9][0-9,]{0,8})\b(?!\s*(?:bytes|kb|mb|%))",
        r"\bmax(?:imum)?\.?\s+(?:allowed\s+)?size(?:\s+allowed)?(?:\s+is|\s+of|\s*[:=(])?\s*"
        r"([0-9][0-9,]{0,8})\s+char",
        r"\b(?:not|cannot|can't) exceed\s+([0-9][0-9,]{0,8})\s+char",
        r"\b(?:a maximum of|limited to|up to|at most)\s+([0-9][0-9,]{0,8})\s+char",
        r"\bbetween\s+[0-9]{1,6}\s+and\s+([0-9][0-9,]{0,8})\s+characters\s+(?:in length|long)",
    )
)
_INHERITED_LINK = re.compile(
    r"\binherit(?:ed|s)\s+from\s+(?:the\s+)?[*_]*\[([^\]]+)\]\(([^()\s]*)", re.I
)
_INHERITED = re.compile(
    r"\binherit(?:ed|s)\s+from\s+(?:the\s+)?(?!an?\b|its\b|parent\b|base\b)"
    r"[*_`\[]*([A-Za-z]\w*+(?:\.[A-Za-z]\w*+)*+)",
    re.IGNORECASE,
)
_NAMES = "|".join(QUERY_OPTIONS)
_SUPPORTS = re.compile(
    r"\bsupports?\s+(?:only\s+)?(?:the\s+)?[`*\"]*"
    rf"(?=\$|(?:{_NAMES})[`*\"]*\s*(?:[(,.;/]|\Z|and\b|or\b))",
    re.IGNORECASE,
)
_UNSUPPORTED = re.compile(r"\b(?:not|n't|never|nor|no)\s*\Z", re.IGNORECASE)
#: An option by its dollar sign, or as an item of a list of nothing but options.
_OPTION = re.compile(
    r"\$\s?([a-z]+)(?:[`*]*\s?(?=\s+by\b))?"
    rf"|(?:\A|,\s?|\band\s|\bor\s|/)({_NAMES})(?=\s?(?:[(,;/]|\Z|and\b|or\b))",
    re.IGNORECASE,
)
_OPERATORS = re.compile(r"\$?filter[`*]*\s*\(([^()]{0,200})\)", re.IGNORECASE)
_OPERATOR_SPLIT = re.compile(r"[\s,/`*]+|\b(?:and|operators?|only)\b", re.IGNORECASE)
#: Operators and functions of `$filter` (OData 4.01 URL conventions, section 5.1.1).
_FILTERS = {
    name.lower(): name
    for name in (
        *("eq", "ne", "gt", "ge", "lt", "le", "not", "in", "has", "any", "all", "contains"),
        *("startsWith", "endsWith", "hasSubset", "hasSubsequence", "matchesPattern", "length"),
        *("indexof", "substring", "tolower", "toupper", "trim", "concat", "year", "month", "day"),
        *("hour", "minute", "second", "date", "time", "now", "round", "floor", "ceiling", "search"),
    )
}
_SELECTED = (
    (re.compile(r"\b(?:not|n't|isn't)\s+returned by default\b", re.IGNORECASE), False),
    (re.compile(r"\breturned only (?:on|with|by|when using)\s+[`*]*\$select\b", re.I), False),
    (re.compile(r"(?:\A|[.;]\s+)(?:it is |this property is )?returned by default\b", re.I), True),
)
_DEPRECATED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\A\W*(?:deprecated|obsolete)\b(?!\s+(?:version|value|state|item|and\b|or\b))",
        r"[(\[](?:deprecated|retired|obsolete)\b[^()\[\]]{0,200}[)\]]",
        r"\b(?:this|it|(?:the|these) (?:property|properties|resource|type|api|apis|operation|method"
        r"|field|value|parameter|endpoint|relationship|enum|enumeration|entity|function|action))\b"
        r"[^.]{0,160}?\b(?:is|are|has been|have been|will be|being)\s+(?:now\s+|being\s+|soon\s+)?"
        r"(?:deprecated|obsolete|retired)\b",
        r"\bto be deprecated\b",
        r"\b(?:this|it)\b[^.]{0,60}\b(?:is|are|will be) no longer (?:be )?supported\b",
    )
)
_DEPRECATED_WORDS = ("deprecated", "obsolete", "retired", "no longer")
#: Before "(deprecated)" it is one of the values that is.
_OF_VALUE = re.compile(r"\b(?:values?|one of)\b[^.]*[\w`'\"*]\s*\Z", re.IGNORECASE)
_INSTEAD = re.compile(r"(?:please\s+)?(?:use|see|switch|migrate)\b|instead\b", re.IGNORECASE)
_TODO = re.compile(r"\*\*\s*TODO\b[^*]{0,400}\*\*|\bTODO:[^.\n|]{0,200}\.?", re.IGNORECASE)
_UNDOCUMENTED = re.compile(r"\bnot (?:yet )?documented\b\.?", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])?")


class Description(Record):
    """A description cell: `text` without `residue` (what a generator left), and its `traits`."""

    text: str
    residue: tuple[str, ...] = ()
    traits: Traits = NO_TRAITS


def _has(text: str, words: Iterable[str]) -> bool:
    """Whether a text has one of some words, whatever its case; far quicker than any pattern."""
    lowered = text.lower()
    return any(word in lowered for word in words)


def deprecation(text: str) -> str | None:
    """Why the described thing is deprecated, in the page's words; None when it is not."""
    if not _has(text, _DEPRECATED_WORDS):
        return None
    parts = sentences(text[:LONGEST])
    for index, part in enumerate(parts):
        found = next((m for pattern in _DEPRECATED if (m := pattern.search(part))), None)
        if found and not (found[0][0] in "([" and _OF_VALUE.search(part, 0, found.start())):
            following = parts[index + 1 : index + 2]
            advice = [next_part for next_part in following if _INSTEAD.match(next_part)]
            return " ".join(" ".join([part, *advice]).split())
    return None


@lru_cache(maxsize=4096)
def read_description(raw: str, text: str) -> Description:
    """Read a description: `raw` is its Markdown, `text` the same without markup. Never raises."""
    kept, residue = _without_residue(raw, text)
    if not kept.strip():
        return Description("", residue)
    return Description(kept, residue, _traits(raw[:LONGEST], kept[:LONGEST]))


def _without_residue(raw: str, text: str) -> tuple[str, tuple[str, ...]]:
    if not _has(raw, ("todo",)) and not _has(text, ("documented",)):
        return text.strip(), ()
    residue: list[str] = []
    for found in _TODO.finditer(raw[:LONGEST]):
        plain = _LINK.sub(r"\1", found[0]).replace("*", "").replace("`", "").strip()
        if plain in text:
            residue.append(found[0].strip())
            text = text.replace(plain, "", 1)
    for found in _UNDOCUMENTED.finditer(text):
        residue.append(found[0])
    text = _UNDOCUMENTED.sub("", text) if residue else text
    return (" ".join(text.split()) if residue else text.strip()), tuple(residue)


def _traits(raw: str, text: str) -> Traits:
    facts: dict[str, Any] = {}
    said, marked = text.lower(), raw.lower()  # a word is found far quicker than a pattern
    for flags in _flag_sentences(text):
        for trait, value in flags.items():
            facts.setdefault(trait, value)
    if "nullable" not in facts and "nullable" in said and _NOT_NULLABLE.search(text):
        facts["nullable"] = False
    if (reason := deprecation(text)) is not None:
        facts["deprecated"] = reason
    if "default" in marked:
        facts["default"] = _default(raw)
    if "max" in said or "char" in said:
        facts["max_length"] = _max_length(text)
    if "value" in marked or "one of" in marked:
        facts["values"] = listed_values(raw)
    if "unknown-enum" in marked:
        facts["prefer_values"] = prefer_values(raw)
    if "support" in said:
        facts["filter_operators"], facts["supports"] = _supports(text)
    if "returned" in said:
        facts["default_selected"] = next((v for p, v in _SELECTED if p.search(text)), None)
    if "inherit" in marked:
        facts["inherited_from"] = _inherited_from(raw)
    traits = Traits(**facts)
    return NO_TRAITS if traits == NO_TRAITS else traits


def _flag_sentences(text: str) -> Iterable[dict[str, Any]]:
    for sentence in _FLAG_BOUNDARY.split(text) if _has(text, _FLAG_WORDS) else ():
        clause = sentence.strip(" *_`,.")
        if len(clause) > 200 or not _has(clause, _FLAG_WORDS):
            continue
        if (whole := _flag(clause)) is not None:
            yield whole
            continue
        pieces = [_flag(piece.strip()) for piece in _PIECES.split(clause) if piece.strip()]
        if all(piece is not None for piece in pieces):
            together: dict[str, Any] = {}
            for piece in pieces:
                together = {**(piece or {}), **together}
            if all(piece is None or piece.items() <= together.items() for piece in pieces):
                yield together  # else it is a list of words: "required, optional"
        elif _KEY_OF.match(clause):
            yield {"key": True}
        elif (
            _LEADING_READ_ONLY.match(clause)
            or _READ_ONLY_AND.match(clause)
            or (_TRAILING_READ_ONLY.search(clause) and not _CONDITION.search(clause))
        ):
            yield {"read_only": True}
        elif _IMMUTABLE.match(clause):
            yield {"immutable": True}


@lru_cache(maxsize=2048)
def _flag(clause: str) -> dict[str, Any] | None:
    return next((traits for pattern, traits in _FLAGS if pattern.match(clause)), None)


def _default(raw: str) -> str | None:
    for found in _DEFAULT.finditer(raw):
        value = next(group for group in found.groups() if group is not None).strip()
        if value and (found[5] is None or value.lower() not in _NO_DEFAULT):
            return value
    return None


def _max_length(text: str) -> int | None:
    for pattern in _MAX_LENGTH:
        if found := pattern.search(text):
            return int(found[1].replace(",", ""))
    return None


def _supports(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Operators of `$filter`, and the other query options that a property supports."""
    operators: list[str] = []
    options: list[str] = []
    for found in _SUPPORTS.finditer(text):
        if _UNSUPPORTED.search(text, max(0, found.start() - 12), found.start()):
            continue
        tail = text[found.end() : found.end() + 300]
        sentence = re.split(r"\.(?:\s|\Z)|;", tail, maxsplit=1)[0]
        for marked, bare in _OPTION.findall(sentence.replace("order by", "orderby")):
            name = (marked or bare).lower()
            if name == "filter":
                operators += _operators(sentence)
            elif name in QUERY_OPTIONS:
                options.append(name)
    return tuple(dict.fromkeys(operators)), tuple(dict.fromkeys(options))


def _operators(sentence: str) -> list[str]:
    found = _OPERATORS.search(sentence)
    words = _OPERATOR_SPLIT.split(found[1]) if found else []
    return [name for word in words if (name := _FILTERS.get(word.lower()))] or ["*"]


def _inherited_from(raw: str) -> str | None:
    if linked := _INHERITED_LINK.search(raw):
        label = linked[1].strip(" *`")
        if " " not in label:
            return label
        return linked[2].rpartition("/")[2].partition(".")[0] or None
    named = _INHERITED.search(raw)
    return named[1] if named else None
