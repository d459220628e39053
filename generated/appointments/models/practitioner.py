"""contoso.appointments.practitioner resource type (resources/practitioner.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.models import model, prop
from .participant import Participant

if TYPE_CHECKING:
    from uuid import UUID

    from .week_days import WeekDays


@model("contoso.appointments.practitioner")
class Practitioner(Participant):
    """A participant who gives advice, such as a doctor or a pharmacist. Inherits
    from participant.
    """

    available: tuple[WeekDays, ...] | None = prop("available")
    """The days on which the practitioner works. Possible values are: none, monday,
    tuesday, wednesday, thursday, friday, weekend. Several days are separated by commas.
    """

    license_id: UUID | None = prop("licenseId")
    """The entry in the public register of licenses. Not nullable."""

    specialty: str | None = prop("specialty")
    """The field of work. Supports $filter (eq, startsWith)."""
