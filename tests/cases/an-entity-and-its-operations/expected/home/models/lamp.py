"""fabrikam.home.lamp resource type (resources/lamp.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.enums import OpenEnum
from .._runtime.models import Model, model, prop

if TYPE_CHECKING:
    from datetime import datetime


class LampColor(OpenEnum):
    """The type fabrikam.home.lampColor."""

    WARM = "warm"
    """Like a candle."""

    COLD = "cold"
    """Like the moon."""

    UNKNOWN_FUTURE_VALUE = "unknownFutureValue"
    """Stands for members to come."""


@model("fabrikam.home.lamp")
class Lamp(Model):
    """A lamp that can be switched from afar."""

    id: str = prop("id", key=True)
    """The key of the lamp. Read-only."""

    brightness: int | None = prop("brightness")
    """How bright it is, from 0 to 100."""

    color: LampColor | None = prop("color")
    """Its color. Possible values are: warm, cold, unknownFutureValue."""

    switched_date_time: datetime | None = prop("switchedDateTime")
    """When it was last switched. Read-only."""
