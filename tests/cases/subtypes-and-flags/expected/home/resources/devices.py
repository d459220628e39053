"""Operations on devices.

Something in the house.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.groups import Group
from .._runtime.operations import Operation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Unpack

    from .._runtime.options import Options
    from ..models import Device

GET: Operation[Device] = Operation(
    "device-get",
    "GET /rooms/{room_id}/devices/{device_id}",
    "GET /users/{user_id}/devices/{device_id}",
    returns="fabrikam.home.device",
    page="api/device-get.md",
)


class Devices(Group):
    """Operations on devices.

    Something in the house.
    """

    def get(
        self,
        device_id: str,
        *,
        room_id: str | None = None,
        user_id: str | None = None,
        select: str | Sequence[str] | None = None,
        expand: str | Sequence[str] | None = None,
        **options: Unpack[Options],
    ) -> Device:
        """Get device.

        Get a device.

        Parameters:
        - user_id: "me" is the signed-in user.

        Requests:
        - GET /rooms/{room-id}/devices/{id}
        - GET /me/devices/{id}
        - GET /users/{id|name}/devices/{id}

        Documented in api/device-get.md.
        """
        return self._one(GET, locals())
