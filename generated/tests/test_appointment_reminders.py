"""Documented examples of operations on appointment reminders."""

from datetime import datetime

from appointments.models import (
    AppointmentReminder,
    ReminderAttachment,
    VirtualAppointmentUser,
)
from appointments.testing import Exchange


def test_appointmentreminder_post_create_appointmentreminder_from() -> None:
    """Examples (api/appointmentreminder-post.md:70).

    Adjusted:

    - other-version: The URL names another version; the client's base URL is that
      version's.
    - path-given: The page documents no path; the call is given the example's own.
    """
    sends = """
        POST https://api.contoso.com/v1.0** Collection URI for contoso.appointments.appointmentReminder not found
        Content-Type: application/json
        Content-length: 214

        {
          "@odata.type": "#contoso.appointments.appointmentReminder",
          "recipient": {
            "@odata.type": "contoso.appointments.virtualAppointmentUser"
          },
          "attachments": [
            {
              "@odata.type": "contoso.appointments.reminderAttachment"
            }
          ],
          "text": "String",
          "sendDateTime": "2024-04-02T12:00:00Z"
        }
    """
    receives = """
        HTTP/1.1 201 Created
        Content-Type: application/json

        {
          "@odata.type": "#contoso.appointments.appointmentReminder",
          "id": "3e8b7c6a-5d4f-4e3a-9b2c-1a0f9e8d7c6b",
          "recipient": {
            "@odata.type": "contoso.appointments.virtualAppointmentUser"
          },
          "attachments": [
            {
              "@odata.type": "contoso.appointments.reminderAttachment"
            }
          ],
          "text": "String",
          "sendDateTime": "2024-04-02T12:00:00Z"
        }
    """
    with Exchange(sends, receives, base_url="https://api.contoso.com") as client:
        client.appointment_reminders.create(
            AppointmentReminder(
                recipient=VirtualAppointmentUser(
                    extra={"@odata.type": "contoso.appointments.virtualAppointmentUser"}
                ),
                attachments=[
                    ReminderAttachment(
                        extra={"@odata.type": "contoso.appointments.reminderAttachment"}
                    )
                ],
                text="String",
                send_date_time=datetime.fromisoformat("2024-04-02T12:00:00Z"),
                extra={"@odata.type": "#contoso.appointments.appointmentReminder"},
            ),
            path="/v1.0** Collection URI for contoso.appointments.appointmentReminder not found",
        )
