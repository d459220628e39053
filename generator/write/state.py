"""Whether an output folder is, byte by byte, what it was."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from generator.write.manifest import MANIFEST, PENDING


def state_of(out: Path, paths: Iterable[str]) -> bytes | None:
    """A digest of the manifest and of files below the folder.

    None when one of them cannot be read, or when a run was stopped half-way.
    """
    found = hashlib.blake2b(digest_size=16)
    if (out / PENDING).exists():
        return None
    try:
        for path in (MANIFEST, *paths):
            with open(f"{out}/{path}", "rb", buffering=0) as stream:
                data = stream.read()
            found.update(f"{path}\0{len(data)}\0".encode())
            found.update(data)
    except OSError:
        return None
    return found.digest()
