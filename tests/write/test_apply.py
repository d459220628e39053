"""Writing the output folder: only what differs, only what is ours, never half of it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from generator.errors import EditedError, OutputError
from generator.write import Changes, apply, check

FILES = {"pkg/a.py": "a = 1\n", "pkg/sub/b.py": "b = 1\n", "top.txt": "é\n"}


def write(out: Path, files: dict[str, str] | None = None) -> Changes:
    return apply(out, FILES if files is None else files, "1", "pages")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes; links as what they point to."""
    return {
        path.relative_to(folder).as_posix(): (
            os.readlink(path).encode() if path.is_symlink() else path.read_bytes()
        )
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def texts(folder: Path) -> dict[str, str]:
    found = {path: data.decode() for path, data in tree(folder).items()}
    del found["manifest.json"]
    return found


def test_a_new_folder_gets_every_file_and_a_manifest(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"

    assert write(out) == Changes(added=("pkg/a.py", "pkg/sub/b.py", "top.txt"), manifest=True)

    assert texts(out) == FILES
    manifest = json.loads((out / "manifest.json").read_text())
    assert list(manifest) == ["format", "generator", "pages", "files", "definitions"]
    assert sorted(manifest["files"]) == sorted(FILES)


def test_a_second_run_touches_nothing(tmp_path: Path) -> None:
    write(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}

    assert not write(tmp_path)

    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_only_what_differs_is_written_and_what_is_gone_is_removed(tmp_path: Path) -> None:
    write(tmp_path)
    kept = (tmp_path / "top.txt").stat().st_mtime_ns

    changes = write(tmp_path, {"pkg/a.py": "a = 2\n", "pkg/c.py": "", "top.txt": "é\n"})

    assert changes == Changes(("pkg/c.py",), ("pkg/a.py",), ("pkg/sub/b.py",), True)
    assert not (tmp_path / "pkg/sub").exists()
    assert (tmp_path / "top.txt").stat().st_mtime_ns == kept


def test_byte_code_does_not_keep_a_folder_alive(tmp_path: Path) -> None:
    write(tmp_path)
    cache = tmp_path / "pkg/sub/__pycache__"
    cache.mkdir()
    (cache / "b.cpython-311.pyc").write_bytes(b"")

    write(tmp_path, {"top.txt": "é\n"})

    assert not (tmp_path / "pkg").exists()


def test_files_of_others_beside_the_output_stay(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "pkg/mine.py").write_text("mine")

    write(tmp_path, {"top.txt": "new"})

    assert (tmp_path / "pkg/mine.py").read_text() == "mine"


def test_check_says_what_would_change_and_changes_nothing(tmp_path: Path) -> None:
    assert check(tmp_path / "none", FILES, "1", "p").added == tuple(sorted(FILES))
    assert not (tmp_path / "none").exists()

    write(tmp_path)
    (tmp_path / "top.txt").write_text("edited")
    before = tree(tmp_path)

    assert check(tmp_path, FILES, "1", "pages") == Changes(changed=("top.txt",))
    assert check(tmp_path, {}, "1", "pages").removed == tuple(sorted(FILES))
    assert check(tmp_path, FILES, "2", "pages").manifest
    assert tree(tmp_path) == before


def test_line_ends_changed_by_version_control_are_no_change(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "pkg/a.py").write_bytes(b"a = 1\r\n")

    assert not check(tmp_path, FILES, "1", "pages")


class TestRefusals:
    """What would harm something is refused, and the folder is as it was."""

    @staticmethod
    def refused(out: Path, error: type[Exception], words: str) -> None:
        before = tree(out.parent)
        with pytest.raises(error, match=words):
            write(out)
        assert tree(out.parent) == before

    def test_a_folder_that_is_not_ours(self, tmp_path: Path) -> None:
        out = tmp_path / "out"
        out.mkdir()
        (out / "thesis.txt").write_text("years of work")
        self.refused(out, OutputError, r"did not write: thesis\.txt;.* nothing was written")

    def test_a_file_of_others_in_the_way(self, tmp_path: Path) -> None:
        out = tmp_path / "out"
        write(out, {"top.txt": "é\n"})
        (out / "pkg").mkdir()
        (out / "pkg/a.py").write_text("mine")
        self.refused(out, OutputError, r"did not write: pkg/a\.py;")

    def test_a_folder_in_the_way(self, tmp_path: Path) -> None:
        out = tmp_path / "out"
        write(out, {"top.txt": "é\n"})
        (out / "pkg/a.py").mkdir(parents=True)
        self.refused(out, OutputError, "is a folder where a file has to be written")

    @pytest.mark.parametrize("link", ["pkg/a.py", "pkg"])
    def test_a_symbolic_link(self, tmp_path: Path, link: str) -> None:
        out = tmp_path / "out"
        write(out, {"top.txt": "é\n"})
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        (out / link).parent.mkdir(exist_ok=True)
        (out / link).symlink_to(elsewhere if link == "pkg" else elsewhere / "a.py")
        self.refused(out, OutputError, f"did not write: {link};")

    def test_the_output_is_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "out").write_text("")
        self.refused(tmp_path / "out", OutputError, "is not a folder")

    def test_the_output_is_below_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(OutputError, match="cannot be written"):
            write(tmp_path / "file" / "out")

    def test_a_file_edited_by_hand(self, tmp_path: Path) -> None:
        out = tmp_path / "out"
        write(out, {**FILES, "top.txt": "old"})
        (out / "top.txt").write_text("improved")
        self.refused(out, EditedError, r"edited by hand .*: top\.txt; nothing was written")

    def test_an_edited_file_that_would_be_removed(self, tmp_path: Path) -> None:
        out = tmp_path / "out"
        write(out, {**FILES, "old.txt": "old"})
        (out / "old.txt").write_text("improved")
        self.refused(out, EditedError, r"old\.txt")

    @pytest.mark.parametrize(
        "manifest",
        [
            "<<<<<<< ours",
            "[]",
            "{}",
            '{"format": 1, "generator": "1", "pages": "", "files": {"../escape": "x"}}',
            '{"format": 1, "generator": "1", "pages": "", "files": {"/etc/passwd": "x"}}',
            '{"format": 1, "generator": "1", "pages": "", "files": {}, "definitions": {"a.py": 1}}',
            '{"format": 9, "generator": "1", "pages": "", "files": {}}',
            "[" * 100_000,
        ],
    )
    def test_a_manifest_that_says_nothing(self, tmp_path: Path, manifest: str) -> None:
        out = tmp_path / "out"
        out.mkdir()
        (out / "manifest.json").write_text(manifest)
        self.refused(out, OutputError, "take the folder from version control")


def test_an_edited_file_that_is_right_again_is_taken(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "1\n"})
    (tmp_path / "a.py").write_text("2\n")

    assert write(tmp_path, {"a.py": "2\n"}) == Changes(manifest=True)


