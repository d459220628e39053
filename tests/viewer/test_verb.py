"""`python -m generator review`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main
from tests.viewer.project import ROOT, Project


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


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


def test_help_has_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "--help"]) == 0

    assert "python -m generator review docs --against main" in capsys.readouterr().out
