"""fabrikam.home.dimmedLamp resource type (resources/dimmedlamp.md)."""

from __future__ import annotations

from .._runtime.models import model, prop
from .lamp import Lamp


@model("fabrikam.home.dimmedLamp")
class DimmedLamp(Lamp):
    """A lamp with a dimmer. Inherits from lamp."""

    brightness: int | None = prop("brightness")
    """From 0 to 100."""
