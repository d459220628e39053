"""Linking what an edit concerns gives what linking everything gives."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import generator.cache
from generator.cache import Cache
from generator.declarations import whole
from generator.link import Linked, link
from generator.read import read_page
from generator.read.facts import PageFacts
from generator.units import Known, Shelf

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpora" / "graph-2021-07" / "api-reference" / "v1.0"

Pages = Mapping[str, str]

#: Kinds of edits: of a line, of a table, of an example, of the set of pages.
EDITS = ("line", "copy", "other", "page", "twin", "words", "row", "type", "json", "heading")
TYPES = ("Int32", "crate", "[x](../resources/x.md)", "String collection")


@pytest.fixture(autouse=True, scope="module")
def nobody_edits() -> object:
    """The tests may run while somebody edits the generator; nothing would be kept then."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(generator.cache, "is_current", lambda: True)
        yield


def pages_of(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*.md"))
        if "includes" not in path.parts
    }


class Linker:
    """Links pages with what an earlier call has kept, and without."""

    def __init__(self, cache: Cache) -> None:
        self.cache = cache
        self.read: dict[tuple[str, str], PageFacts] = {}
        self.looked_at: set[str] = set()

    def facts(self, path: str, text: str) -> PageFacts:
        self.looked_at.add(path)
        key = path, text
        if key not in self.read:
            self.read[key] = read_page(path, text, lambda _: None)
        return self.read[key]

    def __call__(self, pages: Pages, *, kept: bool) -> Linked:
        self.looked_at.clear()
        known = {
            path: Known(f"{path}\0{text}".encode(), self.reading(path, text))
            for path, text in pages.items()
        }
        shelf = Shelf(self.cache if kept else Cache(None), "pages")
        found = link("v1.0", known, shelf)
        shelf.close()
        return Linked(whole(found.api), found.findings)

    def reading(self, path: str, text: str) -> Callable[[], PageFacts]:
        return lambda: self.facts(path, text)


def edited(pages: Pages, rnd: random.Random) -> dict[str, str]:
    """The pages after one to five edits such as people make, and worse ones."""
    found = dict(pages)
    for _ in range(rnd.choice((1, 1, 2, 5))):
        path = rnd.choice(sorted(found))
        lines = found[path].split("\n")
        at = rnd.randrange(len(lines))
        rows = [number for number, line in enumerate(lines) if line.startswith("|")] or [at]
        row = rnd.choice(rows)
        match rnd.choice(EDITS):
            case "line":
                del lines[at]
            case "copy":
                lines.insert(at, lines[at])
            case "other":
                lines[at] = rnd.choice(found[rnd.choice(sorted(found))].split("\n"))
            case "page" if len(found) > 1:
                del found[path]
                continue
            case "twin":
                found[path.replace(".md", f"-{rnd.randrange(9)}.md")] = found[path]
                continue
            case "words":
                words = lines[at].split(" ")
                rnd.shuffle(words)
                lines[at] = " ".join(words)
            case "row":
                lines.insert(row + 1, f"|new{rnd.randrange(9)}|String|Possible values: `a`, `b`.|")
            case "type":
                lines[row] = lines[row].replace("String", rnd.choice(TYPES))
            case "json":
                lines = [line.replace('"id"', '"ID"') for line in lines]
            case "heading":
                lines = [line.replace("## ", "### ") for line in lines]
        found[path] = "\n".join(lines)
    return found


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False))
def test_edits_of_a_small_api(tmp_path_factory: pytest.TempPathFactory, rnd: random.Random) -> None:
    linker = Linker(Cache(tmp_path_factory.mktemp("cache")))
    pages: Pages = pages_of(ROOT / "docs_input")
    for _ in range(4):
        assert linker(pages, kept=True) == linker(pages, kept=False)
        pages = edited(pages, rnd)


def test_a_page_goes_of_a_type_that_examples_show_as_text(tmp_path: Path) -> None:
    table = "## Properties\n|Property|Type|Description|\n|:---|:---|:---|\n"
    flake = {"resources/flake.md": f"# flake resource type\n\n{table}|id|String|Its id.|\n"}
    pages = {
        "resources/cloud.md": f"# cloud resource type\n\n{table}|top|[flake](flake.md)|Above.|\n",
        "api/cloud-get.md": "# Get cloud\n\n## HTTP request\n```http\nGET /clouds/{id}\n```\n\n"
        "## Response\nReturns a [cloud](../resources/cloud.md) object.\n\n## Example\n"
        "```http\nGET https://sky.example/v1.0/clouds/1\n```\n"
        '```http\nHTTP/1.1 200 OK\nContent-type: application/json\n\n{"top": "six arms"}\n```\n',
    }
    linker = Linker(Cache(tmp_path))
    linker({**pages, **flake}, kept=True)

    without = linker(pages, kept=True)

    assert without == linker(pages, kept=False)
    assert without.api.resources[0].properties[0].type.name == "Edm.String"


def test_only_what_an_edit_concerns_is_looked_at(tmp_path: Path) -> None:
    linker = Linker(Cache(tmp_path))
    pages = pages_of(ROOT / "docs_input")
    linker(pages, kept=True)
    linker(pages, kept=True)
    always = set(linker.looked_at)  # types that no page documents are made of all their uses
    assert len(always) < len(pages) / 10

    path = next(path for path in sorted(pages) if path.startswith("resources/"))
    linker({**pages, path: pages[path] + "\nMore about it.\n"}, kept=True)

    assert path in linker.looked_at
    assert len(linker.looked_at - always) < len(pages) / 2


@pytest.mark.long
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the project")
@pytest.mark.parametrize("seed", range(3))
def test_edits_of_the_corpus(tmp_path: Path, seed: int) -> None:
    rnd = random.Random(seed)
    everything = pages_of(CORPUS)
    pages: Pages = {path: everything[path] for path in rnd.sample(sorted(everything), 400)}
    linker = Linker(Cache(tmp_path))
    for _ in range(25):
        assert linker(pages, kept=True) == linker(pages, kept=False)
        pages = edited(pages, rnd)
