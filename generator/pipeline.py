"""The table of contents: pages -> facts -> model -> names -> files.

`run` is pure: it reads pages and returns what the output should be. Generating, `--check` and
every end-to-end test are uses of it; writing is `generator.write`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.config import Config
from generator.diagnostics import Finding, Report
from generator.discover import ApiPages, discover
from generator.emit.names import Names
from generator.emit.plan import PackagePlan
from generator.emit.plan_package import package_plan
from generator.emit.test_cases import Case, read_cases
from generator.emit.words import snake
from generator.errors import InputError, UsageError
from generator.link import link
from generator.model import Api, Loc
from generator.pages import PageResult, Progress, read_pages


@dataclass(frozen=True, slots=True)
class ApiOutput:
    """One API, from its pages to the plan of its package.

    The paths of `findings` are relative to the API's folder; `prefix` leads there from DOCS.
    `pages` counts what was read; `root` is the folder that the paths start from.
    """

    api: Api
    names: Names
    plan: PackagePlan
    cases: tuple[Case, ...]
    findings: tuple[Finding, ...]
    pages: int
    prefix: str = ""
    root: Path = Path()


@dataclass(frozen=True, slots=True)
class Output:
    """What a run is to write, and what it has to say.

    `pages` identifies what was read; `outside` counts the pages that belong to none of the APIs.
    """

    apis: tuple[ApiOutput, ...]
    pages: str
    outside: int = 0
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all APIs, their paths relative to DOCS."""
        report = Report()
        for item in self.apis:
            report.extend(_below(item.prefix, finding) for finding in item.findings)
        return tuple(report)


def run(config: Config, progress: Progress | None = None) -> Output:
    """Everything there is to write for these pages.

    Raises `InputError` when there are no pages, `UsageError` when the configuration does not fit
    them. A page that makes the generator fail is a finding.
    """
    # Here, so that `model` and `lint` do not load the renderer.
    from generator.emit import plan_files, surface
    from generator.emit.samples import sample_files
    from generator.emit.test_cases_files import examples_text, test_files

    output = analyse(config, progress)
    show = progress or _silent
    files: dict[str, str] = {}
    for done, item in enumerate(output.apis):
        show("writing", done, len(output.apis))
        plan = item.plan
        files |= plan_files(plan)
        only = len(output.apis) == 1
        files |= test_files(item.cases, plan.name, plan.client, only_package=only)
        samples = (case.sample for case in item.cases if case.sample)
        files |= sample_files(samples, plan.name, plan.client)
        facts = surface.of_run(item.api, item.names, item.cases, item.findings)
        files |= {f"surface/{plan.name}/{name}": text for name, text in facts.items()}
    files["examples.txt"] = examples_text({item.plan.name: item.cases for item in output.apis})
    return replace(output, files=files)


def analyse(config: Config, progress: Progress | None = None) -> Output:
    """The same without the files: the models, their plans, the verdicts and the findings."""
    show = progress or _silent
    found = discover(config.docs)
    read = [(pages, read_pages(pages, config.jobs, show)) for pages in found.apis]
    _require_facts([result for _, results in read for result in results])
    only = len(read) == 1
    apis = tuple(_api(config, pages, results, only, show) for pages, results in read)
    _require_content(config, apis)
    _require_distinct_packages(apis)
    _require_known_names(apis)
    return Output(apis, _digest(read), found.outside)


def _api(
    config: Config, pages: ApiPages, results: Sequence[PageResult], only: bool, show: Progress
) -> ApiOutput:
    show("linking", 0, 0)
    linked = link(pages.name, [result.facts for result in results if result.facts])
    api = linked.api
    if config.base_url:
        api = replace(api, base_url=config.base_url)
    names = Names(api, config.names, _package(config, api, only))
    plan = package_plan(api, names)
    show("examples", 0, 0)
    methods = {method.operation.id: method for group in plan.groups for method in group.methods}
    cases = read_cases(api, names, methods)
    report = Report(result.finding for result in results if result.finding)
    report.extend(linked.findings)
    report.extend(names.report)
    report.extend(finding for case in cases for finding in case.findings)
    read = len(results)
    return ApiOutput(api, names, plan, cases, tuple(report), read, pages.prefix, pages.root)


def _package(config: Config, api: Api, only: bool) -> str | None:
    """The configured name; of several APIs it names the first version, and others add theirs."""
    if config.package is None or only or api.name == "v1.0":
        return config.package
    return f"{config.package}_{snake(api.name)}"


def _require_facts(results: Sequence[PageResult]) -> None:
    if any(result.facts for result in results):
        return
    first = next(result.finding for result in results if result.finding)
    more = f" (and {len(results) - 1:,} more like it)" if len(results) > 1 else ""
    raise InputError(f"no page can be read: {first.loc.path}: {first.message}{more}")


def _require_content(config: Config, apis: Iterable[ApiOutput]) -> None:
    """Writing an empty package would remove the one that is there."""
    if not any(item.api.resources or item.api.enums or item.api.operations for item in apis):
        raise InputError(f"{config.docs}: no page here documents a type or an operation")


def _require_distinct_packages(apis: Iterable[ApiOutput]) -> None:
    owners: dict[str, str] = {}
    for item in apis:
        other = owners.setdefault(item.plan.name, item.prefix)
        if other != item.prefix:
            raise UsageError(
                f"{other} and {item.prefix} would both be the package {item.plan.name!r};"
                " generate them one at a time, with --package"
            )


def _require_known_names(apis: Sequence[ApiOutput]) -> None:
    """A name for what no API documents is a mistake, or was one until the pages changed."""
    unused = set.intersection(*(set(item.names.unused) for item in apis))
    if unused:
        raise UsageError(f"names: the pages document no {min(unused)!r}; remove or correct it")


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
