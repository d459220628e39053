"""Reviewing at the command line: what is printed, what is written, exit codes, git."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from generator.cli import main

PAGE = """\
# room resource type

Namespace: contoso.hotel

A room.

|Property|Type|Description|
|:---|:---|:---|
|id|String|The identifier.|
|beds|Int32|How many can sleep here.|
"""
BREAKING = PAGE.replace("|beds|Int32|", "|beds|String|")
LOST = PAGE + "|door|[door](door.md)|The door.|\n"
ADDED = PAGE + "|view|String|What can be seen.|\n"


class Project:
    """A folder with pages, in which command lines run."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys
        self.out = self.err = ""

    def __call__(self, words: str) -> int:
        code = main(words.split())
        self.out, self.err = self._capsys.readouterr()
        return code

    def page(self, text: str) -> None:
        file = self.folder / "docs" / "room.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def git(self, words: str) -> None:
        environment = {
            **os.environ,
            "GIT_CONFIG_GLOBAL": os.devnull,
            **{f"GIT_{who}_NAME": "x" for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_EMAIL": "x@example.com" for who in ("AUTHOR", "COMMITTER")},
        }
        subprocess.run(["git", *words.split()], cwd=self.folder, env=environment, check=True)

    def tree(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and ".git" not in path.parts
        }


@pytest.fixture
def project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Project:
    monkeypatch.chdir(tmp_path)
    found = Project(tmp_path, capsys)
    found.page(PAGE)
    assert found("docs --quiet") == 0
    return found


def test_a_run_ends_with_the_changes(project: Project) -> None:
    project.page(BREAKING)

    assert project("docs") == 0
    *_, files, change, bump = project.out.splitlines()
    assert re.fullmatch(r"generated: \d files changed \(\+\d+ -\d+\)", files)
    assert change == "BREAKING  PROPERTY_TYPE_CHANGED  room.beds: Int32 -> String  room.md:10"
    assert bump.startswith("suggested version bump: major (1 breaking change, first ")

    assert project("docs") == 0
    assert project.out.splitlines()[-1] == "generated: nothing changed"


def test_check_says_what_would_change(project: Project) -> None:
    project.page(BREAKING)
    before = project.tree()

    assert project("docs --check") == 1
    assert "would change generated/hotel/models/room.py\n" in project.out
    assert "BREAKING  PROPERTY_TYPE_CHANGED  room.beds: Int32 -> String" in project.out
    assert project.tree() == before


def test_diff_writes_nothing_and_can_be_applied(project: Project) -> None:
    project.page(ADDED)
    before = project.tree()

    assert project("docs --diff") == 0
    assert project.tree() == before
    assert '+    view: str | None = prop("view")' in project.out
    assert "ADDITIVE  PROPERTY_ADDED  room.view: String  room.md:11" in project.out
    assert "if it were written" in project.out

    (project.folder / "patch").write_text(project.out.partition("\npackage hotel")[0] + "\n")
    project.git("init -q")
    project.git("apply --directory=generated patch")
    model = project.folder / "generated/hotel/models/room.py"
    applied = model.read_bytes()
    assert project("docs --overwrite --quiet") == 0
    assert model.read_bytes() == applied


def test_diff_of_nothing(project: Project) -> None:
    assert project("docs --diff") == 0
    assert "generated: nothing changed" in project.out
    assert project("docs --diff --check") == 0

    project.page(ADDED)
    assert project("docs --diff --check") == 1


#: Pages, options, exit code, and what is said on standard error.
FAILURES = [
    (PAGE, "--fail-on breaking --fail-on lost --fail-on error", 0, ""),
    (ADDED, "--fail-on breaking", 0, ""),
    (BREAKING, "--fail-on breaking", 3, "breaking changes"),
    (BREAKING, "--fail-on lost", 0, ""),
    (LOST, "--fail-on lost", 3, "new losses"),
    (LOST, "--fail-on breaking --fail-on lost", 3, "new losses"),
    (BREAKING, "--check --fail-on breaking", 3, "breaking changes"),
    (BREAKING, "--check --fail-on lost", 1, ""),
    (BREAKING, "--diff --fail-on breaking --quiet", 3, "breaking changes"),
]


@pytest.mark.parametrize(("page", "options", "code", "said"), FAILURES)
def test_fail_on(project: Project, page: str, options: str, code: int, said: str) -> None:
    project.page(page)

    assert project(f"docs {options}") == code
    assert project.err == (f"error: --fail-on: there are {said}\n" if said else "")


def test_fail_on_error_is_about_findings(project: Project) -> None:
    (project.folder / "docs" / "bad.md").write_bytes(b"\xff\xff")

    assert project("docs --check --fail-on error") == 3
    assert "errors in the pages" in project.err


def test_without_an_earlier_surface_everything_lost_is_new(project: Project) -> None:
    project.page(LOST)

    assert project("docs --out other --fail-on breaking --fail-on error") == 0
    assert "suggested version" not in project.out
    assert project("docs --out another --fail-on lost") == 3


def test_an_unknown_level_is_refused(project: Project) -> None:
    assert project("docs --fail-on everything") == 2


# Git ----------------------------------------------------------------------------------------------


@pytest.fixture
def repository(project: Project) -> Project:
    """The project, committed; its pages are about to change."""
    project.git("init -q -b main")
    project.git("add .")
    project.git("commit -q -m first")
    project.page(BREAKING)
    return project


def test_against_compares_with_what_was_committed(repository: Project) -> None:
    repository("docs --quiet")
    assert repository("docs --check --fail-on breaking") == 0

    assert repository("docs --check --against main --fail-on breaking") == 3
    assert "BREAKING  PROPERTY_TYPE_CHANGED  room.beds: Int32 -> String" in repository.out
    assert "generated is up to date" in repository.out


@pytest.mark.parametrize("revision", ["main", "HEAD", "HEAD^{commit}"])
def test_against_from_inside_of_the_repository(
    repository: Project, monkeypatch: pytest.MonkeyPatch, revision: str
) -> None:
    monkeypatch.chdir(repository.folder / "docs")

    assert repository(f". --out ../generated --check --against {revision}") == 1
    assert "PROPERTY_TYPE_CHANGED" in repository.out


def test_against_a_revision_without_output(repository: Project) -> None:
    repository("docs --out elsewhere/deep --check --against main")

    assert "against main: there is no earlier surface to compare with\n" in repository.out
    assert "PROPERTY_TYPE_CHANGED" not in repository.out


#: Revisions that there are not, and others that are no revisions at all.
REVISIONS = ["nowhere", "main:docs", "--output=owned", "-h", "HEAD~9", "main..HEAD", "a\0b", "@{x"]


@pytest.mark.parametrize("revision", REVISIONS)
def test_against_a_revision_that_there_is_not(repository: Project, revision: str) -> None:
    before = repository.tree()

    assert main(["docs", f"--against={revision}"]) == 2
    assert repository.tree() == before


def test_against_says_what_is_wrong(repository: Project) -> None:
    assert repository("docs --against nowhere") == 2
    assert "error: --against: 'nowhere' is no revision of the repository of generated" in (
        repository.err
    )


def test_against_outside_of_a_repository(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.folder.parent))

    assert project("docs --against main") == 2
    assert "generated: is in no git repository" in project.err


