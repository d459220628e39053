"""From the bytes of a page to its facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import pages
from generator.diagnostics import Finding
from generator.discover import ApiPages, discover
from generator.pages import Includes, Unreadable, decode, load_text, read_pages


def silent(what: str, done: int, total: int) -> None:
    pass


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
        (b"a" * (16 * 1024 * 1024 + 1), "longer than 16 MiB"),
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
        return Includes(root, tmp_path / "docs")

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
        load_text(tmp_path / "docs/page.md", tmp_path / "docs")


@pytest.fixture
def api(tmp_path: Path) -> ApiPages:
    docs = tmp_path / "docs"
    docs.mkdir()
    for number in range(7):
        (docs / f"{number}.md").write_text(f"# Thing{number} resource type\n\nText {number}.\n")
    return discover(docs).apis[0]


def test_the_number_of_processes_changes_nothing(
    api: ApiPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "_PARALLEL_FROM", 1)
    monkeypatch.setattr(pages, "_CHUNK", 2)

    assert read_pages(api, 3, silent) == read_pages(api, 1, silent)


def test_reading_goes_on_where_processes_cannot_be_had(
    api: ApiPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object, **__: object) -> None:
        raise PermissionError("no processes here")

    monkeypatch.setattr(pages, "_PARALLEL_FROM", 1)
    monkeypatch.setattr(pages, "ProcessPoolExecutor", none)

    assert read_pages(api, 3, silent) == read_pages(api, 1, silent)


def test_a_page_that_cannot_be_read_is_a_finding(api: ApiPages) -> None:
    api.pages[2].file.write_bytes(b"ok\n\xff")
    api.pages[4].file.unlink()

    results = read_pages(api, 1, silent)

    assert [(r.path, r.finding.code) for r in results if r.finding] == [
        ("2.md", "PAGE_UNREADABLE"),
        ("4.md", "PAGE_UNREADABLE"),
    ]


def test_a_page_on_which_the_generator_fails_is_a_finding(
    api: ApiPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    import generator.read

    real = generator.read.read_page

    def broken(path: str, text: str, include: Includes) -> object:
        if path == "3.md":
            raise ZeroDivisionError("division by zero")
        return real(path, text, include)

    monkeypatch.setattr(generator.read, "read_page", broken)

    findings = [result.finding for result in read_pages(api, 1, silent)]

    assert [isinstance(finding, Finding) for finding in findings] == [i == 3 for i in range(7)]
    assert "ZeroDivisionError: division by zero (test_pages.py:" in str(findings[3])
