"""The client of fabrikam.home v1.0."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ._runtime.client import Client

if TYPE_CHECKING:
    from .resources.lamps import Lamps


class HomeClient(Client):
    """The client of fabrikam.home v1.0.

    Groups of methods:
    - lamps: A lamp.
    """

    BASE_URL = "https://api.fabrikam.com/v1.0"

    @cached_property
    def lamps(self) -> Lamps:
        """Operations on lamps.

        A lamp.
        """
        from .resources.lamps import Lamps

        return Lamps(self)