def test_against_without_git(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(project.folder))

    assert project("docs --against main") == 2
    assert "git is not installed" in project.err


# Damage and formats -------------------------------------------------------------------------------


@pytest.mark.parametrize("options", ["", " --check", " --diff", " --overwrite"])
def test_a_surface_with_a_conflict_stops_before_anything_is_written(
    repository: Project, options: str
) -> None:
    file = repository.folder / "generated/surface/hotel/types.txt"
    file.write_text("<<<<<<< HEAD\n" + file.read_text())
    before = repository.tree()

    assert repository(f"docs{options}") == 2
    assert "types.txt: '<<<<<<< HEAD' is no line of a surface" in repository.err
    assert "--against HEAD" in repository.err
    assert repository.tree() == before

    assert repository("docs --against HEAD") == 4
    assert repository.tree() == before
    assert repository("docs --against HEAD --overwrite") == 0
    assert "BREAKING  PROPERTY_TYPE_CHANGED  room.beds: Int32 -> String" in repository.out
    assert repository("docs --check") == 0


def test_json_has_the_review(project: Project) -> None:
    project.page(BREAKING)

    assert project("docs --diff --format json") == 0
    document = json.loads(project.out)
    assert document["review"]["bump"] == "major"
    assert document["review"]["changes"] == [
        {
            "rule": "PROPERTY_TYPE_CHANGED",
            "category": "breaking",
            "source": "breaking",
            "wire": "breaking",
            "package": "hotel",
            "subject": "room.beds",
            "before": "Int32",
            "after": "String",
            "note": None,
            "code": None,
            "python": None,
            "page": "room.md",
            "line": 10,
            "was": False,
        }
    ]
    assert "+    beds: str | None" in document["diff"]


def test_sarif_has_no_place_for_a_diff(project: Project) -> None:
    assert project("docs --diff --format sarif") == 2
    assert "SARIF has no place for a diff" in project.err


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "markdown"])
def test_every_format_prints_every_kind_of_run(project: Project, form: str) -> None:
    project.page(LOST)

    for words in ("lint docs", "docs --check", "docs", "docs --diff"):
        if "--diff" in words and form == "sarif":
            continue
        assert project(f"{words} --format {form}") in (0, 1)
        assert project.out.endswith("\n")
        assert project.err == ""
