"""The pages as one run sees them: looked for once, and each hashed at most once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from generator.discover import ApiPages, discover
from generator.records import Record
from generator.sources import Includes, Sources


class ApiSnapshot:
    """The pages of one API; what identifies them is found out when somebody asks."""

    def __init__(self, api: ApiPages) -> None:
        self.api = api

    @cached_property
    def keys(self) -> tuple[bytes, ...]:
        """The key of each page (`generator.sources.page_key`), from its bytes at the first call."""
        sources = Sources(self.api.root, self.api.bound)
        return tuple(sources.key(page) for page in self.api.pages)

    def includes_are(self, sums: Mapping[str, str | None]) -> bool:
        """Whether the files that pages include are those that had these `Includes.sums`."""
        include = Includes(Sources(self.api.root, self.api.bound))
        return all(include.sum(name) == sum for name, sum in sums.items())


class Snapshot(Record):
    """What lies below DOCS; `outside` counts the pages that belong to none of the APIs."""

    apis: tuple[ApiSnapshot, ...]
    outside: int = 0


def take_snapshot(docs: Path) -> Snapshot:
    """The pages of a folder, or a single one. Raises what `discover` does."""
    found = discover(docs)
    return Snapshot(tuple(map(ApiSnapshot, found.apis)), found.outside)
