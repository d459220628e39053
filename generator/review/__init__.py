"""What a regeneration changes, for the people who review it.

`review` compares surfaces; `generator.review.rules` is the registry of what it can say.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.records import replace
from generator.review.change import Change
from generator.review.changes import find_changes
from generator.review.result import Review
from generator.review.surface import FOLDER, FORMAT, parse, read_folder

__all__ = ["Change", "Review", "committed", "review"]


def committed(
    out: Path, against: str | None = None, *, option: str = "--against"
) -> dict[str, str]:
    """The surface files to compare with: of the output folder, or of a git revision.

    `option` is what gave the revision, for messages. Raises `SurfaceError` (an `OutputError`) when
    they cannot be had.
    """
    if against is None:
        return read_folder(out)
    from generator.review.git import read_revision

    return read_revision(out, against, option)


def review(
    before: Mapping[str, str], files: Mapping[str, str], against: str | None = None
) -> Review:
    """Compare committed surface files with those of a run, whose other files are ignored.

    A surface that there is not, or that another version of the generator wrote in another form, is
    nothing to compare with. Raises `SurfaceError` for one that is damaged.
    """
    found = Review(against=against)
    now = {path: files[path] for path in files if path.startswith(f"{FOLDER}/")}
    if before == now:
        return found
    old = parse(before)
    if not old:
        return replace(found, unknown="there is no earlier surface to compare with")
    if any(package.head.get("format") != FORMAT for package in old.values()):
        return replace(found, unknown="the earlier surface has another form")
    return replace(found, changes=find_changes(old, parse(now)))
