"""What a package is called by default."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.emit.words import snake
from generator.model import Api

_VERSION = re.compile(r"v?\d+(?:[._-]\d+)*|alpha|beta|preview", re.IGNORECASE)
#: What an API is called is not told by its first version.
_FIRST = frozenset({"", "v1", "v1.0", "1", "1.0"})
#: What folders of pages are called everywhere, and those that the output has beside packages.
_USUAL = frozenset({"api", "api_reference", "doc", "docs", "docs_input", "documentation", "input"})
_USUAL |= frozenset({"markdown", "pages", "reference", "src", "samples", "surface", "tests"})


def package_name(api: Api, folders: Iterable[str] = ()) -> str:
    """The last part of the namespace that is no version, else the first folder that says something.

    A version is added unless it is the first: `microsoft.graph` of v1.0 is `graph`, of beta it is
    `graph_beta`; `contoso.mail.v1` is `mail`. `folders` are the names of folders with the pages,
    the innermost first. Where nothing says anything it is `api`.
    """
    parts = reversed(api.namespace.split("."))
    spoken = [snake(it) for it in (*parts, *folders) if it and not _VERSION.fullmatch(it)]
    base = next((it for it in spoken if it not in _USUAL), "api")
    version = snake(api.name)
    return base if is_first(api.name) or version == base else f"{base}_{version}"


def is_first(version: str) -> bool:
    """Whether a package of an API's version is called like the API."""
    return version.lower() in _FIRST
