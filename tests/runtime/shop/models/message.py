"""message resource type."""

from __future__ import annotations

from .._runtime.models import Model, model, prop


@model("shop.message")
class Message(Model):
    """A message."""

    subject: str | None = prop("subject")
