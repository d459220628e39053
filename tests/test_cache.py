"""Results of earlier runs: kept, found, and never trusted blindly."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from generator import cache, fingerprint
from generator.cache import FILE, Cache, key_of

ROOT = Path(__file__).parents[1]
KEY, OTHER = key_of("test", "one"), key_of("test", "two")


@pytest.fixture(autouse=True)
def nobody_edits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests may run while somebody does."""
    monkeypatch.setattr(cache, "is_current", lambda: True)


@pytest.fixture
def kept(tmp_path: Path) -> Cache:
    """A cache with two results."""
    found = Cache(tmp_path)
    found.put({KEY: b"first", OTHER: b"second"})
    return found


def values(found: Cache) -> dict[bytes, bytes]:
    return {key: bytes(value) for key, value in found.get([KEY, OTHER, b"none"]).items()}


def execute(folder: Path, statement: str, *values: object) -> None:
    with sqlite3.connect(folder / FILE) as database:
        database.execute(statement, values)
    database.close()


def test_what_is_kept_is_found(kept: Cache) -> None:
    assert values(kept) == {KEY: b"first", OTHER: b"second"}


def test_nothing_is_kept_without_a_folder() -> None:
    nowhere = Cache(None)
    nowhere.put({KEY: b"first"})

    assert not nowhere
    assert nowhere.is_empty
    assert values(nowhere) == {}


SET_VALUE = "UPDATE results SET value = ? WHERE key = ?"


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        (SET_VALUE, b"changed by hand"),
        (SET_VALUE, b""),
        (SET_VALUE, "text"),
        (SET_VALUE, 7),
        ("UPDATE results SET key = ? WHERE key = ?", b"none"),
    ],
)
def test_an_altered_entry_is_none(
    kept: Cache, tmp_path: Path, statement: str, value: object
) -> None:
    execute(tmp_path, statement, value, KEY)

    assert KEY not in values(kept)
    kept.put({KEY: b"again"})
    assert values(kept)[KEY] == b"again"


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 100, b"SQLite format 3\0" * 300])
def test_a_damaged_file_is_made_anew(kept: Cache, tmp_path: Path, damage: bytes) -> None:
    (tmp_path / FILE).write_bytes(damage)

    assert values(kept) == {}
    kept.put({KEY: b"again"})
    kept.put({KEY: b"again"})  # the first one may have found only what was wrong
    assert values(kept) == {KEY: b"again"}


def test_a_file_whose_description_is_no_text(kept: Cache, tmp_path: Path) -> None:
    data = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(data.replace(b"TABLE results", b"T\xa0BLE results"))
    assert kept.reader.get(KEY) is None

    assert values(kept) == {}
    kept.put({KEY: b"again"})
    assert values(kept) == {KEY: b"again"}


def test_a_file_cut_off_in_the_middle(tmp_path: Path) -> None:
    kept = Cache(tmp_path)
    kept.put({key_of("test", str(n)): b"x" * 5000 for n in range(100)})
    data = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(data[: len(data) // 2])

    found = kept.get([key_of("test", str(n)) for n in range(100)])

    assert all(value == b"x" * 5000 for value in found.values())
    kept.put({KEY: b"again"})
    kept.put({KEY: b"again"})
    assert values(kept) == {KEY: b"again"}


def test_a_table_of_another_form(tmp_path: Path) -> None:
    execute(tmp_path, "CREATE TABLE results (something TEXT)")

    assert values(Cache(tmp_path)) == {}
    Cache(tmp_path).put({KEY: b"first"})


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="the system has no such permissions")
def test_a_folder_that_others_may_write_is_not_used(kept: Cache, tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    assert values(kept) == {}
    tmp_path.chmod(0o700)
    assert values(kept)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    found = Cache(tmp_path / "file" / "folder")
    found.put({KEY: b"first"})

    assert values(found) == {}


def test_a_cache_that_another_run_is_writing(
    kept: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_PATIENCE_SECONDS", 0.01)
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    kept.put({KEY: b"lost"})
    other.execute("ROLLBACK")
    other.close()

    assert values(kept) == {KEY: b"first", OTHER: b"second"}


def test_what_is_of_no_use_for_long_is_forgotten(
    kept: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    hour = cache._hour()
    monkeypatch.setattr(cache, "_hour", lambda: hour + 10 * 24)
    kept.get([KEY])
    monkeypatch.setattr(cache, "_hour", lambda: hour + 20 * 24)
    kept.put({b"new": b"third"})

    assert values(kept) == {KEY: b"first"}


def test_a_large_cache_keeps_what_was_of_use_lately(
    kept: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    hour = cache._hour()
    monkeypatch.setattr(cache, "_MOST_BYTES", 1)
    monkeypatch.setattr(cache, "_hour", lambda: hour + 2)
    kept.get([KEY])
    kept.put({b"new": b"third"})

    assert values(kept) == {KEY: b"first"}


def test_another_generator_finds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "fingerprint", lambda: b"another")

    assert key_of("test", "one") != KEY


def test_nothing_is_kept_while_the_generator_is_edited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "is_current", fingerprint.is_current)
    monkeypatch.setattr(fingerprint, "_stamps", lambda: {"edited.py": (1, 2, 3)})
    Cache(tmp_path).put({KEY: b"first"})

    assert values(Cache(tmp_path)) == {}


def test_keys_tell_parts_apart() -> None:
    keys = {key_of("a", "b", "c"), key_of("a", "bc", ""), key_of("ab", "c"), key_of("a", b"b\0c")}

    assert len(keys) == 4


def test_two_runs_at_once(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "generator", str(ROOT / "docs_input"), "--quiet"]
    runs = [
        subprocess.Popen([*command, "--out", str(tmp_path / str(number))], cwd=ROOT)
        for number in range(2)
    ]

    assert [run.wait() for run in runs] == [0, 0]

    def files(number: int) -> dict[str, bytes]:
        out = tmp_path / str(number)
        return {str(f.relative_to(out)): f.read_bytes() for f in out.rglob("*") if f.is_file()}

    assert files(0) == files(1)


@pytest.mark.parametrize(
    "error", [sqlite3.DatabaseError("malformed"), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "no")]
)
def test_damage_that_shows_when_a_reader_closes_is_passed_over(
    kept: Cache, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def damaged(*_: object) -> None:
        raise error

    assert kept.reader.get(KEY) == b"first"
    monkeypatch.setattr(cache, "_mark", damaged)
    kept.reader.close()
    assert kept.reader.get(KEY) == b"first"
