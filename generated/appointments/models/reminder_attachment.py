"""contoso.appointments.reminderAttachment, a type that the pages mention and none
documents.
"""

from __future__ import annotations

from .._runtime.models import Model, model


@model("contoso.appointments.reminderAttachment", open=True)
class ReminderAttachment(Model):
    """The type contoso.appointments.reminderAttachment."""