def test_a_full_disk_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path)
    before = tree(tmp_path)
    real = os.write

    def full(handle: int, data: bytes) -> int:
        if bytes(data) == b"b = 2\n":
            raise OSError(28, "No space left on device")
        return real(handle, data)

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OutputError, match=r"No space left on device; .* is as before"):
        write(tmp_path, {"pkg/a.py": "a = 2\n", "pkg/sub/b.py": "b = 2\n"})
    monkeypatch.undo()

    assert tree(tmp_path) == before


@pytest.mark.parametrize("renames", range(1, 6))
def test_a_run_killed_at_any_rename_is_seen_and_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renames: int
) -> None:
    write(tmp_path)
    new = {"pkg/a.py": "a = 2\n", "pkg/d.py": "d = 2\n", "pkg/new/e.py": "", "pkg/new/f/g.py": ""}
    real = os.replace
    left = [renames]

    def killed(source: Path, target: Path) -> None:
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path, new)
    monkeypatch.undo()

    assert check(tmp_path, new, "1", "pages")
    write(tmp_path, new)
    assert texts(tmp_path) == new
    assert not check(tmp_path, new, "1", "pages")


@pytest.mark.parametrize("last", ["manifest.json.pending", "pkg", "top.txt", "manifest.json"])
def test_a_first_run_killed_half_way_can_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    real = os.replace

    def killed(source: Path, target: Path) -> None:
        if target.name == last:
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path)
    monkeypatch.undo()

    new = {**FILES, "pkg/a.py": "a = 3\n"}
    assert check(tmp_path, new, "1", "pages")
    write(tmp_path, new)
    assert texts(tmp_path) == new


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(OutputError, match="cannot be written: Permission denied"):
            write(tmp_path)
    finally:
        tmp_path.chmod(0o700)
