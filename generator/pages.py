"""From files to the facts of each page: decoding, includes, and reading in several processes.

What a page yields depends on its bytes and on those of the files it includes alone, never on the
number of processes or on other pages; results come in the order of the pages.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from generator.diagnostics import Finding
from generator.discover import ApiPages, PageFile
from generator.model import Loc

if TYPE_CHECKING:
    from generator.read import PageFacts

#: Called with what is being done, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]

#: Below this many pages, starting processes takes longer than reading.
_PARALLEL_FROM = 200
_CHUNK = 50
#: No page of documentation is this long; a file that is would only exhaust the memory.
_MAX_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class PageResult:
    """What became of one page: its facts, or the finding that says why there are none.

    `digest` identifies the bytes that the facts were read from, included files among them.
    """

    path: str
    digest: str
    facts: PageFacts | None = None
    finding: Finding | None = None


class Unreadable(Exception):
    """A file whose text cannot be had; the message says why."""


def read_pages(api: ApiPages, jobs: int, progress: Progress) -> list[PageResult]:
    """Read every page of an API, in its order.

    `jobs` is the number of processes; it changes nothing but the time taken.
    """
    read = partial(_read_chunk, api.root, api.bound)
    chunks = list(_batched(api.pages, _CHUNK))
    results: list[PageResult] = []

    def collect(chunk: list[PageResult]) -> None:
        results.extend(chunk)
        progress("reading", len(results), len(api.pages))

    done = 0
    if jobs > 1 and len(api.pages) >= _PARALLEL_FROM:
        # A machine may allow no processes, or have too little memory for them: go on alone then.
        with suppress(BrokenProcessPool, OSError), _workers(min(jobs, len(chunks))) as pool:
            for chunk in pool.map(read, chunks):
                done += 1
                collect(chunk)
    for pages in chunks[done:]:
        collect(read(pages))
    return results


@contextmanager
def _workers(number: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that are gone afterwards, even when Control-C comes twice."""
    pool = ProcessPoolExecutor(number, initializer=_quiet_worker)
    try:
        yield pool
    except BaseException:
        for worker in multiprocessing.active_children():
            worker.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _quiet_worker() -> None:
    """Control-C is the main process's to answer; a worker would print a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _batched(pages: Sequence[PageFile], size: int) -> Iterator[Sequence[PageFile]]:
    for start in range(0, len(pages), size):
        yield pages[start : start + size]


def _read_chunk(root: Path, bound: Path, pages: Sequence[PageFile]) -> list[PageResult]:
    return [_read_one(root, bound, page) for page in pages]


def _read_one(root: Path, bound: Path, page: PageFile) -> PageResult:
    from generator.read import read_page  # here, so that `--help` does not load the reader

    try:
        text = load_text(page.file, bound)
    except Unreadable as error:
        finding = Finding("PAGE_UNREADABLE", Loc(page.path, 1), str(error), "the whole page")
        return PageResult(page.path, "", finding=finding)
    includes = Includes(root, bound)
    try:
        facts = read_page(page.path, text, includes)
    except Exception as error:
        return PageResult(page.path, "", finding=internal_error(page.path, error))
    return PageResult(page.path, _digest(page.path, text, includes.texts), facts)


def internal_error(path: str, error: Exception) -> Finding:
    """The finding for a failure of the generator itself, with the place in the generator."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    message = f"{type(error).__name__}: {error}{where}; please report it with this page"
    return Finding("PAGE_INTERNAL_ERROR", Loc(path, 1), message, "the whole page")


class Includes:
    """Gives the text of the files that one page includes, and remembers what it gave.

    Called with a path relative to the API's root (`../includes/note.md`). None when there is no
    such file, when it is not Markdown, or when it lies outside the documentation.
    """

    def __init__(self, root: Path, bound: Path) -> None:
        self._root = root
        self._bound = bound
        self.texts: dict[str, str | None] = {}

    def __call__(self, target: str) -> str | None:
        if target not in self.texts:
            self.texts[target] = self._load(target)
        return self.texts[target]

    def _load(self, target: str) -> str | None:
        relative = PurePosixPath(target.replace("\\", "/"))
        if relative.is_absolute() or relative.suffix.lower() != ".md" or "\0" in target:
            return None
        try:
            return load_text(self._root / relative, self._bound)
        except Unreadable:
            return None


def load_text(file: Path, bound: Path) -> str:
    """The text of a page: UTF-8 with or without a byte order mark, lines ended by `\\n`.

    Raises `Unreadable` for what is no text, is too long, or lies outside `bound`, be it through
    a symbolic link.
    """
    try:
        if not file.resolve().is_relative_to(bound):
            raise Unreadable("it lies outside the documentation's folder")
        with file.open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
    except (OSError, RuntimeError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise Unreadable(f"cannot be opened: {reason}") from error
    return decode(data)


def decode(data: bytes) -> str:
    """Bytes of a page as text. Raises `Unreadable` with what is wrong and what to do about it."""
    if len(data) > _MAX_BYTES:
        raise Unreadable(f"longer than {_MAX_BYTES // 2**20} MiB; not a page of documentation")
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


def _digest(path: str, text: str, includes: dict[str, str | None]) -> str:
    parts = [path, text, *(f"{key}\0{value}" for key, value in sorted(includes.items()))]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def default_jobs() -> int:
    """The number of processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on this platform
        return os.cpu_count() or 1
