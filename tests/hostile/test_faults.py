"""Faults of machines: what is left is the old output or the new one, and the next run heals."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.hostile.killing import ROOT, STAGING, command, copies, generate, kill_often, state, tree

_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="uses what only Linux has")
_NOT_ROOT = pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind root")


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return copies(tmp_path_factory.mktemp("docs"))


def with_limit(docs: Path, out: Path, size: int) -> subprocess.CompletedProcess[str]:
    """A run that may write files up to a size only, as on a full disk."""
    words = [sys.executable, "-m", "generator", *command(docs, out)]

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return subprocess.run(
        words, cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=limit
    )


@pytest.mark.long
def test_killed_runs() -> None:
    outcomes = kill_often(20)
    assert sum(outcomes.values()) == 20


@_LINUX
@pytest.mark.parametrize("size", [0, 100, 5_000, 20_000])
def test_a_full_disk(tmp_path: Path, docs: tuple[Path, Path], size: int) -> None:
    out = tmp_path / "out"
    assert generate(docs[0], out).returncode == 0
    before = tree(out)

    done = with_limit(docs[1], out, size)

    assert (done.returncode, tree(out)) == (2, before)
    assert "is as before" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (out / STAGING).exists()
    assert generate(docs[1], out).returncode == 0


@_NOT_ROOT
def test_permissions_lost(tmp_path: Path, docs: tuple[Path, Path]) -> None:
    out = tmp_path / "out"
    assert generate(docs[0], out).returncode == 0
    before = tree(out)
    out.chmod(0o500)
    try:
        done = generate(docs[1], out)
        assert (done.returncode, tree(out)) == (2, before)
        assert "cannot be written" in done.stderr
    finally:
        out.chmod(0o700)
    assert generate(docs[1], out).returncode == 0


def test_two_runs_at_once(tmp_path: Path, docs: tuple[Path, Path]) -> None:
    out = tmp_path / "out"
    wanted = []
    for number in (0, 1):
        assert generate(docs[number], tmp_path / str(number)).returncode == 0
        wanted.append(tree(tmp_path / str(number)))
    for _ in range(3):
        runs = [
            subprocess.Popen(
                [sys.executable, "-m", "generator", *command(docs[number % 2], out)],
                cwd=ROOT,
                stderr=subprocess.PIPE,
            )
            for number in range(4)
        ]
        results = [(run.communicate()[1], run.returncode) for run in runs]
        assert results == [(b"", 0)] * 4
        assert tree(out) in wanted


def test_a_page_that_goes_away(tmp_path: Path) -> None:
    from generator import pipeline
    from generator.cache import Cache
    from generator.config import Config
    from generator.pages import readings
    from generator.snapshot import take_snapshot
    from tests.hostile.running import SAFE, write

    folder = write(tmp_path, {"resources/gone.md": SAFE.replace("# safe", "# gone")})
    pages = readings(take_snapshot(folder), 1, Cache(None))
    (folder / "resources" / "gone.md").unlink()
    output = pipeline.run(Config(docs=folder, jobs=1), pages=pages)
    finding = next(it for it in output.findings if it.code == "PAGE_UNREADABLE")
    assert finding.loc.path == "resources/gone.md"
    assert finding.lost == "the whole page"
    assert any(path.endswith("models/safe.py") for path in output.files)


@_LINUX
def test_a_worker_that_dies(monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.workers import in_order

    main = os.getpid()

    def work(item: int) -> int:
        if item == 7 and os.getpid() != main:
            os.kill(os.getpid(), 9)
        return item * item

    assert list(in_order(work, range(20), 2)) == [item * item for item in range(20)]


@_LINUX
def test_of_a_worker_that_dies_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.workers import in_order

    said: list[object] = []
    monkeypatch.setattr(threading, "excepthook", said.append)
    main = os.getpid()

    def work(item: int) -> int:
        if os.getpid() != main:
            time.sleep(0.1)  # this process has taken over some by then
            os.kill(os.getpid(), 9)
        time.sleep(0.02)
        return item * item

    assert list(in_order(work, range(20), 2)) == [item * item for item in range(20)]
    assert said == []


@_LINUX
@pytest.mark.parametrize("jobs", [2, 3])
@pytest.mark.parametrize("error", [None, ValueError, KeyboardInterrupt])
def test_a_worker_that_dies_while_it_hands_over_a_result(
    monkeypatch: pytest.MonkeyPatch, jobs: int, error: type[BaseException] | None
) -> None:
    from multiprocessing.connection import Connection

    from generator import workers

    monkeypatch.setattr(workers, "_LOOK_SECONDS", 0.05)
    main = os.getpid()
    data = b"x" * 10_000

    def send_half(connection: Connection, buffer: bytes) -> None:
        os.write(connection.fileno(), bytes(buffer)[:5_000])
        if error is None:
            os.kill(os.getpid(), 9)
        time.sleep(60)

    def work(item: int) -> bytes:
        if os.getpid() != main:
            monkeypatch.setattr(Connection, "_send", send_half)
        elif error:
            time.sleep(0.2)  # a worker is handing over half of a result by then
            raise error
        return data

    begin = time.monotonic()
    with contextlib.suppress(ValueError, KeyboardInterrupt):
        assert list(workers.in_order(work, range(20), jobs)) == [data] * 20
        assert error is None
    assert time.monotonic() - begin < 30


@_LINUX
def test_control_c_while_a_worker_gets_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.workers import in_order

    main = os.getpid()
    usual = threading.Thread.start

    def start(thread: threading.Thread) -> None:
        if os.getpid() != main:
            signal.raise_signal(signal.SIGINT)
        usual(thread)

    def work(item: int) -> int:
        time.sleep(0.02)
        return os.getpid()

    monkeypatch.setattr(threading.Thread, "start", start)
    assert len(set(in_order(work, range(20), 2))) == 2


@_LINUX
def test_a_machine_that_allows_no_threads(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from generator.workers import in_order

    def refuse(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    assert list(in_order(abs, range(20), 2)) == list(range(20))
    assert capfd.readouterr() == ("", "")


def test_too_little_memory(capsys: pytest.CaptureFixture[str]) -> None:
    from generator.terminal import guarded

    def action() -> int:
        raise MemoryError

    assert guarded(action) == 2
    assert capsys.readouterr().err == "error: there is too little memory for this\n"


@_LINUX
def test_a_run_that_is_killed_leaves_no_worker(tmp_path: Path) -> None:
    program = (
        "import os, pathlib, sys, time\n"
        "from generator.workers import in_order\n"
        "def work(item):\n"
        "    (pathlib.Path(sys.argv[1]) / str(os.getpid())).touch()\n"
        "    time.sleep(0.1)\n"
        "list(in_order(work, range(1000), 2))\n"
    )
    run = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], cwd=ROOT)
    until = time.monotonic() + 20
    while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    run.kill()
    run.wait()

    [worker] = {int(path.name) for path in tmp_path.iterdir()} - {run.pid}
    while Path(f"/proc/{worker}").exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not Path(f"/proc/{worker}").exists()


@pytest.mark.parametrize("year", [1, 3000])
def test_a_clock_that_is_wrong(tmp_path: Path, docs: tuple[Path, Path], year: int) -> None:
    out = tmp_path / "out"
    assert generate(docs[0], out).returncode == 0
    stamp = time.mktime((1971, 1, 1, 0, 0, 0, 0, 0, 0)) if year == 1 else 32_500_000_000
    for path in (*out.rglob("*"), *docs[0].rglob("*")):
        os.utime(path, (stamp, stamp))
    before = tree(out)
    assert generate(docs[0], out).returncode == 0
    assert state(tree(out), before, before) == "old"
    assert generate(docs[1], out).returncode == 0
