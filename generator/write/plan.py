"""What writing an output would do to the folder as it is. Reads the disk, changes nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from generator.errors import EditedError, OutputError
from generator.records import Record
from generator.texts import Texts, digest_of
from generator.write.ahead import NOTHING_AHEAD, Ahead
from generator.write.disk import read, sum_of
from generator.write.edits import Edits, resolve
from generator.write.manifest import MANIFEST, PENDING, Manifest
from generator.write.state import state_from

STAGING = ".generator-staging"


@dataclass(frozen=True, slots=True)
class Changes:
    """Paths below the output folder, sorted; `manifest` tells whether the manifest changes.

    `edited` are files with hand-written code that stays; having some is no change. `before` and
    `after` are the texts of what is removed or changed, and of what is changed or added. `state`
    is the folder's (`generator.write.state`), if it holds the output.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    manifest: bool = False
    edited: tuple[str, ...] = ()
    before: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    after: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    state: bytes | None = field(default=None, compare=False, repr=False)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.manifest)


class Plan(Record):
    """The changes, the text of each file, and the problems that forbid to make the changes.

    `conflicts` are edits that would be lost, as `path:line: member reason`; `edited` are edited
    files that are not Python. `sums` are those of the files in the folder and of its manifest.
    """

    changes: Changes
    texts: Texts
    foreign: tuple[str, ...]
    edited: tuple[str, ...]
    conflicts: tuple[str, ...]
    sums: Mapping[str, str]

    def made(self, manifest: str = "") -> Changes:
        """The changes once they are made, with a manifest of this text if it is a new one."""
        changes = self.changes
        sums = {path: self.texts.sum(path) for path in (*changes.added, *changes.changed)}
        if manifest:
            sums[MANIFEST] = sum_of(manifest.encode())
        paths = (MANIFEST, *self.texts)
        return replace(changes, state=state_from({p: sums.get(p) or self.sums[p] for p in paths}))

    def require_mergeable(self, out: Path) -> None:
        """Raise when hand-written code would be lost."""
        if self.conflicts:
            raise EditedError(
                f"{out}: edited by hand, and generated differently now; nothing was written."
                " Undo these edits or move them elsewhere; a deleted member is generated anew;"
                " --overwrite drops every edit",
                self.conflicts,
            )

    def require_safe(self, out: Path) -> None:
        """Raise when writing would lose something that the generator did not write."""
        if self.foreign:
            raise OutputError(
                f"{out} holds what the generator did not write: {_some(self.foreign)};"
                " nothing was written. Choose another --out, or move it away"
            )
        self.require_mergeable(out)
        if self.edited:
            raise EditedError(
                f"{out}: edited by hand since they were generated: {_some(self.edited)};"
                " nothing was written. Restore or delete these files and run again,"
                " or drop every edit with --overwrite"
            )


def make_plan(
    out: Path,
    files: Texts,
    manifest: Manifest,
    known: Sequence[Manifest],
    overwrite: bool = False,
    ahead: Ahead = NOTHING_AHEAD,
) -> Plan:
    """Compare an output with the folder, whose manifests are `known`; `ahead` has read some of it.

    `overwrite` drops what people edited. Raises `OutputError` when the folder cannot be read.
    """
    ours = {path for manifest in known for path in manifest.files}
    sums, differing = _compared(out, files, sorted({*files, *ours}), ahead)
    if known:
        sums[MANIFEST] = known[0].sum
    edits = Edits() if overwrite else resolve(known, differing, files)
    texts = Texts.of(files, edits.texts)
    added = [path for path in texts if path not in sums]
    changed = [
        path
        for path, data in differing.items()
        if path in texts and digest_of(data) != texts.digest(path)
    ]
    removed = [path for path in ours if path not in texts and path in sums]
    foreign = [path for path in changed if path not in ours]
    foreign += _links(out, (*added, *changed, *removed))
    if not known:
        foreign += _strangers(out, files)
    return Plan(
        Changes(
            _sorted(added),
            _sorted(changed),
            _sorted(removed),
            list(known) != [manifest] or (out / PENDING).exists(),
            _sorted(edits.texts),
            before={path: _decoded(differing[path]) for path in (*changed, *removed)},
            after={path: texts[path] for path in (*added, *changed)},
        ),
        texts,
        _sorted(foreign),
        edits.others,
        edits.conflicts,
        sums,
    )


def _compared(
    out: Path, files: Texts, paths: Iterable[str], ahead: Ahead
) -> tuple[dict[str, str], dict[str, bytes]]:
    """The sum of each file that there is, and the bytes of those that hold another text."""
    sums: dict[str, str] = {}
    differing: dict[str, bytes] = {}
    for path in paths:
        known = ahead.sum(out, path)
        if known and path in files and known == files.digest(path):
            sums[path] = known
            continue
        data = read(out, path)
        if data is None:
            continue
        sums[path] = sum_of(data)
        # The sum is the digest as long as nobody has changed the line ends.
        wanted = files.digest(path) if path in files else ""
        if sums[path] != wanted and digest_of(data) != wanted:
            differing[path] = data
    return sums, differing


def _decoded(data: bytes) -> str:
    """A text for comparing; what people put there need not be UTF-8."""
    return data.decode("utf-8", "backslashreplace").replace("\r\n", "\n")


def _links(out: Path, paths: Iterable[str]) -> list[str]:
    """Symbolic links on the way to files that would be written: they may lead anywhere."""
    ways = set(paths)
    folders = {PurePosixPath(folder) for folder in {path.rpartition("/")[0] for path in ways}}
    ways |= {str(way) for folder in folders for way in (folder, *folder.parents) if way.parts}
    return [way for way in ways if os.path.islink(f"{out}/{way}")]


def _strangers(out: Path, files: Texts) -> Iterator[str]:
    """Without a manifest the folder has to be empty, but for files that are already right."""
    for folder, folders, names in os.walk(out):
        folders[:] = [name for name in folders if name not in (STAGING, "__pycache__")]
        for name in (*names, *(f for f in folders if Path(folder, f).is_symlink())):
            path = Path(folder, name).relative_to(out).as_posix()
            if path not in files and path not in (MANIFEST, PENDING):
                yield path


def _some(paths: tuple[str, ...]) -> str:
    shown = ", ".join(paths[:3])
    return shown if len(paths) <= 3 else f"{shown} and {len(paths) - 3:,} more"


def _sorted(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(paths)))
