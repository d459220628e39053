"""group resource type (resources/group.md)."""

from __future__ import annotations

from .._runtime.models import model, prop
from .directory_object import DirectoryObject


@model("contoso.group")
class Group(DirectoryObject):
    """A group."""

    display_name: str | None = prop("displayName")
    """Its name."""

    members: list[DirectoryObject] | None = prop("members")
    """Who belongs to it."""
