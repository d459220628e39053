"""From files to text: which files may be read, how they are decoded, what a page includes."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path, PurePosixPath

from generator import limits
from generator.cache import key_of
from generator.discover import PageFile
from generator.files import bytes_of


class Unreadable(Exception):
    """A file whose text cannot be had; the message says why."""


class Sources:
    """Reads the files of one API: those below `bound`, whatever links say.

    `root` is the API's folder, which the paths of includes start from. What is found out about
    folders is kept, so an instance is for one run.
    """

    def __init__(self, root: Path, bound: Path) -> None:
        self.root = root
        self._bound = bound
        self._inside: dict[str, bool] = {}

    def data(self, folder: Path, name: str) -> bytes:
        """The bytes of a file, one more than a page may have at most.

        Raises `Unreadable` for what cannot be opened or lies outside `bound`, be it through a
        symbolic link.
        """
        try:
            path = f"{folder}/{name}"
            if not self._lies_inside(folder, path):
                raise Unreadable("it lies outside the documentation's folder")
            return bytes_of(path, limits.PAGE_BYTES + 1)
        except (OSError, RuntimeError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise Unreadable(f"cannot be opened: {reason}") from error

    def key(self, page: PageFile) -> bytes:
        """The `page_key` of a page as it is now."""
        try:
            return page_key(page, self.data(page.folder, page.name))
        except Unreadable as error:
            return page_key(page, error)

    def text(self, file: Path) -> str:
        """The text of a page. Raises `Unreadable` for what has none."""
        return decode(self.data(file.parent, file.name))

    def _lies_inside(self, folder: Path, path: str) -> bool:
        if os.path.islink(path):
            return Path(path).resolve().is_relative_to(self._bound)
        # Resolving looks at every folder on the way; the pages of a folder share it.
        shared = str(folder)
        if shared not in self._inside:
            self._inside[shared] = folder.resolve().is_relative_to(self._bound)
        return self._inside[shared]


class Includes:
    """Gives the text of the files that one page includes, and remembers what it gave.

    Called with a path relative to the API's root (`../includes/note.md`). None when there is no
    such file, when it is not Markdown, or when it lies outside the documentation.
    """

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._sums: dict[str, str | None] = {}
        self.texts: dict[str, str | None] = {}

    def __call__(self, target: str) -> str | None:
        if target not in self.texts:
            self.texts[target] = self._load(target)
        return self.texts[target]

    def sum(self, target: str) -> str | None:
        """A digest of a file's text; None when there is none."""
        if target not in self._sums:
            text = self(target)
            sum = None if text is None else hashlib.sha256(text.encode()).hexdigest()
            self._sums[target] = sum
        return self._sums[target]

    @property
    def sums(self) -> dict[str, str | None]:
        """The digests of all that was given."""
        return {target: self.sum(target) for target in self.texts}

    def _load(self, target: str) -> str | None:
        relative = PurePosixPath(target.replace("\\", "/"))
        if relative.is_absolute() or relative.suffix.lower() != ".md" or "\0" in target:
            return None
        try:
            return self._sources.text(self._sources.root / relative)
        except Unreadable:
            return None


def decode(data: bytes) -> str:
    """Bytes of a page as text: UTF-8 with or without a byte order mark, lines ended by `\\n`.

    Raises `Unreadable` with what is wrong and what to do about it.
    """
    if len(data) > limits.PAGE_BYTES:
        most = limits.PAGE_BYTES // 2**20
        raise Unreadable(f"longer than {most} MiB; not a page of documentation")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("UTF-16, not UTF-8; save it as UTF-8")
    if b"\0" in data:
        raise Unreadable("binary data, not text")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        raise Unreadable(f"not UTF-8: byte 0x{byte:02X} in line {line}; save it as UTF-8") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def page_key(page: PageFile, data: bytes | Unreadable) -> bytes:
    """What identifies a page: its path and its bytes, or why these cannot be had."""
    if isinstance(data, Unreadable):
        return key_of("page without text", page.path, str(data))
    return key_of("page", page.path, data)
