"""Running again: the same bytes as from nothing, and nothing touched that did not change."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import generator.cache
from generator import assembly, pages, pipeline, tasks
from generator.cli import main
from generator.config import Config
from generator.emit.case_tasks import CaseTask
from generator.emit.part_tasks import FrameTask, GroupTask, ModelTask, OperationsTask
from generator.recall import Memory

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpora" / "graph-2021-07" / "api-reference" / "v1.0"

Files = dict[str, bytes]


@pytest.fixture(autouse=True)
def nobody_edits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests may run while somebody edits the generator; nothing would be kept then."""
    monkeypatch.setattr(generator.cache, "is_current", lambda: True)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Pages to edit."""
    return Path(shutil.copytree(ROOT / "docs_input", tmp_path / "docs"))


@pytest.fixture
def run(tmp_path: Path, docs: Path) -> Callable[..., Files]:
    """Runs the generator into a folder and gives what is in it then."""

    def generate(*options: str, out: str = "out") -> Files:
        assert main([str(docs), "--out", str(tmp_path / out), "--quiet", *options]) == 0
        return files(tmp_path / out)

    return generate


def files(folder: Path) -> Files:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def edit(page: Path, old: str, new: str) -> None:
    text = page.read_text()
    assert old in text, page
    page.write_text(text.replace(old, new, 1))


def times(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


def reading_is_forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("the pipeline ran")

    monkeypatch.setattr(pipeline, "run", fail)


#: Edits of a page, whatever they do to the output.
EDITS: dict[str, tuple[str, str, str]] = {
    "a property": (
        "resources/virtualappointment.md",
        "|subject|String|",
        "|color|String|Its color.|\n|subject|String|",
    ),
    "a type": ("resources/virtualappointment.md", "|id|String|", "|id|Int32|"),
    "a title": ("api/virtualappointment-list.md", "\n# ", "\n# Now "),
    "a route": ("api/virtualappointment-list.md", "GET /", "GET /other/"),
    "an example": ("api/virtualappointment-list.md", "HTTP/1.1 200", "HTTP/1.1 404"),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_gives_the_same_as_a_run_from_nothing(
    run: Callable[..., Files], docs: Path, name: str
) -> None:
    run()
    path, old, new = EDITS[name]
    edit(docs / path, old, new)

    assert run() == run("--no-cache", out="fresh")


def test_edits_one_after_the_other(run: Callable[..., Files], docs: Path) -> None:
    run()
    for number, (path, old, new) in enumerate(EDITS.values()):
        edit(docs / path, old, new)

        assert run() == run("--no-cache", out=f"fresh{number}")


#: What is asked for in one run after the other: configured names, and options.
REQUESTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ('"virtualappointment-get" = "visits.fetch"', ()),
    ('"contoso.appointments.virtualAppointment" = "Visit"', ()),
    ('"contoso.appointments.virtualAppointment.subject" = "title"', ("--include", "practitioner*")),
    ('"virtualappointment-get.virtualAppointmentId" = "key"', ()),
    ("", ("--exclude", "practitioner*")),
    ("", ()),
)


def test_requests_one_after_the_other(run: Callable[..., Files], docs: Path) -> None:
    """A name that only a kept unit takes is of use, also where a slice leaves it out."""
    for number, (names, options) in enumerate(REQUESTS):
        (docs / "generator.toml").write_text(f"[names]\n{names}\n")

        assert run(*options) == run("--no-cache", *options, out=f"fresh{number}")
        edit(docs / "resources/virtualappointment.md", "|subject|", f"|color{number}||\n|subject|")
        assert run(*options) == run("--no-cache", *options, out=f"edited{number}")


def test_half_a_character_is_no_obstacle(
    run: Callable[..., Files], docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing that has one can be kept; it does not get lost either."""
    edit(docs / "api/virtualappointment-list.md", '"value": [', '"\\ud800": "\\udfff", "value": [')
    monkeypatch.setattr(tasks, "_PARALLEL_FROM", 1)
    first = run("--no-cache", "--jobs", "1", out="fresh")

    assert run("--jobs", "2") == first
    (docs / "other.md").write_text("# Other\n")
    assert run("--jobs", "2").keys() == first.keys()


