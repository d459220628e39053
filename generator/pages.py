"""From files to the facts of each page: by several processes, or from an earlier run.

What a page yields depends on its path, its bytes and those of the files it includes, never on the
number of processes or on other pages; results come in the order of the pages.
"""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from generator.aside import Aside
from generator.cache import Cache, Reader, key_of
from generator.diagnostics import Finding
from generator.discover import ApiPages, PageFile
from generator.errors import InputError
from generator.model import Loc
from generator.packing import NotData, Parcel, Unpacker, pack
from generator.read.facts import PageFacts
from generator.records import Record
from generator.snapshot import ApiSnapshot, Snapshot
from generator.sources import Includes, Sources, Unreadable, decode, page_key
from generator.units import Known
from generator.workers import batched, in_order

#: Called with what is being done, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]

#: Below this many pages, starting processes takes longer than reading.
_PARALLEL_FROM = 200
_CHUNK = 20

#: So many bytes of a page's digest tell its facts from others.
_SUM = 12


@dataclass(frozen=True)
class PageResult:
    """What became of one page: its facts, or the finding that says why there are none.

    `key` identifies the page's path and bytes (`generator.sources.page_key`), `includes` the text
    of each file that it includes, None for one that there is not; `digest` the text that the facts
    were read from, included files among it. `made` has the facts, read or kept.
    """

    path: str
    key: bytes
    digest: str = ""
    finding: Finding | None = None
    includes: Mapping[str, str | None] = field(default_factory=dict)
    made: PageFacts | KeptFacts | None = field(default=None, compare=False, repr=False)

    @cached_property
    def facts(self) -> PageFacts | None:
        """The facts; those that are kept are decoded now."""
        return self.made.load() if isinstance(self.made, KeptFacts) else self.made


class KeptFacts(Record):
    """Facts of an earlier run as data, and the page that they are of."""

    reader: Reader
    digest: str
    key: bytes
    sources: Sources
    page: PageFile

    def load(self) -> PageFacts | None:
        """The facts; the page is read again where the data are none.

        Raises `InputError` when it is another page by now.
        """
        data = self.reader.get(_facts_key(self.digest))
        facts = None if data is None else _facts(data)
        if facts is None:
            result = _read(self.sources, self.page)
            if result.key != self.key:
                raise InputError(f"{self.page.path}: was edited while it was read; run again")
            facts = result.facts
        return facts


def _facts_key(digest: str) -> bytes:
    return key_of("facts", digest)


class _Entry(Record):
    """What is kept of a page beside its facts, which are under a key of their own.

    `includes` has a digest of each file that the page includes.
    """

    digest: str
    includes: dict[str, str | None]


class _Packed(Record):
    """A result as data, for the cache or for another process: the page's entry and its facts."""

    key: bytes
    entry: bytes
    facts_key: bytes
    facts: Parcel[PageFacts]


_Chunk = list["PageResult | _Packed"]

_entry = Unpacker(_Entry)
_entries = Unpacker(list[tuple[bytes, _Entry]])
_facts = Unpacker(PageFacts)


