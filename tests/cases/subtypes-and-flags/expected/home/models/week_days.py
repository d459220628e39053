"""fabrikam.home.weekDays enumeration (resources/weekdays.md)."""

from __future__ import annotations

from .._runtime.enums import OpenEnum


class WeekDays(OpenEnum, flags=True):
    """Days of the week. These are bit flags."""

    NONE = "none"
    """No day."""

    MONDAY = "monday"
    """The first."""

    TUESDAY = "tuesday"
    """The second."""

    WEDNESDAY = "wednesday"
    """The third."""
