"""What a run says of the folder it has read and written, and which texts it needed for that."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest

from generator.texts import Text, Texts, digest_of
from generator.write import apply, check
from generator.write.disk import read
from generator.write.state import state_of

FILES = {"pkg/a.py": "a = 1\n", "pkg/b.py": "b = 1\n", "top.txt": "x" * 200_000}


def not_needed() -> NoReturn:
    raise AssertionError("a text was loaded that is not needed")


def known(files: dict[str, str], *loaded: str) -> Texts:
    """Texts of which only some may be loaded."""
    own = {path: files[path] for path in loaded}
    rest = {
        path: Text(not_needed, digest_of(text.encode()))
        for path, text in files.items()
        if path not in loaded
    }
    return Texts.of(Texts(rest), own)


def test_the_state_is_that_of_the_bytes_in_the_folder(tmp_path: Path) -> None:
    for files in (FILES, FILES, FILES | {"pkg/b.py": "b = 2\n"}, {"pkg/c.py": "c = 1\n"}):
        changes = apply(tmp_path, files, "1", "pages")

        assert changes.state == state_of(tmp_path, files) is not None
        assert check(tmp_path, files, "1", "pages").state == changes.state


def test_hand_written_code_and_line_ends_are_part_of_the_state(tmp_path: Path) -> None:
    first = apply(tmp_path, FILES, "1", "pages").state
    (tmp_path / "pkg/a.py").write_text("a = 1\n\n\nMINE = 1\n")
    (tmp_path / "pkg/b.py").write_bytes(b"b = 1\r\n")

    same = apply(tmp_path, FILES, "1", "pages")
    assert same.state == state_of(tmp_path, FILES) != first
    merged = apply(tmp_path, FILES | {"pkg/a.py": "a = 2\n"}, "1", "pages")
    assert merged.state == state_of(tmp_path, FILES) != same.state


def test_a_folder_that_does_not_hold_the_output_has_no_state(tmp_path: Path) -> None:
    apply(tmp_path, FILES, "1", "pages")

    assert check(tmp_path, FILES | {"pkg/b.py": "b = 2\n"}, "1", "pages").state is None
    assert check(tmp_path, FILES, "2", "pages").state is None


def test_a_folder_that_cannot_be_read_whole_has_no_state(tmp_path: Path) -> None:
    apply(tmp_path, FILES, "1", "pages")
    assert state_of(tmp_path, [*FILES, "other"]) is None
    assert state_of(tmp_path, [*FILES, "pkg"]) is None

    (tmp_path / "manifest.json.pending").touch()
    assert state_of(tmp_path, FILES) is None


def test_an_edit_in_between_is_seen(tmp_path: Path) -> None:
    state = apply(tmp_path, FILES, "1", "pages").state
    for path in (*FILES, "manifest.json"):
        data = (tmp_path / path).read_bytes()
        (tmp_path / path).write_bytes(data + b"\n")
        assert state_of(tmp_path, FILES) != state
        (tmp_path / path).write_bytes(data)

    assert state_of(tmp_path, FILES) == state


def test_only_texts_that_are_written_are_loaded(tmp_path: Path) -> None:
    apply(tmp_path, FILES, "1", "pages")
    (tmp_path / "pkg/a.py").write_bytes(b"a = 1\r\n")

    new = FILES | {"pkg/b.py": "b = 2\n"}
    changes = apply(tmp_path, known(new, "pkg/b.py"), "1", "pages")

    assert changes.changed == ("pkg/b.py",)
    assert not apply(tmp_path, known(new), "1", "pages")
    (tmp_path / "pkg/a.py").write_text("a = 1\n\n\nMINE = 1\n")
    assert apply(tmp_path, known(new), "1", "pages").edited == ("pkg/a.py",)


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 200_000])
def test_a_file_is_read_to_its_end(tmp_path: Path, size: int) -> None:
    (tmp_path / "a").write_bytes(b"x" * size)

    assert read(tmp_path, "a") == b"x" * size
    assert read(tmp_path, "b") is read(tmp_path, "a/b") is None
