"""Which pages are found, and how they are grouped into APIs."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.discover import discover
from generator.errors import InputError


def fill(root: Path, *paths: str) -> Path:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("# x\n")
    return root


def found(docs: Path) -> list[tuple[str, str, list[str]]]:
    return [
        (api.name, api.prefix, [page.path for page in api.pages]) for api in discover(docs).apis
    ]


@pytest.mark.parametrize(
    ("pages", "docs", "expected"),
    [
        # A folder that holds both api/ and resources/ is one API, whatever else is in it.
        (
            ("v1.0/api/b.md", "v1.0/api/A.md", "v1.0/resources/c.md", "v1.0/concepts/d.md"),
            "v1.0",
            [("v1.0", "", ["api/A.md", "api/b.md", "concepts/d.md", "resources/c.md"])],
        ),
        # Several of them below one folder are several APIs.
        (
            (
                "r/v1.0/api/a.md",
                "r/v1.0/resources/a.md",
                "r/beta/api/a.md",
                "r/beta/resources/b.md",
            ),
            "r",
            [
                ("beta", "beta/", ["api/a.md", "resources/b.md"]),
                ("v1.0", "v1.0/", ["api/a.md", "resources/a.md"]),
            ],
        ),
        # The name of a single API's folder counts only when it is a version.
        (("d/api/a.md", "d/resources/b.md"), "d", [("", "", ["api/a.md", "resources/b.md"])]),
        (
            ("r/beta/api/a.md", "r/beta/resources/b.md"),
            "r",
            [("beta", "beta/", ["api/a.md", "resources/b.md"])],
        ),
        # Without one, all pages are one API.
        (("any/x.md", "any/deep/y.md"), "any", [("", "", ["deep/y.md", "x.md"])]),
        # A part of an API keeps the paths that its pages have in the whole.
        (("v2/api/a.md", "v2/resources/b.md"), "v2/api", [("v2", "", ["api/a.md"])]),
        (("v2/api/a.md", "v2/resources/b.md"), "v2/api/a.md", [("v2", "", ["api/a.md"])]),
        # A page on its own has no API's name; any ending will do when it is named.
        (("seed/page.md",), "seed/page.md", [("", "", ["page.md"])]),
        (("seed/page.markdown",), "seed/page.markdown", [("", "", ["page.markdown"])]),
        # Folders of the same name are told apart.
        (
            (
                "r/x/v1/api/a.md",
                "r/x/v1/resources/a.md",
                "r/y/v1/api/a.md",
                "r/y/v1/resources/a.md",
            ),
            "r",
            [
                ("x/v1", "x/v1/", ["api/a.md", "resources/a.md"]),
                ("y/v1", "y/v1/", ["api/a.md", "resources/a.md"]),
            ],
        ),
        # Files that pages include are parts of these pages.
        (("d/x.md", "d/includes/y.md", "d/a/includes/z.md"), "d", [("", "", ["x.md"])]),
        (("d/includes/y.md",), "d/includes", [("", "", ["y.md"])]),
        # Hidden folders, and files that are no Markdown, are nobody's pages.
        (("d/.git/x.md", "d/.x.md", "d/y.MD", "d/toc.yml"), "d", [("", "", ["y.MD"])]),
    ],
)
def test_pages_are_grouped(
    tmp_path: Path, pages: tuple[str, ...], docs: str, expected: object
) -> None:
    assert found(fill(tmp_path, *pages) / docs) == expected


def test_pages_beside_several_apis_are_counted(tmp_path: Path) -> None:
    fill(tmp_path, "v1/api/a.md", "v1/resources/a.md", "notes/x.md", "readme.md")

    assert discover(tmp_path).outside == 2


@pytest.mark.parametrize(
    ("pages", "docs", "words"),
    [((), "none", "no such file or folder"), (("d/x.txt",), "d", "no Markdown pages")],
)
def test_docs_without_pages(tmp_path: Path, pages: tuple[str, ...], docs: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        discover(fill(tmp_path, *pages) / docs)


def test_a_linked_folder_is_not_followed(tmp_path: Path) -> None:
    fill(tmp_path, "d/x.md")
    (tmp_path / "d/loop").symlink_to(tmp_path / "d")

    assert found(tmp_path / "d") == [("", "", ["x.md"])]
