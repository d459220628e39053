"""fabrikam.home.room resource type (resources/room.md)."""

from __future__ import annotations

from .._runtime.models import model, prop
from .thing import Thing


@model("fabrikam.home.room")
class Room(Thing):
    """A room. Inherits from thing."""

    floor: str | None = prop("floor")
    """Where it is."""
