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
    """The asynchronous client of contoso.appointments v1.0.

    Groups of methods:
    - appointment_reminders
    - check_in_devices: A tablet at the front desk with which clients check in.
    - practitioners: A participant who gives advice, such as a doctor or a pharmacist.
    - virtual_appointments: A video visit that a practitioner holds with one or more
      clients.
    """

    BASE_URL = "https://api.contoso.com/v1.0"

    @cached_property
    def appointment_reminders(self) -> AppointmentReminders:
        """Operations on appointment reminders."""
        from .appointment_reminders import AppointmentReminders

        return AppointmentReminders(self)

    @cached_property
    def check_in_devices(self) -> CheckInDevices:
        """Operations on check in devices.

        A tablet at the front desk with which clients check in.
        """
        from .check_in_devices import CheckInDevices

        return CheckInDevices(self)

    @cached_property
    def practitioners(self) -> Practitioners:
        """Operations on practitioners.

        A participant who gives advice, such as a doctor or a pharmacist.
        """
        from .practitioners import Practitioners

        return Practitioners(self)

    @cached_property
    def virtual_appointments(self) -> VirtualAppointments:
        """Operations on virtual appointments.

        A video visit that a practitioner holds with one or more clients.
        """
        from .virtual_appointments import VirtualAppointments

        return VirtualAppointments(self)
