"""itemBody resource type (resources/itembody.md)."""

from __future__ import annotations

from .._runtime.enums import OpenEnum
from .._runtime.models import Model, model, prop


class BodyType(OpenEnum):
    """The kind of a body."""

    TEXT = "text"
    """Plain text."""

    HTML = "html"
    """Markup."""


@model("contoso.itemBody")
class ItemBody(Model):
    """A body."""

    content: str | None = prop("content")
    """The content."""

    content_type: BodyType | None = prop("contentType")
    """The kind."""