class Reading:
    """The pages of one API: which are kept, and what becomes of the rest."""

    def __init__(self, taken: ApiSnapshot, jobs: int, cache: Cache) -> None:
        self.api = taken.api
        self._jobs = jobs
        self._cache = cache
        self.sources = Sources(self.api.root, self.api.bound)
        self._listed = {} if cache.is_empty else _listed(self.api, cache)
        self._entries = {} if cache.is_empty else _kept(taken.keys, self._listed, cache)
        self._known = _known(taken, self._entries, self.sources, cache) if self._entries else {}
        self._rest = [at for at in range(len(self.api.pages)) if at not in self._known]
        #: What another process has made of the `few`.
        self.ahead: Callable[[], _Chunk | None] = _nothing

    @property
    def few(self) -> Sequence[PageFile]:
        """The pages that have to be read, if they are so few that one process does it."""
        return [self.api.pages[at] for at in self._rest] if len(self._rest) < _PARALLEL_FROM else ()

    def results(self, progress: Progress) -> list[PageResult]:
        """What becomes of every page, in their order."""
        results: list[PageResult] = []
        new: dict[bytes, bytes] = {}
        facts: dict[bytes, bytes] = {}
        for made, pages in self._made():
            for item, page in zip(made, pages, strict=True):
                if isinstance(item, _Packed):
                    new[item.key] = item.entry
                    facts[item.facts_key] = item.facts.data
                    item = _unpacked(item, page) or _read(self.sources, page)
                results.append(item)
            progress("reading", len(self._known) + len(results), len(self.api.pages))
        entries = self._entries | {key: it for key, data in new.items() if (it := _entry(data))}
        if new or entries.keys() != self._listed.keys():
            new[_list_key(self.api)] = pack(list(entries.items()))
        self._cache.put(new | facts)
        known = self._known | dict(zip(self._rest, results, strict=True))
        return list(_with_distinct_paths(known[at] for at in range(len(self.api.pages))))

    def _made(self) -> Iterator[tuple[_Chunk, Sequence[PageFile]]]:
        rest = [self.api.pages[at] for at in self._rest]
        if (ahead := self.ahead()) is not None:
            yield ahead, rest
            return
        chunks = batched(rest, _CHUNK)
        is_shared = self._jobs > 1 and len(rest) >= _PARALLEL_FROM
        read = partial(_read_some, self.sources, is_shared or bool(self._cache))
        yield from zip(in_order(read, chunks, self._jobs if is_shared else 1), chunks, strict=True)


def _nothing() -> None:
    return None


class Readings(Record):
    """The pages of all APIs; `outside` counts those that belong to none of them."""

    apis: tuple[Reading, ...]
    outside: int = 0

    def begin(self, reader: PageReader) -> None:
        """Have few pages read by another process while this one does other things."""
        some = [reading for reading in self.apis if reading.few]
        if some:
            reader.ask([(reading.sources, reading.few) for reading in some])
        for at, reading in enumerate(some):
            reading.ahead = partial(_one_of, reader, at)


#: Pages of several APIs, with where these lie.
_Asked = Sequence[tuple[Sources, Sequence[PageFile]]]
#: Reads these; and another process that does.
ReadsPages = Callable[[_Asked], list[_Chunk]]
PageReader = Aside[_Asked, list[_Chunk]]


def page_reader() -> ReadsPages:
    """Get ready to read pages, and give what does."""
    from generator.read import read_page  # noqa: F401

    return lambda asked: [_read_some(sources, True, pages) for sources, pages in asked]


def _one_of(reader: PageReader, at: int) -> _Chunk | None:
    made = reader.result()
    return made[at] if made else None


def readings(taken: Snapshot, jobs: int, cache: Cache) -> Readings:
    """The pages of a snapshot, those looked up that are kept; `jobs` is how many may read."""
    return Readings(tuple(Reading(api, jobs, cache) for api in taken.apis), taken.outside)


def read_pages(
    taken: ApiSnapshot, jobs: int, progress: Progress, cache: Cache | None = None
) -> list[PageResult]:
    """Read every page of an API, in its order.

    `jobs` is the number of processes, `cache` has results of earlier runs: they change nothing
    but the time taken. Pages that have been edited since they were hashed are read as they are.
    """
    return Reading(taken, jobs, cache or Cache(None)).results(progress)


def _with_distinct_paths(results: Iterable[PageResult]) -> Iterator[PageResult]:
    """The results, without what pages hold whose path reads like an earlier one's."""
    seen: set[str] = set()
    for result in results:
        if result.path in seen:
            message = "another file has this name but for bytes that are no UTF-8; rename one"
            finding = Finding("PAGE_UNREADABLE", Loc(result.path, 1), message, "the whole page")
            yield PageResult(result.path, result.key, finding=finding)
        else:
            seen.add(result.path)
            yield result


def _list_key(api: ApiPages) -> bytes:
    return key_of("pages", str(api.root), str(api.bound))


