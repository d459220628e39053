"""Documented examples of operations on virtual appointments."""

from datetime import date, datetime

from appointments import Duration, NotFound, Ref
from appointments._runtime.codec import decode
from appointments.models import (
    AppointmentSlot,
    AppointmentStatus,
    LobbyBypassScope,
    Patient,
    ReminderPolicy,
    VirtualAppointment,
    VirtualAppointmentSettings,
    VirtualAppointmentUser,
)
from appointments.testing import Exchange


def test_virtualappointment_cancel_virtualappointment_cancel() -> None:
    """Example 1: Cancel without more ado (api/virtualappointment-cancel.md:64)."""
    sends = """
        POST https://api.contoso.com/v1.0/virtualAppointments/7f31c0de-2c5b-4b60-9d0f-0f6f3a5e9b11/cancel
        Content-Type: application/json

        {
          "reason": "The practitioner fell ill."
        }
    """
    receives = """
        HTTP/1.1 204 No Content
    """
    with Exchange(sends, receives) as client:
        client.virtual_appointments.cancel(
            "7f31c0de-2c5b-4b60-9d0f-0f6f3a5e9b11", reason="The practitioner fell ill."
        )


def test_virtualappointment_cancel_virtualappointment_cancel_with_r_4af4b933() -> None:
    """Example 2: Cancel and offer another time
    (api/virtualappointment-cancel.md:90).
    """
    sends = """
        POST https://api.contoso.com/v1.0/me/virtualAppointments/7f31c0de-2c5b-4b60-9d0f-0f6f3a5e9b11/cancel
        Content-Type: application/json

        {
          "reason": "The practitioner fell ill.",
          "notify": false,
          "replacement": {
            "from": "2024-03-25T09:30:00Z",
            "length": "PT45M",
            "confidence": 0.5
          }
        }
    """
    receives = """
        HTTP/1.1 204 No Content
    """
    with Exchange(sends, receives) as client:
        client.virtual_appointments.cancel(
            "7f31c0de-2c5b-4b60-9d0f-0f6f3a5e9b11",
            user_id="me",
            reason="The practitioner fell ill.",
            notify=False,
            replacement=AppointmentSlot(
                from_=datetime.fromisoformat("2024-03-25T09:30:00Z"),
                length=Duration("PT45M"),
                confidence=0.5,
            ),
        )


def test_virtualappointment_delete_assistants_remove_assistant() -> None:
    """Example (api/virtualappointment-delete-assistants.md:49)."""
    sends = """
        DELETE https://api.contoso.com/v1.0/virtualAppointments/7f31c0de-2c5b-4b60-9d0f-0f6f3a5e9b11/assistants/f0c4d8e2-3b1a-4c6d-9e7f-a5b0c1d2e3f4/$ref
    """
    receives = """
        HTTP/1.1 204 No Content
    """
    with Exchange(sends, receives) as client:
        client.virtual_appointments.remove_assistant_ref(
            "7f31c0de-2c5b-4b60-9d0f-0f6f3a5e9b11",
            "f0c4d8e2-3b1a-4c6d-9e7f-a5b0c1d2e3f4",
        )


def test_virtualappointment_delete_delete_virtualappointment() -> None:
    """Example (api/virtualappointment-delete.md:51)."""
    sends = """
        DELETE https://api.contoso.com/v1.0/virtualAppointments/d3b0a4f1-5c2c-4d2e-8a9b-6a1f0c9e2b77
    """
    receives = """
        HTTP/1.1 204 No Content
    """
    with Exchange(sends, receives) as client:
        client.virtual_appointments.delete("d3b0a4f1-5c2c-4d2e-8a9b-6a1f0c9e2b77")


def test_virtualappointment_delta_virtualappointment_delta_initial() -> None:
    """Initial request (api/virtualappointment-delta.md:61)."""
    sends = """
        GET https://api.contoso.com/v1.0/virtualAppointments/delta?$select=subject,status
        Prefer: odata.maxpagesize=1
    """
    receives = """
        HTTP/1.1 200 OK
        Content-type: application/json

        {
          "@odata.context": "https://api.contoso.com/v1.0/$metadata#virtualAppointments",
          "@odata.nextLink": "https://api.contoso.com/v1.0/virtualAppointments/delta?$skiptoken=r1p2",
          "value": [
            {
              "id": "7f31c0de-2c5b-4b60-9d0f-0f6f3a5e9b11",
              "subject": "Follow-up after surgery",
              "status": "confirmed"
            }
          ]
        }
    """
    with Exchange(sends, receives) as client:
        list(
            client.virtual_appointments.delta(
                select="subject,status", prefer="odata.maxpagesize=1"
            )
        )


