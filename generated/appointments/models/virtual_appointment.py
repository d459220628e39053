"""contoso.appointments.virtualAppointment resource type
(resources/virtualappointment.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.models import model, prop
from .entity import Entity

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal
    from uuid import UUID

    from .._runtime.scalars import Duration
    from .appointment_status import AppointmentStatus
    from .intake_answers import IntakeAnswers
    from .participant import Participant
    from .practitioner import Practitioner
    from .virtual_appointment_settings import VirtualAppointmentSettings
    from .virtual_appointment_user import VirtualAppointmentUser


@model("contoso.appointments.virtualAppointment")
class VirtualAppointment(Entity):
    """A video visit that a practitioner holds with one or more clients. The service
    creates the meeting, hands out the links to join it and keeps the transcript.
    Inherits from entity.
    """

    appointment_client_join_web_url: str | None = prop("appointmentClientJoinWebUrl")
    """The link with which clients join from a browser. Read-only."""

    appointment_clients: list[VirtualAppointmentUser] | None = prop(
        "appointmentClients"
    )
    """The people who are invited without an account. Optional."""

    channel: str | None = prop("channel")
    """How clients are expected to join. Possible values are: browser, mobileApp,
    phone. The default value is browser.
    """

    consent_signature: bytes | None = prop("consentSignature")
    """The client's signature under the consent form, as a PNG image. Nullable."""

    copayment: Decimal | None = prop("copayment")
    """What the client pays, in the currency of the organization."""

    created_date_time: datetime | None = prop("createdDateTime")
    """When the appointment was booked, in UTC. Read-only."""

    duration: Duration | None = prop("duration")
    """How long the appointment is planned to take, in ISO 8601 format. The default
    value is PT30M.
    """

    external_appointment_id: str | None = prop("externalAppointmentId")
    """The identifier that your own booking system uses. Maximum length is 64
    characters. Optional.
    """

    external_appointment_url: str | None = prop("externalAppointmentUrl")
    """The address of the appointment in your own booking system. Optional."""

    intake: IntakeAnswers | None = prop("intake")
    """What the client filled in beforehand. Returned only on $select."""

    satisfaction: float | None = prop("satisfaction")
    """The average of the ratings given afterwards, from 0 to 5. Read-only."""

    settings: VirtualAppointmentSettings | None = prop("settings")
    """How the meeting behaves. Optional."""

    start_date_time: datetime | None = prop("startDateTime")
    """When the appointment starts. Required. Supports $filter (eq, ge, le) and
    $orderby.
    """

    status: AppointmentStatus | None = prop("status")
    """Where the appointment stands. The possible values are: booked, confirmed,
    inProgress, completed, cancelled, unknownFutureValue, noShow. Use the Prefer:
    include-unknown-enum-members request header to get the following value in this
    evolvable enum: noShow. Read-only. Supports $filter (eq, in).
    """

    subject: str | None = prop("subject")
    """A short line about the reason for the visit. Required."""

    tenant_id: UUID | None = prop("tenantId")
    """The organization that owns the appointment. Not nullable. Read-only."""

    transcript_size: int | None = prop("transcriptSize", type="Edm.Int64")
    """The size of the transcript in bytes. Read-only."""

    assistants: list[Practitioner] | None = prop("assistants")
    """Practitioners who sit in. Nullable."""

    host: Practitioner | None = prop("host")
    """The practitioner who holds the appointment. Read-only. Nullable. Supports
    $expand.
    """

    participants: list[Participant] | None = prop("participants")
    """Everybody who takes part, patients and practitioners alike. Supports $expand."""
