"""user resource type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.models import model, prop
from .directory_object import DirectoryObject

if TYPE_CHECKING:
    from datetime import datetime


@model("shop.user")
class User(DirectoryObject):
    """A user."""

    display_name: str | None = prop("displayName")
    mobile_phone: str | None = prop("mobilePhone")
    created: datetime | None = prop("createdDateTime")
    member_of: list[DirectoryObject] | None = prop("memberOf")
