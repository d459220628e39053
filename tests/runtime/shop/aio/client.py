"""The asynchronous client."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .._runtime.aio import AsyncClient

if TYPE_CHECKING:
    from .users import Users


class AsyncShopClient(AsyncClient):
    """A client of the shop."""

    BASE_URL = "https://shop.example/v1.0"

    @cached_property
    def users(self) -> Users:
        """Operations on users."""
        from .users import Users

        return Users(self)
