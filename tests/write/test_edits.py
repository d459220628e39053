"""Edited files in an output folder: what a run makes of them, whenever it stops."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from generator.errors import EditedError
from generator.write import Changes, apply, check

OLD = {"pkg/a.py": "class A:\n    x = 1\n    y = 1\n", "pkg/b.py": "b = 1\n", "c.txt": "c\n"}
NEW = OLD | {"pkg/a.py": "class A:\n    x = 2\n    y = 1\n"}
METHOD = "\n    def mine(self): ...\n"


def write(out: Path, files: dict[str, str], *, overwrite: bool = False) -> Changes:
    return apply(out, files, "1", "pages", overwrite=overwrite)


def edit(out: Path, path: str, before: str, after: str) -> Path:
    file = out / path
    text = file.read_bytes().decode()
    assert before in text
    file.write_bytes(text.replace(before, after).encode())
    return file


def test_an_edited_file_that_is_generated_as_before_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path, OLD)
    file = edit(tmp_path, "pkg/a.py", "x = 1", "x = 5")
    stamp = file.stat().st_mtime_ns

    assert write(tmp_path, OLD) == Changes(edited=("pkg/a.py",))
    assert write(tmp_path, OLD | {"pkg/b.py": "b = 2\n"}).changed == ("pkg/b.py",)
    assert file.stat().st_mtime_ns == stamp


def test_additions_stay_from_run_to_run(tmp_path: Path) -> None:
    write(tmp_path, OLD)
    file = tmp_path / "pkg/a.py"
    file.write_text(OLD["pkg/a.py"] + METHOD)

    for files in (NEW, NEW, OLD, NEW):
        write(tmp_path, files)
        assert file.read_text() == files["pkg/a.py"] + METHOD
        assert not check(tmp_path, files, "1", "pages")


@pytest.mark.parametrize("renames", range(1, 4))
def test_a_run_killed_at_any_rename_is_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renames: int
) -> None:
    write(tmp_path, OLD)
    (tmp_path / "pkg/a.py").write_text(OLD["pkg/a.py"] + METHOD)
    real = os.replace
    left = [renames]

    def killed(source: Path, target: Path) -> None:
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path, NEW)
    monkeypatch.undo()

    write(tmp_path, NEW)
    assert (tmp_path / "pkg/a.py").read_text() == NEW["pkg/a.py"] + METHOD
    assert not check(tmp_path, NEW, "1", "pages")


@pytest.mark.parametrize(
    ("before", "after"),
    [("x = 1", "x = 5"), ("class", "class class"), ("x = 1", "x = '\udce9'")],
    ids=["edited", "no Python", "no text"],
)
def test_what_would_be_lost_stops_the_run_unless_it_may(
    tmp_path: Path, before: str, after: str
) -> None:
    write(tmp_path, OLD)
    file = tmp_path / "pkg/a.py"
    file.write_bytes(OLD["pkg/a.py"].replace(before, after).encode("utf-8", "surrogateescape"))
    bytes_before = file.read_bytes()

    for act in (apply, check):
        with pytest.raises(EditedError) as error:
            act(tmp_path, NEW, "1", "pages")
        assert error.value.details[0].startswith("pkg/a.py:")
        assert file.read_bytes() == bytes_before

    assert write(tmp_path, NEW, overwrite=True).changed == ("pkg/a.py",)
    assert file.read_text() == NEW["pkg/a.py"]


def test_every_file_with_a_conflict_is_told(tmp_path: Path) -> None:
    write(tmp_path, OLD)
    edit(tmp_path, "pkg/a.py", "x = 1", "x = 5")
    edit(tmp_path, "pkg/b.py", "b = 1", "b = 5")

    with pytest.raises(EditedError) as error:
        write(tmp_path, NEW | {"pkg/b.py": "b = 2\n"})

    assert [line.split(":")[0] for line in error.value.details] == ["pkg/a.py", "pkg/b.py"]


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_marks_of_editors_stay(tmp_path: Path, end: str, mark: str) -> None:
    write(tmp_path, OLD)
    file = tmp_path / "pkg/a.py"
    file.write_bytes((mark + OLD["pkg/a.py"] + METHOD).replace("\n", end).encode())

    write(tmp_path, NEW)

    assert file.read_bytes() == (mark + NEW["pkg/a.py"] + METHOD).replace("\n", end).encode()


def test_old_line_ends_of_one_character(tmp_path: Path) -> None:
    write(tmp_path, OLD)
    (tmp_path / "pkg/a.py").write_bytes((OLD["pkg/a.py"] + METHOD).replace("\n", "\r").encode())

    write(tmp_path, NEW)

    assert (tmp_path / "pkg/a.py").read_text() == NEW["pkg/a.py"] + METHOD


def test_deleted_files_are_written_again(tmp_path: Path) -> None:
    write(tmp_path, OLD)
    (tmp_path / "pkg/a.py").unlink()

    assert write(tmp_path, OLD).added == ("pkg/a.py",)


def test_an_edited_file_that_is_no_longer_generated(tmp_path: Path) -> None:
    write(tmp_path, OLD)
    edit(tmp_path, "pkg/b.py", "b = 1\n", "b = 1\n\n\n")  # nothing anybody would miss
    rest = {path: text for path, text in OLD.items() if path != "pkg/b.py"}
    assert write(tmp_path, rest).removed == ("pkg/b.py",)

    write(tmp_path, OLD)
    edit(tmp_path, "pkg/b.py", "b = 1\n", "b = 1\n\n\ndef mine(): ...\n")
    with pytest.raises(EditedError):
        write(tmp_path, rest)


def test_a_manifest_without_definitions_keeps_what_it_can(tmp_path: Path) -> None:
    write(tmp_path, OLD)
    file = tmp_path / "manifest.json"
    content = json.loads(file.read_text())
    del content["definitions"]
    file.write_text(json.dumps(content))
    (tmp_path / "pkg/a.py").write_text(OLD["pkg/a.py"] + METHOD)

    with pytest.raises(EditedError):
        write(tmp_path, NEW)
    write(tmp_path, OLD | {"pkg/b.py": "b = 2\n"})
    write(tmp_path, NEW)

    assert (tmp_path / "pkg/a.py").read_text() == NEW["pkg/a.py"] + METHOD
