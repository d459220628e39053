"""Registries of the models: class to module, and documented type to class."""

from __future__ import annotations

MODULES: dict[str, str] = {
    "Bulb": "bulb",
    "DimmedLamp": "dimmed_lamp",
    "Guide": "guide",
    "Lamp": "lamp",
    "Person": "person",
    "Room": "room",
    "Thing": "thing",
}

TYPES: dict[str, str] = {
    "fabrikam.home.bulb": "Bulb",
    "fabrikam.home.dimmedLamp": "DimmedLamp",
    "fabrikam.home.guide": "Guide",
    "fabrikam.home.lamp": "Lamp",
    "fabrikam.home.person": "Person",
    "fabrikam.home.room": "Room",
    "fabrikam.home.thing": "Thing",
}
