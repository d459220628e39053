"""What a run said, for the next one that has nothing else to do.

Where the pages, the configuration, the generator and every file of the output are what they were
after an earlier run, that run's answer is given again. Nothing is taken for granted: all of these
are read, and only what lies between is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cache import Cache, key_of
from generator.config import Config
from generator.discover import discover
from generator.packing import NotData, Unpacker, pack
from generator.sources import includes_are, sources_of
from generator.write.state import state_of, state_with

if TYPE_CHECKING:
    from generator.pipeline import Output


@dataclass(frozen=True, slots=True)
class Answer:
    """What a run prints on standard output, its complaints, and its exit code."""

    text: str
    complaints: tuple[str, ...] = ()
    code: int = 0


@dataclass(frozen=True, slots=True)
class _Record:
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

    def answer(self) -> Answer | None:
        """What was answered when everything was as it is now. Raises what `discover` does."""
        if self._cache.is_empty:
            return None
        found = discover(self._config.docs)
        key = self._key(
            ((api.root, api.prefix, sources_of(api)) for api in found.apis), found.outside
        )
        record = _record(self._cache.get([key]).get(key, b""))
        if record is None or len(record.includes) != len(found.apis):
            return None
        if not all(map(includes_are, found.apis, record.includes)):
            return None
        if state_of(self._config.out, record.files) != record.state:
            return None
        return record.answer

    def keep(self, output: Output, edited: Collection[str], answer: Answer) -> None:
        """Remember what would be answered from now on, if the folder holds the output.

        `edited` are files that people have edited, which stay as they are.
        """
        if not self._cache:
            return
        state = state_with(self._config.out, output.files, edited, output.pages)
        if state is None:
            return
        files = tuple(output.files)
        read = zip(output.apis, output.sources, strict=True)
        key = self._key(((api.root, api.prefix, sources) for api, sources in read), output.outside)
        record = _Record(tuple(map(dict, output.includes)), files, state, answer)
        with suppress(NotData):
            self._cache.put({key: pack(record)})

    def _key(self, apis: Iterable[tuple[Path, str, Iterable[str]]], outside: int) -> bytes:
        config = replace(self._config, jobs=1, cache=None)
        asked = repr((str(Path.cwd()), config, self._request, outside))
        return key_of("answer", asked, *(part for api in apis for part in _lines(*api)))


def _lines(root: Path, prefix: str, sources: Iterable[str]) -> Iterator[str]:
    yield str(root)
    yield prefix
    yield "\n".join(sources)
