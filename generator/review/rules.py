"""The registry of change rules. An id is never reused for another meaning.

Each rule has two verdicts: for source code that uses the package, and for the wire, that is for
programs that run on and talk to the service as it is now documented. docs/changes.md is written
from this table.
"""

from __future__ import annotations

from typing import Literal

from generator.records import Record

#: From harmless to harmful. `safe` is not worth a line by itself.
Verdict = Literal["safe", "docs", "additive", "warning", "breaking"]
Category = Literal["breaking", "warning", "additive", "docs", "example", "lost"]

VERDICTS: tuple[Verdict, ...] = ("safe", "docs", "additive", "warning", "breaking")
#: In the order in which changes are listed.
CATEGORIES: tuple[Category, ...] = ("breaking", "warning", "additive", "docs", "example", "lost")


class Rule(Record):
    """A kind of change: its two verdicts and one line of meaning."""

    source: Verdict
    wire: Verdict
    purpose: str
    group: Literal["api", "example", "lost"] = "api"

    @property
    def category(self) -> Category:
        """What a change is listed as: the graver of its verdicts, or the group of its own."""
        if self.group != "api":
            return self.group
        worst = max(self.source, self.wire, key=VERDICTS.index)
        return "docs" if worst == "safe" else worst


RULES: dict[str, Rule] = {
    # The package
    "PACKAGE_REMOVED": Rule("breaking", "safe", "A whole package is no longer generated."),
    "PACKAGE_ADDED": Rule("additive", "safe", "A package is generated for the first time."),
    "BASE_URL_CHANGED": Rule("safe", "breaking", "Requests go to another address."),
    # Types
    "RESOURCE_REMOVED": Rule("breaking", "safe", "A type is no longer documented."),
    "RESOURCE_ADDED": Rule("additive", "safe", "A type is documented for the first time."),
    "RESOURCE_RENAMED": Rule(
        "breaking", "breaking", "A type went and one with the same members came: likely renamed."
    ),
    "TYPE_KIND_CHANGED": Rule(
        "breaking", "breaking", "An enumeration became a structured type, or the reverse."
    ),
    "BASE_CHANGED": Rule(
        "breaking", "breaking", "A type no longer derives from what it derived from."
    ),
    "BASE_EXTENDED": Rule(
        "additive", "safe", "A type got a base, or a nearer one below those that it had."
    ),
    "KEY_CHANGED": Rule("breaking", "warning", "Another property is a type's key."),
    "NOW_ABSTRACT": Rule("warning", "safe", "A type is only a base for others now."),
    "ABSTRACT_DROPPED": Rule("additive", "safe", "A type that was only a base can be used itself."),
    "NOW_OPEN": Rule("additive", "safe", "A type takes members beyond the documented ones."),
    "OPEN_DROPPED": Rule(
        "safe", "warning", "A type no longer takes members beyond the documented ones."
    ),
    # Properties
    "PROPERTY_REMOVED": Rule(
        "breaking", "safe", "A property is gone; what the service still sends moves to `extra`."
    ),
    "PROPERTY_ADDED": Rule("additive", "safe", "A property is new."),
    "PROPERTY_ADDED_REQUIRED": Rule(
        "breaking", "breaking", "A property is new, and requests have to send it."
    ),
    "PROPERTY_RENAMED": Rule(
        "breaking", "breaking", "A property went and one much like it came: likely renamed."
    ),
    "PROPERTY_WIRE_RENAMED": Rule(
        "safe", "breaking", "A property has another name in JSON and the same one in Python."
    ),
    "PROPERTY_MOVED": Rule("safe", "safe", "A property is declared by a base now, or no longer."),
    "PROPERTY_TYPE_CHANGED": Rule("breaking", "breaking", "A property has another type."),
    "NUMBER_WIDTH_CHANGED": Rule(
        "safe", "warning", "A number has another range and is the same in Python."
    ),
    "PROPERTY_KIND_CHANGED": Rule(
        "warning",
        "warning",
        "A property became a relationship or content of its own, or the reverse.",
    ),
    "PROPERTY_NOW_REQUIRED": Rule("breaking", "breaking", "Requests have to send a property."),
    "PROPERTY_NOW_OPTIONAL": Rule(
        "additive", "additive", "Requests no longer have to send a property."
    ),
    "PROPERTY_NOW_READ_ONLY": Rule("warning", "warning", "A property can no longer be set."),
    "READ_ONLY_DROPPED": Rule("additive", "additive", "A property can be set now."),
    "PROPERTY_NOW_NOT_NULLABLE": Rule("warning", "warning", "A property cannot be null."),
    "PROPERTY_NOW_NULLABLE": Rule("warning", "warning", "A property that was never null can be."),
    # Enumerations
    "ENUM_MEMBER_REMOVED": Rule("breaking", "safe", "A member is gone; its text still decodes."),
    "ENUM_MEMBER_ADDED": Rule("additive", "additive", "A member is new."),
    "ENUM_MEMBER_RENAMED": Rule(
        "breaking", "breaking", "A member went and one much like it came: likely renamed."
    ),
    "ENUM_MEMBER_VALUE_CHANGED": Rule("safe", "warning", "A member has another number."),
    "ENUM_MEMBER_NEEDS_PREFER": Rule(
        "safe", "warning", "A member is sent only to those who ask with a Prefer header."
    ),
    "ENUM_MEMBER_NEEDS_NO_PREFER": Rule(
        "safe", "additive", "A member is sent to everybody, with or without a Prefer header."
    ),
    "ENUM_FLAGS_CHANGED": Rule(
        "breaking", "breaking", "Values are combinations of members now, or no longer."
    ),
    # Operations
    "OPERATION_REMOVED": Rule("breaking", "safe", "A method is gone with its page."),
    "OPERATION_ADDED": Rule("additive", "safe", "A method is new."),
    "OPERATION_RENAMED": Rule(
        "breaking",
        "safe",
        "Another page documents the same request, and the method is called after it.",
    ),
    "OPERATION_PAGE_RENAMED": Rule(
        "docs", "safe", "Another page documents the same request; the method is as before."
    ),
    "RETURN_TYPE_CHANGED": Rule("breaking", "breaking", "A method returns something else."),
    "STATUS_CHANGED": Rule("safe", "warning", "The successful response has another status."),
    "ROUTE_ADDED": Rule("additive", "safe", "A request line is new."),
    "ROUTE_REMOVED": Rule("safe", "breaking", "A request line is no longer documented."),
    "ROUTE_CHANGED": Rule("safe", "breaking", "A request is sent to another path."),
    "VERB_CHANGED": Rule("safe", "breaking", "A request is sent with another HTTP method."),
    "PERMISSION_ADDED": Rule(
        "warning", "warning", "A permissions table names a further permission."
    ),
    "PERMISSION_REMOVED": Rule("docs", "docs", "A permissions table no longer names a permission."),
    # Parameters and bodies
    "PARAM_RENAMED": Rule(
        "breaking", "breaking", "A parameter went and one much like it came: likely renamed."
    ),
    "PARAM_REMOVED": Rule("breaking", "safe", "A method no longer takes a parameter."),
    "PARAM_ADDED": Rule("additive", "safe", "A method takes a further parameter."),
    "PARAM_ADDED_REQUIRED": Rule(
        "breaking", "breaking", "A method takes a further parameter, and cannot do without."
    ),
    "PARAM_NOW_REQUIRED": Rule("breaking", "breaking", "A parameter can no longer be left out."),
    "PARAM_NOW_OPTIONAL": Rule("additive", "additive", "A parameter can be left out."),
    "PARAM_TYPE_CHANGED": Rule("breaking", "breaking", "A parameter has another type."),
    "PARAM_WIRE_RENAMED": Rule(
        "safe", "breaking", "A parameter has another name in the request and the same in Python."
    ),
    "PARAM_NOW_KEYWORD": Rule(
        "breaking", "safe", "A parameter that had a position has to be given by name."
    ),
    "PARAM_NOW_POSITIONAL": Rule("additive", "safe", "A parameter can be given by position."),
    "PARAM_ORDER_CHANGED": Rule("breaking", "safe", "Parameters have changed places."),
    "BODY_TYPE_CHANGED": Rule("breaking", "breaking", "A request carries something else."),
    # Names
    "PYTHON_RENAMED": Rule(
        "breaking", "safe", "The same documented thing has another name in Python."
    ),
    # Documentation
    "DEPRECATED": Rule("warning", "warning", "The pages advise against further use."),
    "DEPRECATION_DROPPED": Rule("docs", "docs", "The pages no longer advise against use."),
    "DOC_CHANGED": Rule("docs", "docs", "Only the documentation text differs."),
    # Examples
    "EXAMPLE_BROKEN": Rule("docs", "docs", "An example has a worse verdict.", "example"),
    "EXAMPLE_FIXED": Rule("docs", "docs", "An example has a better verdict.", "example"),
    "EXAMPLE_CHANGED": Rule(
        "docs",
        "docs",
        "An example differs, in its text or in the reason of its verdict.",
        "example",
    ),
    "EXAMPLE_REMOVED": Rule("docs", "docs", "An example is gone, and its test.", "example"),
    "EXAMPLE_ADDED": Rule("docs", "docs", "An example is new, and its test.", "example"),
    # Losses; the lines show the finding's code in place of these ids
    "LOST": Rule("docs", "docs", "A finding is new, and something is lost by it.", "lost"),
    "REGAINED": Rule(
        "docs", "docs", "A finding is gone; what was lost by it is back, or gone too."
    ),
}
