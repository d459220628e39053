"""The asynchronous client of contoso.appointments v1.0."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .._runtime.aio import AsyncClient

if TYPE_CHECKING:
    from .appointment_reminders import AppointmentReminders
    from .check_in_devices import CheckInDevices
    from .practitioners import Practitioners
    from .virtual_appointments import VirtualAppointments


class AsyncAppointmentsClient(AsyncClient):
    """The asynchronous client of contoso.appointments v1.0."""

    BASE_URL = "https://api.contoso.com/v1.0"

    @cached_property
    def appointment_reminders(self) -> AppointmentReminders:
        """Operations on appointment reminders."""
        from .appointment_reminders import AppointmentReminders

        return AppointmentReminders(self)

    @cached_property
    def check_in_devices(self) -> CheckInDevices:
        """Operations on check in devices."""
        from .check_in_devices import CheckInDevices

        return CheckInDevices(self)

    @cached_property
    def practitioners(self) -> Practitioners:
        """Operations on practitioners."""
        from .practitioners import Practitioners

        return Practitioners(self)

    @cached_property
    def virtual_appointments(self) -> VirtualAppointments:
        """Operations on virtual appointments."""
        from .virtual_appointments import VirtualAppointments

        return VirtualAppointments(self)
