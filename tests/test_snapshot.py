"""The pages as one run sees them."""

from __future__ import annotations

from pathlib import Path

from generator.snapshot import take_snapshot


def test_a_key_is_of_path_and_bytes_or_of_what_is_in_the_way(tmp_path: Path) -> None:
    for name in ("a.md", "b.md", "c.md"):
        (tmp_path / name).write_text("# Same\n")
    before = take_snapshot(tmp_path).apis[0]
    assert len(set(before.keys)) == 3

    (tmp_path / "b.md").write_text("# Other\n")
    (tmp_path / "c.md").unlink()
    (tmp_path / "c.md").symlink_to(tmp_path.parent / "outside.md")
    after = take_snapshot(tmp_path).apis[0].keys

    assert [old == new for old, new in zip(before.keys, after, strict=True)] == [True, False, False]
    assert after == take_snapshot(tmp_path).apis[0].keys


def test_pages_are_hashed_once(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("# One\n")
    taken = take_snapshot(tmp_path).apis[0]
    keys = taken.keys
    page.write_text("# Two\n")

    assert taken.keys == keys
