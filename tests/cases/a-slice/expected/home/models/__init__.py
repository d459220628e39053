"""The models, each imported when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._types import MODULES

if TYPE_CHECKING:
    from .bulb import Bulb as Bulb
    from .dimmed_lamp import DimmedLamp as DimmedLamp
    from .lamp import Lamp as Lamp
    from .person import Person as Person
    from .thing import Thing as Thing
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
