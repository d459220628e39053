"""`python -m generator review`."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.cli import main
from tests.viewer.project import ROOT, Project


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {str(path): path.read_bytes() for path in files}


def test_it_writes_one_file_and_nothing_else(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project.folder)
    before = tree(project.folder)

    assert main(["review", "docs", "--no-cache"]) == 0

    after = tree(project.folder)
    html = after.pop(str(project.folder / "review.html"))
    assert after == before
    assert html.startswith(b"<!DOCTYPE html>")
    said = capsys.readouterr().out
    assert said.startswith("review.html: 10 changes, ")
    assert "suggested version bump: major" in said
    (project.folder / "review.html").unlink()


def test_the_same_for_the_same(project: Project) -> None:
    made = []
    for seed in ("1", "2"):
        words = ["review", "docs", "--no-cache", "--against", "HEAD", "--html", "/dev/stdout"]
        done = subprocess.run(
            [sys.executable, "-m", "generator", *words],
            cwd=project.folder,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        )
        made.append(done.stdout)

    assert made[0] == made[1]
    assert str(project.folder).encode() not in made[0]


def test_a_revision_that_there_is_not(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project.folder)

    assert main(["review", "docs", "--no-cache", "--against", "nowhere"]) == 2
    assert "--against: 'nowhere' is no revision" in capsys.readouterr().err
    assert not (project.folder / "review.html").exists()


def test_a_folder_that_there_is_not(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project.folder)

    assert main(["review", "docs", "--no-cache", "--html", "no/where/review.html"]) == 2
    assert "no/where/review.html: No such file" in capsys.readouterr().err


@pytest.fixture
def inside(project: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """The project as the current folder, left as it was."""
    monkeypatch.chdir(project.folder)
    before = tree(project.folder)
    yield project
    for path in (
        *project.folder.glob("*"),
        *project.docs.rglob("*"),
        *(project.folder / "generated").rglob("*"),
    ):
        if path.is_symlink() or (path.is_file() and str(path) not in before):
            path.unlink()
    assert tree(project.folder) == before


@pytest.mark.parametrize(
    "place", ["docs/api/x-get.md", "generated/manifest.json", "notes.txt", "link.html"]
)
def test_nothing_else_is_written_over(
    inside: Project, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = Path(place)
    if place == "link.html":
        Path("notes.txt").write_text("mine")
        file.symlink_to("notes.txt")
    elif not file.exists():
        file.write_text("mine")
    before = file.read_bytes()

    assert main(["review", "docs", "--no-cache", "--html", place]) == 2

    assert "is no review page, and is not written over" in capsys.readouterr().err
    assert file.read_bytes() == before
    if place.startswith("docs"):
        file.unlink()


def test_a_review_page_is_replaced_and_a_link_stays(inside: Project) -> None:
    Path("real.html").touch()
    Path("link.html").symlink_to("real.html")
    for _ in range(2):
        assert main(["review", "docs", "--no-cache", "--html", "link.html"]) == 0
    assert Path("link.html").is_symlink()
    assert Path("real.html").read_bytes().startswith(b"<!DOCTYPE html>")


def test_a_full_disk_leaves_the_old_page(inside: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Path("review.html")
    assert main(["review", "docs", "--no-cache"]) == 0
    before = page.read_bytes()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert main(["review", "docs", "--no-cache"]) == 2
    assert page.read_bytes() == before
    assert not list(Path().glob(".review*"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_device_that_is_full(inside: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "docs", "--no-cache", "--html", "/dev/full"]) == 2
    assert "/dev/full: No space left" in capsys.readouterr().err


def test_files_of_people_are_neither_shown_nor_called_removed(
    inside: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    [model, *_] = Path("generated").glob("*/models/*.py")
    own = model.with_name("by_hand.py")
    own.write_text("SECRET = 'of people'\n")
    git = ["git", "-c", "user.email=a@example.com", "-c", "user.name=a"]
    subprocess.run([*git, "add", str(own)], check=True)
    tree_ = subprocess.run([*git, "write-tree"], capture_output=True, check=True, text=True)
    words = ["commit-tree", "-m", "x", tree_.stdout.strip()]
    made = subprocess.run([*git, *words], capture_output=True, check=True, text=True)
    subprocess.run([*git, "reset", "-q"], check=True)

    assert main(["review", "docs", "--no-cache", "--against", made.stdout.strip()]) == 0

    assert "SECRET" not in Path("review.html").read_text("utf-8")


def test_help_has_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "--help"]) == 0

    assert "python -m generator review docs --against main" in capsys.readouterr().out
