"""What `--fix` writes and `--patch` prints: the pages after all mechanical corrections."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from generator.diagnostics import Finding
from generator.lint.fixers import FIXERS, LENGTH, Known, fix_length
from generator.lint.messages import messages
from generator.lint.source import Edit, Source
from generator.lint.suppress import silence
from generator.model import Api
from generator.read import read_page
from generator.records import Record

FIXABLE = frozenset((*FIXERS, LENGTH))

#: Of adjusted examples, those that a fixer is for.
_ADJUSTED = re.compile("trailing-comma|rule other-version")


def is_mechanical(finding: Finding) -> bool:
    """Whether a fixer is for such findings; it may still leave one of which it is not certain."""
    if finding.code == "EXAMPLE_ADJUSTED":
        return _ADJUSTED.search(finding.message) is not None
    return finding.code in FIXABLE


class Fixed(Record):
    """A page whose text changes; `number` counts the findings that are corrected."""

    file: Path
    before: str
    after: str
    number: int


def fixes(api: Api, files: Mapping[str, Path], findings: Sequence[Finding]) -> Iterator[Fixed]:
    """The corrected pages of an API; nothing is written. `findings` are those to correct.

    `files` has the file of each page, by its path.
    """
    pages = {path.lower(): path for path in sorted(files)}
    shown = messages(api)
    mine: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if is_mechanical(finding):
            mine[finding.loc.path].append(finding)
    for path, own in sorted(mine.items()):
        source = Source.read(files[path]) if path in files else None
        if source is not None:
            known = Known(pages, api, shown.get(path, {}), tuple(own))
            after, number = _fixed(path, source, own, known)
            if after.text != source.text:
                yield Fixed(files[path], source.text, after.text, number)


def _fixed(
    path: str, source: Source, findings: Sequence[Finding], known: Known
) -> tuple[Source, int]:
    edits: list[Edit] = []
    number = 0
    for finding in findings:
        made = [
            it for fixer in FIXERS.get(finding.code, ()) for it in fixer(source, finding, known)
        ]
        number += bool(made)
        edits += made
    after = source.edited(edits)
    # Lengths are those of the corrected bodies, so they are looked for once more.
    edits = []
    for finding in _lengths(path, after):
        edits += fix_length(after, finding, known)
    return after.edited(edits), number + len(edits)


def _lengths(path: str, source: Source) -> list[Finding]:
    text = source.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    facts = read_page(path, text, lambda _: None)
    wrong = [finding for finding in facts.findings if finding.code == LENGTH]
    return [it for it in silence(path, source, wrong).findings if it.code == LENGTH]


def write(fixed: Iterable[Fixed]) -> None:
    """Replace the pages, each in one step; permissions and everything else of a file stay."""
    for item in fixed:
        file = item.file.resolve()
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(item.after.encode("utf-8"))
            os.chmod(name, stat.S_IMODE(file.stat().st_mode))
            os.replace(name, file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
