"""Operations on check in devices.

A tablet at the front desk with which clients check in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.groups import AsyncGroup
from ..resources.check_in_devices import CREATE, GET

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Unpack

    from .._runtime.options import Options
    from ..models import CheckInDevice


class CheckInDevices(AsyncGroup):
    """Operations on check in devices.

    A tablet at the front desk with which clients check in.
    """

    async def create(
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
        return await self._one(CREATE, locals())

    async def get(
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
        return await self._one(GET, locals())
