"""contoso.appointments.checkInDevice resource type
(resources/devices-checkindevice.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.models import model, prop
from .entity import Entity

if TYPE_CHECKING:
    from datetime import datetime


@model("contoso.appointments.checkInDevice")
class CheckInDevice(Entity):
    """A tablet at the front desk with which clients check in. Inherits from entity"""

    display_name: str | None = prop("displayName")
    """The label on the device."""

    firmware_version: str | None = prop("firmwareVersion")
    """The edition of its software."""

    last_seen_date_time: datetime | None = prop("lastSeenDateTime")
    """When the device last called home."""

    battery_percentage: int | None = prop("batteryPercentage")
    """How full its battery is. Valid values 0 to 100"""

    locked: bool | None = prop("locked")
    """Whether staff have to unlock it first."""
