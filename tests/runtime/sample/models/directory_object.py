"""directoryObject resource type (resources/directoryobject.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.models import model, prop
from .entity import Entity

if TYPE_CHECKING:
    from datetime import datetime


@model("contoso.directoryObject")
class DirectoryObject(Entity):
    """An object of the directory."""

    deleted_date_time: datetime | None = prop("deletedDateTime")
    """When it was deleted."""
