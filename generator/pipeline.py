"""The table of contents: pages -> facts -> model -> names -> files.

`run` is pure: it reads pages and returns what the output should be. Generating, `--check` and
every end-to-end test are uses of it; writing is `generator.write`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.cache import Cache
from generator.collector import without_collector
from generator.config import Config
from generator.diagnostics import Finding, Report
from generator.discover import ApiPages
from generator.emit.case_tasks import Shop
from generator.emit.names import Names
from generator.emit.package_names import is_first, package_name
from generator.emit.plan import PackagePlan
from generator.emit.plan_package import package_plan
from generator.emit.test_cases import Case
from generator.emit.words import snake
from generator.errors import InputError, UsageError
from generator.link import link
from generator.model import Api, Loc
from generator.packing import Digests
from generator.pages import PageResult, Progress, facts_of, read_pages
from generator.slices import Globs, Slice, cut, require_parts
from generator.snapshot import Snapshot, take_snapshot
from generator.tasks import Task, perform
from generator.texts import Texts
from generator.units import Shelf
from generator.workers import side_by_side

if TYPE_CHECKING:
    from generator.emit.module_tasks import ModuleTask

#: With fewer examples than this, starting a process takes longer than making the files of them.
_PARALLEL_FROM = 500


@dataclass(frozen=True, slots=True)
class ApiOutput:
    """One API, from its pages to the plan of its package.

    The paths of `findings` are relative to the API's folder; `prefix` leads there from DOCS.
    `pages` counts what was read; `root` is the folder that the paths start from. `slice` is what
    `api` was cut out of, None for the whole.
    """

    api: Api
    names: Names
    plan: PackagePlan
    cases: tuple[Case, ...]
    findings: tuple[Finding, ...]
    pages: int
    prefix: str = ""
    root: Path = Path()
    slice: Slice | None = None


@dataclass(frozen=True, slots=True)
class Output:
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

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all APIs, their paths relative to DOCS."""
        report = Report()
        for item in self.apis:
            report.extend(_below(item.prefix, finding) for finding in item.findings)
        return tuple(report)


def run(config: Config, progress: Progress | None = None, pages: Snapshot | None = None) -> Output:
    """Everything there is to write for these pages; `pages` has them if somebody has found them.

    Raises `InputError` when there are no pages, `UsageError` when the configuration does not fit
    them. A page that makes the generator fail is a finding.
    """
    from generator.emit import package_tasks  # here: `model` and `lint` do without the renderer

    with without_collector():
        planned = _plan(config, progress or _silent, pages or take_snapshot(config.docs))
        modules = [package_tasks(item.plan, item.digests) for item in planned.apis]
        output, texts = _perform(config, planned, modules, progress or _silent)
        only = len(output.apis) == 1
        parts: list[Callable[[], Mapping[str, str]]] = [
            part
            for item, tasks, made in zip(output.apis, modules, texts, strict=True)
            for part in _parts(item, tasks, made, only)
        ]
        is_large = sum(len(item.cases) for item in output.apis) >= _PARALLEL_FROM
        parts.append(partial(_lists, output))
        found = side_by_side(parts, config.jobs if is_large else 1)
        return replace(output, files=Texts.of(*found))


def _parts(
    item: ApiOutput, tasks: Sequence[ModuleTask], texts: Sequence[str], only: bool
) -> Iterator[Callable[[], Mapping[str, str]]]:
    """What makes the files of an API, when those of its modules are made."""
    from generator.emit import package_files
    from generator.emit.samples import sample_files
    from generator.emit.test_cases_files import test_files

    plan, cases = item.plan, item.cases
    samples = [case.sample for case in cases if case.sample]
    yield partial(package_files, plan, tasks, texts)
    yield partial(test_files, cases, plan, only_package=only)
    yield partial(sample_files, samples, plan.name, plan.client)
    yield partial(_surface, item)


def _surface(item: ApiOutput) -> dict[str, str]:
    from generator.emit.surface import surface_files

    files = surface_files(item.plan, item.api, item.names, item.cases, item.findings)
    return {f"surface/{item.plan.name}/{name}": text for name, text in files.items()}


def _lists(output: Output) -> dict[str, str]:
    """The files that are about the examples of all APIs."""
    from generator.emit.test_cases_files import examples_text, gaps_text

    cases = {item.plan.name: item.cases for item in output.apis}
    return {"examples.txt": examples_text(cases), "gaps.txt": gaps_text(cases)}


