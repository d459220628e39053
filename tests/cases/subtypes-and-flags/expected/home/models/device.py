"""fabrikam.home.device resource type (resources/device.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.models import Model, model, prop

if TYPE_CHECKING:
    from .part import Part
    from .week_days import WeekDays


@model("fabrikam.home.device", abstract=True)
class Device(Model):
    """Something in the house. This is an abstract type."""

    id: str = prop("id", key=True)
    """The key of the device. Read-only."""

    days: tuple[WeekDays, ...] | None = prop("days")
    """When it may be used."""

    parts: list[Part] | None = prop("parts")
    """What it is made of."""

    neighbors: list[Device] | None = prop("neighbors")
    """The devices beside it."""
