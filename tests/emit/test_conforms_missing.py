"""What a URL asks for; what responses lack is in the reading cases."""

from __future__ import annotations

import pytest

from generator.emit.conforms_missing import Asked, asked_by


def _asked(*select: str, **expand: Asked) -> Asked:
    return Asked(frozenset(select), expand=expand)


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("/books", Asked()),
        ("/books?$select=id, title&$top=2", _asked("id", "title")),
        ("/books?select=id&expand=chapters", _asked("id", chapters=Asked())),
        (
            "/books?$expand=chapters($select=id,name;$expand=notes($select=id)),writer",
            _asked(chapters=_asked("id", "name", notes=_asked("id")), writer=Asked()),
        ),
        ("/books?$filter=f(a='$select=id')", Asked()),
        ("/books?$expand=chapters($select=id", _asked(chapters=_asked("id"))),
        ("/books?$select=&$expand=", Asked()),
        (
            "/books?$select=id,cover/colour",
            Asked(frozenset({"id", "cover/colour"}), frozenset({"cover"})),
        ),
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
