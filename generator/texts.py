"""Texts of files that are known by their digests, and loaded when somebody asks for them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial

from generator.definitions import words_json


def digest_of(data: bytes) -> str:
    """The SHA-256 of a file's text. Line ends do not count: version control may change them."""
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n")
    return hashlib.sha256(data).hexdigest()


class Text:
    """One text. `load` gives it, at the first need; `digest` is its `digest_of` where known.

    `words` gives those of its definitions (`generator.definitions`) where somebody has found them.
    """

    def __init__(
        self, load: Callable[[], str], digest: str = "", words: Callable[[], str] | None = None
    ) -> None:
        self._load = load
        self._digest = digest
        self._words = words

    @cached_property
    def text(self) -> str:
        """The text. Raises what `load` does."""
        return self._load()

    @property
    def digest(self) -> str:
        """The digest; where it is not known, the text is loaded for it."""
        if not self._digest:
            self._digest = digest_of(self.text.encode())
        return self._digest

    @property
    def sum(self) -> str:
        """The SHA-256 of the text as it is, line ends and all."""
        if "\r" in self.text:
            return hashlib.sha256(self.text.encode()).hexdigest()
        return self.digest

    @property
    def words(self) -> str:
        """The words of a Python file's definitions, as JSON on one line."""
        return self._words() if self._words else words_json(self.text)


class Texts(Mapping[str, str]):
    """Texts by path. Looking one up loads it; iterating and `digest` do not if that can be."""

    def __init__(self, texts: Mapping[str, Text] | None = None) -> None:
        self._texts = texts or {}

    @classmethod
    def of(cls, *parts: Mapping[str, str]) -> Texts:
        """All the texts of some mappings; those of other `Texts` are not loaded for it."""
        found: dict[str, Text] = {}
        for part in parts:
            if isinstance(part, Texts):
                found |= part._texts
            else:
                found |= {path: Text(partial(str, text)) for path, text in part.items()}
        return cls(found)

    def digest(self, path: str) -> str:
        """The `digest_of` a text. Raises `KeyError` when there is none of this path."""
        return self._texts[path].digest

    def sum(self, path: str) -> str:
        """The SHA-256 of a text as it is. Raises `KeyError` when there is none of this path."""
        return self._texts[path].sum

    def words(self, path: str) -> str:
        """The words of a Python file's definitions, as JSON. Raises `KeyError` as above."""
        return self._texts[path].words

    def __getitem__(self, path: str) -> str:
        return self._texts[path].text

    def __contains__(self, path: object) -> bool:
        return path in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)
