"""What tells one version of the generator from another."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import fingerprint


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A generator of two files, whose fingerprint has not been taken."""
    folder = tmp_path / "one"
    (folder / "part").mkdir(parents=True)
    (folder / "a.py").write_text("a = 1\n")
    (folder / "part" / "b.jinja").write_text("b\n")
    monkeypatch.setattr(fingerprint, "_folders", lambda: [folder])
    fingerprint._taken.cache_clear()
    yield folder
    fingerprint._taken.cache_clear()


def taken() -> bytes:
    fingerprint._taken.cache_clear()
    return fingerprint.fingerprint()


def test_it_is_of_names_and_texts_wherever_they_lie(
    sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = taken()
    other = Path(shutil.copytree(sources, sources.parent / "other"))
    (other / "notes.txt").write_text("no source")
    monkeypatch.setattr(fingerprint, "_folders", lambda: [other])
    assert taken() == first

    (other / "a.py").rename(other / "c.py")
    assert taken() != first


@pytest.mark.parametrize("same_time", [False, True])
def test_an_edit_is_noticed(sources: Path, same_time: bool) -> None:
    first = taken()
    assert fingerprint.is_current()

    stat = (sources / "a.py").stat()
    (sources / "a.py").write_text("a = 2\n")
    if same_time:
        os.utime(sources / "a.py", ns=(stat.st_atime_ns, stat.st_mtime_ns))

    assert not fingerprint.is_current()
    assert fingerprint.fingerprint() == first != taken()


def test_a_file_more_is_noticed(sources: Path) -> None:
    taken()
    (sources / "part" / "c.py").touch()

    assert not fingerprint.is_current()
