"""The words that pages use, as tables: headings, column headers, page titles.

A new spelling is one row here and one test case. Keys are normalised by `page.heading_key`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

Role = Literal[
    "permissions",
    "http_request",
    "headers",
    "query",
    "path_params",
    "function_params",
    "body",
    "request",
    "response",
    "example",
    "errors",
    "properties",
    "relationships",
    "methods",
    "json",
    "members",
    "instance_attributes",
    "notification",
    "prose",
]

_ROLES: tuple[tuple[Role, str], ...] = (
    ("permissions", r"permissions?|prerequisites?|permissions? required|required permissions?"),
    (
        "http_request",
        r"(https?|rest) requests?( syntax| \(.*)?|request (url|uri|syntax)|http methods?"
        r"|endpoint( url)?|(resource )?ur[il]|route",
    ),
    ("headers", r"(optional |required )?(http )?(request )?headers?"),
    (
        "query",
        r"(optional |supported |odata |required |request )*query (string )?"
        r"(param(eter)?s?|options?|arg(ument)?s)|query ?string",
    ),
    (
        "path_params",
        r"(path |url |uri |route |request )?(parameters?|params|arguments)"
        r"|(path|url|uri) variables",
    ),
    ("function_params", r"(function|in-?line|query function|method) parameters?"),
    (
        "body",
        r"(request )?body( (param(eter)?s?|fields|schema))?|request (body )?properties"
        r"|parameters in request body|(request )?payload( param(eter)?s)?"
        r"|json (body|param(eter)?s)|(json )?input|body parameters?|data params",
    ),
    ("example", r"(sample|example)s?\b.*"),
    ("request", r"(sample |http )?requests?( \d+)?(\b.*)?"),
    ("errors", r"(error|errors|http error|exception)s?\b.*|.* errors?|[45]\d\d\b.*"),
    (
        "response",
        r"(sample |http |rest |success(ful)? )?responses?( \d+)?(\b.*)?|returns|2\d\d\b.*",
    ),
    ("notification", r"notifications?\b.*"),
    ("relationships", r"relationships?|navigation( properties)?|relations"),
    ("properties", r"(\w+ )?properties|property|fields|attributes"),
    (
        "methods",
        r"methods|actions( and functions)?|functions|(common )?operations|tasks( on .*)?",
    ),
    ("json", r"(json|xml)( representation)?s?|resource representation|representation"),
    ("members", r"members|enum(eration)? (values|members)|possible values"),
    ("instance_attributes", r"instance attributes|annotations"),
)
_ROLE_PATTERNS = tuple((role, re.compile(f"(?:{pattern})$")) for role, pattern in _ROLES)


@lru_cache(maxsize=4096)
def role_of(key: str) -> Role:
    """What a heading announces; `prose` when it is none of the known ones."""
    for role, pattern in _ROLE_PATTERNS:
        if pattern.match(key):
            return role
    return "prose"


#: Headings as most pages write them, to find what a misspelled one means.
_USUAL = (
    *("Permissions", "HTTP request", "Request headers", "Optional query parameters"),
    *("Query parameters", "Function parameters", "Path parameters", "Request body"),
    *("Response", "Request", "Examples", "Properties", "Relationships", "Methods"),
    *("JSON representation", "Members"),
)
_USUAL_KEYS = {heading.lower(): heading for heading in _USUAL}


def is_usual(key: str) -> bool:
    """Whether this is the heading of a section that pages usually have."""
    return key in _USUAL_KEYS or role_of(key) == "example"


@lru_cache(maxsize=4096)
def heading_meant(key: str) -> str | None:
    """The usual heading that an unknown one nearly is; None when it is known or none is near."""
    if role_of(key) != "prose":
        return None
    near = difflib.get_close_matches(key[:60], _USUAL_KEYS, n=1, cutoff=0.85)
    return _USUAL_KEYS[near[0]] if near else None


#: Columns of tables: what a header cell announces.
Column = Literal["name", "type", "description", "required", "value", "default", "place"]
_COLUMNS: dict[str, Column] = {
    **dict.fromkeys(
        (
            "property",
            "properties",
            "property name",
            "name",
            "param",
            "argument",
            "attribute name",
            "url parameter",
            "body parameter",
            "field",
            "field name",
            "attribute",
            "relationship",
            "relationship name",
            "navigation property",
            "navigation",
            "parameter",
            "parameter name",
            "query parameter",
            "path parameter",
            "function parameter",
            "required parameter",
            "header",
            "header name",
            "request header",
            "member",
            "member name",
            "enum member",
            "enum value",
            "enumeration",
            "key",
            "query option",
            "query string parameter",
            "option",
        ),
        "name",
    ),
    **dict.fromkeys(
        (
            *("type", "data type", "property type", "parameter type", "datatype", "return type"),
            *("format", "field type", "value type"),
        ),
        "type",
    ),
    **dict.fromkeys(
        (
            "description",
            "descriptions",
            "remarks",
            "details",
            "notes",
            "comments",
            "meaning",
            "purpose",
            "usage",
        ),
        "description",
    ),
    **dict.fromkeys(
        (
            "required",
            "required?",
            "required (y/n)",
            "is required",
            "is required?",
            "mandatory",
            "required/optional",
        ),
        "required",
    ),
    **dict.fromkeys(
        ("value", "values", "int value", "integer value", "numeric value", "enum int"), "value"
    ),
    **dict.fromkeys(("default", "default value"), "default"),
    **dict.fromkeys(("in", "location", "passed in", "located in", "where"), "place"),
}


def columns_of(header: Sequence[str]) -> dict[Column, int]:
    """Which column is which, by their normalised header cells; a column counts once.

    A value column is the name where no other column is ("Value | Description"), and so is the
    second "Member" of "Member | Member | Description" a value.
    """
    found: dict[Column, int] = {}
    for index, key in enumerate(header):
        column = _COLUMNS.get(key)
        if column == "name" and "name" in found:
            column = "value"
        if column is not None:
            found.setdefault(column, index)
    if "name" not in found and "value" in found:
        found["name"] = found.pop("value")
    return found


_TITLE = re.compile(
    r"""^(?:the\ )?(?P<name>[A-Za-z_][\w.]*)
        (?:\s+(?:resource|complex|entity|enum|enumeration|facet|object|abstract|flags|open|relationship))*
        (?:\s+(?:resou?rce|resouce|types?|facet|object|enumeration|enum|resource))?
        (?:\s+values)?\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
