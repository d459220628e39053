"""Comments in pages that silence findings."""

from __future__ import annotations

import pytest

from generator.diagnostics import Finding
from generator.lint.source import Source
from generator.lint.suppress import silence
from generator.model import Loc
from tests.lint.conftest import OPERATION, RESOURCE, Pages

#: Lines of a page, and the lines on which BASE_BLANK is silent then.
PLACES = {
    "a paragraph": ("<!-- generator: ignore BASE_BLANK -->\ntext\nmore\n\nnext\n", {1, 2, 3}),
    "a paragraph behind a blank line": (
        "<!-- generator: ignore BASE_BLANK -->\n\ntext\n\nnext\n",
        {1, 2, 3},
    ),
    "a heading": ("<!-- generator: ignore BASE_BLANK -->\n## A\ntext\n", {1, 2}),
    "a table": (
        "<!-- generator: ignore BASE_BLANK -->\n|a|b|\n|-|-|\n|1|2|\n\ntext\n",
        {1, 2, 3, 4},
    ),
    "a block of code": (
        "<!-- generator: ignore BASE_BLANK -->\n```json\n{\n\n}\n```\ntext\n",
        {1, 2, 3, 4, 5, 6},
    ),
    "metadata and its code": (
        '<!-- generator: ignore BASE_BLANK -->\n<!-- {\n"a": 1\n} -->\n\n```json\n{}\n```\ntext\n',
        set(range(1, 9)),
    ),
    "several comments": (
        "<!-- generator: ignore BASE_BLANK -->\n<!-- generator: ignore KEY_UNKNOWN -->\n"
        "text\n\nx\n",
        {1, 2, 3},
    ),
    "the line of the comment": (
        "|a|b|\n|-|-|\n|1|2 <!-- generator: ignore BASE_BLANK -->|\n|3|4|\n",
        {3},
    ),
    "the page": ("one\n\n<!-- generator: ignore-page BASE_BLANK -->\n", {1, 2, 3, 4}),
    "several codes": ("<!-- generator: ignore KEY_UNKNOWN, BASE_BLANK -->\ntext\n\nx\n", {1, 2}),
    "an example of a comment": ("```md\n<!-- generator: ignore-page BASE_BLANK -->\n```\n", set()),
}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize(("text", "lines"), PLACES.values(), ids=PLACES)
def test_what_a_comment_covers(text: str, lines: set[int], end: str) -> None:
    source = Source(text.replace("\n", end))
    silent = set()
    for line in range(1, source.last_line + 1):
        finding = Finding("BASE_BLANK", Loc("a.md", line), "blank")
        if finding not in silence("a.md", source, [finding]).findings:
            silent.add(line)

    assert silent == lines


def test_a_page_silences_what_it_names(pages: Pages) -> None:
    bad = RESOURCE.replace('"title": "String"\n', '"title": "String",\n')
    pages.put("resources/book.md", bad)
    assert " REPRESENTATION_REPAIRED " in pages.lint()

    ignore = "<!-- generator: ignore REPRESENTATION_REPAIRED -->\n<!-- {"
    pages.put("resources/book.md", bad.replace("<!-- {", ignore))

    out = pages.lint("--fail-on", "info")
    assert out == "no findings\n1 silenced by comments in the pages\n"


def test_a_comment_in_a_cell_is_no_text(pages: Pages) -> None:
    comment = "The key.<!-- generator: ignore-page TITLE_MISSING -->"
    pages.put("resources/book.md", RESOURCE.replace("The key.", comment))

    assert "generator:" not in pages.lint().replace("SUPPRESSION_UNUSED", "")


def test_comments_that_silence_nothing_are_findings(pages: Pages) -> None:
    pages.put(
        "api/book-get.md",
        OPERATION
        + "\n<!-- generator: ignore TYPE_CONFLICT CONTENT_LENGHT_WRONG -->\n\nText.\n"
        + "<!-- generator: ignore-page NONSENSE -->\n",
    )

    out = pages.lint("--fail-on", "warning", code=3)
    line = OPERATION.count("\n") + 2
    assert (
        f"api/book-get.md:{line}: warning SUPPRESSION_UNUSED there is no TYPE_CONFLICT here" in out
    )
    assert (
        f"api/book-get.md:{line}: warning SUPPRESSION_UNKNOWN there is no code"
        " 'CONTENT_LENGHT_WRONG'; did you mean CONTENT_LENGTH_WRONG?" in out
    )
    assert "SUPPRESSION_UNKNOWN there is no code 'NONSENSE'\n" in out