def _listed(api: ApiPages, cache: Cache) -> dict[bytes, _Entry]:
    """The entries that the last run had for the pages of this folder, by key.

    They are what is also kept page by page, where other checkouts find them, and are had in a
    tenth of the time.
    """
    key = _list_key(api)
    return dict(_entries(cache.get([key]).get(key, b"")) or ())


def _kept(
    keys: Iterable[bytes], listed: Mapping[bytes, _Entry], cache: Cache
) -> dict[bytes, _Entry]:
    """The entries of these pages, from a list or one by one."""
    found = {key: listed.get(key) for key in keys}
    more = cache.get([key for key, entry in found.items() if entry is None])
    found |= {key: _entry(data) for key, data in more.items()}
    return {key: entry for key, entry in found.items() if entry}


def _known(
    taken: ApiSnapshot, entries: Mapping[bytes, _Entry], sources: Sources, cache: Cache
) -> dict[int, PageResult]:
    """The pages that are kept, by place: those whose includes are the same, too."""
    found: dict[int, PageResult] = {}
    include = Includes(sources)
    for at, (key, page) in enumerate(zip(taken.keys, taken.api.pages, strict=True)):
        entry = entries.get(key)
        if entry and all(include.sum(name) == sum for name, sum in entry.includes.items()):
            kept = KeptFacts(cache.reader, entry.digest, key, sources, page)
            found[at] = _result(entry, key, page, kept)
    return found


def _result(entry: _Entry, key: bytes, page: PageFile, made: PageFacts | KeptFacts) -> PageResult:
    return PageResult(page.path, key, entry.digest, None, entry.includes, made)


def _packed(result: PageResult) -> PageResult | _Packed:
    """The result as data too, where it can be."""
    if result.facts is not None:
        with suppress(NotData):
            entry = pack(_Entry(result.digest, dict(result.includes)))
            facts = Parcel(pack(result.facts), result.facts)
            return _Packed(result.key, entry, _facts_key(result.digest), facts)
    return result


def _unpacked(packed: _Packed, page: PageFile) -> PageResult | None:
    entry, facts = _entry(packed.entry), packed.facts.value or _facts(packed.facts.data)
    return _result(entry, packed.key, page, facts) if entry and facts else None


def _read_some(sources: Sources, packed: bool, pages: Iterable[PageFile]) -> _Chunk:
    results = (_read(sources, page) for page in pages)
    return [_packed(result) if packed else result for result in results]


def _read(sources: Sources, page: PageFile) -> PageResult:
    from generator.read import read_page  # here, so that what is kept needs no reader

    includes = Includes(sources)
    key = None
    try:
        data = sources.data(page.folder, page.name)
        key = page_key(page, data)
        text = decode(data)
    except Unreadable as error:
        finding = Finding("PAGE_UNREADABLE", Loc(page.path, 1), str(error), "the whole page")
        return PageResult(page.path, key or page_key(page, error), finding=finding)
    try:
        facts = read_page(page.path, text, includes)
    except Exception as error:
        finding = internal_error(page.path, error)
        return PageResult(page.path, key, finding=finding, includes=includes.sums)
    digest = _digest(page.path, text, includes.texts)
    return PageResult(page.path, key, digest, None, includes.sums, facts)


def facts_of(results: Iterable[PageResult]) -> dict[str, Known[PageFacts]]:
    """The facts of all pages that have some, by path; they are decoded when looked at."""
    return {
        result.path: Known(bytes.fromhex(result.digest)[:_SUM], partial(_require_facts, result))
        for result in results
        if result.made is not None
    }


def _require_facts(result: PageResult) -> PageFacts:
    facts = result.facts
    if facts is None:
        raise InputError(f"{result.path}: can no longer be read; run again")
    return facts


def internal_error(path: str, error: Exception) -> Finding:
    """The finding for a failure of the generator itself, with the place in the generator."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    message = f"{type(error).__name__}: {error}{where}; please report it with this page"
    return Finding("PAGE_INTERNAL_ERROR", Loc(path, 1), message, "the whole page")


def _digest(path: str, text: str, includes: dict[str, str | None]) -> str:
    parts = [path, text, *(f"{key}\0{value}" for key, value in sorted(includes.items()))]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