def test_virtualappointment_delta_virtualappointment_delta_next() -> None:
    """Second and final request of the round (api/virtualappointment-delta.md:97)."""
    sends = """
        GET https://api.contoso.com/v1.0/virtualAppointments/delta?$skiptoken=r1p2
    """
    receives = """
        HTTP/1.1 200 OK
        Content-type: application/json

        {
          "@odata.context": "https://api.contoso.com/v1.0/$metadata#virtualAppointments",
          "@odata.deltaLink": "https://api.contoso.com/v1.0/virtualAppointments/delta?$deltatoken=r1end",
          "value": [
            {
              "id": "1b6fd5a2-71f8-4f43-a9ce-7b4a2f0f1c3e",
              "subject": "Prescription review",
              "status": "booked"
            }
          ]
        }
    """
    with Exchange(sends, receives) as client:
        list(
            client.virtual_appointments.delta(
                link="https://api.contoso.com/v1.0/virtualAppointments/delta?$skiptoken=r1p2"
            )
        )


def test_virtualappointment_delta_virtualappointment_delta_again() -> None:
    """Example 2: The next round (api/virtualappointment-delta.md:134)."""
    sends = """
        GET https://api.contoso.com/v1.0/virtualAppointments/delta?$deltatoken=r1end
    """
    receives = """
        HTTP/1.1 200 OK
        Content-type: application/json

        {
          "@odata.context": "https://api.contoso.com/v1.0/$metadata#virtualAppointments",
          "@odata.deltaLink": "https://api.contoso.com/v1.0/virtualAppointments/delta?$deltatoken=r2end",
          "value": [
            {
              "id": "7f31c0de-2c5b-4b60-9d0f-0f6f3a5e9b11",
              "status": "cancelled"
            },
            {
              "id": "1b6fd5a2-71f8-4f43-a9ce-7b4a2f0f1c3e",
              "@removed": {
                "reason": "deleted"
              }
            }
          ]
        }
    """
    with Exchange(sends, receives) as client:
        list(
            client.virtual_appointments.delta(
                link="https://api.contoso.com/v1.0/virtualAppointments/delta?$deltatoken=r1end"
            )
        )


def test_virtualappointment_export_virtualappointment_export() -> None:
    """Example (api/virtualappointment-export.md:58)."""
    sends = """
        POST https://api.contoso.com/v1.0/virtualAppointments/export
        Content-Type: application/json

        {
          "fromDate": "2024-01-01",
          "toDate": "2024-03-31",
          "statuses": [
            "completed",
            "cancelled"
          ],
          "storageUrl": "https://storage.example.org/exports/q1"
        }
    """
    receives = """
        HTTP/1.1 202 Accepted
        Location: https://api.contoso.com/v1.0/exports/0d9f6e55-4b0a-43a7-90b8-2e6a7c1f8d34
    """
    with Exchange(sends, receives) as client:
        client.virtual_appointments.export(
            from_date=date.fromisoformat("2024-01-01"),
            to_date=date.fromisoformat("2024-03-31"),
            statuses=[AppointmentStatus.COMPLETED, AppointmentStatus.CANCELLED],
            storage_url="https://storage.example.org/exports/q1",
        )


def test_virtualappointment_get_transcript_get_transcript() -> None:
    """Example (api/virtualappointment-get-transcript.md:51)."""
    sends = """
        GET https://api.contoso.com/v1.0/me/virtualAppointments/7f31c0de-2c5b-4b60-9d0f-0f6f3a5e9b11/transcript/$value
    """
    receives = """
        HTTP/1.1 200 OK
        Content-type: text/vtt

        WEBVTT

        00:00:04.000 --> 00:00:06.500
        How has the shoulder been since last week?
    """
    with Exchange(sends, receives) as client:
        client.virtual_appointments.get_transcript_value(
            "7f31c0de-2c5b-4b60-9d0f-0f6f3a5e9b11", user_id="me"
        )


