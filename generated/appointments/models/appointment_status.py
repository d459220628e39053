"""contoso.appointments.appointmentStatus enumeration
(resources/appointmentstatus.md).
"""

from __future__ import annotations

from .._runtime.enums import OpenEnum


class AppointmentStatus(OpenEnum):
    """Where a virtual appointment stands. Use the Prefer:
    include-unknown-enum-members request header to get the following value in this
    evolvable enum: noShow.
    """

    BOOKED = "booked"
    """The time is reserved, the client has not answered yet."""

    CONFIRMED = "confirmed"
    """The client has accepted the time."""

    IN_PROGRESS = "inProgress"
    """The meeting is going on."""

    COMPLETED = "completed"
    """The meeting is over."""

    CANCELLED = "cancelled"
    """The appointment was called off."""

    UNKNOWN_FUTURE_VALUE = "unknownFutureValue"
    """A placeholder for values that later versions add."""

    NO_SHOW = "noShow"
    """The client never came.

    Sent only to requests with `Prefer: include-unknown-enum-members`.
    """
