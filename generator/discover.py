"""Which pages there are, and to which API each belongs.

Nothing is read here but directory entries. Names are sorted, so that the order of a file system
does not matter.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator.errors import InputError
from generator.records import Record, replace

#: Folders of files that pages include: they are part of pages, and no pages of their own.
INCLUDE_FOLDER = "includes"

#: The folders whose presence side by side makes a folder an API of its own. A page or a folder
#: of pages inside one of them keeps it in its path: that is where the page's kind can be seen.
API_FOLDERS = frozenset({"api", "resources"})

#: A folder and a name in it.
_File = tuple[Path, str]

_VERSION = re.compile(r"v?\d+(?:[._-]\d+)*|alpha|beta|preview", re.IGNORECASE)


class PageFile(NamedTuple):
    """A page: its path below the API's root, in POSIX form, and the file it is read from."""

    path: str
    folder: Path
    name: str

    @property
    def file(self) -> Path:
        """The file; with thousands of pages, making all of these paths would take its time."""
        return self.folder / self.name


class ApiPages(Record):
    """The pages of one API.

    `name` is the folder's name where it is a version (`v1.0`, `beta`) or tells several APIs apart,
    else empty; `prefix` leads from DOCS to `root`
    (`v1.0/`, empty for a single API); `bound` is the folder that no page, no include file and no
    symbolic link may lead out of.
    """

    name: str
    root: Path
    bound: Path
    pages: tuple[PageFile, ...]
    prefix: str = ""


class Found(Record):
    """What lies below DOCS: its APIs, and the pages that belong to none of them."""

    apis: tuple[ApiPages, ...]
    outside: int = 0


def discover(docs: Path) -> Found:
    """Find the APIs of a folder or of a single page.

    A folder that directly holds both `api/` and `resources/` is one API; several such folders
    are several APIs, and pages beside them are only counted. Without any, all pages are one API.

    Raises `InputError` when `docs` is missing, unreadable or without pages.
    """
    if not docs.exists():
        raise InputError(f"{docs}: no such file or folder; name a folder of Markdown pages")
    named, docs = docs, docs.resolve()
    if docs.is_file():
        return Found((_single_page(docs),))
    if not docs.is_dir():
        raise InputError(f"{named}: neither a file nor a folder")
    files = sorted(
        ((*steps, name), folder, name)
        for steps, folder, names in _markdown_files(docs)
        for name in names
    )
    if not files:
        raise InputError(f"{named}: no Markdown pages (*.md) here or below")
    return _group(docs, [(folder, name) for _, folder, name in files])


def _single_page(file: Path) -> ApiPages:
    root = _root_of(file.parent)
    return ApiPages(_version(root), root, root.parent, _pages(root, [(file.parent, file.name)]))


def _group(docs: Path, files: list[_File]) -> Found:
    roots = {folder: _api_root(docs, folder) for folder in {folder for folder, _ in files}}
    if not any(roots.values()):
        root = _root_of(docs)
        return Found((ApiPages(_version(root), root, root.parent, _pages(root, files)),))
    members: dict[Path, list[_File]] = {}
    for file in files:
        owner = roots[file[0]]
        if owner is not None:
            members.setdefault(owner, []).append(file)
    apis = [_api(docs, root, own) for root, own in members.items()]
    if len(apis) == 1:
        apis = [replace(apis[0], name=_version(apis[0].root))]
    outside = len(files) - sum(len(api.pages) for api in apis)
    return Found(_with_distinct_names(apis), outside)


def _api(docs: Path, root: Path, files: list[_File]) -> ApiPages:
    prefix = "" if root == docs else f"{_posix(docs, root)}/"
    return ApiPages(root.name, root, docs.parent, _pages(root, files), prefix)


def _version(root: Path) -> str:
    return root.name if _VERSION.fullmatch(root.name) else ""


def _with_distinct_names(apis: list[ApiPages]) -> tuple[ApiPages, ...]:
    """Two folders of the same name (`x/v1.0`, `y/v1.0`) are told apart by their whole path."""
    names = [api.name for api in apis]
    return tuple(
        replace(api, name=api.prefix.rstrip("/")) if names.count(api.name) > 1 else api
        for api in apis
    )


def _api_root(docs: Path, folder: Path) -> Path | None:
    """The outermost folder between `docs` and `folder` that is an API of its own."""
    parts = folder.relative_to(docs).parts
    for depth in range(len(parts) + 1):
        candidate = docs.joinpath(*parts[:depth])
        if _is_api(candidate):
            return candidate
    return None


def _is_api(folder: Path) -> bool:
    return all((folder / name).is_dir() for name in API_FOLDERS)


def _root_of(folder: Path) -> Path:
    return folder.parent if folder.name in API_FOLDERS else folder


def _pages(root: Path, files: list[_File]) -> tuple[PageFile, ...]:
    ways = {folder: _posix(root, folder) for folder in {folder for folder, _ in files}}
    return tuple(_page(ways[folder], folder, name) for folder, name in files)


def _page(way: str, folder: Path, name: str) -> PageFile:
    plain = name if name.isascii() else _plain(name)
    return PageFile(plain if way == "." else f"{way}/{plain}", folder, name)


def _posix(root: Path, path: Path) -> str:
    """A relative path as text; bytes of a file name that are no UTF-8 become question marks."""
    return _plain(path.relative_to(root).as_posix())


def _plain(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "replace")


def _markdown_files(docs: Path) -> Iterator[tuple[tuple[str, ...], Path, list[str]]]:
    """Names that end in `.md`, by steps from `docs` and folder; none of hidden or include folders.

    Linked folders are not followed, so that there can be no cycle. Raises `InputError` when a
    folder cannot be listed: output from a part of the pages would look as if the rest were gone.
    """

    def fail(error: OSError) -> None:
        raise InputError(f"{error.filename}: cannot be listed: {error.strerror}")

    for folder, folders, names in os.walk(docs, onerror=fail):
        folders[:] = [
            name for name in folders if not name.startswith(".") and name != INCLUDE_FOLDER
        ]
        own = [n for n in names if n.lower().endswith(".md") and not n.startswith(".")]
        if own:
            path = Path(folder)
            yield path.relative_to(docs).parts, path, own
