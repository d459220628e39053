"""`manifest.json`: what the generator wrote, so that it touches nothing else.

It lists each file with the SHA-256 of its text, the generator's version, a hash of the pages, and
the globs of a slice of them; and for each Python file what its definitions and their members were,
so that those which people edit or add can be told (`generator.write.parts`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from generator.errors import OutputError
from generator.write.parts import Words
from generator.write.parts_quick import words_of_all

MANIFEST = "manifest.json"
#: Written before the first file and renamed to MANIFEST after the last one: its presence tells
#: that a run was stopped half-way, and which files are then the generator's own.
PENDING = "manifest.json.pending"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files that a run generated (path -> SHA-256 of the text) and what they were made of.

    `definitions` has the words of the parts of each Python file. Both tell of generated text, also
    where hand-written code has been merged into it. `slice` has the globs by what they do, and is
    empty for all of the pages.
    """

    generator: str = ""
    pages: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, Words] = field(default_factory=dict)
    slice: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def text(self) -> str:
        """The manifest as JSON: sorted, one file a line, the same bytes for the same output."""
        content = {
            "format": _FORMAT,
            "generator": self.generator,
            "pages": self.pages,
            **({"slice": self.slice} if self.slice else {}),
            "files": dict(sorted(self.files.items())),
        }
        head = json.dumps(content, indent=2).removesuffix("\n}")
        lines = ",\n".join(
            f"    {json.dumps(path)}: {json.dumps(words)}"
            for path, words in sorted(self.definitions.items())
        )
        body = f"{{\n{lines}\n  }}" if lines else "{}"
        return f'{head},\n  "definitions": {body}\n}}\n'


def digest(text: bytes) -> str:
    """The hash of a file's text. Line ends do not count: version control may have changed them."""
    return hashlib.sha256(text.replace(b"\r\n", b"\n")).hexdigest()


def manifest_of(
    files: Mapping[str, str],
    generator: str,
    pages: str,
    known: Iterable[Manifest] = (),
    jobs: int = 1,
    slice: Mapping[str, tuple[str, ...]] | None = None,
) -> Manifest:
    """The manifest for an output. Files that a known manifest describes are not parsed again."""
    hashes = {path: digest(text.encode()) for path, text in files.items()}
    definitions: dict[str, Words] = {}
    for manifest in known:
        for path, words in manifest.definitions.items():
            if path in hashes and manifest.files.get(path) == hashes[path]:
                definitions[path] = words
    new = {path: text for path, text in files.items() if path.endswith(".py")}
    rest = {path: text for path, text in new.items() if path not in definitions}
    definitions |= words_of_all(rest, jobs)
    return Manifest(generator, pages, hashes, definitions, slice or {})


def read_manifests(out: Path) -> list[Manifest]:
    """The manifests of a folder: none, one, or two after a run that was stopped half-way."""
    found = (read_manifest(out / name) for name in (MANIFEST, PENDING))
    return [manifest for manifest in found if manifest]


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
        definitions = content.get("definitions", {})
        if not all(isinstance(words, dict) for words in definitions.values()):
            raise ValueError("its definitions are no objects")
        slice_ = {key: tuple(map(str, globs)) for key, globs in content.get("slice", {}).items()}
        made_of = (str(content["generator"]), str(content["pages"]))
        return Manifest(*made_of, files, definitions, slice_)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise OutputError(
            f"{file}: is not a manifest of this generator ({error}); take the folder from version"
            f" control (git checkout HEAD -- {file.parent}), or delete it, and generate anew"
        ) from error


def _checked(path: str) -> str:
    """A listed path; one that leads out of the folder would let a manifest delete anything."""
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or "\\" in path or ":" in path:
        raise ValueError(f"it lists {path!r}")
    return path
