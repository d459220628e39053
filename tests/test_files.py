"""The bytes of files."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.files import bytes_of

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
