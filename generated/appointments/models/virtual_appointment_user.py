"""contoso.appointments.virtualAppointmentUser resource type
(resources/virtualappointmentuser.md).
"""

from __future__ import annotations

from .._runtime.models import Model, model, prop


@model("contoso.appointments.virtualAppointmentUser")
class VirtualAppointmentUser(Model):
    """A client who is invited to a virtualAppointment without having an account."""

    display_name: str | None = prop("displayName")
    """The name that others see in the meeting. Required."""

    email_address: str | None = prop("emailAddress")
    """Where the invitation is sent. Optional."""

    sms_capable_phone_number: str | None = prop("smsCapablePhoneNumber")
    """A phone number for text messages, in E.164 format. Optional. Nullable."""
