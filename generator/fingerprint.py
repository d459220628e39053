"""What tells one version of the generator from another: everything that results depend on."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from generator.files import bytes_of
from generator.templates_dir import TEMPLATES

#: The libraries that decide what is read and written.
_LIBRARIES = ("jinja2", "markdown_it")


#: Of each file: its size, and when its text and when anything about it was changed.
_Stamps = dict[str, tuple[int, int, int]]


def fingerprint() -> bytes:
    """A hash of the generator's own sources, of its templates and libraries, and of Python.

    Sources and not a version number, so that it is right in a checkout too. It is taken once, and
    should be before the modules are loaded that make what is kept.
    """
    return _taken()[0]


def is_current() -> bool:
    """Whether the sources are still those of the fingerprint: nobody has written them since."""
    return _stamps() == _taken()[1]


@cache
def _taken() -> tuple[bytes, _Stamps]:
    stamps = _stamps()  # first, so that whoever writes a file from here on is noticed
    found = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for name, path in _files():
        data = bytes_of(path)
        found.update(f"{name}\0{len(data)}\0".encode())
        found.update(data)
    return found.digest(), stamps


def _stamps() -> _Stamps:
    stats = ((path, os.stat(path)) for _, path in _files())
    return {path: (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns) for path, stat in stats}


def _files() -> Iterator[tuple[str, str]]:
    """The sources by their names, which are the same wherever they lie, and their paths."""
    for top in map(str, _folders()):
        for folder, folders, names in os.walk(top):
            folders.sort()
            for name in sorted(names):
                if name.endswith((".py", ".jinja")):
                    path = f"{folder}/{name}"
                    yield path.removeprefix(top), path


def _folders() -> Iterator[Path]:
    yield Path(__file__).parent
    yield TEMPLATES
    for name in _LIBRARIES:
        spec = find_spec(name)
        if spec and spec.origin:
            yield Path(spec.origin).parent
