"""From the bytes of a page to its facts."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

import generator.cache
from generator import pages
from generator.cache import Cache
from generator.diagnostics import Finding
from generator.discover import ApiPages, discover
from generator.errors import InputError
from generator.packing import Raw, pack
from generator.pages import PageResult, read_pages
from generator.read.facts import PageFacts
from generator.records import replace
from generator.snapshot import ApiSnapshot
from generator.sources import Includes


def silent(what: str, done: int, total: int) -> None:
    pass


class Result(NamedTuple):
    """A page's result with its facts, which are decoded when asked for, and not compared before."""

    page: PageResult
    facts: PageFacts | None


def results_of(api: ApiPages, jobs: int = 1, cache: Cache | None = None) -> list[Result]:
    found = read_pages(ApiSnapshot(api), jobs, silent, cache)
    return [Result(result, result.facts) for result in found]


@pytest.fixture
def api(tmp_path: Path) -> ApiPages:
    docs = tmp_path / "docs"
    docs.mkdir()
    for number in range(7):
        (docs / f"{number}.md").write_text(f"# Thing{number} resource type\n\nText {number}.\n")
    return discover(docs).apis[0]


def test_the_number_of_processes_changes_nothing(
    api: ApiPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "_PARALLEL_FROM", 1)
    monkeypatch.setattr(pages, "_CHUNK", 2)

    assert results_of(api, 3) == results_of(api)


def test_reading_goes_on_where_processes_cannot_be_had(
    api: ApiPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object, **__: object) -> None:
        raise PermissionError("no processes here")

    monkeypatch.setattr(pages, "_PARALLEL_FROM", 1)
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", none)

    assert results_of(api, 3) == results_of(api)


def test_a_page_that_cannot_be_read_is_a_finding(api: ApiPages) -> None:
    api.pages[2].file.write_bytes(b"ok\n\xff")
    api.pages[4].file.unlink()

    results = results_of(api)

    assert [(page.path, page.finding.code) for page, _ in results if page.finding] == [
        ("2.md", "PAGE_UNREADABLE"),
        ("4.md", "PAGE_UNREADABLE"),
    ]


