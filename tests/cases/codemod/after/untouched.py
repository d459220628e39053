"""Nothing here has another name."""

from appointments.models import CheckInDevice

print(CheckInDevice(display_name="front").display_name)
