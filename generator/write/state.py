"""Whether an output folder is, byte by byte, what it was."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from generator.write.manifest import MANIFEST, PENDING

#: What the manifest says of the pages stands before its list of files.
_HEAD = 1000


def state_of(out: Path, paths: Iterable[str]) -> bytes | None:
    """A digest of the manifest and of files below the folder.

    None when one of them cannot be read, or when a run was stopped half-way.
    """
    return _state(out, dict.fromkeys(paths))


def state_with(
    out: Path, files: Mapping[str, str], edited: Collection[str], pages: str
) -> bytes | None:
    """The same, of a folder that holds an output: these files, apart from edits by hand.

    `pages` is what the manifest has to say of the pages. None for any other folder, be it that
    another run has just written it.
    """
    return _state(out, {**files, **dict.fromkeys(edited), MANIFEST: f'"pages": "{pages}"'})


def _state(out: Path, files: Mapping[str, str | None]) -> bytes | None:
    """The digest, if every file holds its text; None stands for any text."""
    found = hashlib.blake2b(digest_size=16)
    if (out / PENDING).exists():
        return None
    try:
        for path in (MANIFEST, *(path for path in sorted(files) if path != MANIFEST)):
            with open(f"{out}/{path}", "rb", buffering=0) as stream:
                data = stream.read()
            if not _holds(path, data, files.get(path)):
                return None
            found.update(f"{path}\0{len(data)}\0".encode())
            found.update(data)
    except OSError:
        return None
    return found.digest()


def _holds(path: str, data: bytes, text: str | None) -> bool:
    if text is None:
        return True
    wanted = text.encode()
    if path == MANIFEST:
        return wanted in data[:_HEAD]
    return data == wanted or data.replace(b"\r\n", b"\n") == wanted
