"""From files to text: what is read, and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.sources import Includes, Sources, Unreadable, decode


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"a\nb\n", "a\nb\n"),
        (b"\xef\xbb\xbfa", "a"),
        (b"a\r\nb\r\n", "a\nb\n"),
        (b"a\rb", "a\nb"),
        ("é…\u2028x".encode(), "é…\u2028x"),
    ],
)
def test_text_is_decoded(data: bytes, text: str) -> None:
    assert decode(data) == text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("a\nb\né\n".encode("latin-1"), "not UTF-8: byte 0xE9 in line 3"),
        ("é".encode("utf-16"), "UTF-16, not UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary data"),
        (b"a" * (2 * 1024 * 1024 + 1), "longer than 2 MiB"),
    ],
)
def test_what_is_no_text_is_said(data: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        decode(data)


class TestIncludes:
    """Files that a page includes: Markdown within the documentation, and nothing else."""

    @pytest.fixture
    def include(self, tmp_path: Path) -> Includes:
        root = tmp_path / "docs" / "v1.0"
        for path, text in {
            "docs/includes/note.md": "note",
            "docs/v1.0/includes/own.md": "own",
            "docs/includes/key.pem": "secret",
            "secret.md": "secret",
        }.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text)
        (root / "link.md").symlink_to(tmp_path / "secret.md")
        return Includes(Sources(root, tmp_path / "docs"))

    @pytest.mark.parametrize(
        ("target", "text"),
        [
            ("../includes/note.md", "note"),
            ("includes/own.md", "own"),
            ("includes/none.md", None),
            ("../includes/key.pem", None),
            ("../../secret.md", None),
            ("link.md", None),
            ("/etc/passwd", None),
            ("a\0.md", None),
            ("", None),
            ("..", None),
        ],
    )
    def test_include(self, include: Includes, target: str, text: str | None) -> None:
        assert include(target) == text

    def test_what_was_given_is_remembered(self, include: Includes) -> None:
        include("includes/own.md")
        include("includes/none.md")

        assert include.texts == {"includes/own.md": "own", "includes/none.md": None}


def test_a_page_that_links_out_of_the_documentation(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "secret.md").write_text("x")
    (tmp_path / "docs/page.md").symlink_to(tmp_path / "secret.md")

    with pytest.raises(Unreadable, match="outside the documentation"):
        Sources(tmp_path, tmp_path / "docs").text(tmp_path / "docs/page.md")


def test_a_folder_that_links_out_of_the_documentation(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other/page.md").write_text("x")
    (tmp_path / "docs/folder").symlink_to(tmp_path / "other")

    with pytest.raises(Unreadable, match="outside the documentation"):
        Sources(tmp_path, tmp_path / "docs").text(tmp_path / "docs/folder/page.md")
