"""Whatever a page says, it stays data: it ends no element, begins none, and hides nothing."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import viewer
from generator.records import replace
from generator.review import Change
from generator.viewer.data import json_text
from tests.hostile.pages import hostile_text
from tests.viewer.project import Project, data_of

#: What would leave the element, or the attribute, that it stands in.
_ENDS = st.sampled_from(
    (
        *("</script>", "</ScRiPt >", "<!--<script>", "-->", "]]>", "</noscript>", "</style>"),
        *("<img src=x onerror=alert(1)>", '"><svg onload=alert(1)>', "'", '"', "&lt;", "&#60;"),
        *("{{data}}", "{{script}}", "{{ 7*7 }}", "{% x %}", "}}", "\u2028", "\u202e", "\0"),
        *("javascript:alert(1)", "__proto__", "x" * 3000),
    )
)
_TEXT = st.lists(st.one_of(_ENDS, hostile_text), min_size=1, max_size=3).map("".join)


class Elements(HTMLParser):
    """The elements of a page, with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))


@pytest.fixture(scope="module")
def reviewed(project: Project) -> viewer.Reviewed:
    return project.reviewed()


@given(_TEXT)
def test_data_cannot_end_its_element(text: str) -> None:
    made = json_text({"key": [text, {text: text}]})

    assert made.isascii()
    assert not set("<>&\u2028\u2029") & set(made)
    found = json.loads(made)
    (key,) = found["key"][1]
    assert found["key"][0] == key == found["key"][1][key]
    assert all(char.isprintable() or char in "\n\t" for char in key)
    if text.isprintable():
        assert key == text


@given(_TEXT)
@settings(max_examples=40, deadline=None)
def test_hostile_text_is_never_markup(reviewed: viewer.Reviewed, page: str, text: str) -> None:
    change = Change("PROPERTY_ADDED", text, f"{text}:1", text, text, text, package=text)
    findings = tuple(replace(it, message=text) for it in reviewed.output.findings)
    (api,) = reviewed.linted.output.apis
    output = replace(reviewed.linted.output, apis=(replace(api, findings=findings),))
    hostile = replace(
        reviewed,
        docs=text,
        out=text,
        review=replace(reviewed.review, changes=(change,)),
        linted=replace(reviewed.linted, output=output),
        pages=dict.fromkeys(reviewed.pages, text) | {text: text},
        before={f"{text}.py": text},
        after={f"{text}.py": f"{text}\n{text}"},
    )

    made = viewer.page(hostile)

    expected = [it for it in Elements(page).found if it[0] not in _LISTS]
    assert [it for it in Elements(made).found if it[0] not in _LISTS] == expected
    data = data_of(made)
    assert data["changes"][0]["rule"] == "PROPERTY_ADDED"
    assert made.isascii() or not any(ord(c) in (0x202E, 0x2028, 0) for c in made)


#: The elements of the list for those without scripts: their number is that of the changes.
_LISTS = {"ul", "li", "b", "small", "h2"}
