"""contoso.appointments.participant resource type (resources/participant.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.models import model, prop
from .entity import Entity

if TYPE_CHECKING:
    from datetime import datetime


@model("contoso.appointments.participant", abstract=True)
class Participant(Entity):
    """Someone who takes part in a virtualAppointment. An abstract type: a
    participant is either a patient or a practitioner. Inherits from entity.
    """

    display_name: str | None = prop("displayName")
    """The name that others see in the meeting. Required."""

    joined_date_time: datetime | None = prop("joinedDateTime")
    """When the participant entered the meeting, or null while nobody did. Nullable.
    Read-only.
    """
