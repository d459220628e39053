"""What a URL asks for; what responses lack is in the reading cases."""

from __future__ import annotations

import pytest

from generator.emit.conforms_missing import Asked, asked_by


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("/books", Asked()),
        ("/books?$select=id, title&$top=2", Asked(("id", "title"))),
        ("/books?select=id&expand=chapters", Asked(("id",), {"chapters": Asked()})),
        (
            "/books?$expand=chapters($select=id,name;$expand=notes($select=id)),writer",
            Asked(
                (),
                {
                    "chapters": Asked(("id", "name"), {"notes": Asked(("id",))}),
                    "writer": Asked(),
                },
            ),
        ),
        ("/books?$filter=f(a='$select=id')", Asked()),
        ("/books?$expand=chapters($select=id", Asked((), {"chapters": Asked(("id",))})),
        ("/books?$select=&$expand=", Asked()),
    ],
)
def test_asked_by_a_url(url: str, asked: Asked) -> None:
    assert asked_by(url) == asked


def test_expansions_without_end_are_read_to_some_depth() -> None:
    asked = asked_by("/books?" + "$expand=a(" * 5000)
    depth = 0
    while asked.expand:
        asked, depth = asked.expand["a"], depth + 1
    assert depth == 8
