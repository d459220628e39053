"""Operations on appointment reminders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.groups import Group
from .._runtime.operations import Operation

if TYPE_CHECKING:
    from typing import Unpack

    from .._runtime.options import Options
    from ..models import AppointmentReminder

CREATE: Operation[AppointmentReminder] = Operation(
    "appointmentreminder-post",
    returns="contoso.appointments.appointmentReminder",
    body="contoso.appointments.appointmentReminder",
    page="api/appointmentreminder-post.md",
    line=33,
    missing="POST ** Collection URI for contoso.appointments.appointmentReminder not found",
)


class AppointmentReminders(Group):
    """Operations on appointment reminders."""

    def create(
        self,
        body: AppointmentReminder,
        *,
        path: str | None = None,
        **options: Unpack[Options],
    ) -> AppointmentReminder:
        """Create appointmentReminder.

        Make a new appointmentReminder.

        Parameters:
        - body: The body is a JSON representation of the appointmentReminder object.
          These properties can be given when an appointmentReminder is created.

        Permissions, least privileged first:
        - Delegated (work or school account): TODO: Fill in the permissions.
        - Delegated (personal account): TODO: Fill in the permissions.
        - Application: TODO: Fill in the permissions.

        Documented in api/appointmentreminder-post.md.
        """
        return self._one(CREATE, locals())
