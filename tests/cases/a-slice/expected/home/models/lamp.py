"""fabrikam.home.lamp resource type (resources/lamp.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._runtime.models import model, prop
from .thing import Thing

if TYPE_CHECKING:
    from .bulb import Bulb
    from .person import Person


@model("fabrikam.home.lamp")
class Lamp(Thing):
    """A lamp. Inherits from thing."""

    bulb: Bulb | None = prop("bulb")
    """What shines in it."""

    room: Thing | None = prop("room")
    """Where it hangs.

    Values are of type fabrikam.home.room, which this slice leaves out.
    """

    buyer: Person | None = prop("buyer")
    """Who paid for it."""

    guide: Any = prop("guide")
    """How to mount it.

    Values are of type fabrikam.home.guide, which this slice leaves out.
    """
