"""The command line: what it says, and its exit codes, for good input and bad."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import main

ROOT = Path(__file__).parents[1]
PAGE = """\
---
title: "visit resource type"
---

# visit resource type

Namespace: contoso.visits

A visit.

## Properties

|Property|Type|Description|
|:---|:---|:---|
|id|String|The identifier.|
|room|[room](room.md)|The room.|
"""


class Run:
    """Runs command lines in a folder of its own, and keeps what they printed."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys
        self.out = self.err = ""

    def __call__(self, *words: str) -> int:
        code = main(words)
        self.out, self.err = self._capsys.readouterr()
        assert "Traceback" not in self.err
        return code

    def page(self, data: str | bytes = PAGE, path: str = "docs/visit.md") -> Path:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
        return file

    def tree(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    return Run(tmp_path, capsys)


def test_generate_writes_a_package_and_says_so(run: Run) -> None:
    run.page()

    assert run("docs") == 0
    assert re.search(r"^package visits: 1 page, ", run.out, re.MULTILINE)
    assert re.search(r"^generated: \d+ files added$", run.out, re.MULTILINE)
    assert run.err == ""
    assert (run.folder / "generated/visits/models/visit.py").is_file()

    assert run("generate", "docs") == 0
    assert run.out.endswith("generated: nothing changed\n")


def test_docs_input_is_the_default(run: Run) -> None:
    run.page(path="docs_input/visit.md")

    assert run() == 0
    assert (run.folder / "generated/manifest.json").is_file()


def test_out_and_package(run: Run) -> None:
    run.page()

    assert run("docs", "--out", "deep/er", "--package", "mine") == 0
    assert (run.folder / "deep/er/mine/__init__.py").is_file()


def test_check(run: Run) -> None:
    page = run.page()

    assert run("docs", "--check") == 1
    assert "would add generated/visits/__init__.py\n" in run.out
    assert not (run.folder / "generated").exists()

    assert run("docs", "--quiet") == 0
    assert run("docs", "--check") == 0
    assert run.out == "generated is up to date\n"

    page.write_text(PAGE.replace("The room.", "The room of it."))
    before = run.tree()
    assert run("docs", "--check") == 1
    assert "would change generated/visits/models/visit.py\n" in run.out
    assert run.tree() == before


def test_quiet_prints_nothing(run: Run) -> None:
    run.page()

    assert run("docs", "--quiet") == 0
    assert (run.out, run.err) == ("", "")


def test_generate_as_json(run: Run) -> None:
    run.page()

    assert run("docs", "--format", "json") == 0
    report = json.loads(run.out)
    assert report["format"] == 1
    assert "visits/__init__.py" in report["changes"]["added"]
    assert report["apis"][0]["package"] == "visits"
    assert report["apis"][0]["counts"]["resources"] >= 1


def test_model_is_json(run: Run) -> None:
    run.page()

    assert run("model", "docs") == 0
    model = json.loads(run.out)
    assert (model["format"], [api["name"] for api in model["apis"]]) == (1, ["v1.0"])
    visit = model["apis"][0]["types"][0]
    assert {key: visit[key] for key in ("name", "page", "line")} == {
        "name": "contoso.visits.visit",
        "page": "visit.md",
        "line": 5,
    }
    assert visit["properties"][0]["type"] == "Edm.String"
    assert list(run.tree()) == ["docs/visit.md"]


def test_lint_prints_findings_and_writes_nothing(run: Run) -> None:
    run.page(PAGE.replace("The identifier.", "**TODO: Add Description**"))

    assert run("lint", "docs") == 0
    assert re.search(r"^visit\.md:15: \w+ PLACEHOLDER_LEFT ", run.out, re.MULTILINE)

    assert run("lint", "docs", "--format", "json") == 0
    findings = json.loads(run.out)["apis"][0]["diagnostics"]
    assert ("PLACEHOLDER_LEFT", "visit.md", 15) in [
        (item["code"], item["page"], item["line"]) for item in findings
    ]
    assert list(run.tree()) == ["docs/visit.md"]


def test_several_apis_give_several_packages(run: Run) -> None:
    for version in ("v1.0", "beta"):
        run.page(path=f"docs/{version}/resources/visit.md")
        run.page("# Note\n", path=f"docs/{version}/api/note.md")

    assert run("docs") == 0
    packages = {path.split("/")[1] for path in run.tree() if path.endswith("/client.py")}
    assert packages == {"visits", "visits_beta"}


#: What is wrong with the input -> how to make it, the command line, what the message says.
BAD_INPUT: dict[str, tuple[Callable[[Run], object], str, str]] = {
    "docs missing": (lambda run: None, "docs", "docs: no such file or folder"),
    "default docs missing": (lambda run: None, "", "docs_input: no such file or folder"),
    "docs empty": (
        lambda run: (run.folder / "docs").mkdir(),
        "docs",
        r"docs: no Markdown pages \(\*\.md\) here or below",
    ),
    "a page of zero bytes": (lambda run: run.page(""), "docs", "documents a type or an operation"),
    "only concept pages": (
        lambda run: run.page("# Overview\n\nText.\n"),
        "docs",
        "documents a type or an operation",
    ),
    "a binary page": (
        lambda run: run.page(b"\x89PNG\0\0", "page.md"),
        "page.md",
        r"page\.md: binary data",
    ),
    "a page in latin-1": (
        lambda run: run.page("é".encode("latin-1"), "page.md"),
        "page.md",
        "not UTF-8: byte 0xE9 in line 1; save it as UTF-8",
    ),
    "a device": (lambda run: None, "/dev/null", "neither a file nor a folder"),
    "out is a file": (
        lambda run: (run.page(), run.page("x", "out")),
        "docs --out out",
        "out: is not a folder; choose another --out",
    ),
    "out below a file": (
        lambda run: (run.page(), run.page("x", "file")),
        "docs --out file/out",
        "cannot be written: Not a directory",
    ),
    "out holds foreign files": (
        lambda run: (run.page(), run.page("x", "generated/thesis.txt")),
        "docs",
        r"holds what the generator did not write: thesis\.txt; nothing was written",
    ),
    "a wrong package": (lambda run: run.page(), "docs --package a-b", "is not a Python name"),
    "a wrong key": (
        lambda run: (run.page(), run.page('pakage = "x"', "docs/generator.toml")),
        "docs",
        "unknown key 'pakage'; did you mean 'package'",
    ),
    "a name for nothing": (
        lambda run: (run.page(), run.page('[names]\n"a.b" = "c"', "docs/generator.toml")),
        "docs",
        r"generator\.toml: names: the pages document no 'a\.b'",
    ),
    "a file for what is printed": (
        lambda run: run.page(),
        "model docs --out x.json",
        "`python -m generator model` prints to standard output; write `> FILE` at the end",
    ),
    "a part of an option": (lambda run: run.page(), "docs --no-cach", "did you mean '--no-cache'"),
    "an unknown option": (lambda run: run.page(), "docs --chek", "did you mean '--check'"),
    "two words": (lambda run: run.page(), "docs x", "'x' is one word too many: DOCS is 'docs'"),
    "a misspelled verb": (lambda run: run.page(), "lnit docs", "did you mean 'lint'"),
    "no docs for model": (lambda run: None, "model", "see `python -m generator model --help`"),
    "an unknown format": (lambda run: run.page(), "docs --format xml", "invalid choice: 'xml'"),
    "no jobs": (lambda run: run.page(), "docs --jobs 0", "'0' is not a number from 1"),
    "an option of generate": (
        lambda run: run.page(),
        "lint docs --overwrite",
        "unknown option '--overwrite'",
    ),
}


@pytest.mark.parametrize("name", BAD_INPUT)
def test_bad_input_gives_a_message_and_nothing_else(run: Run, name: str) -> None:
    prepare, words, message = BAD_INPUT[name]
    prepare(run)
    before = run.tree()

    assert run(*words.split()) == 2
    assert run.out == ""
    assert re.fullmatch(rf"error: .*{message}.*\n", run.err)
    assert run.tree() == before


#: Pages that are fine, or fine enough, with the findings that they may give.
ODD_PAGES = {
    "BOM": b"\xef\xbb\xbf" + PAGE.encode(),
    "CRLF": PAGE.replace("\n", "\r\n").encode(),
    "no front matter": PAGE.split("---\n")[2].encode(),
    "no final line end": PAGE.rstrip().encode(),
    "no title": PAGE.replace("# visit resource type\n", "").encode(),
}


@pytest.mark.parametrize("name", ODD_PAGES)
def test_odd_pages_give_the_same_type(run: Run, name: str) -> None:
    run.page(ODD_PAGES[name])

    assert run("model", "docs") == 0
    names = [item["name"] for item in json.loads(run.out)["apis"][0]["types"]]
    assert "contoso.visits.visit" in names


def test_one_bad_page_does_not_stop_the_others(run: Run) -> None:
    run.page()
    run.page(b"\xff\xff", "docs/bad.md")

    assert run("docs") == 0
    assert "bad.md:1: error PAGE_UNREADABLE not UTF-8" in run.out
    assert (run.folder / "generated/visits/models/visit.py").is_file()


class TestHandWrittenCode:
    """In generated files: kept where it can be kept, and never lost."""

    @staticmethod
    def edit(run: Run, before: str, after: str) -> Path:
        run.page()
        assert run("docs") == 0
        file = run.folder / "generated/visits/models/visit.py"
        text = file.read_text(encoding="utf-8")
        assert before in text
        file.write_text(text.replace(before, after), encoding="utf-8")
        run.page(PAGE.replace("The room.", "The big room."))
        return file

    def test_an_addition_survives(self, run: Run) -> None:
        method = "    def door(self) -> str:\n        return self.id\n\n"
        file = self.edit(run, "    room:", method + "    room:")

        assert run("docs") == 0
        assert "1 edited file kept" in run.out
        text = file.read_text(encoding="utf-8")
        assert method in text and "The big room." in text

        assert run("docs", "--check") == 0
        assert run("docs") == 0
        assert "nothing changed" in run.out
        assert file.read_text(encoding="utf-8") == text

    @pytest.mark.parametrize("options", [(), ("--check",)])
    def test_an_edit_that_would_be_lost_stops_the_run(
        self, run: Run, options: tuple[str, ...]
    ) -> None:
        self.edit(run, "The room.", "My room.")
        before = run.tree()

        assert run("docs", *options) == 4
        place = r"^  visits/models/visit\.py:\d+: Visit\.room was edited, and is generated differ"
        assert re.search(place, run.err, re.MULTILINE)
        assert run.tree() == before

    def test_a_file_that_does_not_parse_stops_the_run(self, run: Run) -> None:
        self.edit(run, "class Visit", "<<<<<<< ours\nclass Visit")

        assert run("docs") == 4
        assert re.search(r"^  visits/models/visit\.py:\d+: does not parse: ", run.err, re.MULTILINE)

    def test_overwriting_drops_edits(self, run: Run) -> None:
        file = self.edit(run, "The room.", "My room.")

        assert run("docs", "--overwrite") == 0
        assert "The big room." in file.read_text(encoding="utf-8")
        assert run("docs", "--check") == 0

    def test_a_deleted_file_is_written_again(self, run: Run) -> None:
        file = self.edit(run, "The room.", "My room.")
        file.unlink()

        assert run("docs") == 0
        assert "The big room." in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("words", ["--help", "generate --help", "model --help", "lint --help"])
def test_help(run: Run, words: str) -> None:
    assert run(*words.split()) == 0
    assert run.out.startswith("usage: python -m generator")


def test_help_of_the_whole_shows_every_option_and_exit_code(run: Run) -> None:
    run("--help")

    for word in (
        "--out",
        "--package",
        "--check",
        "--format",
        "--jobs",
        "--quiet",
        "--min-exact",
        "examples:",
    ):
        assert word in run.out


def test_hostile_text_reaches_the_terminal_as_escapes(run: Run) -> None:
    run.page(PAGE.replace("[room](room.md)", "\x1b]0;owned\x07\u202e\u2066type"))

    run("lint", "docs")

    assert all(line.isprintable() for line in run.out.splitlines())


def generator(*words: str, **options: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "generator", *words]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload,no-any-return]


def test_a_reader_that_has_seen_enough_is_no_error(run: Run) -> None:
    run.page("\n".join([PAGE, *(f"|p{n}|String|{'x' * 500}|" for n in range(2000))]))

    with generator("model", str(run.folder / "docs"), stdout=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_standard_output_is_said(run: Run) -> None:
    run.page()

    with (
        open("/dev/full", "wb") as full,
        generator("model", str(run.folder / "docs"), stdout=full) as process,
    ):
        assert process.stderr
        assert b"standard output: No space left on device" in process.stderr.read()
    assert process.returncode == 2


def test_help_answers_at_once() -> None:
    def once() -> float:
        start = time.perf_counter()
        with generator("--help", stdout=subprocess.DEVNULL):
            pass
        return time.perf_counter() - start

    # The bound that is meant is 0.15 s; machines that run tests are busy.
    assert min(once() for _ in range(3)) < 0.5
