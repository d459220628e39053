"""fabrikam.home.heater resource type (resources/heater.md)."""

from __future__ import annotations

from .._runtime.models import model, prop
from .device import Device


@model("fabrikam.home.heater")
class Heater(Device):
    """Warms a room. Inherits from device."""

    celsius: float | None = prop("celsius")
    """What it is set to."""
