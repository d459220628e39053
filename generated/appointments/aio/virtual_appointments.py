"""Operations on virtual appointments.

A video visit that a practitioner holds with one or more clients.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.groups import AsyncGroup
from ..resources.virtual_appointments import (
    ADD_ASSISTANT_REF,
    CANCEL,
    CREATE,
    CREATE_PARTICIPANT,
    DELETE,
    DELTA,
    EXPORT,
    GET,
    GET_TRANSCRIPT_VALUE,
    LIST,
    LIST_PARTICIPANTS,
    REMOVE_ASSISTANT_REF,
    UPDATE,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Literal, Unpack

    from .._runtime.calls import Ref
    from .._runtime.options import Options
    from .._runtime.pager import AsyncDeltaPager, AsyncPager
    from ..models import (
        AppointmentSlot,
        AppointmentStatus,
        Participant,
        Patient,
        VirtualAppointment,
    )


class VirtualAppointments(AsyncGroup):
    """Operations on virtual appointments.

    A video visit that a practitioner holds with one or more clients.
    """

    async def cancel(
        self,
        virtual_appointment_id: str,
        *,
        user_id: Literal["me"] | None = None,
        reason: str,
        notify: bool | None = None,
        replacement: AppointmentSlot | None = None,
        **options: Unpack[Options],
    ) -> None:
        """virtualAppointment: cancel.

        Call a virtualAppointment off and tell everybody who is invited.

        Parameters:
        - user_id: "me" is the signed-in user.
        - reason: What the clients are told. Required.
        - notify: Whether messages go out at all. The default value is true. Optional.
        - replacement: Another time that is offered instead. Optional.

        Requests:
        - POST /virtualAppointments/{virtualAppointmentId}/cancel
        - POST /me/virtualAppointments/{virtualAppointmentId}/cancel

        Permissions, least privileged first:
        - Delegated (work or school account): Appointments.ReadWrite,
          Appointments.ReadWrite.All
        - Delegated (personal account): Not supported.
        - Application: Appointments.ReadWrite.All

        Documented in api/virtualappointment-cancel.md.
        """
        return await self._none(CANCEL, locals())

    async def remove_assistant_ref(
        self,
        virtual_appointment_id: str,
        assistant_id: str,
        **options: Unpack[Options],
    ) -> None:
        """Remove assistant.

        Take an assistant off a virtualAppointment. The practitioner as such stays.

        Requests:
        - DELETE /virtualAppointments/{id}/assistants/{id}/$ref

        Permissions, least privileged first:
        - Delegated (work or school account): Appointments.ReadWrite
        - Delegated (personal account): Not supported.
        - Application: Appointments.ReadWrite.All

        Documented in api/virtualappointment-delete-assistants.md.
        """
        return await self._none(REMOVE_ASSISTANT_REF, locals())

    async def delete(
        self,
        virtual_appointment_id: str,
        *,
        user_id: Literal["me"] | None = None,
        **options: Unpack[Options],
    ) -> None:
        """Delete virtualAppointment.

        Remove a virtualAppointment together with its meeting. Nobody is told; to tell
        the clients, cancel it first.

        Parameters:
        - user_id: "me" is the signed-in user.

        Requests:
        - DELETE /virtualAppointments/{virtualAppointmentId}
        - DELETE /me/virtualAppointments/{virtualAppointmentId}

        Permissions, least privileged first:
        - Delegated (work or school account): Appointments.ReadWrite
        - Delegated (personal account): Not supported.
        - Application: Appointments.ReadWrite.All

        Documented in api/virtualappointment-delete.md.
        """
        return await self._none(DELETE, locals())

    def delta(
        self,
        *,
        select: str | Sequence[str] | None = None,
        link: str | None = None,
        **options: Unpack[Options],
    ) -> AsyncDeltaPager[VirtualAppointment]:
        """virtualAppointment: delta.

        Follow the virtualAppointment objects that were added, changed or removed,
        without reading all of them again.

        Requests:
        - GET /virtualAppointments/delta

        Permissions, least privileged first:
        - Delegated (work or school account): Appointments.Read, Appointments.ReadWrite
        - Delegated (personal account): Not supported.
        - Application: Appointments.Read.All

        Documented in api/virtualappointment-delta.md.
        """
        return self._delta(DELTA, locals())

    async def export(
        self,
        *,
        from_date: date,
        to_date: date,
        statuses: Sequence[AppointmentStatus] | None = None,
        storage_url: str,
        **options: Unpack[Options],
    ) -> None:
        """virtualAppointment: export.

        Start an export of many virtualAppointment objects in the background. The answer
        tells where to look for the outcome.

        Parameters:
        - from_date: The first day of the export. Required.
        - to_date: The last day of the export. Required.
        - statuses: Which appointments to take; all of them when this is missing.
          Optional.
        - storage_url: Where the file is to be put. Required.

        Requests:
        - POST /virtualAppointments/export

        Permissions, least privileged first:
        - Delegated (work or school account): Not supported.
        - Delegated (personal account): Not supported.
        - Application: Appointments.Read.All

        Documented in api/virtualappointment-export.md.
        """
        return await self._none(EXPORT, locals())

    async def get_transcript_value(
        self,
        virtual_appointment_id: str,
        *,
        user_id: Literal["me"] | None = None,
        **options: Unpack[Options],
    ) -> bytes:
        """Get transcript.

        Download what was said in a virtualAppointment, as WebVTT text.

        Parameters:
        - user_id: "me" is the signed-in user.

        Requests:
        - GET /virtualAppointments/{virtualAppointmentId}/transcript/$value
        - GET /me/virtualAppointments/{virtualAppointmentId}/transcript/$value

        Permissions, least privileged first:
        - Delegated (work or school account): Transcripts.Read
        - Delegated (personal account): Not supported.
        - Application: Transcripts.Read.All

        Documented in api/virtualappointment-get-transcript.md.
        """
        return await self._bytes(GET_TRANSCRIPT_VALUE, locals())

    async def get(
        self,
        virtual_appointment_id: str,
        *,
        user_id: str | None = None,
        select: str | Sequence[str] | None = None,
        expand: str | Sequence[str] | None = None,
        **options: Unpack[Options],
    ) -> VirtualAppointment:
        """Get virtualAppointment.

        Read the properties and relationships of a virtualAppointment.

        Parameters:
        - user_id: "me" is the signed-in user.

        Requests:
        - GET /virtualAppointments/{virtualAppointmentId}
        - GET /me/virtualAppointments/{virtualAppointmentId}
        - GET /users/{id|userPrincipalName}/virtualAppointments/{virtualAppointmentId}

        Permissions, least privileged first:
        - Delegated (work or school account): Appointments.Read, Appointments.ReadWrite
        - Delegated (personal account): Not supported.
        - Application: Appointments.Read.All, Appointments.ReadWrite.All

        Documented in api/virtualappointment-get.md.
        """
        return await self._one(GET, locals())

    def list_participants(
        self,
        virtual_appointment_id: str,
        *,
        user_id: Literal["me"] | None = None,
        select: str | Sequence[str] | None = None,
        top: int | None = None,
        **options: Unpack[Options],
    ) -> AsyncPager[Participant]:
        """List participants.

        See who takes part in a virtualAppointment.

        Parameters:
        - user_id: "me" is the signed-in user.

        Requests:
        - GET /virtualAppointments/{virtualAppointmentId}/participants
        - GET /me/virtualAppointments/{virtualAppointmentId}/participants

        Permissions, least privileged first:
        - Delegated (work or school account): Appointments.Read, Appointments.ReadWrite
        - Delegated (personal account): Not supported.
        - Application: Appointments.Read.All, Appointments.ReadWrite.All

        Documented in api/virtualappointment-list-participants.md.
        """
        return self._pages(LIST_PARTICIPANTS, locals())

    def list(
        self,
        user_id: str | None = None,
        *,
        select: str | Sequence[str] | None = None,
        expand: str | Sequence[str] | None = None,
        filter: str | None = None,
        order_by: str | Sequence[str] | None = None,
        top: int | None = None,
        skip: int | None = None,
        count: bool | None = None,
        **options: Unpack[Options],
    ) -> AsyncPager[VirtualAppointment]:
        """List virtualAppointments.

        Browse the virtualAppointment objects of the organization, of the signed-in user
        or of another user. The newest appointments come first unless you ask for
        another order.

        Parameters:
        - user_id: "me" is the signed-in user.

        Requests:
        - GET /virtualAppointments
        - GET /me/virtualAppointments
        - GET /users/{id|userPrincipalName}/virtualAppointments

        Permissions, least privileged first:
        - Delegated (work or school account): Appointments.Read, Appointments.ReadWrite
        - Delegated (personal account): Not supported.
        - Application: Appointments.Read.All, Appointments.ReadWrite.All

        Documented in api/virtualappointment-list.md.
        """
        return self._pages(LIST, locals())

    async def add_assistant_ref(
        self,
        virtual_appointment_id: str,
        ref: Ref,
        **options: Unpack[Options],
    ) -> None:
        """Add assistant.

        Let a second practitioner sit in on a virtualAppointment.

        Requests:
        - POST /virtualAppointments/{virtualAppointmentId}/assistants/$ref

        Permissions, least privileged first:
        - Delegated (work or school account): Appointments.ReadWrite
        - Delegated (personal account): Not supported.
        - Application: Appointments.ReadWrite.All

        Documented in api/virtualappointment-post-assistants.md.
        """
        return await self._none(ADD_ASSISTANT_REF, locals())

    async def create_participant(
        self,
        virtual_appointment_id: str,
        body: Patient,
        **options: Unpack[Options],
    ) -> Participant:
        """Add participant.

        Invite a patient or a practitioner to a virtualAppointment.

        Parameters:
        - body: The body is a JSON representation of the participant object, whose
          @odata.type says of which kind it is.

        Requests:
        - POST /virtualAppointments/{virtualAppointmentId}/participants

        Permissions, least privileged first:
        - Delegated (work or school account): Appointments.ReadWrite
        - Delegated (personal account): Not supported.
        - Application: Appointments.ReadWrite.All

        Documented in api/virtualappointment-post-participants.md.
        """
        return await self._one(CREATE_PARTICIPANT, locals())

    async def create(
        self,
        body: VirtualAppointment,
        *,
        user_id: Literal["me"] | None = None,
        **options: Unpack[Options],
    ) -> VirtualAppointment:
        """Create virtualAppointment.

        Book a new virtualAppointment. The signed-in user becomes its host.

        Parameters:
        - body: The body is a JSON representation of the virtualAppointment object.
          These properties can be given when an appointment is created.
        - user_id: "me" is the signed-in user.

        Requests:
        - POST /virtualAppointments
        - POST /me/virtualAppointments

        Permissions, least privileged first:
        - Delegated (work or school account): Appointments.ReadWrite
        - Delegated (personal account): Not supported.
        - Application: Appointments.ReadWrite.All

        Documented in api/virtualappointment-post-virtualappointments.md.
        """
        return await self._one(CREATE, locals())

    async def update(
        self,
        virtual_appointment_id: str,
        body: VirtualAppointment,
        *,
        user_id: Literal["me"] | None = None,
        **options: Unpack[Options],
    ) -> VirtualAppointment:
        """Update virtualAppointment.

        Change properties of a virtualAppointment. What you do not send stays as it is.

        Parameters:
        - body: The body is a JSON representation of the virtualAppointment object, with
          the properties that are to change.
        - user_id: "me" is the signed-in user.

        Requests:
        - PATCH /virtualAppointments/{virtualAppointmentId}
        - PATCH /me/virtualAppointments/{virtualAppointmentId}

        Permissions, least privileged first:
        - Delegated (work or school account): Appointments.ReadWrite
        - Delegated (personal account): Not supported.
        - Application: Appointments.ReadWrite.All

        Documented in api/virtualappointment-update.md.
        """
        return await self._one(UPDATE, locals())
