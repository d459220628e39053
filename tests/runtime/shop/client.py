"""The synchronous client."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ._runtime.client import Client

if TYPE_CHECKING:
    from .resources.users import Users


class ShopClient(Client):
    """A client of the shop."""

    BASE_URL = "https://shop.example/v1.0"

    @cached_property
    def users(self) -> Users:
        """Operations on users."""
        from .resources.users import Users

        return Users(self)
