"""Findings: what the tool has to say about the pages, as data.

A finding is a code, a place and a loss. Codes are the rows of `CODES`: never reused, each with
one line of meaning; a message is free to change. How findings are printed is in
`generator.report`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from generator.model import Loc
from generator.records import Record

Severity = Literal["error", "warning", "info"]


class Code(Record):
    """A kind of finding: its severity and one line of meaning."""

    severity: Severity
    meaning: str


class Finding(Record):
    """One finding. `lost` says what the output lacks because of it; empty when nothing is lost."""

    code: str
    loc: Loc
    message: str
    lost: str = ""

    @property
    def severity(self) -> Severity:
        """How bad it is, by the registry."""
        return CODES[self.code].severity

    def __str__(self) -> str:
        lost = f" (lost: {self.lost})" if self.lost else ""
        return f"{self.loc}: {self.severity} {self.code} {self.message}{lost}"


class Report:
    """Collects findings; a repeated finding is kept once. Iterates sorted by place, then code."""

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self._findings: dict[Finding, None] = dict.fromkeys(findings)

    def add(self, code: str, loc: Loc, message: str, lost: str = "") -> None:
        """Record a finding; `code` must be in the registry (KeyError otherwise)."""
        CODES[code]
        self._findings[Finding(code, loc, message, lost)] = None

    def extend(self, findings: Iterable[Finding]) -> None:
        """Record findings made elsewhere."""
        self._findings.update(dict.fromkeys(findings))

    def __iter__(self) -> Iterator[Finding]:
        return iter(sorted(self._findings, key=_rank))

    def __len__(self) -> int:
        return len(self._findings)


def _rank(finding: Finding) -> tuple[str, int, str, str]:
    # A place compares as this does, and in Python.
    return finding.loc.path, finding.loc.line, finding.code, finding.message


CODES: dict[str, Code] = {
    # The run and its pages
    "PAGE_UNREADABLE": Code(
        "error", "The page is not UTF-8 text or cannot be opened; it is skipped."
    ),
    "OVER_LIMIT": Code(
        "error", "A page holds more of something than is read; the rest is left out."
    ),
    "PAGE_INTERNAL_ERROR": Code("error", "The generator failed on this page; a bug to report."),
    # Pages, metadata and includes
    "FRONT_MATTER_MALFORMED": Code(
        "warning", "A line of the front matter is not `key: value`, or the block is not closed."
    ),
    "TITLE_MISSING": Code(
        "warning", "The page has no level-1 heading and no title in its front matter."
    ),
    "PLACEHOLDER_LEFT": Code(
        "warning", "A TODO or other text of an unfinished page was never filled in."
    ),
    "INCLUDE_MISSING": Code("warning", "An include file cannot be read."),
    "INCLUDE_CYCLE": Code("warning", "An include includes itself, directly or through others."),
    "COMMENTED_OUT": Code("info", "A table or section stands in an HTML comment; it is not read."),
    "FENCE_UNCLOSED": Code(
        "warning",
        "A code block is not closed and swallows what follows; it is cut at the next one.",
    ),
    "METADATA_NOT_JSON": Code("info", "A metadata comment is not strict JSON; it was repaired."),
    "METADATA_KEY_UNKNOWN": Code(
        "info", "A metadata comment has a key that nobody defines, often a typing error."
    ),
    "METADATA_WITHOUT_FENCE": Code(
        "warning", "A metadata comment for a code block is not followed by one."
    ),
    "METADATA_MISSING": Code(
        "info", "An example has no metadata comment, though others of its page have one."
    ),
    "HEADING_UNKNOWN": Code(
        "info", "A heading is nearly one that says what follows, often a typing error."
    ),
    "TABLE_MALFORMED": Code(
        "warning",
        "A table's header and delimiter row differ in width; Markdown shows no table there.",
    ),
    "TABLE_CUT": Code(
        "warning", "A blank line cuts a table; the rows behind it are read as its rows."
    ),
    "PAGE_NOT_READ": Code(
        "info", "A page among those of operations or resources documents neither."
    ),
    "REQUESTS_NOT_READ": Code("info", "Requests are shown where no operation is documented."),
    "ROUTE_NOT_IN_FENCE": Code(
        "info", "A request line stands in running text, not in a code block."
    ),
    "ROW_CONTINUES": Code(
        "warning", "A table row is the rest of the cell above, which contains a line break."
    ),
    "ROW_UNREADABLE": Code("warning", "No name can be read from a table row."),
    # Types
    "TYPE_UNNAMED": Code("warning", "A resource page does not name its type."),
    "TYPE_UNREADABLE": Code(
        "warning", "A type cell is empty or cannot be understood; any JSON is accepted."
    ),
    "TYPE_UNRESOLVED": Code("warning", "A type is mentioned that no page documents."),
    "TYPE_ON_SEVERAL_PAGES": Code(
        "info", "Several pages document one type; what they say is united."
    ),
    "TYPE_CASE_DIFFERS": Code("warning", "Pages write the name of a type in different case."),
    "TYPE_CONFLICT": Code("warning", "Two places give a property different types."),
    "REPRESENTATION_NOT_JSON": Code("warning", "A JSON representation cannot be read as JSON."),
    "REPRESENTATION_REPAIRED": Code(
        "info", "A JSON representation is not strict JSON; it was repaired."
    ),
    "PROPERTY_ONLY_IN_JSON": Code(
        "warning", "A JSON representation has a member that no table documents."
    ),
    "PROPERTY_CASE_DIFFERS": Code(
        "warning",
        "A property's name differs in case between the table and the JSON representation.",
    ),
    "PROPERTY_NAME_DIFFERS": Code(
        "warning",
        "A table's row and what is shown of it differ in number; the name that is shown is taken.",
    ),
    "PROPERTY_REDECLARED": Code(
        "warning", "A derived type repeats a property of its base with another type."
    ),
    "BASE_UNRESOLVED": Code("warning", "The base of a type is documented by no page."),
    "BASE_CONFLICT": Code("warning", "Two places name different bases for one type."),
    "BASE_CYCLE": Code("error", "Types inherit from each other in a circle; the circle is cut."),
    "BASE_IS_ITSELF": Code("warning", "A type is said to inherit from itself."),
    "BASE_BLANK": Code("info", "The metadata's baseType is empty."),
    "KEY_UNKNOWN": Code("warning", "The metadata's keyProperty is not among the properties."),
    "ENUM_IS_TYPE": Code(
        "warning", "A name is documented both as an enumeration and as a structured type."
    ),
    "ENUM_DEFINITIONS_DIFFER": Code(
        "warning", "An enumeration is defined twice with different members; all are taken."
    ),
    "ENUM_MEMBER_TWICE": Code("warning", "An enumeration lists a member twice."),
    "ENUM_VALUE_UNLISTED": Code(
        "warning",
        "A description lists a value that the enumeration's definition lacks; it is added.",
    ),
    # Operations and examples
    "ROUTE_MISSING": Code(
        "error", 'A request line holds no path, such as "Collection URI for … not found".'
    ),
    "ROUTE_NOT_DOCUMENTED": Code(
        "warning", "An API page has no request line; the first example's URL is used."
    ),
    "ROUTE_OUTSIDE_SECTION": Code(
        "info", "A request line does not stand under an HTTP request heading."
    ),
    "ROUTE_ONLY_IN_EXAMPLE": Code(
        "warning", "An example uses a path that no request line of its page has."
    ),
    "ROUTE_ONLY_IN_TABLE": Code(
        "info", "A table names a request line that no part of its page documents."
    ),
    "ROUTE_EXAMPLE_ID": Code(
        "warning", "A path holds the id of an example where a placeholder belongs."
    ),
    "ROUTE_CASE_DIFFERS": Code(
        "warning", "A page writes one path in different case; its usual spelling is used."
    ),
    "ROUTE_USERS_ME": Code("info", "A path is written /users/me; the service's own form is /me."),
    "BODY_ROW_UNKNOWN": Code(
        "warning", "A request body's table lists a property that the body's type does not have."
    ),
    "HTTP_MESSAGE_ODD": Code("info", "A documented HTTP message is not as HTTP wants it."),
    "RESPONSE_NO_STATUS_LINE": Code("info", "A documented response shows only a body."),
    "RESPONSE_WITHOUT_REQUEST": Code("warning", "A documented response belongs to no request."),
    "RESPONSE_REPEATED": Code("info", "A request has another response of the same status."),
    "CONTENT_LENGTH_WRONG": Code(
        "info", "A Content-Length header does not fit the documented body."
    ),
    "SAMPLE_KEY_UNKNOWN": Code(
        "info", "The metadata's sampleKeys names something that the request does not hold."
    ),
    "CURL_NOT_READ": Code(
        "info", "A curl command sends what it does not show, such as a file, or is no command."
    ),
    "LINK_UNDEFINED": Code("warning", "A reference-style link has no definition on the page."),
    "LINK_TARGET_MISSING": Code("info", "A link leads to a page that does not exist."),
    "LINK_CASE_DIFFERS": Code(
        "info", "A link writes the path of its page in another case than the file has."
    ),
    "PROPERTY_NOT_IN_JSON": Code(
        "info", "A table documents a property that the JSON representation does not show."
    ),
    "TABLE_NOT_MEMBERS": Code(
        "info", "A table below the properties describes something else than the type's members."
    ),
    "TABLE_NOT_READ": Code(
        "info", "A table of names and types stands where nothing says whose members they are."
    ),
    "EXAMPLE_NAME_TWICE": Code("info", "Two pages give an example the same name."),
    # Names and plan
    "NAME_COLLISION": Code(
        "warning", "Two documented names are the same in Python; one is changed."
    ),
    # Examples as tests
    "EXAMPLE_NO_ROUTE": Code("warning", "An example's URL fits no request line of its page."),
    "EXAMPLE_BODY_NOT_JSON": Code("warning", "An example's body is not JSON, even after repair."),
    "EXAMPLE_BODY_UNDOCUMENTED": Code(
        "warning", "An example's request has a body, and its page documents none."
    ),
    "EXAMPLE_BODY_MISSING": Code(
        "warning", "An example's request lacks a body, or a part of it, that its page requires."
    ),
    "EXAMPLE_PARAMETER_UNDOCUMENTED": Code(
        "warning", "An example passes a parameter that its page does not document."
    ),
    "PARAMETER_CASE_DIFFERS": Code(
        "warning", "A parameter's name differs in case between the table and the examples."
    ),
    "EXAMPLE_RESPONSE_UNDOCUMENTED": Code(
        "warning", "An example's response has a body, and its page documents no content."
    ),
    "EXAMPLE_TYPE_MISMATCH": Code(
        "warning", "A value in an example does not have the type that is documented for it."
    ),
    "EXAMPLE_DIFFERS": Code("warning", "The documented call does not replay as documented."),
    "EXAMPLE_UNREADABLE": Code("warning", "No request can be read from an example."),
    "EXAMPLE_FOREIGN": Code("info", "An example is a request to another service; it has no test."),
    "EXAMPLE_ADJUSTED": Code("info", "An example replays after a named rule."),
    "EXAMPLE_MEMBER_UNDOCUMENTED": Code("info", "An example has a member that no table documents."),
    "EXAMPLE_VALUE_UNDOCUMENTED": Code(
        "info", "An example has a value that is none of its enumeration's members."
    ),
    "EXAMPLE_MEMBER_MISSING": Code(
        "info", "An example lacks a member that it should show, by its type or its request."
    ),
    "EXAMPLE_VALUE_NULL": Code(
        "warning", "An example shows null where the pages say that there is none."
    ),
    # Comments that silence findings of `lint`
    "SUPPRESSION_UNUSED": Code("warning", "A comment silences a code that finds nothing there."),
    "SUPPRESSION_UNKNOWN": Code("warning", "A comment silences a code that does not exist."),
}
