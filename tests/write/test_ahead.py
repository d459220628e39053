"""Reading ahead: what another process has read counts until somebody writes the file."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.texts import Texts
from generator.write import ahead as module
from generator.write import apply, check, reading_ahead

FILES = {"a.py": "A = 1\n", "b/c.py": "C = 3\n", "d.txt": "text\n"}

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="processes are copied on Linux only"
)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder that was generated a while ago."""
    apply(tmp_path, FILES, "1", "pages")
    return tmp_path


@pytest.fixture(autouse=True)
def long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_STEP_NS", -(10**12))


def sum_of(text: str) -> str:
    return Texts.of({"": text}).digest("")


def test_what_was_read_is_known(out: Path) -> None:
    with reading_ahead(out, 2) as ahead:
        assert {path: ahead.sum(out, path) for path in FILES} == {
            path: sum_of(text) for path, text in FILES.items()
        }
        assert ahead.sum(out, "other.py") is None


def rewrite(path: Path) -> None:
    stat = path.stat()
    path.write_text("A = 2\n")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


@pytest.mark.parametrize(
    "write",
    [
        rewrite,
        lambda path: path.write_text("longer text\n"),
        lambda path: path.unlink(),
        lambda path: (path.unlink(), path.mkdir()),
    ],
)
def test_what_was_written_since_is_read_again(out: Path, write: Callable[[Path], object]) -> None:
    with reading_ahead(out, 2) as ahead:
        assert ahead.sum(out, "a.py")
        time.sleep(0.02)  # a clock of files has steps
        write(out / "a.py")
        assert ahead.sum(out, "a.py") is None


def test_an_edit_after_reading_is_noticed(out: Path) -> None:
    with reading_ahead(out, 2) as ahead:
        assert ahead.sum(out, "d.txt")
        time.sleep(0.02)
        (out / "d.txt").write_text("edited\n")
        changes = check(out, FILES, "1", "pages", ahead=ahead, overwrite=True)

    assert changes.changed == ("d.txt",)


def test_what_was_just_written_is_not_taken(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_STEP_NS", 10**10)
    with reading_ahead(out, 2) as ahead:
        assert ahead.sum(out, "a.py") is None


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_folder_without_a_manifest(tmp_path: Path, jobs: int) -> None:
    with reading_ahead(tmp_path / "none", jobs) as ahead:
        assert ahead.sum(tmp_path / "none", "a.py") is None


def test_a_damaged_manifest_is_for_others_to_report(out: Path) -> None:
    (out / "manifest.json").write_text("{")
    with reading_ahead(out, 2) as ahead:
        assert ahead.sum(out, "a.py") is None
