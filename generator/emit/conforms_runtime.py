"""The runtime's own modules, for what the generator must foresee exactly as the runtime does it."""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from types import ModuleType
from typing import Any

from generator.templates_dir import TEMPLATES

_PACKAGE = "_pages_runtime"


@cache
def runtime(module: str) -> Any:
    """A module of the runtime's templates, by its name. Nothing of it touches the network."""
    if _PACKAGE not in sys.modules:
        sys.modules[_PACKAGE] = _package()
    return import_module(f"{_PACKAGE}.{module}")


def _package() -> ModuleType:
    """A package over the folder of templates, whatever that is called where we are installed."""
    spec = ModuleSpec(_PACKAGE, loader=None, is_package=True)
    spec.submodule_search_locations = [str(TEMPLATES / "runtime")]
    return module_from_spec(spec)
