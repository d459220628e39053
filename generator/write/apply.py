"""Writing the output folder so that no moment leaves it broken unnoticed.

1. every differing file is written into a staging folder inside OUT (a full disk or a missing
   permission ends here, with OUT as it was);
2. the new manifest is put beside the old one, under another name;
3. the files are renamed into place, whole folders where there are none yet, and those that are no
   longer generated are removed;
4. the new manifest takes the old one's name.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from generator.errors import OutputError
from generator.files import write_bytes
from generator.texts import Texts
from generator.write.ahead import NOTHING_AHEAD, Ahead
from generator.write.lock import locked
from generator.write.manifest import MANIFEST, PENDING, Manifest, manifest_of, read_manifests
from generator.write.plan import STAGING, Changes, Plan, make_plan


def check(
    out: Path,
    files: Mapping[str, str],
    generator: str,
    pages: str,
    *,
    overwrite: bool = False,
    slice: Mapping[str, tuple[str, ...]] | None = None,
    ahead: Ahead = NOTHING_AHEAD,
) -> Changes:
    """What `apply` would change; `ahead` may have read some of the folder.

    `slice` has the globs that the output was cut out with, by what they do. Raises `OutputError`
    when the folder cannot be read, `EditedError` when hand-written code cannot be merged.
    """
    plan, _ = _planned(out, files, generator, pages, overwrite, slice, ahead)
    plan.require_mergeable(out)
    return plan.changes if plan.changes else plan.made()


def apply(
    out: Path,
    files: Mapping[str, str],
    generator: str,
    pages: str,
    *,
    overwrite: bool = False,
    slice: Mapping[str, tuple[str, ...]] | None = None,
    ahead: Ahead = NOTHING_AHEAD,
) -> Changes:
    """Make the folder hold these files, and return what that changed.

    Files whose text is right are not touched; what people added to generated files stays in them,
    unless `overwrite` drops it. `slice` is recorded: the globs that the output was cut out with, by
    what they do. Raises `OutputError` when the folder cannot be written or holds what the generator
    did not write, `EditedError` when something that was edited by hand would be lost; nothing was
    changed then.
    """
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out}: is not a folder; choose another --out")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot(error, out, "is as before") from error
    with locked(out):
        plan, manifest = _planned(out, files, generator, pages, overwrite, slice, ahead)
        plan.require_safe(out)
        if plan.changes:
            text = manifest.text()
            _write(out, plan.changes, plan.texts, text)
            return plan.made(text)
        if (out / STAGING).is_dir() and not (out / STAGING).is_symlink():
            shutil.rmtree(out / STAGING, ignore_errors=True)  # of a run killed at its very end
    return plan.made()


def _planned(
    out: Path,
    files: Mapping[str, str],
    generator: str,
    pages: str,
    overwrite: bool,
    slice: Mapping[str, tuple[str, ...]] | None,
    ahead: Ahead,
) -> tuple[Plan, Manifest]:
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out}: is not a folder; choose another --out")
    known = read_manifests(out)
    texts = Texts.of(files)
    manifest = manifest_of(texts, generator, pages, known, slice)
    return make_plan(out, texts, manifest, known, overwrite, ahead), manifest


def _write(out: Path, changes: Changes, files: Mapping[str, str], manifest: str) -> None:
    differing = (*changes.added, *changes.changed)
    try:
        staging = _stage(out, differing, files, manifest)
    except OSError as error:
        raise _cannot(error, out, "is as before") from error
    try:
        os.replace(staging / PENDING, out / PENDING)
        for path in _movable(out, differing):
            os.replace(staging / path, out / path)
        for path in changes.removed:
            (out / path).unlink(missing_ok=True)
            _remove_empty_folders(out, (out / path).parent)
        os.replace(out / PENDING, out / MANIFEST)
    except OSError as error:
        raise _cannot(error, out, "is incomplete, run again") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _cannot(error: OSError, out: Path, state: str) -> OutputError:
    where = error.filename2 or error.filename or out
    return OutputError(f"{where}: cannot be written: {error.strerror}; {out} {state}")


def _stage(out: Path, paths: Iterable[str], texts: Mapping[str, str], manifest: str) -> Path:
    """Write texts into a new staging folder; what a stopped run left there goes first."""
    staging = out / STAGING
    if staging.is_symlink():
        raise OutputError(f"{staging}: is a symbolic link; remove it")
    shutil.rmtree(staging, ignore_errors=True)
    try:
        for folder in {path.rpartition("/")[0] for path in (*paths, PENDING)}:
            (staging / folder).mkdir(parents=True, exist_ok=True)
        for path in paths:
            write_bytes(f"{staging}/{path}", texts[path].encode())
        write_bytes(f"{staging}/{PENDING}", manifest.encode())
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    return staging


def _movable(out: Path, paths: Iterable[str]) -> Iterable[str]:
    """What to rename for these files: of those in a folder that OUT does not have, the folder."""

    @cache
    def new(folder: str) -> str:
        """The outermost such folder on the way; empty when all are there."""
        above = new(folder.rpartition("/")[0]) if folder else ""
        return above or ("" if (out / folder).exists() else folder)

    return dict.fromkeys(new(path.rpartition("/")[0]) or path for path in paths)


def _remove_empty_folders(out: Path, folder: Path) -> None:
    """Remove folders that only byte code is left in, from the inside to OUT."""
    while folder != out and all(entry.name == "__pycache__" for entry in folder.iterdir()):
        with suppress(FileNotFoundError):
            shutil.rmtree(folder / "__pycache__")
        folder.rmdir()
        folder = folder.parent
