"""contoso.appointments.weekDays enumeration (resources/weekdays.md)."""

from __future__ import annotations

from .._runtime.enums import OpenEnum


class WeekDays(OpenEnum, flags=True):
    """A set of days of the week. This is a flags enumeration: several members can
    stand in one value, separated by commas.
    """

    NONE = "none"
    """No day at all."""

    MONDAY = "monday"

    TUESDAY = "tuesday"

    WEDNESDAY = "wednesday"

    THURSDAY = "thursday"

    FRIDAY = "friday"

    WEEKEND = "weekend"
    """Saturday and Sunday."""
