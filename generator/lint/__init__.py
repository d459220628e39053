"""`lint`: what there is to say to the authors of pages, and what can be mended for them.

The findings are those of the pipeline and a few that only authors care for; comments in the pages
silence some, and a baseline takes away those that are known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from generator.diagnostics import Finding, Report
from generator.discover import discover
from generator.lint.baseline import Identity, compare
from generator.lint.fix import Fixed, fixes
from generator.lint.messages import Message, messages, without_metadata
from generator.lint.source import Source
from generator.lint.subjects import Group, groups
from generator.lint.suppress import silence
from generator.model import Loc
from generator.pipeline import ApiOutput, Output
from generator.records import Record, replace

__all__ = ["Group", "Linted", "corrections", "lint", "page_groups"]


class Linted(Record):
    """Findings after suppressions and baseline: `output` holds those that are left.

    `silenced` counts what comments in pages took away, `known` what the baseline did, and `gone`
    what stands in the baseline and is not found any more. `every` is all but the silenced ones.
    """

    output: Output
    every: tuple[Finding, ...]
    silenced: int = 0
    known: int = 0
    gone: int = 0


def lint(output: Output, docs: Path, baseline: Counter[Identity] | None = None) -> Linted:
    """Apply suppressions, then the baseline. `output` is of `pipeline.analyse` on `docs`.

    Raises `InputError` when the pages cannot be listed.
    """
    files = _files(docs)
    items: list[ApiOutput] = []
    silenced = 0
    for item in output.apis:
        findings, number = _checked(item, files.get(item.prefix, {}))
        items.append(replace(item, findings=findings))
        silenced += number
    checked = replace(output, apis=tuple(items))
    every = checked.findings
    if baseline is None:
        return Linted(checked, every, silenced)
    compared = compare(every, baseline)
    new = set(compared.new)
    left = (replace(it, findings=tuple(_of(it, new))) for it in items)
    return Linted(
        replace(checked, apis=tuple(left)), every, silenced, compared.known, compared.gone
    )


def page_groups(output: Output) -> tuple[Group, ...]:
    """The findings by subject, with paths below each API's folder turned into paths below DOCS."""
    return tuple(
        _below(item.prefix, it) for item in output.apis for it in groups(item.api, item.findings)
    )


def corrections(linted: Linted, docs: Path) -> tuple[Fixed, ...]:
    """The pages after all mechanical corrections of findings that no comment silences."""
    files = _files(docs)
    fixed: list[Fixed] = []
    every = set(linted.every)
    for item in linted.output.apis:
        own = [it for it in every if it.loc.path.startswith(item.prefix)]
        below = [replace(it, loc=Loc(it.loc.path[len(item.prefix) :], it.loc.line)) for it in own]
        below.sort(key=lambda it: (it.loc, it.code, it.message))
        fixed += fixes(item.api, files.get(item.prefix, {}), below)
    return tuple(fixed)


def _files(docs: Path) -> dict[str, dict[str, Path]]:
    """The pages' files by their paths, for each API by its prefix."""
    return {api.prefix: {page.path: page.file for page in api.pages} for api in discover(docs).apis}


def _checked(item: ApiOutput, files: dict[str, Path]) -> tuple[tuple[Finding, ...], int]:
    """An API's findings after suppressions, and how many these took away."""
    mine: dict[str, list[Finding]] = defaultdict(list)
    for finding in item.findings:
        mine[finding.loc.path].append(finding)
    shown = messages(item.api)
    kept: list[Finding] = []
    silenced = 0
    for path in dict.fromkeys((*files, *mine)):
        source = Source.read(files[path]) if path in files else None
        if source is None:
            kept += mine.get(path, ())
            continue
        found = (*mine.get(path, ()), *without_metadata(path, source, shown.get(path, _NONE)))
        left, number = silence(path, source, found)
        kept += left
        silenced += number
    return tuple(Report(kept)), silenced


_NONE: dict[int, Message] = {}


def _of(item: ApiOutput, new: set[Finding]) -> Iterator[Finding]:
    for finding in item.findings:
        if _moved(finding, item.prefix) in new:
            yield finding


def _moved(finding: Finding, prefix: str) -> Finding:
    return replace(finding, loc=Loc(prefix + finding.loc.path, finding.loc.line))


def _below(prefix: str, group: Group) -> Group:
    if not prefix:
        return group
    return replace(
        group,
        subject=replace(group.subject, page=prefix + group.subject.page),
        findings=tuple(_moved(it, prefix) for it in group.findings),
        claims=tuple(
            replace(it, loc=Loc(prefix + it.loc.path, it.loc.line)) for it in group.claims
        ),
    )
