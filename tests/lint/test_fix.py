"""Each correction: the page before, the page after, and no finding any more."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.lint.conftest import OPERATION, RESOURCE, Pages


class Row(NamedTuple):
    """A finding made by replacing `good` by `bad` on a page; `--fix` gives `mended`, else good."""

    code: str
    page: str
    good: str
    bad: str
    mended: str | None = None


BOOK, GET = "resources/book.md", "api/book-get.md"
PAGES = {BOOK: RESOURCE, GET: OPERATION}
BODY = '{\n  "id": "1",\n  "title": "Emma"\n}'
ROWS = {
    "a comma in metadata": Row(
        "METADATA_NOT_JSON", GET, '"name": "get_book"', '"name": "get_book",'
    ),
    "commas in a representation": Row(
        "REPRESENTATION_REPAIRED", BOOK, '"title": "String"\n', '"title": "String",\n'
    ),
    "a comma in an example": Row(
        "EXAMPLE_ADJUSTED", GET, '"title": "Emma"\n', '"title": "Emma",\n'
    ),
    "commas in texts stay": Row(
        "EXAMPLE_ADJUSTED",
        GET,
        BODY,
        '{\n  "id": "1,}",\n  "title": "a \\",] b",\n}',
        '{\n  "id": "1,}",\n  "title": "a \\",] b"\n}',
    ),
    "a link in another case": Row(
        "LINK_CASE_DIFFERS",
        GET,
        "Get a [book](../resources/book.md).",
        "Get a [book](../Resources/Book.md#properties).",
        "Get a [book](../resources/book.md#properties).",
    ),
    "a delimiter row that is too wide": Row(
        "TABLE_MALFORMED", BOOK, "|:---|:---|:---|\n", "|:---|:---|:---|:---|\n"
    ),
    "a delimiter row that is too narrow": Row(
        "TABLE_MALFORMED",
        BOOK,
        "|:---|:---|:---|\n",
        "|:---|:---|\n",
        "|:---|:---|---|\n",
    ),
    "a delimiter row without outer pipes": Row(
        "TABLE_MALFORMED",
        BOOK,
        "|:---|:---|:---|\n",
        ":---|:---\n",
        "|:---|:---|---|\n",
    ),
    "a length": Row(
        "CONTENT_LENGTH_WRONG",
        GET,
        "application/json\n",
        "application/json\nContent-Length: 412  \n",
        "application/json\nContent-Length: 34  \n",
    ),
    "a request without metadata": Row(
        "METADATA_MISSING",
        GET,
        '<!-- {\n  "blockType": "request",\n  "name": "get_book"\n}\n-->\n',
        "",
        '<!-- {\n  "blockType": "request",\n  "name": "examples"\n} -->\n',
    ),
    "a response without metadata": Row(
        "METADATA_MISSING",
        GET,
        '<!-- {\n  "blockType": "response",\n  "truncated": true,\n'
        '  "@odata.type": "library.book"\n}\n-->\n',
        "",
        '<!-- {\n  "blockType": "response",\n  "name": "get_book"\n} -->\n',
    ),
    "a property's case": Row("PROPERTY_CASE_DIFFERS", BOOK, "|title|", "|TITLE|"),
    "a property's case, in marks": Row(
        "PROPERTY_CASE_DIFFERS", BOOK, "|title|", "| **Title** |", "| **title** |"
    ),
    "a version": Row("EXAMPLE_ADJUSTED", GET, ".com/v1.0/books", ".com/beta/books"),
}


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_after_fix_the_finding_is_gone_and_nothing_else_has_changed(
    pages: Pages, row: Row, end: str
) -> None:
    def page(text: str) -> str:
        assert row.good in PAGES[row.page]
        return PAGES[row.page].replace(row.good, text, 1).replace("\n", end)

    if row.code == "EXAMPLE_ADJUSTED":
        # So that the version of the other examples is the usual one.
        pages.put("api/book-list.md", OPERATION.replace("get_book", "list_books"))
        pages.put("api/book-take.md", OPERATION.replace("get_book", "take_book"))
    pages.put(row.page, page(row.bad))
    assert f" {row.code} " in pages.lint()

    out = pages.lint("--fix")

    assert out.startswith("1 finding mended in 1 page\n")
    assert pages.read(row.page) == page(row.good if row.mended is None else row.mended)
    assert f" {row.code} " not in pages.lint()
    assert pages.lint("--fix").startswith("0 findings mended")


def test_a_body_that_gets_shorter_gets_its_length(pages: Pages) -> None:
    bad = OPERATION.replace('"Emma"', '"Emma",').replace(
        "application/json\n", "application/json\nContent-Length: 35\n"
    )
    pages.put("api/book-get.md", bad)

    pages.lint("--fix")

    assert "Content-Length: 35" in pages.read("api/book-get.md")  # 34, and a line end
    assert '"Emma"\n' in pages.read("api/book-get.md")
    assert "CONTENT_LENGTH_WRONG" not in pages.lint()


def test_rows_wider_than_the_header_are_left(pages: Pages) -> None:
    bad = RESOURCE.replace("|:---|:---|:---|\n", "|:---|:---|\n").replace(
        "|The key.|", "|The key.|more|"
    )
    pages.put("resources/book.md", bad)

    assert pages.lint("--fix").startswith("0 findings mended")
    assert pages.read("resources/book.md") == bad


def test_a_body_that_is_not_shown_keeps_its_length(pages: Pages) -> None:
    bad = OPERATION.replace("\n\n" + BODY, "\nContent-Length: 412")
    pages.put("api/book-get.md", bad)

    pages.lint("--fix")

    assert pages.read("api/book-get.md") == bad


def test_the_json_beside_a_table_is_mended_where_all_else_differs(pages: Pages) -> None:
    table = RESOURCE.replace("|title|", "|Title|")
    pages.put("resources/book.md", table)
    for name in ("list", "take"):
        shown = OPERATION.replace("get_book", f"{name}_book")
        pages.put(f"api/book-{name}.md", shown.replace('"title"', '"Title"'))
    pages.put("api/book-get.md", OPERATION.replace('"title"', '"Title"'))
    assert " PROPERTY_CASE_DIFFERS the JSON representation writes 'title'" in pages.lint()

    pages.lint("--fix")

    assert pages.read("resources/book.md") == table.replace('"title":', '"Title":')
    assert " PROPERTY_CASE_DIFFERS " not in pages.lint()


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_git_applies_the_patch_and_it_does_what_fix_does(
    pages: Pages, tmp_path: Path, end: str
) -> None:
    bad = OPERATION.replace('"get_book"', '"get_book",').replace("resources/book", "resources/BOOK")
    bad = bad.replace("\n", end).rstrip()  # the last line is not ended
    pages.put("api/book-get.md", bad)

    patch = pages.lint("--patch")
    assert pages.read("api/book-get.md") == bad
    subprocess.run(
        ["git", "apply", "--whitespace=nowarn", "-"],
        cwd=tmp_path,
        input=patch.encode(),
        check=True,
        capture_output=True,
    )
    patched = pages.read("api/book-get.md")
    pages.put("api/book-get.md", bad)
    pages.lint("--fix")

    assert patched == pages.read("api/book-get.md") != bad
    assert pages.lint("--patch") == ""


def test_only_the_lines_of_the_correction_change(pages: Pages) -> None:
    bad = "\ufeff" + OPERATION.replace('"get_book"', '"get_book",') + "\u2028 é\t \n\n\n"
    pages.put("api/book-get.md", bad)

    pages.lint("--fix")

    after = pages.read("api/book-get.md")
    at = bad.index('"get_book",') + len('"get_book"')
    assert after == bad[:at] + bad[at + 1 :]


def test_what_a_comment_silences_is_not_mended(pages: Pages) -> None:
    bad = OPERATION.replace('"get_book"', '"get_book",')
    pages.put("api/book-get.md", "<!-- generator: ignore-page METADATA_NOT_JSON -->\n" + bad)

    assert pages.lint("--fix").startswith("0 findings mended")


def test_fix_and_patch_do_not_go_together(pages: Pages) -> None:
    pages.lint("--fix", "--patch", code=2)
    assert "not allowed with" in pages.err
