"""fabrikam.home.bulb resource type (resources/bulb.md)."""

from __future__ import annotations

from .._runtime.models import Model, model, prop


@model("fabrikam.home.bulb")
class Bulb(Model):
    """A bulb."""

    socket: str | None = prop("socket")
    """Its kind."""
