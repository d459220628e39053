"""Registries of the models: class to module, and documented type to class."""

from __future__ import annotations

MODULES: dict[str, str] = {
    "Bulb": "bulb",
    "DimmedLamp": "dimmed_lamp",
    "Lamp": "lamp",
    "Person": "person",
    "Thing": "thing",
}

TYPES: dict[str, str] = {
    "fabrikam.home.bulb": "Bulb",
    "fabrikam.home.dimmedLamp": "DimmedLamp",
    "fabrikam.home.lamp": "Lamp",
    "fabrikam.home.person": "Person",
    "fabrikam.home.thing": "Thing",
}
