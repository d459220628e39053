"""Every request that the pages show is a test or explained, on a whole documentation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator import pipeline
from generator.config import Config

DOCS = Path(__file__).parents[2] / "shared/corpora/graph-2021-07/api-reference/v1.0"

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not DOCS.exists(), reason="the corpus is not at hand"),
]

FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})([^`]*)$")
METHOD = re.compile(r"\s*(GET|PUT|POST|PATCH|DELETE|HEAD|OPTIONS)\b")
HEADING = re.compile(r"#+ .*http requests?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Fence:
    """A fenced block that starts with an HTTP method; `text` holds its lines by number."""

    page: str
    text: dict[int, str]
    below_http_request: bool

    @property
    def places(self) -> set[tuple[str, int]]:
        return {(self.page, line) for line in self.text}

    def __str__(self) -> str:
        return f"{self.page}:{min(self.text)}"


def request_fences() -> Iterator[Fence]:
    """All of them, read by other means than the generator's."""
    for path in sorted(DOCS.rglob("*.md")):
        page = path.relative_to(DOCS).as_posix()
        heading, mark, text = "", "", dict[int, str]()
        for number, line in enumerate(path.read_text("utf-8-sig").split("\n"), 1):
            fence = FENCE.match(line)
            if not mark and fence:
                mark, text = fence[1], {}
            elif mark and fence and fence[1].startswith(mark) and not fence[2].strip():
                if text and METHOD.match(next(iter(text.values()))):
                    yield Fence(page, text, bool(HEADING.match(heading)))
                mark = ""
            elif mark and line.strip():
                text[number] = line
            elif not mark and line.startswith("#") and "#tab/" not in line:
                heading = line


@pytest.fixture(scope="module")
def item() -> pipeline.ApiOutput:
    [item] = pipeline.analyse(Config(docs=DOCS)).apis
    return item


def test_every_request_fence_is_accounted_for(item: pipeline.ApiOutput) -> None:
    operations = item.api.operations
    pages = {operation.page for operation in operations}
    examples = {
        (example.request.loc.path, example.request.loc.line)
        for operation in operations
        for example in operation.examples
    }
    routes = {(r.loc.path, r.loc.line) for operation in operations for r in operation.routes}
    kinds: dict[str, list[Fence]] = {}
    for fence in request_fences():
        if fence.places & examples:
            kind = "example"
        elif fence.page not in pages:
            kind = "on a page without operations"
        elif fence.below_http_request or fence.places & routes:
            kind = "request line"
        else:
            kind = "illustration"
        kinds.setdefault(kind, []).append(fence)
    counts = {kind: len(found) for kind, found in kinds.items()}
    print(counts, sum(counts.values()))

    inventory = item.api.inventory
    seen = {place for fence in kinds["example"] for place in fence.places & examples}
    assert seen == examples
    assert inventory["example_requests"] == len(examples)
    assert len(kinds["illustration"]) <= inventory["illustration_fences"]
    # A request line's fence holds nothing else: no fields, no body.
    more = {
        str(fence)
        for fence in kinds["request line"]
        if not all(METHOD.match(line) or ":" not in line for line in fence.text.values())
    }
    assert more <= {
        "api/todotask-delta.md:80",
        "api/workbook-closesession.md:28",
        "api/workbook-refreshsession.md:28",
    }


def test_every_example_is_a_test_or_explained(item: pipeline.ApiOutput) -> None:
    examples = [example for it in item.api.operations for example in it.examples]
    requests = {example.request.loc for example in examples}
    verdicts = Counter(case.verdict for case in item.cases)
    alternates = len(examples) - len(requests)
    print(verdicts, f"{len(requests)} requests, {alternates} further responses")

    assert len(item.cases) == len(examples) == verdicts.total()
    for case in item.cases:
        assert bool(case.lines) == (case.verdict in ("exact", "adjusted", "broken"))
        assert bool(case.judgement.code) == (case.verdict == "broken")
        assert case.verdict not in ("foreign", "unreadable") or case.judgement.reason


def test_the_figures(item: pipeline.ApiOutput) -> None:
    verdicts = Counter(case.verdict for case in item.cases)
    calls = verdicts.total() - verdicts["foreign"]

    assert verdicts["exact"] >= 0.85 * calls
    assert verdicts["exact"] + verdicts["adjusted"] >= 0.96 * calls
    assert verdicts["unreadable"] <= 0.003 * calls


def test_a_cause_is_in_the_page(item: pipeline.ApiOutput) -> None:
    for case in item.cases:
        loc = case.judgement.loc
        if loc is not None:
            lines = (DOCS / loc.path).read_text("utf-8-sig").split("\n")
            assert loc.path == case.loc.path and lines[loc.line - 1].strip(), str(case)
