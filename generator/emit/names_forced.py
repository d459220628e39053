"""The names that the configuration gives: which of them a thing may take, and which it took."""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Mapping

from generator.errors import UsageError
from generator.units import digest


class Forced:
    """Configured names by what they are for; `used` are those that somebody asked for."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self.table = dict(table)
        self.used: set[str] = set()
        self.sum = digest(sorted(self.table.items())) if self.table else b""

    def get(self, key: str, form: str = "one name") -> str | None:
        """The configured name. Raises `UsageError` for one of more or less parts than `form`."""
        value = self.table.get(key)
        if value is not None:
            self.used.add(key)
            if value.count(".") != form.count("."):
                raise UsageError(f"names: {key} = {value!r} has to be {form}")
        return value


_NONE = Forced({})


class AllForced:
    """All names of a configuration. Raises ValueError for one that is no identifier."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self.table = dict(sorted(table.items()))
        tables: dict[str, dict[str, str]] = {}
        for key, value in table.items():
            for part in value.split("."):
                if not part.isidentifier() or keyword.iskeyword(part):
                    raise ValueError(f"names: {key} = {value!r} is no Python name")
            for end in (*(at for at, char in enumerate(key) if char == "."), len(key)):
                tables.setdefault(key[:end], {})[key] = value
        self._of = {subject: Forced(table) for subject, table in tables.items()}

    def of(self, subject: str) -> Forced:
        """The names for a type or an operation and all that is in it."""
        return self._of.get(subject, _NONE)

    def remember(self, used: Mapping[str, Iterable[str]]) -> None:
        """Things took names in an earlier run, and would again."""
        for subject, keys in used.items():
            if keys:
                self.of(subject).used.update(keys)

    @property
    def unused(self) -> list[str]:
        """Keys that name nothing in the pages."""
        return sorted(self.table.keys() - {key for it in self._of.values() for key in it.used})
