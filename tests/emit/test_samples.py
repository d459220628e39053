"""Samples: HTTP beside the Python that the tests execute, whatever a page contains."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.emit.cases import Case, Sample
from generator.emit.samples import fenced, inline, sample_files
from generator.emit.verdicts import Judgement
from generator.model import Loc
from generator.records import replace
from tests.emit.test_test_cases import BY_NAME, CASES, PLAN

SAMPLES = [case.sample for case in CASES if case.sample]
FILES = sample_files(SAMPLES, PLAN.name, PLAN.client)
ODD = st.text(st.sampled_from("`~#>-*_[]()<a&|\\ \n\t\r\x0b\x00\u202e\u2028\ud800.1"), max_size=30)


def with_sample(sample: Sample, **changes: object) -> str:
    [text] = sample_files([replace(sample, **changes)], "mail", "MailClient").values()  # type: ignore[arg-type]
    return text


def test_a_page_s_samples_stand_together() -> None:
    pages = {case.operation.partition("#")[0] for case in CASES if case.sample}
    assert set(FILES) == {f"samples/mail/{page}.md" for page in pages}
    assert sum(text.count("\n## Example ") for text in FILES.values()) == len(SAMPLES)


def test_http_stands_beside_python() -> None:
    sample = BY_NAME["item-get", "plain"].sample
    assert sample is not None
    assert with_sample(sample) == (
        "# item-get\n\nThe examples of api/item-get.md; `client` is a `mail.MailClient`.\n\n"
        "## Example 1: plain\n\n"
        "```http\nGET https://mail.contoso.com/v1.0/items/1?$select=id, aInt32\n```\n\n"
        '```python\nclient.items.get("1", select="id, aInt32")\n```\n\n'
        "```http\nHTTP/1.1 200 OK\nContent-type: application/json\n\n"
        '{"id": "1", "aInt32": 5, "importance": "high", "aGuid": null}\n```\n'
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.operation}/{case.example}")
def test_the_call_is_the_one_that_the_test_executes(case: Case) -> None:
    assert (case.sample is None) == (not case.lines)
    if case.sample is None:
        return
    if case.sample.call is None:
        assert case.verdict == "broken"
        return
    [block] = "\n".join(case.lines).split(" as client:\n")[1:]
    assert textwrap.dedent(block) == "\n".join(case.sample.call)


def test_the_imports_are_those_of_the_call() -> None:
    sample = BY_NAME["item-get", "plain"].sample
    assert sample is not None
    used = frozenset({(".models", "Item"), ("datetime", "date"), (".", "NULL"), (".", "Unused")})
    text = with_sample(sample, call=("client.items.create(Item(a=date(1)), NULL)",), imports=used)
    assert (
        "```python\nfrom datetime import date\nfrom mail import NULL\n"
        "from mail.models import Item\n\nclient.items.create(Item(a=date(1)), NULL)\n```" in text
    )


def test_what_does_not_replay_is_said() -> None:
    sample = BY_NAME["item-get", "plain"].sample
    assert sample is not None
    broken = Judgement("broken", (), "no `x`", "EXAMPLE_DIFFERS", Loc("api/x.md", 3))
    assert (
        "> Does not replay as documented: EXAMPLE\\_DIFFERS api/x.md:3: no \\`x\\`"
        in with_sample(sample, judgement=broken)
    )
    adjusted = Judgement("adjusted", ("letter-case",))
    assert "> Adjusted: The URL, or a parameter's name," in with_sample(sample, judgement=adjusted)


@pytest.mark.parametrize(
    ("operation", "start"),
    [
        ("user-get", "user-get.md"),
        ("user-get#content", "user-get.md"),
        ("con", "con-"),
        ("../etc", "etc-"),
        ("a b", "a_b-"),
        ("ü", "u-"),
        ("", "empty-"),
        ("x" * 200, "x" * 40),
    ],
)
def test_names_of_files(operation: str, start: str) -> None:
    [path] = sample_files([replace(SAMPLES[0], operation=operation)], "p" * 24, "C")
    assert path.startswith(f"samples/{'p' * 24}/{start}")
    assert len(path) <= 100 and path.count("/") == 2


@given(ODD, ODD, ODD)
def test_no_page_leaves_its_place(title: str, sends: str, receives: str) -> None:
    sample = replace(SAMPLES[0], judgement=Judgement("exact"), call=("client.x()",))
    text = with_sample(sample, title=title, heading=title, sends=sends, receives=receives)
    text.encode("utf-8")
    kinds = [(token.type, token.info) for token in MarkdownIt().parse(text) if not token.level]
    names = [kind for kind in kinds if kind[0] in ("heading_open", "paragraph_open", "fence")]
    assert names == [
        ("heading_open", ""),
        ("paragraph_open", ""),
        ("heading_open", ""),
        ("fence", "http"),
        ("fence", "python"),
        ("fence", "http"),
    ]


@given(ODD)
def test_text_survives_in_a_fence(text: str) -> None:
    [fence] = MarkdownIt().parse(fenced("http", text))
    plain = text.replace("\r", "\\r").replace("\x0b", "\\x0b").replace("\x00", "\\x00")
    hidden = plain.replace("\u202e", "\\u202e").replace("\u2028", "\\u2028")
    assert fence.content == hidden.replace("\ud800", "\\ud800") + "\n"


@given(ODD)
def test_a_title_is_plain_text(text: str) -> None:
    [_, title, _] = MarkdownIt().parse(f"# x {inline(text)}")
    assert {child.type for child in title.children or ()} <= {"text", "text_special"}
