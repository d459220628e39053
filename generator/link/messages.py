"""What documented messages show: status, media type, body, type annotations."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from generator.json_text import parse_json
from generator.model import HttpMessage
from generator.read.urls import Url, split_url
from generator.records import Record

_STATUS = re.compile(r"^HTTP/\S+\s+(\d{3})", re.IGNORECASE)


class Shown(Record):
    """A message's parsed face. `json` is None when the body is not JSON or there is none."""

    status: int | None
    media_type: str
    has_body: bool
    is_json: bool
    json: Any = None
    #: The member that holds the items of a collection.
    items_member: str = "value"

    @property
    def envelope(self) -> Any:
        """The `value` member of a JSON object (or what the metadata names instead), or None."""
        return self.json.get(self.items_member) if isinstance(self.json, dict) else None

    @property
    def is_list(self) -> bool:
        """Whether the body is a JSON array or `{"value": [...]}`."""
        return isinstance(self.json, list) or isinstance(self.envelope, list)

    @property
    def wrapped(self) -> bool:
        """Whether the body is a single object inside `{"value": {…}}`."""
        if not isinstance(self.json, dict) or not isinstance(self.envelope, dict):
            return False
        return all(key == "value" or key.startswith("@") for key in self.json)

    @property
    def is_error(self) -> bool:
        """Whether the body is an OData error object, or what an error has for one."""
        failed = self.status is not None and self.status >= 400
        return isinstance(self.json, dict) and (
            failed or isinstance(self.json.get("error"), Mapping)
        )

    @property
    def item(self) -> Any:
        """One object that is shown: the body, its wrapped value, or the first item of a list."""
        value = self.json
        if self.is_list:
            items = value if isinstance(value, list) else self.envelope
            return items[0] if items else None
        return self.envelope if self.wrapped else value


def request_url(message: HttpMessage) -> Url:
    """A request's URL, taken apart."""
    return split_url(message.start.partition(" ")[2])


def show(message: HttpMessage | None, items_member: str = "value") -> Shown | None:
    """Look at a message; None for none."""
    if message is None:
        return None
    match = _STATUS.match(message.start)
    media = next((v for k, v in message.headers if k.lower() == "content-type"), "")
    body = (message.body or "").strip()
    value, is_json = _parse(body) if body[:1] in ("{", "[") else (None, False)
    return Shown(
        int(match[1]) if match else None,
        media.split(";")[0].strip().lower(),
        bool(body),
        is_json,
        value,
        items_member,
    )


def _parse(body: str) -> tuple[Any, bool]:
    try:
        return json.loads(body), True
    except (ValueError, RecursionError):
        parsed = parse_json(body)
        return parsed.value, parsed.error is None


def primitive_of(value: Any) -> str | None:
    """The primitive type that a JSON value shows; None for null, objects and arrays."""
    if isinstance(value, bool):  # before int, which it is in Python
        return "Edm.Boolean"
    if isinstance(value, str):
        return "Edm.String"
    if isinstance(value, int):
        return "Edm.Int64"
    return "Edm.Double" if isinstance(value, float) else None