def test_a_page_on_which_the_generator_fails_is_a_finding(
    api: ApiPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    import generator.read

    real = generator.read.read_page

    def broken(path: str, text: str, include: Includes) -> object:
        if path == "3.md":
            raise ZeroDivisionError("division by zero")
        return real(path, text, include)

    monkeypatch.setattr(generator.read, "read_page", broken)

    findings = [page.finding for page, _ in results_of(api)]

    assert [isinstance(finding, Finding) for finding in findings] == [i == 3 for i in range(7)]
    assert "ZeroDivisionError: division by zero (test_pages.py:" in str(findings[3])


class TestCache:
    """Facts of earlier runs are used where nothing has changed, and only there."""

    @pytest.fixture
    def cache(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cache:
        monkeypatch.setattr(generator.cache, "is_current", lambda: True)
        return Cache(tmp_path / "cache")

    @pytest.fixture
    def read(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """The paths of the pages that were really read."""
        import generator.read

        found: list[str] = []
        real = generator.read.read_page

        def noted(path: str, text: str, include: Includes) -> object:
            found.append(path)
            return real(path, text, include)

        monkeypatch.setattr(generator.read, "read_page", noted)
        return found

    def test_results_are_the_same(self, api: ApiPages, cache: Cache, read: list[str]) -> None:
        first = results_of(api)

        assert results_of(api, cache=cache) == first
        read.clear()
        assert results_of(api, cache=cache) == first
        assert not read

    def test_an_edited_page_is_read_again(
        self, api: ApiPages, cache: Cache, read: list[str]
    ) -> None:
        results_of(api, cache=cache)
        read.clear()
        api.pages[3].file.write_text("# Other resource type\n")

        assert results_of(api, cache=cache) == results_of(api)
        assert read == ["3.md", *(f"{number}.md" for number in range(7))]

    def test_the_same_text_at_another_path_is_another_page(
        self, api: ApiPages, cache: Cache
    ) -> None:
        results_of(api, cache=cache)
        text = api.pages[0].file.read_bytes()
        api.pages[1].file.write_bytes(text)

        result = results_of(api, cache=cache)[1]

        assert result.facts is not None
        assert result.facts.loc.path == "1.md"

    def test_an_edited_include_is_seen(self, api: ApiPages, cache: Cache, read: list[str]) -> None:
        note = api.root / "includes" / "note.md"
        note.parent.mkdir()
        note.write_text("Old.")
        api.pages[2].file.write_text("# A resource type\n\n[!INCLUDE [x](includes/note.md)]\n")
        before = results_of(api, cache=cache)
        read.clear()
        note.write_text("New.")

        after = results_of(api, cache=cache)

        assert read == ["2.md"]
        assert [a == b for a, b in zip(before, after, strict=True)] == [
            number != 2 for number in range(7)
        ]

        read.clear()
        assert results_of(api, cache=cache) == results_of(api)
        assert read == [page.path for page in api.pages]  # nothing but for the comparison

    def test_the_same_pages_in_another_folder_are_known(
        self, api: ApiPages, cache: Cache, read: list[str], tmp_path: Path
    ) -> None:
        results_of(api, cache=cache)
        read.clear()
        other = Path(shutil.copytree(api.root, tmp_path / "other"))

        for _ in range(2):
            assert results_of(discover(other).apis[0], cache=cache) == results_of(api, cache=cache)
        assert not read

    def test_pages_come_and_go(self, api: ApiPages, cache: Cache, read: list[str]) -> None:
        results_of(api, cache=cache)
        text = api.pages[3].file.read_text()
        (api.root / "new.md").write_text(text)
        api.pages[3].file.unlink()
        now = discover(api.root).apis[0]
        for _ in range(2):
            assert results_of(now, cache=cache) == results_of(now)
        read.clear()

        api.pages[3].file.write_text(text)
        (api.root / "new.md").unlink()

        results_of(api, cache=cache)
        assert not read

    def test_all_entries_are_fetched_at_once(
        self, api: ApiPages, cache: Cache, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        results_of(api, cache=cache)
        asked: list[bytes] = []
        real = Cache.get

        def get(cache: Cache, keys: Sequence[bytes]) -> dict[bytes, memoryview]:
            asked.extend(keys)
            return real(cache, keys)

        monkeypatch.setattr(Cache, "get", get)
        read_pages(ApiSnapshot(api), 1, silent, cache)

        assert len(asked) == 1

    def test_a_page_that_cannot_be_read_is_tried_again(self, api: ApiPages, cache: Cache) -> None:
        text = api.pages[2].file.read_bytes()
        api.pages[2].file.write_bytes(b"\xff")
        assert results_of(api, cache=cache)[2].page.finding
        api.pages[2].file.write_bytes(text)

        assert results_of(api, cache=cache) == results_of(api)

    def test_facts_that_are_no_data_are_not_kept(
        self, api: ApiPages, cache: Cache, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import generator.read

        real = generator.read.read_page

        def half_a_character(path: str, text: str, include: Includes) -> object:
            return replace(real(path, text, include), title="\ud800")

        monkeypatch.setattr(generator.read, "read_page", half_a_character)
        monkeypatch.setattr(pages, "_PARALLEL_FROM", 1)

        def titles(results: list[Result]) -> list[str]:
            return [result.facts.title if result.facts else "" for result in results]

        assert titles(results_of(api, 2, cache)) == ["\ud800"] * 7
        assert titles(results_of(api, cache=cache)) == ["\ud800"] * 7

    def test_facts_are_decoded_when_asked_for(
        self, api: ApiPages, cache: Cache, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        expected = results_of(api, cache=cache)
        decoded: list[object] = []
        real = pages._facts

        def noted(data: Raw) -> PageFacts | None:
            decoded.append(data)
            return real(data)

        monkeypatch.setattr(pages, "_facts", noted)
        results = read_pages(ApiSnapshot(api), 1, silent, cache)
        assert not decoded

        assert [results[3].facts, results[3].facts] == [expected[3].facts] * 2

        assert len(decoded) == 1


class TestEditedMeanwhile:
    """A page is what it was when its bytes were read, and is kept as that."""

    @pytest.fixture
    def cache(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cache:
        monkeypatch.setattr(generator.cache, "is_current", lambda: True)
        return Cache(tmp_path / "cache")

    def test_after_it_was_hashed(self, api: ApiPages, cache: Cache) -> None:
        results_of(api, cache=cache)
        api.pages[3].file.write_text("# Old resource type\n")
        taken = ApiSnapshot(api)
        before = taken.keys
        api.pages[3].file.write_text("# Other resource type\n")

        results = read_pages(taken, 1, silent, cache)

        assert [result.key == key for result, key in zip(results, before, strict=True)] == [
            number != 3 for number in range(7)
        ]
        assert [Result(result, result.facts) for result in results] == results_of(api)
        assert results_of(api, cache=cache) == results_of(api)

    def test_a_kept_page_is_as_it_was_hashed(self, api: ApiPages, cache: Cache) -> None:
        expected = results_of(api, cache=cache)
        taken = ApiSnapshot(api)
        assert taken.keys
        api.pages[3].file.write_text("# Other resource type\n")

        results = read_pages(taken, 1, silent, cache)

        assert [Result(result, result.facts) for result in results] == expected

    def test_facts_of_another_form_are_read_again(self, api: ApiPages, cache: Cache) -> None:
        expected = results_of(api, cache=cache)
        wrong = pack(["no facts"])
        cache.put({pages._facts_key(result.page.digest): wrong for result in expected})

        results = read_pages(ApiSnapshot(api), 1, silent, cache)

        assert results[2].facts == expected[2].facts
        api.pages[3].file.write_text("# Other resource type\n")
        with pytest.raises(InputError, match=r"3\.md: was edited while it was read; run again"):
            _ = results[3].facts
