"""Operations on check in devices.

A tablet at the front desk with which clients check in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.groups import Group
from .._runtime.operations import Operation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Unpack

    from .._runtime.options import Options
    from ..models import CheckInDevice

CREATE: Operation[CheckInDevice] = Operation(
    "devices-checkindevice-create",
    "POST /frontDesk/checkInDevices",
    returns="contoso.appointments.checkInDevice",
    body="contoso.appointments.checkInDevice",
    page="api/devices-checkindevice-create.md",
)

GET: Operation[CheckInDevice] = Operation(
    "devices-checkindevice-get",
    "GET /frontDesk/checkInDevices/{check_in_device_id}",
    returns="contoso.appointments.checkInDevice",
    page="api/devices-checkindevice-get.md",
)


class CheckInDevices(Group):
    """Operations on check in devices.

    A tablet at the front desk with which clients check in.
    """

    def create(
        self,
        body: CheckInDevice,
        **options: Unpack[Options],
    ) -> CheckInDevice:
        """Create checkInDevice.

        Register a checkInDevice.

        Parameters:
        - body: The body is a JSON representation for the checkInDevice object. This
          table lists the properties that a new checkInDevice is made of.

        Requests:
        - POST /frontDesk/checkInDevices

        Permissions, least privileged first:
        - Delegated (work or school account): Devices.ReadWrite.All
        - Delegated (personal account): Not supported.
        - Application: Devices.ReadWrite.All

        Documented in api/devices-checkindevice-create.md.
        """
        return self._one(CREATE, locals())

    def get(
        self,
        check_in_device_id: str,
        *,
        select: str | Sequence[str] | None = None,
        expand: str | Sequence[str] | None = None,
        **options: Unpack[Options],
    ) -> CheckInDevice:
        """Get checkInDevice.

        Look up one checkInDevice.

        Requests:
        - GET /frontDesk/checkInDevices/{checkInDeviceId}

        Permissions, least privileged first:
        - Delegated (work or school account): Devices.Read.All, Devices.ReadWrite.All
        - Delegated (personal account): Not supported.
        - Application: Devices.Read.All, Devices.ReadWrite.All

        Documented in api/devices-checkindevice-get.md.
        """
        return self._one(GET, locals())
