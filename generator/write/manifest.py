"""`manifest.json`: what the generator wrote, so that it touches nothing else.

It lists each file with the SHA-256 of its text, the generator's version, and a hash of the pages.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from generator.errors import OutputError

MANIFEST = "manifest.json"
#: Written before the first file and renamed to MANIFEST after the last one: its presence tells
#: that a run was stopped half-way, and which files are then the generator's own.
PENDING = "manifest.json.pending"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files that a run wrote (path -> SHA-256 of the text) and what they were made of."""

    generator: str = ""
    pages: str = ""
    files: Mapping[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """The manifest as JSON: sorted, one file a line, the same bytes for the same output."""
        content = {
            "format": _FORMAT,
            "generator": self.generator,
            "pages": self.pages,
            "files": dict(sorted(self.files.items())),
        }
        return json.dumps(content, indent=2) + "\n"


def digest(text: bytes) -> str:
    """The hash of a file's text. Line ends do not count: version control may have changed them."""
    return hashlib.sha256(text.replace(b"\r\n", b"\n")).hexdigest()


def manifest_of(files: Mapping[str, str], generator: str, pages: str) -> Manifest:
    """The manifest for an output."""
    hashes = {path: digest(text.encode()) for path, text in files.items()}
    return Manifest(generator, pages, hashes)


def read_manifest(file: Path) -> Manifest | None:
    """The manifest of an earlier run; None when there is none.

    Raises `OutputError` for one that cannot be understood: without it nobody knows which files
    may be replaced.
    """
    try:
        data = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise OutputError(f"{file}: cannot be read: {error.strerror}") from error
    try:
        content = json.loads(data)
        files = {_checked(path): str(sha) for path, sha in content["files"].items()}
        if content["format"] != _FORMAT:
            raise ValueError(f"format {content['format']!r} is not {_FORMAT}")
        return Manifest(str(content["generator"]), str(content["pages"]), files)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise OutputError(
            f"{file}: is not a manifest of this generator ({error}); restore it from version"
            " control, or delete the folder and generate anew"
        ) from error


def _checked(path: str) -> str:
    """A listed path; one that leads out of the folder would let a manifest delete anything."""
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or "\\" in path or ":" in path:
        raise ValueError(f"it lists {path!r}")
    return path
