"""contoso.appointments.intakeAnswers resource type (resources/intakeanswers.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.models import Model, model, prop

if TYPE_CHECKING:
    from datetime import datetime


@model("contoso.appointments.intakeAnswers", open=True)
class IntakeAnswers(Model):
    """What a client filled in before an appointment. This is an open type: beside
    the properties below it holds one member for every question of the form, named as
    the form's author named it.
    """

    form_version: int | None = prop("formVersion")
    """The edition of the form that was filled in. Required."""

    submitted_date_time: datetime | None = prop("submittedDateTime")
    """When the client sent the form. Read-only."""