def test_pages_come_and_go(run: Callable[..., Files], docs: Path) -> None:
    before = run()
    page = docs / "resources" / "virtualappointment.md"
    text = page.read_text()
    page.unlink()

    assert run() == run("--no-cache", out="fresh")
    page.write_text(text)
    assert run() == before


def test_the_number_of_processes_changes_nothing(
    run: Callable[..., Files], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run("--jobs", "1", "--no-cache", out="one")
    for module in (pages, tasks):
        monkeypatch.setattr(module, "_CHUNK", 3)
        monkeypatch.setattr(module, "_PARALLEL_FROM", 1)

    assert run("--jobs", "3", out="three") == first
    assert run("--jobs", "2", out="kept") == first
    assert run("--jobs", "2", "--no-cache", out="two") == first


MODELS, SURFACE = "appointments/models", "surface/appointments"
#: Page, what is edited there, and the files that change for it, beside the manifest.
TOUCHED: dict[str, tuple[str, str, str, set[str]]] = {
    "the text of a property": (
        "resources/virtualappointment.md",
        "|subject|String|",
        "|subject|String|Now: ",
        {f"{MODELS}/virtual_appointment.py", f"{SURFACE}/types.txt"},
    ),
    "another spelling of its type": (
        "resources/virtualappointment.md",
        "|subject|String|",
        "|subject|Edm.String|",
        set(),
    ),
    "another property": (
        "resources/virtualappointment.md",
        "|subject|String|",
        "|color|String|Its color.|\n|subject|String|",
        {
            f"{MODELS}/virtual_appointment.py",
            f"{SURFACE}/types.txt",
            f"{SURFACE}/places.txt",
        },
    ),
    "moved lines of a resource": (
        "resources/virtualappointment.md",
        "## Properties",
        "\n\n## Properties",
        {f"{SURFACE}/places.txt"},
    ),
    "moved lines of examples": (
        "api/virtualappointment-get.md",
        "## Request headers",
        "\n\n## Request headers",
        {f"{SURFACE}/places.txt", "tests/test_virtual_appointments.py"},
    ),
    "a value of an example": (
        "api/devices-checkindevice-get.md",
        '"batteryPercentage": 11',
        '"batteryPercentage": 12',
        {
            f"{SURFACE}/examples.txt",
            "samples/appointments/devices-checkindevice-get.md",
            "tests/test_check_in_devices.py",
        },
    ),
}


@pytest.mark.parametrize("name", TOUCHED)
def test_only_what_an_edit_is_about_changes(
    run: Callable[..., Files], docs: Path, tmp_path: Path, name: str
) -> None:
    """No other file changes, and none is written again."""
    before = run()
    untouched = times(tmp_path / "out")
    page, old, new, expected = TOUCHED[name]
    edit(docs / page, old, new)

    after = run()

    changed = {path for path in after if before.get(path) != after[path]}
    assert before.keys() == after.keys()
    assert changed == expected | {"manifest.json"}
    now = times(tmp_path / "out")
    touched = {path for path in now if path.is_file() and now[path] != untouched[path]}
    assert {path.relative_to(tmp_path / "out").as_posix() for path in touched} == changed


RESOURCE, EXAMPLE = "resources/virtualappointment.md", "api/devices-checkindevice-get.md"
OF_OPERATIONS = (OperationsTask, GroupTask)


class TestParts:
    """What is kept of a package, and when it serves."""

    def forbid(self, monkeypatch: pytest.MonkeyPatch, *kinds: type) -> None:
        def fail(*_: object) -> None:
            raise AssertionError("made again")

        for kind in kinds:
            monkeypatch.setattr(kind, "make", fail)

    @pytest.mark.parametrize(
        ("page", "old", "new", "kinds"),
        [
            (RESOURCE, "|subject|String|", "|subject|String|Now: ", (CaseTask, *OF_OPERATIONS)),
            (RESOURCE, "## Properties", "\n\n## Properties", (CaseTask, *OF_OPERATIONS)),
            (RESOURCE, "|subject|String|", "|color|String|\n|subject|String|", OF_OPERATIONS),
            (EXAMPLE, '"batteryPercentage": 11', '"batteryPercentage": 12', (GroupTask, ModelTask)),
        ],
    )
    def test_what_does_not_show_an_edit_is_not_made_again(
        self,
        run: Callable[..., Files],
        docs: Path,
        monkeypatch: pytest.MonkeyPatch,
        page: str,
        old: str,
        new: str,
        kinds: tuple[type, ...],
    ) -> None:
        run()
        edit(docs / page, old, new)
        fresh = run("--no-cache", out="fresh")
        self.forbid(monkeypatch, *kinds)

        assert run() == fresh

    def test_texts_of_an_earlier_run_go_to_another_folder(
        self, run: Callable[..., Files], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = run()
        self.forbid(monkeypatch, CaseTask, OperationsTask, GroupTask, ModelTask, FrameTask)

        assert run(out="other") == first

    def test_texts_that_are_lost_are_made_again(
        self, run: Callable[..., Files], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = run()
        monkeypatch.setattr(assembly, "rest_key", lambda key: key)

        assert run(out="other") == first


class TestEditedMeanwhile:
    """What somebody edits while a run is at work is never lost to the next one."""

    PAGE = "resources/virtualappointment.md"

    @pytest.mark.parametrize("is_kept", [False, True])
    def test_a_page_after_it_was_hashed(
        self, run: Callable[..., Files], docs: Path, monkeypatch: pytest.MonkeyPatch, is_kept: bool
    ) -> None:
        if is_kept:
            run()
        edit(docs / "api/virtualappointment-list.md", "\n# ", "\n# Now ")
        real = pipeline.run

        def late(*arguments: Any) -> Any:
            edit(docs / self.PAGE, "|subject|String|", "|subject|String|Edited: ")
            return real(*arguments)

        with monkeypatch.context() as patch:
            patch.setattr(pipeline, "run", late)
            run()

        assert run() == run("--no-cache", out="fresh")
        edit(docs / self.PAGE, "|subject|String|Edited: ", "|subject|String|")
        assert run() == run("--no-cache", out="fresh")

    def test_the_output_after_it_was_written(
        self, run: Callable[..., Files], docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = Memory.keep
        model = tmp_path / "out/appointments/models/virtual_appointment.py"

        def late(memory: Memory, *arguments: Any) -> None:
            model.unlink()
            real(memory, *arguments)

        with monkeypatch.context() as patch:
            patch.setattr(Memory, "keep", late)
            run()

        assert run() == run("--no-cache", out="fresh")


class TestNothingChanged:
    """The same answer without doing the work, as long as everything is what it was."""

    @pytest.fixture
    def again(
        self, run: Callable[..., Files], monkeypatch: pytest.MonkeyPatch
    ) -> Callable[..., None]:
        """Runs again; fails unless the answer was remembered."""

        def generate(*options: str) -> None:
            with monkeypatch.context() as patch:
                reading_is_forbidden(patch)
                run(*options)

        return generate

    def test_the_pipeline_does_not_run(
        self, run: Callable[..., Files], again: Callable[..., None], tmp_path: Path
    ) -> None:
        run()
        before = times(tmp_path / "out")

        again()
        again("--jobs", "1")
        assert times(tmp_path / "out") == before

    @pytest.mark.parametrize("options", [[], ["--check"], ["--diff"], ["--format", "json"]])
    def test_it_says_the_same(
        self,
        docs: Path,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
        options: list[str],
    ) -> None:
        command = [str(docs), "--out", str(tmp_path / "out"), *options]
        main([str(docs), "--out", str(tmp_path / "out"), "--quiet", "--no-cache"])
        capsys.readouterr()
        code, expected = main([*command, "--no-cache"]), capsys.readouterr()
        assert (main(command), capsys.readouterr()) == (code, expected)

        reading_is_forbidden(monkeypatch)

        assert (main(command), capsys.readouterr()) == (code, expected)

    def test_complaints_are_remembered(
        self,
        docs: Path,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        command = [str(docs), "--out", str(tmp_path / "out"), "--min-exact", "100"]
        main(command)
        capsys.readouterr()
        reading_is_forbidden(monkeypatch)

        assert main(command) == 3
        assert "--min-exact 100" in capsys.readouterr().err

    def test_an_edited_output_is_seen(self, run: Callable[..., Files], tmp_path: Path) -> None:
        before = run()
        (tmp_path / "out" / "examples.txt").unlink()

        assert run() == before

    @pytest.mark.parametrize("seconds", [0, 10])
    def test_an_edited_output_is_seen_whatever_its_time(
        self, run: Callable[..., Files], tmp_path: Path, docs: Path, seconds: int
    ) -> None:
        run()
        file = tmp_path / "out" / "examples.txt"
        stat = file.stat()
        file.write_text("x" * stat.st_size)
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns + seconds))

        assert main([str(docs), "--out", str(tmp_path / "out"), "--quiet"]) == 4

    def test_hand_written_code_and_line_ends_are_no_reason_to_run(
        self, run: Callable[..., Files], again: Callable[..., None], tmp_path: Path
    ) -> None:
        run()
        model = tmp_path / "out/appointments/models/virtual_appointment.py"
        model.write_text(model.read_text() + "\n\nMINE = 1\n")
        notes = tmp_path / "out" / "examples.txt"
        notes.write_bytes(notes.read_bytes().replace(b"\n", b"\r\n"))
        run()

        again()
        assert "MINE" in model.read_text()

    def test_a_folder_that_another_run_has_written_since(
        self, run: Callable[..., Files], docs: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = Memory.keep

        def late(memory: Memory, *arguments: Any) -> None:
            monkeypatch.setattr(Memory, "keep", real)
            other = shutil.copytree(docs, docs.parent / "other")
            edit(other / "api/virtualappointment-list.md", "\n# ", "\n# Now ")
            out = str(docs.parent / "out")
            assert main([str(other), "--out", out, "--quiet", "--no-cache"]) == 0
            real(memory, *arguments)

        monkeypatch.setattr(Memory, "keep", late)
        run()

        assert run() == run("--no-cache", out="fresh")

    def test_another_request_is_another_answer(
        self, run: Callable[..., Files], docs: Path, tmp_path: Path
    ) -> None:
        first = run()

        assert run("--package", "other", out="other").keys() != first.keys()
        assert run() == first

    def test_a_configuration_is_seen(self, run: Callable[..., Files], docs: Path) -> None:
        first = run()
        (docs / "generator.toml").write_text('base_url = "https://other.example/v1.0"\n')

        assert run() != first


@pytest.mark.long
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the repository")
def test_edits_of_the_corpus(tmp_path: Path) -> None:
    """Every kind of edit, in pages that many others depend on."""
    docs = Path(shutil.copytree(CORPUS, tmp_path / "v1.0"))
    cache = tmp_path / "cache"
    pipeline.run(Config(docs=docs, cache=cache))
    for path, old, new in (
        ("resources/user.md", "|city|String|", "|town|String|"),
        ("resources/message.md", "|subject|String|", "|subject|Int32|"),
        ("resources/entity.md", "|id|String|", "|id|Guid|"),
        ("api/user-list.md", "GET /users", "GET /people"),
        ("api/group-get.md", "HTTP/1.1 200 OK", "HTTP/1.1 404 Not Found"),
        ("resources/recipient.md", "emailAddress", "mailAddress"),
    ):
        edit(docs / path, old, new)
        kept = pipeline.run(Config(docs=docs, cache=cache))
        fresh = pipeline.run(Config(docs=docs))
        assert kept.files == fresh.files, path
        assert kept.findings == fresh.findings, path
