"""The models of the package, each imported when it is first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .._types import MODULES

if TYPE_CHECKING:
    from .directory_object import DirectoryObject as DirectoryObject
    from .email_address import EmailAddress as EmailAddress
    from .entity import Entity as Entity
    from .event import Event as Event
    from .event import WeekDays as WeekDays
    from .group import Group as Group
    from .item_body import BodyType as BodyType
    from .item_body import ItemBody as ItemBody
    from .measurement import Measurement as Measurement
    from .open_thing import OpenThing as OpenThing
    from .password_profile import PasswordProfile as PasswordProfile
    from .user import User as User


def __getattr__(name: str) -> Any:
    module = MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *MODULES})
