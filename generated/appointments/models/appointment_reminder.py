"""contoso.appointments.appointmentReminder, a type that the pages mention and none
documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.models import Model, model, prop

if TYPE_CHECKING:
    from datetime import datetime

    from .reminder_attachment import ReminderAttachment
    from .virtual_appointment_user import VirtualAppointmentUser


@model("contoso.appointments.appointmentReminder", open=True)
class AppointmentReminder(Model):
    """The type contoso.appointments.appointmentReminder."""

    recipient: VirtualAppointmentUser | None = prop("recipient")
    """Optional."""

    attachments: list[ReminderAttachment] | None = prop("attachments")
    """Optional."""

    text: str | None = prop("text")
    """Required."""

    send_date_time: datetime | None = prop("sendDateTime")
    """Optional."""

    id: str = prop("id", key=True)
