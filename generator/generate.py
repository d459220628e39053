"""The verb `generate`: pages to a folder, or to what would become of it.

Modules that do work are imported when there is work to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from generator import __version__
from generator.collector import without_collector
from generator.records import Record, replace

if TYPE_CHECKING:
    from generator.config import Config
    from generator.pages import PageReader, Progress, ReadsPages
    from generator.recall import Answer, Memory
    from generator.report.run import Run
    from generator.snapshot import Snapshot

DONE = 0
WOULD_CHANGE = 1
MET_LEVEL = 3

#: What `--fail-on` takes, with what is then said to be there.
FAILURES = {
    "breaking": "breaking changes",
    "lost": "new losses",
    "error": "errors in the pages",
}


class Request(Record):
    """What is asked for beside the configuration.

    `docs` is as it was written; `brief` leaves out what the runs before have said too.
    """

    docs: str = "DOCS"
    mode: Literal["write", "check", "diff"] = "write"
    format: Literal["text", "json", "github", "sarif", "markdown"] = "text"
    against: str | None = None
    fail_on: tuple[str, ...] = ()
    min_exact: float | None = None
    overwrite: bool = False
    brief: bool = False
    #: Exit with 1 when anything would change, also while a diff is printed.
    strict: bool = False


def generate(config: Config, request: Request, progress: Progress | None = None) -> Answer:
    """Write the output, or compare with it; what there is to say about it.

    Raises `GeneratorError` when that cannot be done.
    """
    from generator.aside import aside
    from generator.cache import Cache

    # Of a few pages that are edited one process only can make anything: it gets ready meanwhile.
    jobs = 1 if Cache(config.cache).is_empty else config.jobs
    with without_collector(), aside(_page_reader, jobs) as reader:
        from generator.recall import Memory
        from generator.snapshot import take_snapshot

        pages = take_snapshot(config.docs)
        memory = Memory(config, request)
        known = memory.answer(pages) if request.against is None else None
        return known or _generate(config, request, pages, memory, reader, progress)


def _page_reader() -> ReadsPages:
    from generator.pages import page_reader

    return page_reader()


def _generate(
    config: Config,
    request: Request,
    pages: Snapshot,
    memory: Memory,
    reader: PageReader,
    progress: Progress | None,
) -> Answer:
    from generator import write
    from generator.cache import Cache
    from generator.pages import readings

    reading = readings(pages, config.jobs, Cache(config.cache))
    reading.begin(reader)
    with write.reading_ahead(config.out, config.jobs) as ahead:
        # Most of what a run imports is here: others read meanwhile.
        from generator import pipeline, review
        from generator.report.run import Run
        from generator.review.diff import unified

        before = review.committed(config.out, request.against)
        output = pipeline.run(config, progress, reading)
        # Before anything is written: a comparison that fails leaves the folder as it is.
        found = review.review(before, output.files, request.against)
        act = write.apply if request.mode == "write" else write.check
        changes = act(
            config.out,
            output.files,
            __version__,
            output.pages,
            overwrite=request.overwrite,
            slice=output.slice,
            ahead=ahead,
        )
    differing = (*changes.added, *changes.changed, *changes.removed)
    is_diff = request.mode == "diff"
    diff = tuple(unified(changes.before, changes.after)) if is_diff else ()
    found = found.with_files(differing)
    run = Run(output, str(config.out), changes, found, request.mode, diff, request.docs)
    if request.against is None:
        memory.keep(output, changes.state, _answer(_again(run), request))
    return _answer(run, request)


def _again(run: Run) -> Run:
    """The run that would follow this one if nothing else happened."""
    from generator.review import Review
    from generator.write import Changes

    if run.mode != "write":
        return run
    return replace(run, changes=Changes(edited=run.changes.edited), review=Review())


def _answer(run: Run, request: Request) -> Answer:
    from generator.recall import Answer
    from generator.report.formats import run_text

    complaints: list[str] = []
    met = [level for level in FAILURES if level in request.fail_on and run.has(level)]
    if met:
        complaints.append(f"--fail-on: there are {' and '.join(FAILURES[it] for it in met)}")
    if request.min_exact is not None and not run.exactness.reaches(request.min_exact):
        complaints.append(f"--min-exact {request.min_exact:g}: {run.exactness}")
    changes = request.strict and bool(run.changes)
    code = MET_LEVEL if complaints else WOULD_CHANGE if changes else DONE
    return Answer(run_text(run, request.format, brief=request.brief), tuple(complaints), code)
