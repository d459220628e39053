"""What all parts of a document share: its JSON, places in the pages, descriptions."""

from __future__ import annotations

from typing import Any

from generator.model import Doc, Loc

Json = dict[str, Any]


def present(**entries: Any) -> Json:
    """The entries that say something: neither None nor False, nor empty.

    `_` stands for a dash in keys that begin with `x_`.
    """
    return {
        key.replace("_", "-") if key.startswith("x_") else key: value
        for key, value in entries.items()
        if value is not None and value is not False and value not in ("", [], {}, ())
    }


def place(loc: Loc | None) -> Json:
    """`x-docs`: the page, relative to its API's folder, and the line, as `page:line`."""
    return {"x-docs": str(loc)} if loc else {}


def described(doc: Doc, deprecated: str | None = None) -> Json:
    """A description and, if deprecated, that it is and why."""
    reason = deprecated if deprecated is not None else doc.deprecated
    return present(
        description=doc.text or doc.summary,
        deprecated=reason is not None,
        x_deprecated=reason,
    )


def scrubbed(value: Json) -> Json:
    """The same with text that UTF-8 can hold: half of a surrogate pair becomes U+FFFD."""
    return {str(_scrubbed(key)): _scrubbed(item) for key, item in value.items()}


def _scrubbed(value: Any) -> Any:
    if isinstance(value, str):
        if value.isascii():
            return value
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return scrubbed(value)
    if isinstance(value, list | tuple):
        return [_scrubbed(item) for item in value]
    return value