def test_virtualappointment_get_get_virtualappointment() -> None:
    """Example 1: Get one of your own appointments
    (api/virtualappointment-get.md:63).
    """
    sends = """
        GET https://api.contoso.com/v1.0/me/virtualAppointments/7f31c0de-2c5b-4b60-9d0f-0f6f3a5e9b11
    """
    receives = r"""
        HTTP/1.1 200 OK
        Content-type: application/json

        {
          "@odata.context": "https://api.contoso.com/v1.0/$metadata#virtualAppointments/$entity",
          "@odata.etag": "W/\"JzEtVmlzaXQn\"",
          "id": "7f31c0de-2c5b-4b60-9d0f-0f6f3a5e9b11",
          "subject": "Follow-up after surgery",
          "startDateTime": "2024-03-18T09:30:00Z",
          "duration": "PT45M",
          "status": "completed",
          "channel": "browser",
          "consentSignature": "iVBORw0KGgo=",
          "copayment": 12.5,
          "createdDateTime": "2024-03-04T16:21:07.1234567Z",
          "satisfaction": 4.75,
          "tenantId": "5d0c6b1e-8a94-4a63-b0c5-1f2e77a3c940",
          "transcriptSize": 10737418240,
          "settings": {
            "allowClientToJoinUsingBrowser": true,
            "lobbyOpensAt": "09:15:00.0000000",
            "lobbyBypass": "everyone",
            "reminders": null
          },
          "appointmentClients": [
            {
              "displayName": "Noor Haddad",
              "emailAddress": "noor@example.org",
              "smsCapablePhoneNumber": "+31 20 555 0143"
            }
          ],
          "externalAppointmentId": "BK-2024-00398",
          "externalAppointmentUrl": "https://booking.example.org/visits/BK-2024-00398",
          "appointmentClientJoinWebUrl": "https://join.contoso.com/7f31c0de"
        }
    """
    with Exchange(sends, receives) as client:
        client.virtual_appointments.get(
            "7f31c0de-2c5b-4b60-9d0f-0f6f3a5e9b11", user_id="me"
        )


def test_virtualappointment_get_get_virtualappointment_selected() -> None:
    """Example 2: Get the intake answers and the host of a colleague's appointment
    (api/virtualappointment-get.md:128).
    """
    sends = """
        GET https://api.contoso.com/v1.0/users/c2b9a1d4-58e3-4f0a-8a54-6f2f9d0f7a21/virtualAppointments/7f31c0de-2c5b-4b60-9d0f-0f6f3a5e9b11?$select=id,intake&$expand=host
    """
    receives = """
        HTTP/1.1 200 OK
        Content-type: application/json

        {
          "id": "7f31c0de-2c5b-4b60-9d0f-0f6f3a5e9b11",
          "intake": {
            "formVersion": 7,
            "submittedDateTime": "2024-03-17T20:05:44Z",
            "allergies": [
              "penicillin"
            ],
            "smokes": false
          },
          "host": {
            "id": "c2b9a1d4-58e3-4f0a-8a54-6f2f9d0f7a21",
            "displayName": "Dr. Ilse Brandt",
            "specialty": "Dermatology",
            "available": "monday,wednesday",
            "licenseId": "0b7b5a52-2f0c-4b36-9d1c-8f0f2a6c1e90"
          }
        }
    """
    with Exchange(
        sends,
        receives,
        undocumented=["intakeAnswers.allergies", "intakeAnswers.smokes"],
    ) as client:
        client.virtual_appointments.get(
            "7f31c0de-2c5b-4b60-9d0f-0f6f3a5e9b11",
            user_id="c2b9a1d4-58e3-4f0a-8a54-6f2f9d0f7a21",
            select="id,intake",
            expand="host",
        )


