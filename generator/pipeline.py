"""The table of contents: pages -> facts -> model -> names -> files.

`run` is pure: it reads pages and returns what the output should be. Generating, `--check` and
every end-to-end test are uses of it; writing is `generator.write`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.config import Config
from generator.diagnostics import Finding, Report
from generator.discover import ApiPages, discover
from generator.emit.names import Names
from generator.errors import InputError, UsageError
from generator.link import link
from generator.model import Api, Loc
from generator.pages import PageResult, Progress, read_pages


@dataclass(frozen=True, slots=True)
class ApiOutput:
    """One API, from its pages to its names.

    `verdicts` is keyed by operation id and example name. The paths of `findings` are relative to
    the API's folder; `prefix` leads there from DOCS.
    """

    api: Api
    names: Names
    verdicts: Mapping[tuple[str, str], tuple[str, str | None]]
    findings: tuple[Finding, ...]
    pages: int
    prefix: str = ""

    @property
    def package(self) -> str:
        """The name of the API's package."""
        return self.names.package


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
    output = analyse(config, progress)
    return replace(output, files={})


def analyse(config: Config, progress: Progress | None = None) -> Output:
    """The same without the files: the models, their names, the verdicts and the findings."""
    show = progress or _silent
    found = discover(config.docs)
    read = [(pages, read_pages(pages, config.jobs, show)) for pages in found.apis]
    _require_facts([result for _, results in read for result in results])
    apis = tuple(_api(config, pages, results) for pages, results in read)
    _require_content(config, apis)
    _require_distinct_packages(apis)
    return Output(apis, _digest(read), found.outside)


def _api(config: Config, pages: ApiPages, results: Sequence[PageResult]) -> ApiOutput:
    linked = link(pages.name, [result.facts for result in results if result.facts])
    api = linked.api
    if config.base_url:
        api = replace(api, base_url=config.base_url)
    names = Names(api, config.names, config.package)
    report = Report(result.finding for result in results if result.finding)
    for findings in (linked.findings, names.report):
        report.extend(findings)
    return ApiOutput(api, names, {}, tuple(report), len(results), pages.prefix)


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
        other = owners.setdefault(item.package, item.prefix)
        if other != item.prefix:
            raise UsageError(
                f"{other} and {item.prefix} would both be the package {item.package!r};"
                " generate them one at a time, with --package"
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
