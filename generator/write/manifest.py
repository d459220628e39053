"""`manifest.json`: what the generator wrote, so that it touches nothing else.

It lists each file with the SHA-256 of its text, the generator's version, a hash of the pages, and
the globs of a slice of them; and for each Python file what its definitions and their members were,
so that those which people edit or add can be told (`generator.definitions.parts`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.definitions.parts import Words
from generator.errors import OutputError
from generator.texts import Texts
from generator.write.disk import sum_of

MANIFEST = "manifest.json"
#: Written before the first file and renamed to MANIFEST after the last one: its presence tells
#: that a run was stopped half-way, and which files are then the generator's own.
PENDING = "manifest.json.pending"
_FORMAT = 1
#: Between the files, and between their definitions: each is on a line of its own.
_LINE = ",\n    "
_DEFINITIONS = b',\n  "definitions": {\n    '
_DEFINITION = re.compile(r'"([^"\\]+)": \{[^\n]*\}')
_END = b"\n  }\n}\n"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files that a run generated (path -> SHA-256 of the text) and what they were made of.

    `definitions` has the words of the parts of each Python file, as a line of the manifest. Both
    tell of generated text, also where hand-written code has been merged into it. `slice` has the
    globs by what they do, and is empty for all of the pages. `sum` is that of the bytes it was read
    from, empty for a new one.
    """

    generator: str = ""
    pages: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    slice: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sum: str = field(default="", compare=False)

    def words(self, path: str) -> Words:
        """The words of the parts of a file; none where they are not known."""
        with suppress(ValueError):
            found: dict[str, Words] = json.loads(f"{{{self.definitions.get(path, '')}}}")
            return found.get(path, {})
        return {}

    def text(self) -> str:
        """The manifest as JSON: sorted, one file a line, the same bytes for the same output."""
        content = {
            "format": _FORMAT,
            "generator": self.generator,
            "pages": self.pages,
            **({"slice": self.slice} if self.slice else {}),
        }
        head = json.dumps(content, indent=2).removesuffix("\n}")
        # The encoder is quick as long as it does not have to indent.
        files = json.dumps(self.files, sort_keys=True, separators=(_LINE, ": "))[1:-1]
        lines = _LINE.join(self.definitions[path] for path in sorted(self.definitions))
        return f'{head},\n  "files": {_object(files)},\n  "definitions": {_object(lines)}\n}}\n'


def _object(members: str) -> str:
    return f"{{\n    {members}\n  }}" if members else "{}"


def manifest_of(
    files: Texts,
    generator: str,
    pages: str,
    known: Iterable[Manifest] = (),
    slice: Mapping[str, tuple[str, ...]] | None = None,
) -> Manifest:
    """The manifest for an output. Of files that a known manifest describes, it is copied."""
    hashes = {path: files.digest(path) for path in files}
    definitions: dict[str, str] = {}
    for manifest in known:
        for path, line in manifest.definitions.items():
            if path in hashes and manifest.files.get(path) == hashes[path]:
                definitions[path] = line
    for path in files:
        if path.endswith(".py") and path not in definitions:
            definitions[path] = f"{json.dumps(path)}: {files.words(path)}"
    return Manifest(generator, pages, hashes, definitions, slice or {})


def _lines(definitions: Mapping[str, Words]) -> dict[str, str]:
    """Members of a JSON object, by name."""
    return {path: json.dumps({path: words})[1:-1] for path, words in definitions.items()}


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
        content, definitions = _content(data)
        files = {_checked(path): str(sha) for path, sha in content["files"].items()}
        if content["format"] != _FORMAT:
            raise ValueError(f"format {content['format']!r} is not {_FORMAT}")
        slice_ = {key: tuple(map(str, globs)) for key, globs in content.get("slice", {}).items()}
        made_of = (str(content["generator"]), str(content["pages"]))
        return Manifest(*made_of, files, definitions, slice_, sum_of(data))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise OutputError(
            f"{file}: is not a manifest of this generator ({error}); take the folder from version"
            f" control (git checkout HEAD -- {file.parent}), or delete it, and generate anew"
        ) from error


def _content(data: bytes) -> tuple[Any, dict[str, str]]:
    """What a manifest says, and the lines of its definitions."""
    head, found, rest = data.partition(_DEFINITIONS)
    if found and rest.endswith(_END) and data.isascii():
        # As we have written it: nearly all of it is definitions, which nobody needs but as lines.
        lines = rest[: -len(_END)].decode().split(_LINE)
        paths = [match[1] for match in map(_DEFINITION.fullmatch, lines) if match]
        if len(paths) == len(lines):
            return json.loads(head + b"\n}"), dict(zip(paths, lines, strict=True))
    content = json.loads(data)
    definitions = content.get("definitions", {})
    if not all(isinstance(words, dict) for words in definitions.values()):
        raise ValueError("its definitions are no objects")
    return content, _lines(definitions)


def _checked(path: str) -> str:
    """A listed path; one that leads out of the folder would let a manifest delete anything."""
    is_name = path.strip("./") and not path.startswith("/")
    if not is_name or ".." in path.split("/") or "\\" in path or ":" in path:
        raise ValueError(f"it lists {path!r}")
    return path
