"""Registries of the models: class to module, and documented type to class."""

from __future__ import annotations

MODULES: dict[str, str] = {
    "Device": "device",
    "Heater": "heater",
    "Part": "part",
    "WeekDays": "week_days",
}

TYPES: dict[str, str] = {
    "fabrikam.home.device": "Device",
    "fabrikam.home.heater": "Heater",
    "fabrikam.home.part": "Part",
    "fabrikam.home.weekDays": "WeekDays",
}
