"""The page in a real browser: it opens, filters, searches, expands, and asks for nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.pages import filled
from tests.viewer.project import Project, sample

#: What a page would have to do to be found out.
ATTACK = "</script><script>document.title='pwned'</script><img src=x onerror=alert(1)>"
BIDI = "\u202e\u2066abc\u2069"

Open = Callable[..., "Opened"]


@dataclass
class Opened:
    """A page that is open, and what happened there that must not."""

    page: Any
    complaints: list[str] = field(default_factory=list)

    def texts(self, selector: str) -> list[str]:
        found = self.page.locator(selector).all_inner_texts()
        return [" ".join(text.split()) for text in found]

    def shows(self, selector: str, texts: list[str]) -> None:
        """Assert what is there, as soon as the page has done what it was told."""
        expect = pytest.importorskip("playwright.sync_api").expect
        expect(self.page.locator(selector)).to_have_text(texts, use_inner_text=True)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def go(self, *words: str) -> None:
        """Follow a link within the page."""
        self.page.evaluate(
            "words => { location.hash = '#/' + words.map(encodeURIComponent).join('/') }", words
        )
        self.page.wait_for_timeout(50)


@pytest.fixture
def opened(browser: Any) -> Iterator[Open]:
    """Opens files; fails when one complained, or asked for anything but itself."""
    every: list[Opened] = []

    def start(file: Path, address: str = "", width: int = 1280, **options: Any) -> Opened:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        found = Opened(context.new_page())
        every.append(found)

        def route(asked: Any) -> None:
            if asked.request.url.partition("#")[0] == file.as_uri():
                asked.continue_()
            else:
                found.complaints.append(f"asked for {asked.request.url[:200]}")
                asked.abort()

        def console(message: Any) -> None:
            if message.type in ("error", "warning"):
                found.complaints.append(message.text)

        found.page.route("**/*", route)
        found.page.on("console", console)
        found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
        found.page.on("dialog", lambda dialog: found.complaints.append(dialog.message))
        found.page.goto(file.as_uri() + address)
        return found

    yield start
    for found in every:
        found.page.context.close()
    assert [line for found in every for line in found.complaints] == []


def test_it_opens(opened: Open, file: Path) -> None:
    page = opened(file)

    page.shows("h1", ["major"])
    assert page.texts("h2")[:2] == ["Breaking 1", "To be aware of 1"]
    assert page.page.title() == "major – hotel"


def test_a_change_unfolds_beside_its_cause(opened: Open, file: Path) -> None:
    page = opened(file)
    page.page.get_by_role("button", name="rooms.book(nights)").click()

    item = '[data-id="NUMBER_WIDTH_CHANGED:hotel:rooms.book(nights)"]'
    sides = page.texts(f"{item} .side")
    assert "|nights|Int32|How long. Optional.|" in sides[0]
    assert '"Edm.Int64"' in sides[1]
    page.shows(f"{item} .side:first-of-type .del .word", ["Int32"])
    page.page.get_by_role("button", name="rooms.book(nights)").click()
    page.shows(f"{item} .side", [])


def test_filters_by_number(opened: Open, file: Path) -> None:
    page = opened(file)
    page.press("2", "3")

    assert page.texts("h2")[:2] == ["To be aware of 1", "Added 4"]
    assert len(page.texts(".item")) == 5
    page.shows("[aria-pressed=true]", ["To be aware of 1", "Added 4"])
    assert page.page.locator("#status").text_content() == "5 changes shown"
    page.press("0")
    assert len(page.texts(".item")) == 10


def test_the_keyboard_walks_and_unfolds(opened: Open, file: Path) -> None:
    page = opened(file)
    page.press("j", "j", "Enter")

    focused = page.page.locator(":focus")
    assert focused.get_attribute("aria-expanded") == "true"
    assert "rooms.book(nights)" in focused.inner_text()
    page.press("k")
    assert "room.beds" in page.page.locator(":focus").inner_text()


def test_search_finds_everything(opened: Open, file: Path) -> None:
    page = opened(file)
    page.press("/")
    page.page.keyboard.type("room")

    groups = page.page.locator(".results [role=group]")
    titles = [group.get_attribute("aria-label") for group in groups.all()]
    assert titles == ["Changes", "Types", "Operations", "Pages", "Members", "Findings"]
    page.page.keyboard.type(".bed")
    page.press("ArrowDown", "Enter")
    page.shows("h1", ["room"])
    assert not page.page.locator("dialog[open]").count()


def test_search_that_finds_nothing(opened: Open, file: Path) -> None:
    page = opened(file)
    page.press("/")
    page.page.keyboard.type("zzz")

    page.shows(".results .empty", ["Nothing has all of these words."])
    page.press("Escape")
    assert not page.page.locator("dialog[open]").count()


def test_help_lists_the_keys(opened: Open, file: Path) -> None:
    page = opened(file)
    page.press("?")

    assert "Next, previous item" in page.texts("dialog[open]")[0]


def test_a_link_leads_to_its_change(opened: Open, file: Path) -> None:
    page = opened(file, "#/changes/ROUTE_ADDED%3Ahotel%3Arooms.get")

    assert "ROUTE_ADDED" in page.page.locator(":focus").inner_text()
    assert page.page.locator(":focus").get_attribute("aria-expanded") == "true"


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        (("health",), "Health of the documentation"),
        (("health", "types"), "Health of the documentation"),
        (("health", "findings", "TYPE_UNRESOLVED"), "Health of the documentation"),
        (("page", "resources/room.md"), "resources/room.md"),
        (("type", "room"), "room"),
        (("types",), "Types"),
        (("operation", "room-get"), "rooms.get"),
        (("finding", "TYPE_UNRESOLVED:resources/place.md:13"), "TYPE_UNRESOLVED"),
        (("files", "hotel/models/room.py"), "hotel/models/room.py"),
        (("type", "nothing"), "No such type"),
        (("page", "__proto__"), "No such page"),
        (("constructor",), "major"),
        (("%",), "major"),
    ],
)
def test_every_view_has_an_address(
    opened: Open, file: Path, words: tuple[str, ...], heading: str
) -> None:
    page = opened(file)
    page.go(*words)

    page.shows("h1", [heading])


def test_the_picture_is_walked(opened: Open, file: Path) -> None:
    page = opened(file)
    page.go("type", "place")
    page.page.locator("a.node", has_text="door").click()

    page.shows("h1", ["door"])
    assert page.page.locator("a.node.centre").get_attribute("aria-label") == "door"
    page.page.locator("a.node", has_text="place").press("Enter")
    page.shows("h1", ["place"])


def test_tables_are_sorted_by_their_heads(opened: Open, file: Path) -> None:
    page = opened(file, "#/health/types")
    page.page.get_by_role("button", name="Type").click()

    page.shows("tbody th", ["door", "place", "room"])
    page.page.get_by_role("button", name="Type").click()
    page.shows("tbody th", ["room", "place", "door"])
    assert page.page.locator("th[aria-sort=descending]").inner_text() == "Type"


def test_dark_and_light(opened: Open, file: Path) -> None:
    def ground(page: Opened) -> str:
        return str(page.page.evaluate("getComputedStyle(document.body).backgroundColor"))

    light, dark = (opened(file, color_scheme=scheme) for scheme in ("light", "dark"))
    before = ground(light), ground(dark)
    light.press("d")
    dark.press("d")

    assert before[0] != before[1]
    assert (ground(light), ground(dark)) == (before[1], before[0])


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_is_wider_than_the_screen(opened: Open, file: Path, width: int) -> None:
    page = opened(file, width=width)
    for words in (("changes",), ("health",), ("health", "findings"), ("type", "place"), ("types",)):
        page.go(*words)

        assert page.page.evaluate("document.documentElement.scrollWidth") <= width, words


def test_without_scripts_the_changes_are_there(opened: Open, file: Path) -> None:
    page = opened(file, java_script_enabled=False)

    page.shows("h1", ["Review of hotel"])
    assert "PROPERTY_RENAMED room.beds: beds -> bedCount" in page.texts("li")[0]


def test_what_is_printed_is_unfolded(opened: Open, file: Path) -> None:
    page = opened(file)
    page.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.page.emulate_media(media="print")

    assert page.page.locator(".item.open").count() == 10
    assert not page.page.locator("#header").is_visible()


def test_nothing_changed(opened: Open, tmp_path: Path) -> None:
    project = sample(tmp_path)
    project.generate()
    file = tmp_path / "review.html"
    file.write_text(project.page(), encoding="utf-8")

    page = opened(file)

    page.shows("h1", ["Nothing changed"])
    page.page.get_by_role("link", name="Look at the health").click()
    page.shows("h1", ["Health of the documentation"])


def test_hostile_text_stays_text(opened: Open, tmp_path: Path) -> None:
    hostile = dict.fromkeys(
        ("title", "cell", "text", "note", "member", "name", "heading", "response", "rows"),
        f"{ATTACK} {{{{ 7*7 }}}} {BIDI} {'x' * 3000}",
    )
    project = Project(tmp_path)
    project.write(filled({}))
    project.generate()
    project.write(filled(hostile))
    file = tmp_path / "review.html"
    file.write_text(project.page(), encoding="utf-8")

    page = opened(file, width=360)
    page.page.get_by_role("button", name="Unfold all").click()
    seen = [" ".join(page.texts("main"))]
    for words in (("health", "findings"), ("types",), ("page", "resources/thing.md")):
        page.go(*words)
        seen.append(" ".join(page.texts("main")))
        assert page.page.evaluate("document.documentElement.scrollWidth") <= 360, words

    assert "</script><script>document.title='pwned'" in "".join(seen)
    assert "{{ 7*7 }}" in "".join(seen)
    assert not set(BIDI[:2]) & set("".join(seen))
    assert page.page.title() != "pwned"
    assert page.page.locator("main script, main img").count() == 0


def test_long_lists_grow_and_are_found_again(opened: Open, tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write({f"resources/t{at:03}.md": _TYPE.format(at) for at in range(250)})
    file = tmp_path / "review.html"
    file.write_text(project.page(), encoding="utf-8")
    page = opened(file, "#/health")
    rows = page.page.locator("tbody th")
    first = rows.count()

    for _ in range(8):
        page.press("End")
        page.page.wait_for_timeout(50)

    assert first < 250
    assert rows.count() == 250
    page.page.get_by_role("link", name="t120.md").click()
    page.shows("h1", ["resources/t120.md"])
    page.page.go_back()
    page.page.wait_for_function("scrollY > 500")


_TYPE = """\
# t{0} resource type

Namespace: contoso.things

A thing.

## Properties

|Property|Type|Description|
|:---|:---|:---|
|id|String|The identifier.|
"""
