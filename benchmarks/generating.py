"""What generating costs: from nothing, again, after an edit, and with more pages; and its peers.

Each run is a process of its own. Memory is what all processes of a run have together at the worst
moment, shared pages counted once (Linux only); it is taken in a run of its own, since looking
takes time.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.rows import Row

_ROOT = Path(__file__).parents[1]
_BENCH = _ROOT.parent / "shared" / "bench"
_TYPES = _BENCH / "graph-v1.0-schemas.openapi.json.gz"
_PATHS = _BENCH / "graph-v1.0-depth2.openapi.json.gz"

#: A page that hardly anything depends on, and one on which half of the examples do.
_EDITED = {
    "resources/printershare.md": ("|displayName|String|", "|shownName|String|"),
    "resources/user.md": ("|city|String|", "|town|String|"),
}


class Run(NamedTuple):
    """Seconds by the clock, seconds of processor in all processes, and megabytes if asked for."""

    wall: float
    cpu: float
    memory: float = 0.0


def measure(docs: Path, rounds: int, peers: Path | None, slow: bool) -> Iterator[Row]:
    """Generate from the pages of Graph v1.0; `peers` is the folder of their commands."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        pages = folder / "pages"
        shutil.copytree(docs, pages / "v1.0")
        includes = docs.parent / "includes"
        if includes.is_dir():
            shutil.copytree(includes, pages / "includes")
        yield Row("processors that other work left us", _left())
        ours = _Generator(folder, pages / "v1.0")
        cold = min(ours.cold() for _ in range(rounds))
        yield from _rows("from nothing", cold, most=8)
        yield Row("from nothing: memory of all processes", ours.cold(memory=True).memory, "MB", 500)
        yield from _rows("nothing changed", min(ours.run() for _ in range(5)), most=0.4)
        for page, (old, new) in _EDITED.items():
            run = min(ours.edited(page, old, new) for _ in range(2))
            yield from _rows(f"one property of {page} changed", run, most=0.8)
        yield from _growth(folder, pages, cold)
        if peers is not None:
            yield from _peers(folder, peers, cold, slow)


def _rows(what: str, run: Run, most: float | None = None) -> Iterator[Row]:
    yield Row(f"{what}, wall", run.wall, "s", most)
    yield Row(f"{what}: processor", run.cpu, "s")


class _Generator:
    """Our generator on a folder of pages, with an output and a cache of its own."""

    def __init__(self, folder: Path, docs: Path, jobs: int = 2) -> None:
        self._folder = folder
        self._docs = docs
        self._jobs = jobs
        self._runs = 0

    def cold(self, *, memory: bool = False) -> Run:
        """Without output and results of earlier runs.

        These are left where they are: to remove thousands of files keeps the disk busy for a while.
        """
        self._runs += 1
        return self.run(memory=memory)

    def edited(self, page: str, old: str, new: str) -> Run:
        """After an edit; the page is put back, and so is the output."""
        file = self._docs / page
        text = file.read_text()
        assert old in text, page
        file.write_text(text.replace(old, new, 1))
        try:
            return self.run()
        finally:
            file.write_text(text)
            self.run()
            # What the edit made was kept, too; the next time it shall be new.
            file.write_text(text + "\n")
            self.run()

    def run(self, *, memory: bool = False) -> Run:
        place = self._folder / str(self._runs)
        command = [sys.executable, "-m", "generator", str(self._docs), "--out", str(place / "out")]
        command += ["--jobs", str(self._jobs), "--quiet"]
        return _run(command, memory=memory, XDG_CACHE_HOME=str(place / "cache"))


def _growth(folder: Path, pages: Path, once: Run) -> Iterator[Row]:
    """How time grows with the pages of one API, for twice and four times as many."""
    for times in (2, 4):
        target = folder / f"times{times}"
        _multiplied(pages, target, times)
        spent = _Generator(folder / f"runs{times}", target / "v1.0").cold()
        ratio = spent.cpu / once.cpu
        yield Row(f"{times} times the pages: times the processor", ratio, most=times * 1.15)


def _multiplied(pages: Path, target: Path, times: int) -> None:
    """The same pages several times, in one API: other file names, links and namespaces."""
    shutil.copytree(pages, target)
    for file in sorted((pages / "v1.0").rglob("*.md")):
        for number in range(2, times + 1):
            place = target / file.relative_to(pages)
            text = re.sub(r"([\w-]+)\.md\b", rf"\1-{number}.md", file.read_text("utf-8"))
            text = text.replace(f"includes/{file.stem}-{number}.md", f"includes/{file.stem}.md")
            text = text.replace("microsoft.graph", f"microsoft.graph.copy{number}")
            place.with_name(f"{file.stem}-{number}.md").write_text(text, "utf-8")


def _peers(folder: Path, peers: Path, ours: Run, slow: bool) -> Iterator[Row]:
    """The same API from OpenAPI, by generators that are installed in a folder of their own."""
    commands = {
        "datamodel-code-generator, types alone": (
            _TYPES,
            "datamodel-codegen --input-file-type openapi --input {input}"
            " --output-model-type dataclasses.dataclass --output {output}.py",
            1 / 3,
        )
    }
    if slow:
        commands["openapi-python-client, paths two levels deep"] = (
            _PATHS,
            "openapi-python-client generate --path {input} --output-path {output} --meta none",
            1 / 20,
        )
    for name, (data, line, most) in commands.items():
        source = folder / data.stem
        source.write_bytes(gzip.decompress(data.read_bytes()))
        words = line.split()
        command = [word.format(input=source, output=folder / words[0]) for word in words]
        command[0] = str(peers / words[0])
        run = _run(command, PATH=f"{peers}{os.pathsep}{os.environ.get('PATH', '')}")
        yield from _rows(name, run)
        yield Row(f"from nothing, as a part of {words[0]}", ours.wall / run.wall, most=most)


def _run(command: Sequence[str], *, memory: bool = False, **env: str) -> Run:
    """Run a command to its end. Raises RuntimeError if it fails."""
    start = time.perf_counter()
    before = _spent()
    process = subprocess.Popen(
        command,
        cwd=_ROOT,
        env={**os.environ, **env},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    most = _watched(process) if memory else 0.0
    _, complaints = process.communicate()
    wall = time.perf_counter() - start
    if process.returncode:
        raise RuntimeError(f"{command[0]}: {complaints}")
    return Run(wall, _spent() - before, most)


def _left() -> float:
    """How many of two processors do our work when two processes have some."""
    work = [sys.executable, "-c", "sum(i * i for i in range(10_000_000))"]
    start = time.perf_counter()
    before = _spent()
    for process in [subprocess.Popen(work) for _ in range(2)]:
        process.wait()
    return (_spent() - before) / (time.perf_counter() - start)


def _spent() -> float:
    """Seconds of processor of all processes that have ended."""
    times = os.times()
    return times.children_user + times.children_system


def _watched(process: subprocess.Popen[str]) -> float:
    """The most megabytes that a process and those below it have together, until it ends."""
    most = 0.0
    while process.poll() is None:
        most = max(most, sum(map(_memory, _family(process.pid))))
        time.sleep(0.05)
    return most


def _family(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for one in found:
        try:
            for task in os.listdir(f"/proc/{one}/task"):
                children = Path(f"/proc/{one}/task/{task}/children").read_text()
                found += map(int, children.split())
        except OSError:
            continue
    return found


def _memory(pid: int) -> float:
    """Megabytes of a process; of what it shares, its part."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    match = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(match[1]) / 1000 if match else 0.0
