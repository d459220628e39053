"""What writing an output would do to the folder as it is. Reads the disk, changes nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.errors import EditedError, OutputError
from generator.write.manifest import MANIFEST, PENDING, digest, read_manifest

STAGING = ".generator-staging"


@dataclass(frozen=True, slots=True)
class Changes:
    """Paths below the output folder, sorted; `manifest` tells whether the manifest changes."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    manifest: bool = False

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.manifest)


@dataclass(frozen=True, slots=True)
class Plan:
    """The changes, and the problems that forbid to make them."""

    changes: Changes
    foreign: tuple[str, ...]
    edited: tuple[str, ...]

    def require_safe(self, out: Path) -> None:
        """Raise when writing would lose something that the generator did not write."""
        if self.foreign:
            raise OutputError(
                f"{out} holds what the generator did not write: {_some(self.foreign)};"
                " nothing was written. Choose another --out, or move it away"
            )
        if self.edited:
            raise EditedError(
                f"{out}: edited by hand since they were generated: {_some(self.edited)};"
                " nothing was written. Restore or delete these files and run again"
            )


def make_plan(out: Path, files: Mapping[str, str], manifest_text: str) -> Plan:
    """Compare an output with the folder.

    Raises `OutputError` when the folder cannot be read or has a manifest that cannot be.
    """
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out}: is not a folder; choose another --out")
    known = _known_hashes(out)
    old = {path: _read(out, path) for path in sorted({*files, *known})}
    added = [path for path in files if old[path] is None]
    changed = [path for path in files if _differs(old[path], files[path])]
    removed = [path for path in known if path not in files and old[path] is not None]
    edited = [
        path
        for path in (*changed, *removed)
        if path in known and digest(old[path] or b"") not in known[path]
    ]
    foreign = [path for path in changed if path not in known]
    foreign += _links(out, (*added, *changed, *removed))
    if not known:
        foreign += _strangers(out, files)
    manifest = _read(out, MANIFEST) != manifest_text.encode() or (out / PENDING).exists()
    return Plan(
        Changes(_sorted(added), _sorted(changed), _sorted(removed), manifest),
        _sorted(foreign),
        _sorted(edited),
    )


def _known_hashes(out: Path) -> dict[str, set[str]]:
    """The files that are ours, with the texts that they may have.

    After a run that was stopped half-way, each may be as before or as it was going to be.
    """
    known: dict[str, set[str]] = {}
    for name in (MANIFEST, PENDING):
        manifest = read_manifest(out / name)
        for path, sha in (manifest.files if manifest else {}).items():
            known.setdefault(path, set()).add(sha)
    return known


def _read(out: Path, path: str) -> bytes | None:
    try:
        return (out / path).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except IsADirectoryError:
        raise OutputError(f"{out / path}: is a folder where a file has to be written") from None
    except OSError as error:
        raise OutputError(f"{out / path}: cannot be read: {error.strerror}") from error


def _differs(old: bytes | None, new: str) -> bool:
    return old is not None and old != new.encode() and old.replace(b"\r\n", b"\n") != new.encode()


def _links(out: Path, paths: Iterable[str]) -> list[str]:
    """Symbolic links on the way to files that would be written: they may lead anywhere."""
    ways = {PurePosixPath(path) for path in paths}
    ways |= {parent for path in ways for parent in path.parents if parent.parts}
    return [str(way) for way in ways if (out / way).is_symlink()]


def _strangers(out: Path, files: Mapping[str, str]) -> Iterator[str]:
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
