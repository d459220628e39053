"""Paths give the texts of a template's placeholders, whichever way these are found."""

from __future__ import annotations

import pytest

from generator.emit.calls_templates import fit, holes


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("/things/1/parts/b:c", {"thing_id": "1", "id": "b:c"}),
        ("/things/{id}/parts/\u00e9", {"thing_id": "{id}", "id": "\u00e9"}),
        ("/things/a\nb/parts/(c)", {"thing_id": "a\nb", "id": "(c)"}),
        ("/things//parts/2", None),
        ("/things/1/parts/", None),
        ("/things/1/parts/$ref", None),
        ("/things/1/parts", None),
        ("/things/1/parts/2/3", None),
        ("/Things/1/parts/2", None),
    ],
)
def test_a_placeholder_is_a_segment(path: str, texts: dict[str, str] | None) -> None:
    assert fit("/things/{thing_id}/parts/{id}", path, same_case=True) == texts
    # A function's argument makes it a pattern.
    of_pattern = fit("/things/{thing_id}/parts/{id}/f(a={a})", f"{path}/f(a=1)", same_case=True)
    assert of_pattern == (texts and {**texts, "a": "1"})


@pytest.mark.parametrize("template", ["/root:/{+path}:/A", "/F(b='{b}')/A", "/\u00c4/A", "/x/A"])
def test_letters_may_differ_in_case(template: str) -> None:
    path = template.replace("{+path}", "p/q").replace("{b}", "1")
    assert fit(template, path, same_case=True) is not None
    assert fit(template, path.lower(), same_case=True) is None
    assert fit(template, path.lower(), same_case=False) is not None


def test_holes_are_those_of_the_path() -> None:
    assert holes("GET /a/{b}/f(c='{d}')/{+e}?f={g}") == ("b", "d", "e")
