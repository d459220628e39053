"""The client of fabrikam.home v1.0."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ._runtime.client import Client

if TYPE_CHECKING:
    from .resources.devices import Devices


class HomeClient(Client):
    """The client of fabrikam.home v1.0.

    Groups of methods:
    - devices: Something in the house.
    """

    BASE_URL = "https://api.fabrikam.com/v1.0"

    @cached_property
    def devices(self) -> Devices:
        """Operations on devices.

        Something in the house.
        """
        from .resources.devices import Devices

        return Devices(self)
