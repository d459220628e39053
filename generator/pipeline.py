"""The table of contents: pages -> facts -> model -> names -> files.

`run` is pure: it reads pages and returns what the output should be. Generating, `--check` and
every end-to-end test are uses of it; writing is `generator.write`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from generator.cache import Cache
from generator.collector import without_collector
from generator.config import Config
from generator.diagnostics import Finding, Report
from generator.discover import ApiPages
from generator.emit.case_tasks import Shop
from generator.emit.cases import Case
from generator.emit.names import Names
from generator.emit.package_names import is_first, package_name
from generator.emit.parts import Part
from generator.emit.plan import PackagePlan
from generator.emit.plan_package import package_plan
from generator.emit.words import snake
from generator.errors import InputError, UsageError
from generator.link import link
from generator.model import Api, Loc
from generator.pages import PageResult, Progress, Readings, facts_of, readings
from generator.records import Record, field, replace
from generator.slices import Globs, Slice, cut, require_parts
from generator.snapshot import take_snapshot
from generator.tasks import Task, perform
from generator.texts import Texts
from generator.twin import twin
from generator.units import Shelf

Made = TypeVar("Made")


class Examples:
    """The documented examples of an API: how many there are of each verdict, and their cases."""

    def __init__(self, verdicts: Counter[str], load: Callable[[], tuple[Case, ...]]) -> None:
        self.verdicts = verdicts
        self._load = load

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """The examples as they are tested; few want to know more than their number."""
        return self._load()


class ApiOutput(Record):
    """One API, from its pages to the plan of its package.

    The paths of `findings` are relative to the API's folder; `prefix` leads there from DOCS.
    `pages` counts what was read; `root` is the folder that the paths start from. `slice` is what
    `api` was cut out of, None for the whole.
    """

    api: Api
    names: Names
    plan: PackagePlan
    examples: Examples
    findings: tuple[Finding, ...]
    pages: int
    prefix: str = ""
    root: Path = Path()
    slice: Slice | None = None

    @property
    def cases(self) -> tuple[Case, ...]:
        """The examples as they are tested."""
        return self.examples.cases


class Output(Record, dict=True):
    """What a run is to write, and what it has to say.

    `pages` identifies what was read; `outside` counts the pages that belong to none of the APIs.
    `keys` and `includes` are those of the pages of each API (`generator.pages.PageResult`).
    `slice` has the globs by what they do, if there are any.
    """

    apis: tuple[ApiOutput, ...]
    pages: str
    outside: int = 0
    keys: tuple[tuple[bytes, ...], ...] = ()
    includes: tuple[Mapping[str, str | None], ...] = ()
    files: Texts = field(default_factory=Texts)
    slice: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all APIs, their paths relative to DOCS."""
        report = Report()
        for item in self.apis:
            report.extend(_below(item.prefix, finding) for finding in item.findings)
        return tuple(report)


def run(config: Config, progress: Progress | None = None, pages: Readings | None = None) -> Output:
    """Everything there is to write for these pages; `pages` has them if somebody has begun to read.

    Raises `InputError` when there are no pages, `UsageError` when the configuration does not fit
    them. A page that makes the generator fail is a finding.
    """
    from generator.assembly import list_files, part_files, surface_files
    from generator.emit import runtime_files
    from generator.emit.part_tasks import part_tasks

    with without_collector():
        planned = _plan(config, progress or _silent, pages or _readings(config))
        only = len(planned.apis) == 1
        tasks = [part_tasks(item.shop, only) for item in planned.apis]
        made: list[list[Part]] = _perform(config, tasks, progress or _silent)
        cache = Cache(config.cache)
        files: list[Mapping[str, str]] = []
        apis: list[ApiOutput] = []
        for item, todo, parts in zip(planned.apis, tasks, made, strict=True):
            verdicts: Counter[str] = Counter()
            for part in parts:
                verdicts.update(part.verdicts)
            examples = Examples(verdicts, partial(_cases, config, item))
            found = [finding for part in parts for finding in part.findings]
            apis.append(_api_output(item, examples, found))
            files += part_files(todo, parts, cache), runtime_files(item.plan.name)
            files.append(surface_files(item.shop, parts, apis[-1].findings, cache))
        named = zip((item.plan.name for item in planned.apis), made, strict=True)
        files.append(list_files(dict(named)))
        return _output(config, planned, apis, Texts.of(*files))


def analyse(config: Config, progress: Progress | None = None) -> Output:
    """The same without the files: the models, their plans, the verdicts and the findings."""
    with without_collector():
        planned = _plan(config, progress or _silent, _readings(config))
        made = _perform(config, [item.shop.tasks for item in planned.apis], progress or _silent)
        apis: list[ApiOutput] = []
        for item, found in zip(planned.apis, made, strict=True):
            cases = tuple(case for some in found for case in some.cases)
            verdicts = Counter(case.verdict for case in cases)
            findings = [finding for case in cases for finding in case.findings]
            apis.append(_api_output(item, Examples(verdicts, partial(tuple, cases)), findings))
        return _output(config, planned, apis, Texts())


class _PlannedApi(Record):
    """An API whose names and modules are decided; its examples have not been looked at."""

    pages: ApiPages
    api: Api
    names: Names
    plan: PackagePlan
    shop: Shop
    findings: tuple[Finding, ...]
    slice: Slice | None = None


class _Planned(Record):
    apis: tuple[_PlannedApi, ...]
    pages: str
    outside: int
    keys: tuple[tuple[bytes, ...], ...]
    includes: tuple[Mapping[str, str | None], ...]


def _readings(config: Config) -> Readings:
    return readings(take_snapshot(config.docs), config.jobs, Cache(config.cache))


