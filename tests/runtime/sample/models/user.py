"""user resource type (resources/user.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._runtime.models import model, prop
from .directory_object import DirectoryObject

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from .event import Event
    from .password_profile import PasswordProfile


@model("contoso.user")
class User(DirectoryObject):
    """A user."""

    display_name: str | None = prop("displayName")
    """The name. `None` for none."""

    given_name: str | None = prop("givenName")
    """The first name."""

    age_group: str | None = prop("ageGroup")
    """The age group."""

    account_enabled: bool | None = prop("accountEnabled")
    """Whether the account is enabled."""

    created_date_time: datetime | None = prop("createdDateTime")
    """When it was created."""

    birthday: date | None = prop("birthday")
    """The day of birth."""

    business_phones: list[str] | None = prop("businessPhones")
    """Phone numbers."""

    plan_ids: list[UUID] | None = prop("planIds")
    """Plans."""

    login_times: list[datetime] | None = prop("loginTimes")
    """When the user logged in."""

    mobile_phone: str | None = prop("mobilePhone")
    """The mobile phone."""

    password_profile: PasswordProfile | None = prop("passwordProfile")
    """The password."""

    manager: DirectoryObject | None = prop("manager")
    """Who manages the user."""

    member_of: list[DirectoryObject] | None = prop("memberOf")
    """What the user belongs to."""

    events: list[Event] | None = prop("events")
    """The calendar."""

    anything: Any = prop("anything")
    """Any JSON."""

    extra_: str | None = prop("extra")
    """A documented property that is called extra."""

    self_: str | None = prop("self")
    """A documented property that is called self."""
