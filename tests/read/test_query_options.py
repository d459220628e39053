"""Which query options the sentences of a page offer."""

from __future__ import annotations

import pytest

from generator.read.query_options import QueryOptions
from generator.read.sections import open_page

PAGE = open_page("page.md", "# Page", lambda path: None)


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("This method supports `$filter` and `$top`.", ("filter", "top")),
        ("Supports orderby.", ("orderby",)),
        ("This supports filter, orderby, or `select`.", ("select", "filter", "orderby")),
        ("Supports $filter and orderby query parameters.", ("filter", "orderby")),
        ("It does not support skip.", ()),
        ("Supports search by name and count of words.", None),
        ("Supports the OData query parameters.", ("*",)),
    ],
)
def test_options(text: str, options: tuple[str, ...] | None) -> None:
    found = QueryOptions()
    found.paragraph(PAGE, text)
    assert found.found() == options
