"""The models, each imported when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._types import MODULES

if TYPE_CHECKING:
    from .appointment_reminder import AppointmentReminder as AppointmentReminder
    from .appointment_slot import AppointmentSlot as AppointmentSlot
    from .appointment_status import AppointmentStatus as AppointmentStatus
    from .check_in_device import CheckInDevice as CheckInDevice
    from .entity import Entity as Entity
    from .intake_answers import IntakeAnswers as IntakeAnswers
    from .participant import Participant as Participant
    from .patient import Patient as Patient
    from .practitioner import Practitioner as Practitioner
    from .reminder_attachment import ReminderAttachment as ReminderAttachment
    from .reminder_policy import ReminderPolicy as ReminderPolicy
    from .virtual_appointment import VirtualAppointment as VirtualAppointment
    from .virtual_appointment_settings import LobbyBypassScope as LobbyBypassScope
    from .virtual_appointment_settings import (
        VirtualAppointmentSettings as VirtualAppointmentSettings,
    )
    from .virtual_appointment_user import (
        VirtualAppointmentUser as VirtualAppointmentUser,
    )
    from .week_days import WeekDays as WeekDays
else:
    __all__ = list(MODULES)

    def __getattr__(name: str) -> object:
        from importlib import import_module

        module = MODULES.get(name)
        if module is None:
            raise AttributeError(f"{__name__} has no attribute {name!r}", name=name)
        value = getattr(import_module(f".{module}", __name__), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *MODULES})
