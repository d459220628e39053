"""The linked APIs of the pages, from an earlier run where nothing has changed since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TypeVar
from urllib.parse import urlsplit

from generator.cache import Cache, key_of
from generator.collector import without_collector
from generator.config import Config
from generator.declarations import whole
from generator.diagnostics import Finding, Report
from generator.emit.names import Names
from generator.errors import InputError, UsageError
from generator.link import link
from generator.model import Api, EnumType, Loc, Operation, Resource
from generator.packing import NotData, Unpacker, pack
from generator.pages import facts_of, read_pages
from generator.records import Record, replace
from generator.slices import Globs, cut, require_parts
from generator.snapshot import ApiSnapshot, take_snapshot
from generator.units import Shelf


class Loaded(Record):
    """One API and the findings about its pages; `prefix` leads to them from DOCS."""

    api: Api
    findings: tuple[Finding, ...]
    prefix: str
    pages: frozenset[str]

    @property
    def root(self) -> str:
        """The path of the service root, such as `/v1.0`."""
        return urlsplit(self.api.base_url).path.rstrip("/")


class _Record(Record):
    """What is kept: it serves while the pages and the files that they include are the same."""

    includes: dict[str, str | None]
    api: Api
    findings: tuple[Finding, ...]


_record = Unpacker(_Record)


def load(config: Config) -> tuple[Loaded, ...]:
    """The APIs of DOCS, each at a root of its own.

    Raises `InputError` when there are no pages or they document no operation, `UsageError` when
    two APIs have the same root, or for globs that name nothing.
    """
    with without_collector():
        cache = Cache(config.cache)
        apis = tuple(_load(config, taken, cache) for taken in take_snapshot(config.docs).apis)
        apis = _cut(config, apis)
    if not any(item.api.operations for item in apis):
        raise InputError(f"{config.docs}: no page here documents an operation")
    roots: dict[str, Loaded] = {}
    for item in apis:
        other = roots.setdefault(item.root.lower(), item)
        if other is not item:
            raise UsageError(
                f"{other.prefix} and {item.prefix} would both be served at {item.root or '/'};"
                " name the folder of one"
            )
    return apis


def _load(config: Config, taken: ApiSnapshot, cache: Cache) -> Loaded:
    pages = taken.api
    paths = frozenset(page.path for page in pages.pages)
    key = key_of("linked", pages.name, *taken.keys) if cache else b""
    record = _record(cache.get([key]).get(key, b"")) if not cache.is_empty else None
    if record is None or not taken.includes_are(record.includes):
        record = _linked(config, taken, cache)
        with suppress(NotData):
            cache.put({key: pack(record)} if cache else {})
    api = replace(record.api, base_url=config.base_url) if config.base_url else record.api
    return Loaded(api, record.findings, pages.prefix, paths)


def _linked(config: Config, taken: ApiSnapshot, cache: Cache) -> _Record:
    results = read_pages(taken, config.jobs, lambda what, done, total: None, cache)
    shelf = Shelf(cache, str(taken.api.root))
    linked = link(taken.api.name, facts_of(results), shelf)
    shelf.close()
    report = Report(result.finding for result in results if result.finding)
    report.extend(linked.findings)
    includes = {name: sum for result in results for name, sum in result.includes.items()}
    return _Record(includes, whole(linked.api), tuple(report))


def _cut(config: Config, apis: tuple[Loaded, ...]) -> tuple[Loaded, ...]:
    """What the globs take of each API, everything if there are none."""
    globs = Globs(config.include, config.exclude)
    if not globs:
        return apis
    parts = {
        item.prefix: cut(item.api, Names(item.api, config.names), globs, item.prefix)
        for item in apis
    }
    require_parts(parts)
    return tuple(replace(item, api=parts[item.prefix].api) for item in apis)


class Broken(Record):
    """A page that says less than it did, and is served as it was."""

    loc: Loc
    message: str


def mended(old: Loaded, new: Loaded) -> tuple[Loaded, list[Broken]]:
    """The new pages, but the old facts of those which have become unreadable meanwhile.

    Such are pages that still exist, and of which nothing is left, or no request line.
    """
    broken = sorted(
        page
        for page, facts in _by_page(old.api).items()
        if page in new.pages and _is_less(facts, _by_page(new.api).get(page, []))
    )
    if not broken:
        return new, []
    api = replace(
        new.api,
        resources=_kept(old.api.resources, new.api.resources, broken),
        enums=_kept(old.api.enums, new.api.enums, broken),
        operations=_kept(old.api.operations, new.api.operations, broken),
    )
    return replace(new, api=api), [_why(new, page) for page in broken]


_Fact = Operation | Resource | EnumType
_Kind = TypeVar("_Kind", Operation, Resource, EnumType)


def _by_page(api: Api) -> dict[str, list[_Fact]]:
    found: dict[str, list[_Fact]] = {}
    facts: list[_Fact] = [*api.operations, *api.resources, *api.enums]
    for item in facts:
        if item.loc:
            found.setdefault(item.loc.path, []).append(item)
    return found


def _is_less(old: list[_Fact], new: list[_Fact]) -> bool:
    return not new or (_routes(old) > 0 and not _routes(new))


def _routes(facts: Iterable[_Fact]) -> int:
    return sum(len(item.routes) for item in facts if isinstance(item, Operation))


def _kept(old: Sequence[_Kind], new: Sequence[_Kind], broken: list[str]) -> tuple[_Kind, ...]:
    fresh = [item for item in new if not item.loc or item.loc.path not in broken]
    return tuple(fresh + [item for item in old if item.loc and item.loc.path in broken])


def _why(loaded: Loaded, page: str) -> Broken:
    """The gravest finding about a page."""
    about = [finding for finding in loaded.findings if finding.loc.path == page]
    order = ("error", "warning", "info")
    about.sort(key=lambda finding: order.index(finding.severity))
    loc = Loc(loaded.prefix + page, about[0].loc.line if about else 1)
    return Broken(loc, about[0].message if about else "the page documents nothing any more")
