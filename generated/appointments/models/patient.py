"""contoso.appointments.patient resource type (resources/patient.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.models import model, prop
from .participant import Participant

if TYPE_CHECKING:
    from datetime import date


@model("contoso.appointments.patient")
class Patient(Participant):
    """A participant who seeks advice. Inherits from participant."""

    birth_date: date | None = prop("birthDate")
    """The day on which the patient was born."""

    languages: list[str] | None = prop("languages")
    """The languages that the patient speaks, most comfortable first."""

    record_number: int | None = prop("recordNumber", type="Edm.Int64")
    """The number of the patient's record. Cannot be changed later."""