def test_virtualappointment_get_get_virtualappointment_missing() -> None:
    """Example 3: An appointment that does not exist
    (api/virtualappointment-get.md:170).
    """
    sends = """
        GET https://api.contoso.com/v1.0/virtualAppointments/00000000-0000-0000-0000-000000000000
    """
    receives = """
        HTTP/1.1 404 Not Found
        Content-type: application/json

        {
          "error": {
            "code": "AppointmentNotFound",
            "message": "There is no appointment with this identifier.",
            "innerError": {
              "date": "2024-03-20T10:11:12",
              "request-id": "5a0d9c3e-2f61-4b55-9c5b-7d8e21a4f3b6",
              "client-request-id": "8c4b1f7a-90d2-4f7e-a1b3-3c2d5e6f7081"
            }
          }
        }
    """
    with Exchange(sends, receives, raises=NotFound) as client:
        client.virtual_appointments.get("00000000-0000-0000-0000-000000000000")


def test_virtualappointment_list_participants_list_participants() -> None:
    """Example (api/virtualappointment-list-participants.md:54)."""
    sends = """
        GET https://api.contoso.com/v1.0/virtualAppointments/7f31c0de-2c5b-4b60-9d0f-0f6f3a5e9b11/participants
    """
    receives = """
        HTTP/1.1 200 OK
        Content-Type: application/json

        {
          "@odata.context": "https://api.contoso.com/v1.0/$metadata#participants",
          "value": [
            {
              "@odata.type": "#contoso.appointments.practitioner",
              "id": "c2b9a1d4-58e3-4f0a-8a54-6f2f9d0f7a21",
              "displayName": "Dr. Ilse Brandt",
              "joinedDateTime": "2024-03-18T09:28:31.5Z",
              "available": "monday,wednesday",
              "licenseId": "0b7b5a52-2f0c-4b36-9d1c-8f0f2a6c1e90",
              "specialty": "Dermatology"
            },
            {
              "@odata.type": "#contoso.appointments.patient",
              "id": "e8d1f5b0-93a7-4a3c-b1de-2f64c8f0a9c3",
              "displayName": "Noor Haddad",
              "joinedDateTime": null,
              "birthDate": "1987-11-05",
              "languages": [
                "ar",
                "nl"
              ],
              "recordNumber": 4417203915
            }
          ]
        }
    """
    with Exchange(sends, receives) as client:
        list(
            client.virtual_appointments.list_participants(
                "7f31c0de-2c5b-4b60-9d0f-0f6f3a5e9b11"
            )
        )


def test_virtualappointment_list_list_my_virtualappointments() -> None:
    """Example 1: The first page of the signed-in user's appointments
    (api/virtualappointment-list.md:70).
    """
    sends = """
        GET https://api.contoso.com/v1.0/me/virtualAppointments?$top=2
    """
    receives = """
        HTTP/1.1 200 OK
        Content-type: application/json

        {
          "@odata.context": "https://api.contoso.com/v1.0/$metadata#virtualAppointments",
          "@odata.nextLink": "https://api.contoso.com/v1.0/me/virtualAppointments?$top=2&$skiptoken=X9aQ",
          "value": [
            {
              "id": "7f31c0de-2c5b-4b60-9d0f-0f6f3a5e9b11",
              "subject": "Follow-up after surgery",
              "startDateTime": "2024-03-18T09:30:00Z",
              "duration": "PT45M",
              "status": "confirmed",
              "channel": "browser",
              "createdDateTime": "2024-03-04T16:21:07.1234567Z",
              "tenantId": "5d0c6b1e-8a94-4a63-b0c5-1f2e77a3c940"
            },
            {
              "id": "1b6fd5a2-71f8-4f43-a9ce-7b4a2f0f1c3e",
              "subject": "Prescription review",
              "startDateTime": "2024-03-18T11:00:00Z",
              "duration": "PT15M",
              "status": "booked",
              "channel": "phone",
              "createdDateTime": "2024-03-11T08:02:59.0250000Z",
              "tenantId": "5d0c6b1e-8a94-4a63-b0c5-1f2e77a3c940"
            }
          ]
        }
    """
    with Exchange(sends, receives) as client:
        list(client.virtual_appointments.list("me", top=2))


