"""All that the page shows, read before anything is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator import __version__, pipeline, write
from generator import review as comparing
from generator.config import Config
from generator.discover import Found, discover
from generator.lint import Linted, lint
from generator.pages import Progress
from generator.pipeline import Output
from generator.records import Record, field
from generator.review import Review
from generator.review.git import read_changed
from generator.review.surface import SurfaceError
from generator.sources import Sources, Unreadable


class Reviewed(Record):
    """A run, what it is compared with, and the pages.

    `before` and `after` are the texts of generated files, by path below the output folder, those
    that differ; `surface` the earlier one. `pages` and `old_pages` are texts by path below DOCS,
    of now and of the revision, where there is one that has others.
    """

    output: Output
    linted: Linted
    review: Review
    docs: str
    out: str
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)
    surface: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    old_pages: Mapping[str, str] = field(default_factory=dict)


def gather(
    config: Config, against: str | None = None, progress: Progress | None = None
) -> Reviewed:
    """Read the pages, and compare what would be generated with the folder or with a revision.

    Writes nothing. Raises `GeneratorError` when the pages, the folder or the revision cannot be
    read.
    """
    surface = comparing.committed(config.out, against)
    output = pipeline.run(config, progress)
    review = comparing.review(surface, output.files, against)
    changes = write.check(
        config.out,
        output.files,
        __version__,
        output.pages,
        slice=output.slice,
    )
    before, after = changes.before, changes.after
    found = discover(config.docs)
    pages = _pages(found)
    old_pages: dict[str, str] = {}
    if against is not None:
        before, after = _since(config.out, against, output, changes)
        old_pages = _old_pages(found, against, pages)
    if review.unknown:
        before, after = {}, {}
    review = review.with_files(before.keys() | after.keys())
    linted = lint(output, config.docs)
    where = (_shown(config.docs), _shown(config.out))
    return Reviewed(output, linted, review, *where, before, after, surface, pages, old_pages)


def _shown(path: Path) -> str:
    """A path as one would write it here; of one elsewhere the name, since the page is passed on."""
    here = Path.cwd()
    if path.is_relative_to(here):
        return str(path.relative_to(here))
    return path.name if path.is_absolute() else str(path)


def _pages(found: Found) -> dict[str, str]:
    """The texts of the pages that can be read."""
    texts: dict[str, str] = {}
    for api in found.apis:
        sources = Sources(api.root, api.bound)
        for page in api.pages:
            try:
                texts[api.prefix + page.path] = sources.text(page.file)
            except Unreadable:
                continue
    return texts


def _since(
    out: Path, against: str, output: Output, changes: write.Changes
) -> tuple[dict[str, str], dict[str, str]]:
    """The generated files that differ between a revision and what would be written now."""
    now = dict(output.files) | dict(changes.after)
    for path in set(changes.edited) - set(changes.after):
        now[path] = (out / path).read_bytes().decode("utf-8", "backslashreplace")
    old = read_changed(out, against, now)
    # What still lies there and is not generated now never was: people's own files.
    kept = now.keys() | changes.before.keys()
    generated = {path.partition("/")[0] for path in kept}
    before = {
        path: text
        for path, text in old.texts.items()
        if path in kept or (path.partition("/")[0] in generated and not (out / path).exists())
    }
    return before, {path: text for path, text in now.items() if path not in old.same}


def _old_pages(found: Found, against: str, pages: Mapping[str, str]) -> dict[str, str]:
    """The pages that read otherwise at the revision; none where they are not kept with git."""
    texts: dict[str, str] = {}
    for api in found.apis:
        own = {
            path.removeprefix(api.prefix): text
            for path, text in pages.items()
            if path.startswith(api.prefix)
        }
        try:
            old = read_changed(api.root, against, own, ".md")
        except SurfaceError:
            continue
        texts |= {
            api.prefix + path: text.replace("\r\n", "\n").removeprefix("\ufeff")
            for path, text in old.texts.items()
        }
    return texts
