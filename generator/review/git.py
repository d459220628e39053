"""Surfaces, and other files, from git: what was committed at a revision."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from generator.review.surface import FOLDER, SurfaceError


class Changed(NamedTuple):
    """The files of a revision: the texts that differ, and the paths of those that are the same."""

    texts: dict[str, str]
    same: frozenset[str]


class _Entry(NamedTuple):
    """A file at a revision: its path below the folder, and the name of its content."""

    path: str
    blob: str


def read_revision(out: Path, revision: str, option: str = "--against") -> dict[str, str]:
    """The surface files below OUT at a revision; none when OUT was not there.

    Raises `SurfaceError` when git is missing, OUT is in no repository, or the revision does not
    exist.
    """
    folder, entries = _listed(out, revision, option, f"{FOLDER}/")
    return _texts(folder, [entry for entry in entries if entry.path.endswith(".txt")], option)


def read_changed(folder: Path, revision: str, now: Mapping[str, str], ending: str = "") -> Changed:
    """The files below a folder at a revision, compared with texts of now by path.

    Only files with that ending count. Raises `SurfaceError` as `read_revision` does.
    """
    inside, entries = _listed(folder, revision, "--against")
    kept = [entry for entry in entries if entry.path.endswith(ending)]
    same = {it.path for it in kept if it.path in now and _blob(now[it.path], it.blob) == it.blob}
    texts = _texts(inside, [entry for entry in kept if entry.path not in same], "--against")
    return Changed(texts, frozenset(same))


def _listed(out: Path, revision: str, option: str, part: str = "") -> tuple[Path, list[_Entry]]:
    """A folder that git can be run in, and the files below a part of OUT."""
    folder = out.absolute()
    while not folder.is_dir():
        folder = folder.parent
    below = out.absolute().relative_to(folder).as_posix()
    _git(folder, "rev-parse", "--git-dir", what=f"{out}: is in no git repository")
    commit = _git(
        folder,
        "rev-parse",
        "--verify",
        "--end-of-options",
        f"{revision}^{{commit}}",
        what=f"{option}: {revision!r} is no revision of the repository of {out}",
    ).strip()
    listed = _git(
        folder,
        "ls-tree",
        "-r",
        "-z",
        commit,
        "--",
        f"{below}/{part}",
        what=f"{option}: {revision!r} cannot be listed",
    )
    return folder, list(_entries(listed, below))


def _entries(listed: str, below: str) -> Iterator[_Entry]:
    for line in filter(None, listed.split("\0")):
        facts, _, path = line.partition("\t")
        _, kind, blob = facts.split(" ")
        if kind == "blob":
            yield _Entry(path if below == "." else path.removeprefix(f"{below}/"), blob)


def _texts(folder: Path, entries: Iterable[_Entry], option: str) -> dict[str, str]:
    """The contents, asked for at once: thousands of files would be thousands of processes."""
    wanted = list(entries)
    if not wanted:
        return {}
    asked = "".join(f"{entry.blob}\n" for entry in wanted).encode()
    data = _run(folder, "cat-file", "--batch", what=f"{option}: cannot be read", asked=asked)
    found: dict[str, str] = {}
    at = 0
    for entry in wanted:
        start = data.index(b"\n", at) + 1
        size = int(data[at:start].split()[2])
        found[entry.path] = data[start : start + size].decode("utf-8", "surrogateescape")
        at = start + size + 1
    return found


def _blob(text: str, like: str) -> str:
    """How git names this content, by the hash that the repository uses."""
    data = text.encode("utf-8", "surrogatepass")
    make = hashlib.sha256 if len(like) == 64 else hashlib.sha1
    return make(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _git(folder: Path, *words: str, what: str) -> str:
    """What git prints, as text. `what` begins the error."""
    return _run(folder, *words, what=what).decode("utf-8", "surrogateescape")


def _run(folder: Path, *words: str, what: str, asked: bytes | None = None) -> bytes:
    """What git prints; paths are taken literally, nothing is paged. `asked` is its input."""
    command = ["git", "--no-pager", "--literal-pathspecs", "-C", str(folder), *words]
    try:
        done = subprocess.run(command, capture_output=True, check=False, input=asked)
    except FileNotFoundError:
        raise SurfaceError("git is not installed, or not on the PATH") from None
    except (OSError, ValueError) as error:
        raise SurfaceError(f"git cannot be run: {error}") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise SurfaceError(f"{what} (git: {said[0]})" if said else what)
    return done.stdout
