"""Surfaces from git: what was committed at a revision."""

from __future__ import annotations

import subprocess
from pathlib import Path

from generator.review.surface import FOLDER, SurfaceError


def read_revision(out: Path, revision: str, option: str = "--against") -> dict[str, str]:
    """The surface files below OUT at a revision; none when OUT was not there.

    Raises `SurfaceError` when git is missing, OUT is in no repository, or the revision does not
    exist.
    """
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
        "--name-only",
        commit,
        "--",
        f"{below}/{FOLDER}/",
        what=f"{option}: {revision!r} cannot be listed",
    )
    found: dict[str, str] = {}
    for path in filter(None, listed.split("\0")):
        name = path if below == "." else path.removeprefix(f"{below}/")
        if name.endswith(".txt"):
            found[name] = _git(
                folder, "show", f"{commit}:./{path}", what=f"{option}: {path} cannot be read"
            )
    return found


def _git(folder: Path, *words: str, what: str) -> str:
    """What git prints; paths are taken literally, nothing is paged. `what` begins the error."""
    command = ["git", "--no-pager", "--literal-pathspecs", "-C", str(folder), *words]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        raise SurfaceError("git is not installed, or not on the PATH") from None
    except (OSError, ValueError) as error:
        raise SurfaceError(f"git cannot be run: {error}") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise SurfaceError(f"{what} (git: {said[0]})" if said else what)
    return done.stdout.decode("utf-8", "surrogateescape")
