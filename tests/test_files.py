"""The bytes of files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator import files
from generator.files import bytes_of, write_bytes

PIECE = 1 << 16


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_a_file_is_read_to_its_end_or_to_a_limit(tmp_path: Path, size: int) -> None:
    data = bytes(at % 251 for at in range(size))
    file = tmp_path / "file"
    file.write_bytes(data)

    assert bytes_of(str(file)) == data
    for most in (0, 1, PIECE, PIECE + 1):
        assert bytes_of(str(file), most) == data[:most]


def test_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        bytes_of(str(tmp_path / "none"))
    with pytest.raises(OSError):
        bytes_of(str(tmp_path))


def test_bytes_are_written_whole_whatever_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    monkeypatch.setattr(files.os, "write", lambda handle, data: real(handle, data[:3]))
    for data in (b"much of it\r\n", b"", b"less\0"):
        write_bytes(str(tmp_path / "file"), data)
        assert (tmp_path / "file").read_bytes() == data


def test_what_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_bytes(str(tmp_path / "none" / "file"), b"")
    with pytest.raises(OSError):
        write_bytes(str(tmp_path), b"")