def test_virtualappointment_list_list_virtualappointments_filtered() -> None:
    """Example 2: Count and filter the appointments of the organization
    (api/virtualappointment-list.md:129).
    """
    sends = """
        GET https://api.contoso.com/v1.0/virtualAppointments?$filter=status eq 'booked'&$orderby=startDateTime desc&$select=id,subject,startDateTime&$count=true
        ConsistencyLevel: eventual
    """
    receives = """
        HTTP/1.1 200 OK
        Content-type: application/json

        {
          "@odata.context": "https://api.contoso.com/v1.0/$metadata#virtualAppointments(id,subject,startDateTime)",
          "@odata.count": 1,
          "value": [
            {
              "id": "1b6fd5a2-71f8-4f43-a9ce-7b4a2f0f1c3e",
              "subject": "Prescription review",
              "startDateTime": "2024-03-18T11:00:00Z"
            }
          ]
        }
    """
    with Exchange(sends, receives) as client:
        list(
            client.virtual_appointments.list(
                select="id,subject,startDateTime",
                filter="status eq 'booked'",
                order_by="startDateTime desc",
                count=True,
                headers={"ConsistencyLevel": "eventual"},
            )
        )


def test_virtualappointment_list_list_user_virtualappointments_expanded() -> None:
    """Example 3: Another user's appointments, with everyone who takes part
    (api/virtualappointment-list.md:169).
    """
    sends = """
        GET https://api.contoso.com/v1.0/users/ilse.brandt@contoso.com/virtualAppointments?$expand=participants
        Prefer: include-unknown-enum-members
    """
    receives = """
        HTTP/1.1 200 OK
        Content-type: application/json

        {
          "value": [
            {
              "id": "44c0e7b3-6c1d-4f0e-9f55-c1a1b8b1f7d0",
              "subject": "First visit",
              "startDateTime": "2024-02-29T14:00:00Z",
              "status": "noShow",
              "participants": [
                {
                  "@odata.type": "#contoso.appointments.practitioner",
                  "id": "c2b9a1d4-58e3-4f0a-8a54-6f2f9d0f7a21",
                  "displayName": "Dr. Ilse Brandt",
                  "specialty": "Dermatology"
                },
                {
                  "@odata.type": "#contoso.appointments.patient",
                  "id": "e8d1f5b0-93a7-4a3c-b1de-2f64c8f0a9c3",
                  "displayName": "Noor Haddad",
                  "joinedDateTime": null
                }
              ]
            }
          ]
        }
    """
    with Exchange(sends, receives) as client:
        list(
            client.virtual_appointments.list(
                "ilse.brandt@contoso.com",
                expand="participants",
                prefer="include-unknown-enum-members",
            )
        )


def test_virtualappointment_post_assistants_add_assistant() -> None:
    """Example (api/virtualappointment-post-assistants.md:50)."""
    sends = """
        POST https://api.contoso.com/v1.0/virtualAppointments/7f31c0de-2c5b-4b60-9d0f-0f6f3a5e9b11/assistants/$ref
        Content-type: application/json

        {
          "@odata.id": "https://api.contoso.com/v1.0/practitioners/f0c4d8e2-3b1a-4c6d-9e7f-a5b0c1d2e3f4"
        }
    """
    receives = """
        HTTP/1.1 204 No Content
    """
    with Exchange(sends, receives) as client:
        client.virtual_appointments.add_assistant_ref(
            "7f31c0de-2c5b-4b60-9d0f-0f6f3a5e9b11",
            Ref(
                "https://api.contoso.com/v1.0/practitioners/f0c4d8e2-3b1a-4c6d-9e7f-a5b0c1d2e3f4"
            ),
        )


def test_virtualappointment_post_participants_create_participant_patient() -> None:
    """Example (api/virtualappointment-post-participants.md:51)."""
    sends = """
        POST https://api.contoso.com/v1.0/virtualAppointments/7f31c0de-2c5b-4b60-9d0f-0f6f3a5e9b11/participants
        Content-Type: application/json

        {
          "@odata.type": "#contoso.appointments.patient",
          "displayName": "Sami Haddad",
          "birthDate": "2016-02-29",
          "languages": [
            "nl"
          ],
          "recordNumber": 4417203916
        }
    """
    receives = """
        HTTP/1.1 201 Created
        Content-Type: application/json

        {
          "@odata.type": "#contoso.appointments.patient",
          "id": "b5a7e0c9-1f0d-4d55-8c1b-0e2f9a7d6c43",
          "displayName": "Sami Haddad",
          "joinedDateTime": null,
          "birthDate": "2016-02-29",
          "languages": [
            "nl"
          ],
          "recordNumber": 4417203916
        }
    """
    with Exchange(sends, receives) as client:
        client.virtual_appointments.create_participant(
            "7f31c0de-2c5b-4b60-9d0f-0f6f3a5e9b11",
            Patient(
                display_name="Sami Haddad",
                birth_date=date.fromisoformat("2016-02-29"),
                languages=["nl"],
                record_number=4417203916,
                extra={"@odata.type": "#contoso.appointments.patient"},
            ),
        )


