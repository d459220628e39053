"""What can only be said when all pages are known: links that lead nowhere, names used twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from generator.diagnostics import Report
from generator.link.likely import LikelyPages
from generator.link.outline import PageOutline, lines_of
from generator.model import Example, Loc
from generator.records import Record
from generator.units import Made, Shelf, Stage, digest

_HINTS = Stage[dict[str, str], None]("hints", dict[str, str], None)


class ExampleName(Record):
    """The name that a page gives an example; `given` is False where the heading is all there is."""

    name: str
    loc: Loc
    given: bool


def example_name(example: Example) -> ExampleName:
    """What an example is called, and whether the page says so."""
    heading = re.sub(r"[^a-z0-9]+", "_", example.title.lower()).strip("_")
    made_up = example.name.startswith(("example", heading or "example"))
    return ExampleName(example.name, example.loc, not made_up)


def check_example_names(examples: Iterable[ExampleName], report: Report) -> None:
    """Report a name that several pages give their examples; names stay unique per operation."""
    examples = list(examples)
    counts = Counter(example.name for example in examples)
    first: dict[str, ExampleName] = {}
    for example in examples:
        if counts[example.name] < 2 or not example.given:
            continue
        known = first.setdefault(example.name, example)
        if known is not example and known.loc.path != example.loc.path:
            report.add(
                "EXAMPLE_NAME_TWICE",
                example.loc,
                f"the example name {example.name!r} stands at {known.loc} too",
            )


def check_links(pages: Sequence[PageOutline], shelf: Shelf, report: Report) -> None:
    """Report links to pages that do not exist below the API's own folder, or in another case."""
    paths = {page.path for page in pages}
    known = {path.lower(): path for path in sorted(paths)}
    dead = list(_dead_links(pages, paths))
    missing = dict.fromkeys(target for target, _ in dead if target.lower() not in known)
    hints = _hints(list(missing), paths, shelf)
    for target, loc in dead:
        if target in hints:
            message = f"there is no page {target!r}{hints[target]}"
            report.add("LINK_TARGET_MISSING", loc, message)
        else:
            real = known[target.lower()]
            report.add("LINK_CASE_DIFFERS", loc, f"the link to {target!r} means {real!r}")


def _dead_links(pages: Iterable[PageOutline], paths: set[str]) -> Iterator[tuple[str, Loc]]:
    for page in pages:
        if paths.issuperset(page.links):
            continue
        for target, line in zip(page.links, lines_of(page.lines) or (), strict=True):
            if target not in paths and not target.startswith("../"):
                yield target, Loc(page.path, line)


def _hints(targets: Sequence[str], paths: set[str], shelf: Shelf) -> dict[str, str]:
    """What each of these was probably to be; the outcome is kept until one or the pages change."""

    def make(_: str) -> Made[dict[str, str], None]:
        likely = LikelyPages(paths)
        return Made({target: likely.hint(target) for target in targets}, None)

    inputs = {"": digest((targets, sorted(paths))) if shelf.is_open else b""}
    return _HINTS.run(shelf, inputs, (), make).outlines[""]