def analyse(config: Config, progress: Progress | None = None) -> Output:
    """The same without the files: the models, their plans, the verdicts and the findings."""
    with without_collector():
        planned = _plan(config, progress or _silent, take_snapshot(config.docs))
        output, _ = _perform(config, planned, [[] for _ in planned.apis], progress or _silent)
        return output


@dataclass(frozen=True, slots=True)
class _PlannedApi:
    """An API whose names and modules are decided; its examples have not been looked at."""

    pages: ApiPages
    api: Api
    names: Names
    plan: PackagePlan
    shop: Shop
    digests: Digests
    findings: tuple[Finding, ...]
    slice: Slice | None = None


@dataclass(frozen=True, slots=True)
class _Planned:
    apis: tuple[_PlannedApi, ...]
    pages: str
    outside: int
    keys: tuple[tuple[bytes, ...], ...]
    includes: tuple[Mapping[str, str | None], ...]


def _plan(config: Config, show: Progress, taken: Snapshot) -> _Planned:
    cache = Cache(config.cache)
    read = [(item.api, read_pages(item, config.jobs, show, cache)) for item in taken.apis]
    _require_facts([result for _, results in read for result in results])
    show("linking", 0, 0)
    only = len(read) == 1
    apis = tuple(_plan_api(config, pages, results, only, cache) for pages, results in read)
    require_parts({item.pages.prefix: item.slice for item in apis if item.slice})
    _require_content(config, apis)
    _require_distinct_packages(apis)
    _require_known_names(config, apis)
    keys = tuple(tuple(result.key for result in results) for _, results in read)
    includes = tuple(
        {name: sum for result in results for name, sum in result.includes.items()}
        for _, results in read
    )
    return _Planned(apis, _digest(read), taken.outside, keys, includes)


def _plan_api(
    config: Config, pages: ApiPages, results: Sequence[PageResult], only: bool, cache: Cache
) -> _PlannedApi:
    shelf = Shelf(cache, str(pages.root))
    linked = link(pages.name, facts_of(results), shelf)
    api = linked.api
    if config.base_url:
        api = replace(api, base_url=config.base_url, documented_url=api.base_url)
    names = Names(api, config.names, _package(config, api, pages.root, only))
    globs = Globs(config.include, config.exclude)
    part = cut(api, names, globs, pages.prefix) if globs else None
    plan = package_plan(part.api if part else api, names, config.page_url)
    if part and names.unused:
        package_plan(api, names)  # the names of what the slice leaves out are of use elsewhere
    api = part.api if part else api
    methods = {method.operation.id: method for group in plan.groups for method in group.methods}
    report = Report(result.finding for result in results if result.finding)
    report.extend(linked.findings)
    report.extend(names.report)
    digests = Digests()
    findings = [it for it in report if part is None or it.loc.path not in part.untaken]
    shop = Shop(api, names, methods, digests)
    shelf.close()
    return _PlannedApi(pages, api, names, plan, shop, digests, tuple(findings), part)


def _perform(
    config: Config, planned: _Planned, modules: Sequence[Sequence[Task[str]]], show: Progress
) -> tuple[Output, list[list[str]]]:
    """Replay the examples and make the texts of the modules: the work that can be shared."""
    tasks: list[Task[Any]] = [task for item in planned.apis for task in item.shop.tasks]
    tasks += [task for some in modules for task in some]
    made = iter(
        perform(tasks, config.jobs, Cache(config.cache), lambda n: show("writing", n, len(tasks)))
    )
    apis: list[ApiOutput] = []
    for item in planned.apis:
        cases = tuple(case for _ in item.shop.tasks for case in next(made).cases)
        report = Report(item.findings)
        report.extend(finding for case in cases for finding in case.findings)
        where = (len(item.pages.pages), item.pages.prefix, item.pages.root, item.slice)
        apis.append(ApiOutput(item.api, item.names, item.plan, cases, tuple(report), *where))
    texts = [[next(made) for _ in some] for some in modules]
    read = (planned.pages, planned.outside, planned.keys, planned.includes)
    globs = {"include": config.include, "exclude": config.exclude}
    slice_ = {key: found for key, found in globs.items() if found}
    return Output(tuple(apis), *read, slice=slice_), texts


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
