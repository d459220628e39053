"""fabrikam.home.lamp resource type (resources/lamp.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.models import model, prop
from .thing import Thing

if TYPE_CHECKING:
    from .bulb import Bulb
    from .guide import Guide
    from .person import Person
    from .room import Room


@model("fabrikam.home.lamp")
class Lamp(Thing):
    """A lamp. Inherits from thing."""

    bulb: Bulb | None = prop("bulb")
    """What shines in it."""

    room: Room | None = prop("room")
    """Where it hangs."""

    buyer: Person | None = prop("buyer")
    """Who paid for it."""

    guide: Guide | None = prop("guide")
    """How to mount it."""
