"""fabrikam.home.thing resource type (resources/thing.md)."""

from __future__ import annotations

from .._runtime.models import Model, model, prop


@model("fabrikam.home.thing")
class Thing(Model):
    """Anything in the house. Abstract."""

    id: str = prop("id", key=True)
    """The key."""
