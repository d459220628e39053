"""The text readers over a whole corpus: how much is understood, and that nothing is lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.json_text import parse_json
from generator.read.http_text import (
    MissingLine,
    OtherLine,
    RequestLine,
    parse_message,
    request_lines,
)
from generator.read.metadata import parse_comment
from generator.read.path_text import join_path, parse_path

CORPUS = Path(__file__).parents[3] / "shared/corpora/graph-2021-07/api-reference/v1.0"
FENCE = re.compile(r"^ {0,4}```[^`\n]*\n(.*?)^ {0,4}```[ \t]*$", re.MULTILINE | re.DOTALL)

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not at hand")


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return {
        path.relative_to(CORPUS).as_posix(): path.read_text("utf-8")
        for path in sorted(CORPUS.rglob("*.md"))
    }


def fences(pages: dict[str, str]) -> Iterator[str]:
    for text in pages.values():
        yield from FENCE.findall(text)


def test_messages_and_their_json(pages: dict[str, str]) -> None:
    kinds: Counter[str | None] = Counter()
    repaired = unreadable = 0
    for fence in fences(pages):
        message = parse_message(fence)
        kinds[message.kind] += 1
        fields = "".join(f"{name}:{value}" for name, value in message.headers)
        whole = f"{message.start}{fields}{message.body or ''}{message.rest}"
        assert "".join(whole.split()) == "".join(fence.lstrip("\ufeff").split())
        if message.kind and message.body and message.body[0] in "{[":
            read = parse_json(message.body)
            repaired += bool(read.repairs) and read.error is None
            unreadable += read.error is not None
    assert kinds["request"] > 2500
    assert kinds["response"] > 2500
    assert unreadable <= 12
    assert repaired >= 60


def test_request_lines(pages: dict[str, str]) -> None:
    found: Counter[type] = Counter()
    for text in pages.values():
        section = re.search(r"^## HTTP requests?\s*$(.*?)(?=^## |\Z)", text, re.M | re.S | re.I)
        for fence in FENCE.findall(section[1]) if section else ():
            for line in request_lines(fence):
                found[type(line)] += 1
                if isinstance(line, RequestLine):
                    segments = parse_path(line.path)
                    assert parse_path(join_path(segments)) == segments
                    assert not any(
                        set("{}()<>|") & set(s.text) for s in segments if s.kind == "literal"
                    )
    assert found[RequestLine] > 3600
    assert found[OtherLine] <= 20
    assert found[MissingLine] == 0


def test_metadata(pages: dict[str, str]) -> None:
    kinds: Counter[str | None] = Counter()
    for text in pages.values():
        for comment in re.findall(r"<!--(.*?)-->", text, re.DOTALL):
            found = parse_comment(comment)
            if found is None:
                assert "blockType" not in comment
            else:
                kinds["page" if found.page_annotation else found.block_type] += 1
                assert found.page_annotation or "unreadable" not in found.problems
    assert kinds["resource"] > 1000
    assert kinds["request"] > 1400
    assert kinds["response"] > 1500
    assert kinds["page"] > 1600