def test_virtualappointment_post_virtualappointments_create_virtual_da9da890() -> None:
    """Example 1: Book an appointment with two clients
    (api/virtualappointment-post-virtualappointments.md:75).
    """
    sends = """
        POST https://api.contoso.com/v1.0/me/virtualAppointments
        Content-Type: application/json

        {
          "@odata.type": "#contoso.appointments.virtualAppointment",
          "subject": "Travel vaccinations",
          "startDateTime": "2024-04-02T13:15:00Z",
          "duration": "PT20M",
          "channel": "mobileApp",
          "settings": {
            "@odata.type": "#contoso.appointments.virtualAppointmentSettings",
            "allowClientToJoinUsingBrowser": false,
            "lobbyOpensAt": "13:00:00.0000000",
            "lobbyBypass": "practitioners",
            "reminders": {
              "@odata.type": "#contoso.appointments.reminderPolicy",
              "leadTime": "P1DT2H",
              "maxReminders": 3,
              "phrases": [
                "See you tomorrow",
                "Tot morgen"
              ]
            }
          },
          "appointmentClients": [
            {
              "@odata.type": "#contoso.appointments.virtualAppointmentUser",
              "displayName": "Tariq Osei",
              "emailAddress": "tariq@example.org"
            },
            {
              "@odata.type": "#contoso.appointments.virtualAppointmentUser",
              "displayName": "Ama Osei",
              "smsCapablePhoneNumber": null
            }
          ],
          "externalAppointmentId": "BK-2024-00417",
          "externalAppointmentUrl": "https://booking.example.org/visits/BK-2024-00417"
        }
    """
    receives = """
        HTTP/1.1 201 Created
        Content-Type: application/json
        Location: https://api.contoso.com/v1.0/me/virtualAppointments/92d7c3b4-0f7e-4e27-8d3b-31c7f1f0e5aa

        {
          "@odata.context": "https://api.contoso.com/v1.0/$metadata#virtualAppointments/$entity",
          "@odata.type": "#contoso.appointments.virtualAppointment",
          "id": "92d7c3b4-0f7e-4e27-8d3b-31c7f1f0e5aa",
          "subject": "Travel vaccinations",
          "startDateTime": "2024-04-02T13:15:00Z",
          "duration": "PT20M",
          "channel": "mobileApp",
          "status": "booked",
          "createdDateTime": "2024-03-20T07:45:12.9876543Z",
          "tenantId": "5d0c6b1e-8a94-4a63-b0c5-1f2e77a3c940",
          "settings": {
            "@odata.type": "#contoso.appointments.virtualAppointmentSettings",
            "allowClientToJoinUsingBrowser": false,
            "lobbyOpensAt": "13:00:00.0000000",
            "lobbyBypass": "practitioners",
            "reminders": {
              "@odata.type": "#contoso.appointments.reminderPolicy",
              "leadTime": "P1DT2H",
              "maxReminders": 3,
              "phrases": [
                "See you tomorrow",
                "Tot morgen"
              ]
            }
          },
          "appointmentClients": [
            {
              "@odata.type": "#contoso.appointments.virtualAppointmentUser",
              "displayName": "Tariq Osei",
              "emailAddress": "tariq@example.org"
            },
            {
              "@odata.type": "#contoso.appointments.virtualAppointmentUser",
              "displayName": "Ama Osei",
              "smsCapablePhoneNumber": null
            }
          ],
          "externalAppointmentId": "BK-2024-00417",
          "externalAppointmentUrl": "https://booking.example.org/visits/BK-2024-00417",
          "appointmentClientJoinWebUrl": "https://join.contoso.com/92d7c3b4"
        }
    """
    with Exchange(sends, receives) as client:
        client.virtual_appointments.create(
            VirtualAppointment(
                subject="Travel vaccinations",
                start_date_time=datetime.fromisoformat("2024-04-02T13:15:00Z"),
                duration=Duration("PT20M"),
                channel="mobileApp",
                settings=VirtualAppointmentSettings(
                    allow_client_to_join_using_browser=False,
                    lobby_opens_at=decode("13:00:00.0000000", "Edm.TimeOfDay"),
                    lobby_bypass=LobbyBypassScope.PRACTITIONERS,
                    reminders=ReminderPolicy(
                        lead_time=Duration("P1DT2H"),
                        max_reminders=3,
                        phrases=["See you tomorrow", "Tot morgen"],
                        extra={"@odata.type": "#contoso.appointments.reminderPolicy"},
                    ),
                    extra={
                        "@odata.type": "#contoso.appointments.virtualAppointmentSettings"
                    },
                ),
                appointment_clients=[
                    VirtualAppointmentUser(
                        display_name="Tariq Osei",
                        email_address="tariq@example.org",
                        extra={
                            "@odata.type": "#contoso.appointments.virtualAppointmentUser"
                        },
                    ),
                    VirtualAppointmentUser(
                        display_name="Ama Osei",
                        sms_capable_phone_number=None,
                        extra={
                            "@odata.type": "#contoso.appointments.virtualAppointmentUser"
                        },
                    ),
                ],
                external_appointment_id="BK-2024-00417",
                external_appointment_url="https://booking.example.org/visits/BK-2024-00417",
                extra={"@odata.type": "#contoso.appointments.virtualAppointment"},
            ),
            user_id="me",
        )


