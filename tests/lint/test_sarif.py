"""The SARIF of lint, against the standard's schema."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import main
from generator.diagnostics import CODES
from tests.lint.conftest import OPERATION, RESOURCE, Pages
from tests.sarif import results, validator

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpora" / "graph-2021-07" / "api-reference" / "v1.0"


def test_the_document_is_as_the_standard_demands(pages: Pages) -> None:
    pages.put("resources/book.md", RESOURCE.replace("|:---|:---|:---|\n", "|:---|:---|\n"))
    pages.put("api/a book #1.md", OPERATION.replace('"get_book"', '"take_book",'))

    found = results(pages.lint("--format", "sarif"))

    assert len(found) >= 2
    assert {result["ruleId"] for result in found} <= CODES.keys()
    for result in found:
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"].isascii()
        assert place["region"]["startLine"] >= 1


def test_a_document_that_is_not_is_seen(pages: Pages) -> None:
    """The schema knows every object that is used: what it does not name is refused."""
    log = {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x", "colour": "red"}}}]}

    assert not validator().is_valid(log)


@pytest.mark.long
def test_all_of_graph(capsys: pytest.CaptureFixture[str]) -> None:
    if not CORPUS.is_dir():
        pytest.skip("the corpus is not beside the repository")
    assert main(["lint", str(CORPUS), "--format", "sarif"]) == 0

    assert len(results(capsys.readouterr().out)) > 1000
