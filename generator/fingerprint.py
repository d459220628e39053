"""What tells one version of the generator from another: everything that results depend on."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from generator.templates_dir import TEMPLATES

#: The libraries that decide what is read and written.
_LIBRARIES = ("jinja2", "markdown_it")


@cache
def fingerprint() -> bytes:
    """A hash of the generator's own sources, of its templates and libraries, and of Python.

    Sources and not a version number, so that it is right in a checkout too. It is taken once, and
    should be before the modules are loaded that make what is kept.
    """
    return _now()


def is_current() -> bool:
    """Whether the sources are still those of the fingerprint: nobody has edited them since."""
    return _now() == fingerprint()


def _now() -> bytes:
    found = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for folder in _folders():
        for file in sorted(folder.rglob("*")):
            if file.suffix in (".py", ".jinja"):
                data = file.read_bytes()
                found.update(f"{file.relative_to(folder)}\0{len(data)}\0".encode())
                found.update(data)
    return found.digest()


def _folders() -> Iterator[Path]:
    yield Path(__file__).parent
    yield TEMPLATES
    for name in _LIBRARIES:
        spec = find_spec(name)
        if spec and spec.origin:
            yield Path(spec.origin).parent
