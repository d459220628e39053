"""openThing resource type (resources/openthing.md)."""

from __future__ import annotations

from .._runtime.models import Model, model, prop


@model("contoso.openThing", open=True)
class OpenThing(Model):
    """A type with more members than the page lists."""

    name: str | None = prop("name")
    """The name."""
