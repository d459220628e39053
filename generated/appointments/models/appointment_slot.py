"""contoso.appointments.appointmentSlot resource type
(resources/appointmentslot.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.models import Model, model, prop

if TYPE_CHECKING:
    from datetime import datetime

    from .._runtime.scalars import Duration
    from .practitioner import Practitioner


@model("contoso.appointments.appointmentSlot")
class AppointmentSlot(Model):
    """A stretch of time in which a practitioner is free."""

    confidence: float | None = prop("confidence", type="Edm.Single")
    """How likely it is that the slot stays free, between 0 and 1."""

    from_: datetime | None = prop("from")
    """When the slot begins."""

    length: Duration | None = prop("length")
    """How long the slot is."""

    practitioner: Practitioner | None = prop("practitioner")
    """Who is free. Nullable."""
