"""contoso.appointments.reminderPolicy resource type (resources/reminderpolicy.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.models import Model, model, prop

if TYPE_CHECKING:
    from .._runtime.scalars import Duration


@model("contoso.appointments.reminderPolicy")
class ReminderPolicy(Model):
    """When and how the clients of an appointment are reminded. Part of
    virtualAppointmentSettings.
    """

    lead_time: Duration | None = prop("leadTime")
    """How long before the start a reminder goes out. Required."""

    max_reminders: int | None = prop("maxReminders")
    """How many reminders are sent at most. Default: 2."""

    phrases: list[str] | None = prop("phrases")
    """Texts to choose from; the service picks the one in the client's language."""
