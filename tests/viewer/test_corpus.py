"""The page at the size of a large API."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.viewer.project import Project, data_of

_PAGES = Path(__file__).parents[3] / "shared/corpora/graph-2021-07/api-reference/v1.0"
#: A browser reads this in well under two seconds (docs/review-page.md).
_MOST_BYTES = 15_000_000


@pytest.mark.long
@pytest.mark.skipif(not _PAGES.is_dir(), reason="the corpus is not beside the repository")
def test_the_page_of_a_large_api_is_small_enough(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.put(_PAGES)
    project.generate()
    for file in sorted(project.docs.rglob("*.md"))[::10]:
        text = file.read_text(encoding="utf-8-sig")
        file.write_text(text.replace("|String|", "|Int64|").replace("String|", "text |"))

    page = project.page()

    data = data_of(page)
    assert len(data["types"]) > 1300
    assert len(data["changes"]) > 300
    assert len(page.encode()) <= _MOST_BYTES
