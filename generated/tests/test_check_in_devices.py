"""Documented examples of operations on check in devices."""

from appointments._runtime.codec import decode
from appointments.models import CheckInDevice
from appointments.testing import Exchange


def test_devices_checkindevice_create_example() -> None:
    """Example (api/devices-checkindevice-create.md:64)."""
    sends = """
        POST https://api.contoso.com/v1.0/frontDesk/checkInDevices
        Content-type: application/json
        Content-length: 248

        {
          "@odata.type": "#contoso.appointments.checkInDevice",
          "displayName": "Display Name value",
          "firmwareVersion": "Firmware Version value",
          "lastSeenDateTime": "2024-01-01T00:03:11.1234567-08:00",
          "batteryPercentage": 11,
          "locked": true
        }
    """
    receives = """
        HTTP/1.1 201 Created
        Content-Type: application/json
        Content-Length: 296

        {
          "@odata.type": "#contoso.appointments.checkInDevice",
          "id": "64c1dd5b-9a0e-4a70-8a50-3d0f1b2c4e6a",
          "displayName": "Display Name value",
          "firmwareVersion": "Firmware Version value",
          "lastSeenDateTime": "2024-01-01T00:03:11.1234567-08:00",
          "batteryPercentage": 11,
          "locked": true
        }
    """
    with Exchange(sends, receives) as client:
        client.check_in_devices.create(
            CheckInDevice(
                display_name="Display Name value",
                firmware_version="Firmware Version value",
                last_seen_date_time=decode(
                    "2024-01-01T00:03:11.1234567-08:00", "Edm.DateTimeOffset"
                ),
                battery_percentage=11,
                locked=True,
                extra={"@odata.type": "#contoso.appointments.checkInDevice"},
            )
        )


def test_devices_checkindevice_get_example() -> None:
    """Example (api/devices-checkindevice-get.md:56)."""
    sends = """
        GET https://api.contoso.com/v1.0/frontDesk/checkInDevices/64c1dd5b-9a0e-4a70-8a50-3d0f1b2c4e6a
    """
    receives = """
        HTTP/1.1 200 OK
        Content-Type: application/json
        Content-Length: 327

        {
          "value": {
            "@odata.type": "#contoso.appointments.checkInDevice",
            "id": "64c1dd5b-9a0e-4a70-8a50-3d0f1b2c4e6a",
            "displayName": "Display Name value",
            "firmwareVersion": "Firmware Version value",
            "lastSeenDateTime": "2024-01-01T00:03:11.1234567-08:00",
            "batteryPercentage": 11,
            "locked": true
          }
        }
    """
    with Exchange(sends, receives) as client:
        client.check_in_devices.get("64c1dd5b-9a0e-4a70-8a50-3d0f1b2c4e6a")
