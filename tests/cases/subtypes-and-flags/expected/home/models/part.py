"""fabrikam.home.part resource type (resources/part.md)."""

from __future__ import annotations

from .._runtime.models import Model, model, prop


@model("fabrikam.home.part", open=True)
class Part(Model):
    """A part of a device; it can have members of its own. This is an open type."""

    name: str | None = prop("name")
    """What it is called."""
