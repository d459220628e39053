"""Which pages there are, and to which API each belongs.

Nothing is read here but directory entries. Names are sorted, so that the order of a file system
does not matter.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator.errors import InputError

#: Folders of files that pages include: they are part of pages, and no pages of their own.
INCLUDE_FOLDER = "includes"

#: The folders whose presence side by side makes a folder an API of its own. A page or a folder
#: of pages inside one of them keeps it in its path: that is where the page's kind can be seen.
API_FOLDERS = frozenset({"api", "resources"})

_VERSION = re.compile(r"v?\d+(?:[._-]\d+)*|alpha|beta|preview", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page: its path below the API's root, in POSIX form, and the file it is read from."""

    path: str
    file: Path


@dataclass(frozen=True, slots=True)
class ApiPages:
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


@dataclass(frozen=True, slots=True)
class Found:
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
    docs = docs.resolve()
    if docs.is_file():
        return Found((_single_page(docs),))
    if not docs.is_dir():
        raise InputError(f"{docs}: neither a file nor a folder")
    files = sorted(_markdown_files(docs), key=lambda file: file.relative_to(docs).parts)
    if not files:
        raise InputError(f"{docs}: no Markdown pages (*.md) here or below")
    return _group(docs, files)


def _single_page(file: Path) -> ApiPages:
    root = _root_of(file.parent)
    return ApiPages(_version(root), root, root.parent, (_page(root, file),))


def _group(docs: Path, files: list[Path]) -> Found:
    roots = {folder: _api_root(docs, folder) for folder in {file.parent for file in files}}
    if not any(roots.values()):
        root = _root_of(docs)
        return Found((ApiPages(_version(root), root, root.parent, _pages(root, files)),))
    members: dict[Path, list[Path]] = {}
    for file in files:
        owner = roots[file.parent]
        if owner is not None:
            members.setdefault(owner, []).append(file)
    apis = [_api(docs, root, own) for root, own in members.items()]
    if len(apis) == 1:
        apis = [replace(apis[0], name=_version(apis[0].root))]
    outside = len(files) - sum(len(api.pages) for api in apis)
    return Found(_with_distinct_names(apis), outside)


def _api(docs: Path, root: Path, files: list[Path]) -> ApiPages:
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


def _pages(root: Path, files: list[Path]) -> tuple[PageFile, ...]:
    return tuple(_page(root, file) for file in files)


def _page(root: Path, file: Path) -> PageFile:
    return PageFile(_posix(root, file), file)


def _posix(root: Path, path: Path) -> str:
    """A relative path as text; bytes of a file name that are no UTF-8 become question marks."""
    return os.fsencode(path.relative_to(root).as_posix()).decode("utf-8", "replace")


def _markdown_files(docs: Path) -> Iterator[Path]:
    """Files whose name ends in `.md`, but not those in hidden folders and include folders.

    Linked folders are not followed, so that there can be no cycle. Raises `InputError` when a
    folder cannot be listed: output from a part of the pages would look as if the rest were gone.
    """

    def fail(error: OSError) -> None:
        raise InputError(f"{error.filename}: cannot be listed: {error.strerror}")

    for folder, folders, names in os.walk(docs, onerror=fail):
        folders[:] = [
            name for name in folders if not name.startswith(".") and name != INCLUDE_FOLDER
        ]
        for name in names:
            if name.lower().endswith(".md") and not name.startswith("."):
                yield Path(folder, name)
