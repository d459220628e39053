"""Which classes the package has: by their own name, and by the documented name of their type.

The tables are those of the generated module `_types` beside the runtime. A class is imported when
it is asked for, so a program loads only the types that it meets.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


class Registry:
    """Finds classes of one package; `package` is its import name, "" for none.

    `types` maps documented type names to class names, `modules` class names to modules below
    `models`. Both are read from `<package>._types` on first use unless they are given.
    """

    def __init__(
        self,
        package: str,
        types: Mapping[str, str] | None = None,
        modules: Mapping[str, str] | None = None,
    ) -> None:
        self.package = package
        self._types: Mapping[str, str] | None = types
        self._modules: Mapping[str, str] | None = modules
        self._classes: dict[str, Any] = {}

    @property
    def types(self) -> Mapping[str, str]:
        """Documented type name -> class name."""
        if self._types is None:
            self._read()
        return self._types or {}

    @property
    def modules(self) -> Mapping[str, str]:
        """Class name -> module below `models`."""
        if self._modules is None:
            self._read()
        return self._modules or {}

    def _read(self) -> None:
        tables: Any = import_module(f"{self.package}._types") if self.package else None
        self._types = tables.TYPES if tables else {}
        self._modules = tables.MODULES if tables else {}

    def documented(self, type_name: str) -> Any:
        """The class of a documented type, None for a type that the package does not have."""
        name = self.types.get(type_name)
        return None if name is None else self.named(name)

    def type_name(self, cls: type) -> str:
        """The documented name of a class's type; the class's own where the tables have none."""
        own = cls.__name__
        return next((name for name, found in self.types.items() if found == own), own)

    def named(self, name: str) -> Any:
        """The class with this name.

        Raises:
            LookupError: the package has no such class.
        """
        found = self._classes.get(name)
        if found is None:
            module = self.modules.get(name)
            if module is None:
                raise LookupError(f"there is no class {name} in {self.package or 'the package'}")
            found = getattr(import_module(f"{self.package}.models.{module}"), name)
            self._classes[name] = found
        return found


current = Registry(__name__.rpartition("._runtime.")[0])


def use(registry: Registry) -> Registry:
    """Make `registry` the current one, for tests of the runtime itself; returns the one before."""
    global current
    before, current = current, registry
    return before
