"""`--watch`: again whenever something is saved, until Control-C."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import cli, watch
from generator.config import Config

watchfiles = pytest.importorskip("watchfiles")

ROOT = Path(__file__).parents[1]
PAGE = "resources/virtualappointment.md"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "docs_input", tmp_path / "docs"))


def watched(
    docs: Path, monkeypatch: pytest.MonkeyPatch, steps: Iterator[list[Path]], *options: str
) -> int:
    """Watch while `steps` edits pages and tells which."""
    monkeypatch.setattr(watch, "saved", lambda config: steps)
    return cli.main([str(docs), "--out", str(docs.parent / "out"), "--watch", *options])


def test_a_saved_page_is_generated_and_its_changes_are_told(
    docs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = docs / PAGE

    def steps() -> Iterator[list[Path]]:
        assert "files added" in capsys.readouterr().out
        yield []
        assert capsys.readouterr().out == ""
        page.write_text(page.read_text().replace("|subject|", "|topic|", 1))
        yield [page]
        said = capsys.readouterr().out
        assert said.startswith(f"saved {page}\n")
        assert "topic" in said
        raise KeyboardInterrupt

    assert watched(docs, monkeypatch, steps()) == 0
    assert capsys.readouterr().err == ""
    model = docs.parent / "out/appointments/models/virtual_appointment.py"
    assert "topic" in model.read_text()


@pytest.mark.parametrize("bad", [b"", b"\xff\xfe", b"# \xf0 ", b"<!--" * 100, b"|a|\n" * 10])
def test_a_page_in_a_bad_state_ends_nothing(
    docs: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    bad: bytes,
) -> None:
    page = docs / PAGE
    good = page.read_bytes()
    out = docs.parent / "out"

    def steps() -> Iterator[list[Path]]:
        first = (out / "manifest.json").read_bytes()
        page.write_bytes(bad)
        yield [page]
        page.unlink()
        yield [page]
        page.write_bytes(good)
        yield [page]
        assert (out / "manifest.json").read_bytes() == first

    assert watched(docs, monkeypatch, steps()) == 0


def test_what_cannot_be_done_is_told_and_tried_again(
    docs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configuration = docs / "generator.toml"

    def steps() -> Iterator[list[Path]]:
        configuration.write_text("colour = 1\n")
        yield [configuration]
        assert "unknown key 'colour'" in capsys.readouterr().err
        configuration.unlink()
        yield [configuration]
        assert "nothing changed" in capsys.readouterr().out

    assert watched(docs, monkeypatch, steps()) == 0


def test_without_watchfiles(
    docs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)

    assert cli.main([str(docs), "--out", str(docs.parent / "out"), "--watch"]) == 2
    assert "pip install" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("path", "matters"),
    [
        ("docs/resources/user.md", True),
        ("docs/generator.toml", True),
        ("docs/resources/.user.md.swp", False),
        ("docs/resources/.#user.md", False),
        ("docs/image.png", False),
        ("docs/out/readme.md", False),
    ],
)
def test_what_is_waited_for(tmp_path: Path, path: str, matters: bool) -> None:
    config = Config(docs=tmp_path / "docs", out=tmp_path / "docs/out")

    assert watch._matters(tmp_path / path, config) is matters


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_real_run_until_control_c(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "generator", str(docs), "--out", str(out), "--watch"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ
    ) as run:
        wait_for(lambda: (out / "manifest.json").exists())
        page = docs / PAGE
        page.write_text(page.read_text().replace("|subject|", "|topic|", 1))
        surface = out / "surface/appointments/types.txt"
        wait_for(lambda: " topic " in surface.read_text())
        run.send_signal(signal.SIGINT)
        try:
            _, complaints = run.communicate(timeout=30)
        finally:
            run.kill()

    assert (run.returncode, complaints) == (0, b"")


def wait_for(condition: object) -> None:
    end = time.monotonic() + 60
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end, "nothing happened for a minute"
        time.sleep(0.1)
