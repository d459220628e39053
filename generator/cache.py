"""Results of earlier runs, found by what they were made of.

A key is a hash over everything that a result depends on, the generator's own sources included.
So an entry is never out of date, and one cache serves all branches, checkouts and versions; it may
be deleted at any time. It is a folder of the user's, not of the project: nobody else's checkout
can bring its own. Values are data (MessagePack, read by type), never code that runs when loaded.

A cache never fails. What cannot be read, is damaged or cannot be stored is computed again.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from functools import cached_property
from pathlib import Path
from typing import Final

from generator.fingerprint import fingerprint, is_current

#: The name grows a new number when the tables change.
FILE: Final = "results-3.sqlite"
_SIZE: Final = 16
_KEEP_HOURS: Final = 14 * 24
#: What was of use within so many hours stays in a cache that is too large.
_RECENT_HOURS: Final = 1
_MOST_BYTES: Final = 512 * 1024 * 1024
#: Two runs at once wait for each other; a write takes a tenth of a second.
_PATIENCE_SECONDS: Final = 5.0
_BATCH: Final = 500
#: What reading a damaged file raises; the message itself may be damaged, and be no text then.
_DAMAGE: Final = (sqlite3.Error, TypeError, UnicodeDecodeError)
_SCHEMA: Final = (
    "CREATE TABLE IF NOT EXISTS results"
    " (key BLOB PRIMARY KEY, used INTEGER NOT NULL, sum INTEGER NOT NULL, value BLOB NOT NULL)",
    "CREATE INDEX IF NOT EXISTS idle ON results (used)",
)


def key_of(kind: str, *parts: bytes | str) -> bytes:
    """The key of a result: what kind it is, and all that it depends on besides the generator."""
    pieces = [fingerprint()]
    for part in (kind, *parts):
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        pieces += (b"%d\0" % len(data), data)
    return hashlib.blake2b(b"".join(pieces), digest_size=_SIZE).digest()


class Cache:
    """Values by key, in a file below `folder`; None keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def __bool__(self) -> bool:
        return self._folder is not None

    @property
    def is_empty(self) -> bool:
        """Whether it certainly has nothing."""
        return self._folder is None or not (self._folder / FILE).exists()

    def get(self, keys: Sequence[bytes]) -> dict[bytes, memoryview]:
        """The values that there are, whole and unaltered."""
        found: dict[bytes, memoryview] = {}

        def read(database: sqlite3.Connection) -> None:
            now = _hour()
            idle: list[bytes] = []
            for key, used, sum, value in _select(database, keys):
                if sum == _sum(key, value):
                    found[key] = memoryview(value)
                    if used != now:
                        idle.append(key)
            _mark(database, idle, now)

        self._try(read)
        return found

    @cached_property
    def reader(self) -> Reader:
        """Reads single values, many of them, with one connection."""
        return Reader(self._folder)

    def put(self, entries: Mapping[bytes, bytes]) -> None:
        """Keep values for later runs, unless somebody is just editing the generator."""
        if not entries or not is_current():
            return
        now = _hour()
        rows = [(key, now, _sum(key, value), value) for key, value in entries.items()]

        def write(database: sqlite3.Connection) -> None:
            database.execute("BEGIN IMMEDIATE")
            database.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)", rows)
            _forget(database, now)
            database.execute("COMMIT")

        self._try(write)

    def _try(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Open the database for one purpose: no connection is open while processes are forked."""
        if self._folder is None or not _is_own(self._folder):
            return
        file = self._folder / FILE
        try:
            with closing(_connect(file)) as database:
                work(database)
        except sqlite3.OperationalError:
            pass  # locked for long, read-only, disk full
        except _DAMAGE:
            # No database, a damaged one, or somebody else's: the next one is new.
            with suppress(OSError):
                for name in (FILE, f"{FILE}-journal"):
                    file.with_name(name).unlink(missing_ok=True)


class Reader:
    """Reads values one by one. Closing it writes down which of them were of use."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._database: sqlite3.Connection | None = None
        self._process = 0
        self._idle: list[bytes] = []
        self._is_damaged = False

    def get(self, key: bytes) -> memoryview | None:
        """A value, whole and unaltered; None when there is none."""
        try:
            database = self._opened()
            for _, used, sum, value in _select(database, [key]) if database else ():
                if sum == _sum(key, value):
                    if used != _hour():
                        self._idle.append(key)
                    return memoryview(value)
        except _DAMAGE:
            self._is_damaged = True  # `Cache.put` begins a new file then
        return None

    def close(self) -> None:
        """End the connection, as has to be done before processes are forked."""
        if self._database is not None and self._process == os.getpid():
            with suppress(*_DAMAGE):
                _mark(self._database, self._idle, _hour())
            self._database.close()
        self._database, self._idle = None, []

    def _opened(self) -> sqlite3.Connection | None:
        """The connection of this process: one that was opened before a fork is not shared."""
        if self._database is not None and self._process == os.getpid():
            return self._database
        if self._folder is None or self._is_damaged:
            return None
        file = self._folder / FILE
        if file.exists() and _is_own(self._folder):
            self._database, self._process = _connect(file), os.getpid()
        return self._database


def _connect(file: Path) -> sqlite3.Connection:
    database = sqlite3.connect(file, timeout=_PATIENCE_SECONDS, isolation_level=None)
    # Losing entries in a power cut is no harm: damage is noticed.
    database.execute("PRAGMA synchronous = OFF")
    for statement in _SCHEMA:
        database.execute(statement)
    return database


def _is_own(folder: Path) -> bool:
    """Whether the folder is the user's alone to write; it is made if it is missing."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        stat = folder.stat()
    except OSError:
        return False
    if not hasattr(os, "geteuid"):
        return True
    return stat.st_uid == os.geteuid() and not stat.st_mode & 0o022


def _select(
    database: sqlite3.Connection, keys: Sequence[bytes]
) -> Iterator[tuple[bytes, int, int, bytes]]:
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        marks = ",".join("?" * len(batch))
        yield from database.execute(
            f"SELECT key, used, sum, value FROM results WHERE key IN ({marks})", batch
        )


def _mark(database: sqlite3.Connection, keys: Iterable[bytes], now: int) -> None:
    """Note that entries were of use; at most once an hour each."""
    rows = [(now, key) for key in keys]
    if rows:
        database.execute("BEGIN IMMEDIATE")
        database.executemany("UPDATE results SET used = ? WHERE key = ?", rows)
        database.execute("COMMIT")


def _forget(database: sqlite3.Connection, now: int) -> None:
    """Remove what was of no use for long; of a cache that is too large, all but the recent."""
    pages, free, size = (
        database.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    hours = _KEEP_HOURS if (pages - free) * size < _MOST_BYTES else _RECENT_HOURS
    database.execute("DELETE FROM results WHERE used < ?", (now - hours,))


def _sum(key: bytes, value: bytes) -> int:
    """Tells a value from a damaged one, or from another key's."""
    return zlib.crc32(value, zlib.crc32(key))


def _hour() -> int:
    return int(time.time() // 3_600)