#: Titles longer than this name no type.
_LONGEST = 300
_TITLE_TAIL = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])\s*$")


@lru_cache(maxsize=1024)
def type_name_of_title(title: str) -> str | None:
    """The type that a resource or enum page's H1 names, or None for a prose title."""
    text = " ".join(title.replace("\xa0", " ").split())
    if len(text) > _LONGEST:
        return None
    while True:
        shorter = _TITLE_TAIL.sub("", text)
        if shorter == text:
            break
        text = shorter
    match = _TITLE.match(text)
    if match is None:
        return None
    words = text.split()
    if len(words) > 1 and match["name"].lower() in ("enum", "enumeration"):
        return None  # "Enum values": a page of many
    if len(words) == 1 or any(w.lower() in _TITLE_NOUNS for w in words[1:]):
        return match["name"]
    return None


_TITLE_NOUNS = frozenset(
    [
        "resource",
        "type",
        "types",
        "resouce",
        "facet",
        "enum",
        "enumeration",
        "complex",
        "entity",
        "object",
        "values",
        "flags",
    ]
)

_ENUM_HEADING = re.compile(
    r"^(?P<name>[A-Za-z_][\w.]*)\s+(?:enum(?:eration)?\s+)?(?P<kind>values?|members?|enumeration|flags)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def enum_of_heading(title: str) -> tuple[str, bool] | None:
    """The enumeration that a heading such as `x values` names, and whether it is one of flags."""
    text = " ".join(title.replace("\xa0", " ").replace("`", "").split())
    match = _ENUM_HEADING.match(_TITLE_TAIL.sub("", text[:_LONGEST]).rstrip(":. "))
    if match is None or match["name"].lower() in (
        "enum",
        "enumeration",
        "enumerated",
        "possible",
        "supported",
        "allowed",
        "valid",
    ):
        return None
    return match["name"], match["kind"].lower() == "flags"