def test_virtualappointment_post_virtualappointments_create_virtual_f65abb50() -> None:
    """Example 2: Book with no more than is required
    (api/virtualappointment-post-virtualappointments.md:190).
    """
    sends = """
        POST https://api.contoso.com/v1.0/virtualAppointments
        Content-Type: application/json

        {
          "subject": "Dental check",
          "startDateTime": "2024-04-03T08:00:00+02:00"
        }
    """
    receives = """
        HTTP/1.1 201 Created
        Content-Type: application/json

        {
          "id": "d3b0a4f1-5c2c-4d2e-8a9b-6a1f0c9e2b77",
          "subject": "Dental check",
          "startDateTime": "2024-04-03T06:00:00Z",
          "duration": "PT30M",
          "channel": "browser",
          "status": "booked",
          "settings": null,
          "appointmentClients": []
        }
    """
    with Exchange(sends, receives) as client:
        client.virtual_appointments.create(
            VirtualAppointment(
                subject="Dental check",
                start_date_time=datetime.fromisoformat("2024-04-03T08:00:00+02:00"),
            )
        )


def test_virtualappointment_update_update_virtualappointment() -> None:
    """Example (api/virtualappointment-update.md:65)."""
    sends = """
        PATCH https://api.contoso.com/v1.0/me/virtualAppointments/92d7c3b4-0f7e-4e27-8d3b-31c7f1f0e5aa
        Content-Type: application/json
        If-Match: W/"JzEtVmlzaXQn"

        {
          "startDateTime": "2024-04-02T15:00:00Z",
          "externalAppointmentId": null
        }
    """
    receives = """
        HTTP/1.1 200 OK
        Content-Type: application/json

        {
          "id": "92d7c3b4-0f7e-4e27-8d3b-31c7f1f0e5aa",
          "subject": "Travel vaccinations",
          "startDateTime": "2024-04-02T15:00:00Z",
          "duration": "PT20M",
          "status": "booked",
          "externalAppointmentId": null
        }
    """
    with Exchange(sends, receives) as client:
        client.virtual_appointments.update(
            "92d7c3b4-0f7e-4e27-8d3b-31c7f1f0e5aa",
            VirtualAppointment(
                start_date_time=datetime.fromisoformat("2024-04-02T15:00:00Z"),
                external_appointment_id=None,
            ),
            user_id="me",
            headers={"If-Match": 'W/"JzEtVmlzaXQn"'},
        )
