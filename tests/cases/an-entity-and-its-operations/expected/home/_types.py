"""Registries of the models: class to module, and documented type to class."""

from __future__ import annotations

MODULES: dict[str, str] = {
    "Lamp": "lamp",
    "LampColor": "lamp",
}

TYPES: dict[str, str] = {
    "fabrikam.home.lamp": "Lamp",
    "fabrikam.home.lampColor": "LampColor",
}
