"""The files of an output folder, read by another process while this one does other things.

What was read counts for a file that is still the same by its marks when the folder is locked and
compared. Others, and those that were written just before, are read then.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from generator.aside import aside
from generator.errors import OutputError
from generator.write.disk import read, sum_of
from generator.write.manifest import MANIFEST, read_manifests

#: What another process would have to change to write a file: times, size, the file itself.
_Marks = tuple[int, int, int, int]
_Seen = Mapping[str, tuple[str, _Marks]]

#: A second edit within the step of a file system's clock leaves no mark; the coarsest is of FAT.
_STEP_NS = 2_000_000_000


class Ahead:
    """The sums of files as they were; `result` waits for them, and gives None for nothing."""

    def __init__(self, result: Callable[[], _Seen | None]) -> None:
        self._result = result

    def sum(self, out: Path, path: str) -> str | None:
        """The `sum_of` a file that has not been written since; None for one that has to be read."""
        sum, marks = self._seen.get(path, (None, None))
        try:
            return sum if sum and marks == _marks(os.stat(f"{out}/{path}")) else None
        except OSError:
            return None

    @cached_property
    def _seen(self) -> _Seen:
        return self._result() or {}


#: Where nothing is read ahead.
NOTHING_AHEAD = Ahead(lambda: None)


@contextmanager
def reading_ahead(out: Path, jobs: int) -> Iterator[Ahead]:
    """Read what the folder's manifest lists while the block runs, if there may be two processes."""
    with aside(lambda: _look, jobs if (out / MANIFEST).exists() else 1) as other:
        other.ask(out)
        yield Ahead(other.result)


def _look(out: Path) -> _Seen:
    found: dict[str, tuple[str, _Marks]] = {}
    begin = time.time_ns()
    for path in (path for manifest in read_manifests(out) for path in manifest.files):
        try:
            stat = os.stat(f"{out}/{path}")
            data = read(out, path)
        except (OSError, OutputError):
            continue
        if data is not None and max(stat.st_mtime_ns, stat.st_ctime_ns) < begin - _STEP_NS:
            found[path] = sum_of(data), _marks(stat)
    return found


def _marks(stat: os.stat_result) -> _Marks:
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino
