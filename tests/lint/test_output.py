"""What lint prints: findings by subject with all places, and the formats for programs."""

from __future__ import annotations

import json

import pytest

from tests.lint.conftest import OPERATION, RESOURCE, Pages


def test_a_contradicted_property_shows_all_places(pages: Pages) -> None:
    shown = OPERATION.replace('"title": "Emma"', '"pages": "many"')
    pages.put("api/book-get.md", shown)
    pages.put(
        "resources/book.md",
        RESOURCE.replace("|title|String|", "|pages|Int32|").replace('"title"', '"pages"'),
    )

    out = pages.lint()

    line = shown.split("\n").index('  "pages": "many"') + 1
    assert (
        "== resources/book.md  book.pages\n"
        f"api/book-get.md:{line}: warning EXAMPLE_TYPE_MISMATCH " in out
    )
    assert "    table Edm.Int32  resources/book.md:11\n" in out
    assert "    JSON Edm.String  resources/book.md:23\n" in out
    assert f"    example 'many'   api/book-get.md:{line}\n" in out


def test_a_spelling_shows_where_an_example_has_it(pages: Pages) -> None:
    pages.put("resources/book.md", RESOURCE.replace('  "title": "String"\n', ""))
    for name in ("get", "list"):
        shown = OPERATION.replace("get_book", f"{name}_book").replace('"title"', '"Title"')
        pages.put(f"api/book-{name}.md", shown)

    assert "    example 'Title'   api/book-get.md:" in pages.lint()


def test_members_that_no_table_has_are_with_their_type(pages: Pages) -> None:
    pages.put("api/book-get.md", OPERATION.replace('"title": "Emma"', '"isbn": "1"'))

    assert "== resources/book.md  book.isbn\napi/book-get.md:" in pages.lint()


def test_other_findings_are_with_their_operation(pages: Pages) -> None:
    pages.put("api/book-get.md", OPERATION.replace("200 OK\n", "200 OK\nContent-Length: 1\n", 1))

    assert "== api/book-get.md  Get book\napi/book-get.md:" in pages.lint()


HINTS = {
    "a heading": (OPERATION.replace("## Response\n", "## Reponse\n"), "did you mean 'Response'?"),
    "a link": (
        OPERATION.replace("Get a [book](../resources/book.md).", "[b](../resources/bok.md)"),
        "did you mean 'resources/book.md'?",
    ),
    "a link to another folder": (
        OPERATION.replace("Get a [book](../resources/book.md).", "[b](book.md)"),
        "did you mean 'resources/book.md'?",
    ),
    "a key of metadata": (
        OPERATION.replace('"truncated"', '"truncatd"'),
        "did you mean 'truncated'?",
    ),
    "a type": (
        OPERATION.replace('"id": "1"', '"@odata.type": "#library.boook", "id": "1"'),
        "did you mean 'library.book'?",
    ),
}


@pytest.mark.parametrize(("page", "hint"), HINTS.values(), ids=HINTS)
def test_did_you_mean(pages: Pages, page: str, hint: str) -> None:
    pages.put("api/book-get.md", page)

    assert hint in pages.lint()


def test_json_has_subjects_and_counts(pages: Pages) -> None:
    pages.put("api/book-get.md", OPERATION.replace('"title": "Emma"', '"isbn": "1"'))

    document = json.loads(pages.lint("--format", "json"))

    assert (document["silenced"], document["known"], document["gone"]) == (0, 0, 0)
    subjects = document["apis"][0]["subjects"]
    (isbn,) = [it for it in subjects if it["name"] == "book.isbn"]
    assert isbn["page"] == "resources/book.md"
    assert [it["code"] for it in isbn["findings"]] == ["EXAMPLE_MEMBER_UNDOCUMENTED"]


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 3), ("info", 3)])
def test_fail_on_a_severity_or_a_graver_one(pages: Pages, level: str, code: int) -> None:
    pages.put("resources/book.md", RESOURCE.replace("|:---|:---|:---|\n", "|:---|:---|\n"))

    pages.lint("--fail-on", level, code=code)


def test_without_findings(pages: Pages) -> None:
    assert pages.lint("--fail-on", "info") == "no findings\n"


def test_help_has_examples(pages: Pages) -> None:
    out = pages.lint("--help")
    assert "examples:" in out
    assert "--update-baseline" in out
