"""What a run said, for the next one that has nothing else to do.

Where the pages, the configuration, the generator and every file of the output are what they were
after an earlier run, that run's answer is given again. Nothing is taken for granted: all of these
are read, and only what lies between is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cache import Cache, key_of
from generator.config import Config
from generator.packing import NotData, Unpacker, pack
from generator.records import Record, replace
from generator.snapshot import ApiSnapshot, Snapshot
from generator.write.state import state_of

if TYPE_CHECKING:
    from generator.pipeline import Output


class Answer(Record):
    """What a run prints on standard output, its complaints, and its exit code."""

    text: str
    complaints: tuple[str, ...] = ()
    code: int = 0


class _Record(Record):
    """An answer, and what has to be as it was: included files of each API, and the output."""

    includes: tuple[dict[str, str | None], ...]
    files: tuple[str, ...]
    state: bytes
    answer: Answer


_record = Unpacker(_Record)


class Memory:
    """The answers to one request; `request` is all that was asked for beside the configuration."""

    def __init__(self, config: Config, request: object) -> None:
        self._config = config
        self._request = request
        self._cache = Cache(config.cache)

    def answer(self, pages: Snapshot) -> Answer | None:
        """What was answered when everything was as it is now."""
        if self._cache.is_empty:
            return None
        apis = pages.apis
        key = self._key(((it.api.root, it.api.prefix, it.keys) for it in apis), pages.outside)
        record = _record(self._cache.get([key]).get(key, b""))
        if record is None or len(record.includes) != len(apis):
            return None
        if not all(map(ApiSnapshot.includes_are, apis, record.includes)):
            return None
        if state_of(self._config.out, record.files) != record.state:
            return None
        return record.answer

    def keep(self, output: Output, state: bytes | None, answer: Answer) -> None:
        """Remember what would be answered from now on.

        `state` is that of the folder when it held the output, as this run has read and written it.
        """
        if not self._cache or state is None:
            return
        files = tuple(output.files)
        read = zip(output.apis, output.keys, strict=True)
        key = self._key(((api.root, api.prefix, keys) for api, keys in read), output.outside)
        record = _Record(tuple(map(dict, output.includes)), files, state, answer)
        with suppress(NotData):
            self._cache.put({key: pack(record)})

    def _key(self, apis: Iterable[tuple[Path, str, Sequence[bytes]]], outside: int) -> bytes:
        config = replace(self._config, jobs=1, cache=None)
        asked = repr((str(Path.cwd()), config, self._request, outside))
        parts: list[bytes | str] = []
        for root, prefix, keys in apis:
            parts += (str(root), prefix, b"".join(keys))
        return key_of("answer", asked, *parts)
