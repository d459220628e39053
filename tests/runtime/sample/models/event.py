"""event resource type (resources/event.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.enums import OpenEnum
from .._runtime.models import model, prop
from .entity import Entity

if TYPE_CHECKING:
    from datetime import datetime, time

    from .._runtime.scalars import Duration
    from .email_address import EmailAddress
    from .item_body import BodyType, ItemBody


class WeekDays(OpenEnum, flags=True):
    """Days of the week."""

    MONDAY = "monday"
    """The first."""

    TUESDAY = "tuesday"
    """The second."""


@model("contoso.event")
class Event(Entity):
    """An event."""

    body: ItemBody | None = prop("body")
    """The text."""

    start: datetime | None = prop("start")
    """When it starts."""

    length: Duration | None = prop("length")
    """How long it is."""

    daily_at: time | None = prop("dailyAt")
    """The time of day."""

    days: tuple[WeekDays, ...] | None = prop("days")
    """On which days."""

    rotas: list[tuple[WeekDays, ...]] | None = prop("rotas")
    """Several sets of days."""

    body_types: list[BodyType] | None = prop("bodyTypes")
    """The kinds allowed."""

    attendees: list[EmailAddress] | None = prop("attendees")
    """Who comes."""

    related: list[Event] | None = prop("related")
    """Other events."""
