"""contoso.appointments.virtualAppointmentSettings resource type
(resources/virtualappointmentsettings.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.enums import OpenEnum
from .._runtime.models import Model, model, prop

if TYPE_CHECKING:
    from datetime import time

    from .reminder_policy import ReminderPolicy


class LobbyBypassScope(OpenEnum):
    """The type contoso.appointments.lobbyBypassScope."""

    NOBODY = "nobody"
    """Everyone waits until the host lets them in."""

    PRACTITIONERS = "practitioners"
    """Practitioners enter at once, clients wait."""

    EVERYONE = "everyone"
    """Nobody waits."""


@model("contoso.appointments.virtualAppointmentSettings")
class VirtualAppointmentSettings(Model):
    """How the meeting of a virtualAppointment behaves: who may enter, and when
    reminders go out.
    """

    allow_client_to_join_using_browser: bool | None = prop(
        "allowClientToJoinUsingBrowser"
    )
    """Whether clients can join without installing anything. The default value is
    true.
    """

    lobby_opens_at: time | None = prop("lobbyOpensAt")
    """The time of day from which the waiting room is open. Optional."""

    lobby_bypass: LobbyBypassScope | None = prop("lobbyBypass")
    """Who enters without waiting. The possible values are: nobody, practitioners,
    everyone. Not nullable.
    """

    reminders: ReminderPolicy | None = prop("reminders")
    """When and how clients are reminded. Nullable."""