def _plan(config: Config, show: Progress, pages: Readings) -> _Planned:
    cache = Cache(config.cache)
    read = [(item.api, item.results(show)) for item in pages.apis]
    _require_facts([result for _, results in read for result in results])
    show("linking", 0, 0)
    only = len(read) == 1
    apis = tuple(_plan_api(config, api, results, only, cache) for api, results in read)
    require_parts({item.pages.prefix: item.slice for item in apis if item.slice})
    _require_content(config, apis)
    _require_distinct_packages(apis)
    _require_known_names(config, apis)
    keys = tuple(tuple(result.key for result in results) for _, results in read)
    includes = tuple(
        {name: sum for result in results for name, sum in result.includes.items()}
        for _, results in read
    )
    return _Planned(apis, _digest(read), pages.outside, keys, includes)


def _plan_api(
    config: Config, pages: ApiPages, results: Sequence[PageResult], only: bool, cache: Cache
) -> _PlannedApi:
    with twin(config.jobs) as other:
        shelf = Shelf(cache, str(pages.root), other)
        linked = link(pages.name, facts_of(results), shelf)
        api = linked.api
        if config.base_url:
            api = replace(api, base_url=config.base_url, documented_url=api.base_url)
        names = Names(api, config.names, _package(config, api, pages.root, only), shelf)
        globs = Globs(config.include, config.exclude)
        part = cut(api, names, globs, pages.prefix) if globs else None
        plan = package_plan(part.api if part else api, names, config.page_url, shelf)
        if part and names.unused:
            package_plan(api, names)  # the names of what the slice leaves out are of use elsewhere
        api = part.api if part else api
    report = Report(result.finding for result in results if result.finding)
    report.extend(linked.findings)
    report.extend(names.report)
    findings = [it for it in report if part is None or it.loc.path not in part.untaken]
    shop = Shop(api, names, plan, keeps=bool(cache))
    shelf.close()
    return _PlannedApi(pages, api, names, plan, shop, tuple(findings), part)


def _perform(
    config: Config, tasks: Sequence[Sequence[Task[Made]]], show: Progress
) -> list[list[Made]]:
    """Do the work that can be shared: the results for each API."""
    cache = Cache(config.cache)
    everything = [task for some in tasks for task in some]
    made = iter(perform(everything, config.jobs, cache, partial(show, "writing")))
    return [list(islice(made, len(some))) for some in tasks]


def _cases(config: Config, item: _PlannedApi) -> tuple[Case, ...]:
    made = _perform(config, [item.shop.tasks], _silent)
    return tuple(case for some in made for found in some for case in found.cases)


def _api_output(item: _PlannedApi, examples: Examples, found: Iterable[Finding]) -> ApiOutput:
    """An API with all findings; `found` are those of its examples."""
    report = Report(item.findings)
    report.extend(found)
    where = (len(item.pages.pages), item.pages.prefix, item.pages.root, item.slice)
    return ApiOutput(item.api, item.names, item.plan, examples, tuple(report), *where)


def _output(config: Config, planned: _Planned, apis: Iterable[ApiOutput], files: Texts) -> Output:
    globs = {"include": config.include, "exclude": config.exclude}
    return Output(
        tuple(apis),
        planned.pages,
        planned.outside,
        planned.keys,
        planned.includes,
        files,
        {key: found for key, found in globs.items() if found},
    )


def _package(config: Config, api: Api, root: Path, only: bool) -> str:
    """The configured name; of several APIs it names the first version, and others add theirs."""
    if config.package is None:
        return package_name(api, (root.name,) if config.docs.is_dir() else ())
    if only or is_first(api.name):
        return config.package
    return f"{config.package}_{snake(api.name)}"


def _require_facts(results: Sequence[PageResult]) -> None:
    if any(result.made for result in results):
        return
    first = next(result.finding for result in results if result.finding)
    more = f" (and {len(results) - 1:,} more like it)" if len(results) > 1 else ""
    raise InputError(f"no page can be read: {first.loc.path}: {first.message}{more}")


def _require_content(config: Config, apis: Iterable[_PlannedApi]) -> None:
    """Writing an empty package would remove the one that is there."""
    if not any(item.api.resources or item.api.enums or item.api.operations for item in apis):
        raise InputError(f"{config.docs}: no page here documents a type or an operation")


def _require_distinct_packages(apis: Iterable[_PlannedApi]) -> None:
    owners: dict[str, str] = {}
    for item in apis:
        prefix = item.pages.prefix
        other = owners.setdefault(item.plan.name, prefix)
        if other != prefix:
            raise UsageError(
                f"{other} and {prefix} would both be the package {item.plan.name!r};"
                " generate them one at a time, with --package"
            )


def _require_known_names(config: Config, apis: Sequence[_PlannedApi]) -> None:
    """A name for what no API documents is a mistake, or was one until the pages changed."""
    unused = set.intersection(*(set(item.names.unused) for item in apis))
    if unused:
        raise UsageError(
            f"{config.file}: names: the pages document no {min(unused)!r}; remove or correct it"
        )


def _digest(read: Iterable[tuple[ApiPages, Sequence[PageResult]]]) -> str:
    """A hash over the bytes of all pages, whatever their number of processes was."""
    lines = (
        f"{pages.prefix}{result.path} {result.digest}\n"
        for pages, results in read
        for result in results
    )
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def _below(prefix: str, finding: Finding) -> Finding:
    if not prefix:
        return finding
    return replace(finding, loc=Loc(prefix + finding.loc.path, finding.loc.line))


def _silent(what: str, done: int, total: int) -> None:
    pass
