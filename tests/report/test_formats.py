"""Formats that other programs read: their syntax, also when pages are hostile."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.diagnostics import CODES
from generator.records import replace
from generator.report import github, markdown, sarif
from generator.report.run import Run
from generator.review import Review
from generator.review.change import Change
from generator.review.diff import size, unified
from generator.review.rules import RULES
from generator.write import Changes
from tests.review.runner import generated
from tests.sarif import results as sarif_results

PAGE = "# room resource type\n\nNamespace: a.b\n\n|Property|Type|Description|\n|:-|:-|:-|\n{rows}"
EVIL = (
    "x`y``<img src=z> @all #1 [a](http://b) ![c](d) **e** | f\n\n"
    "# g\n- h ::error::i %0A\x1b[2J\u202e"
)


def run_of(folder: Path, *changes: Change, diff: tuple[str, ...] = ()) -> Run:
    rows = "|id|String|Key.|\n|door|[door](door.md)|**TODO: Add Description**|\n"
    (folder / "ro:om, 100%.md").write_text(PAGE.format(rows=rows), encoding="utf-8")
    output = generated(folder)
    return Run(output, "out", Changes(), Review(changes, code_differs=True), "check", diff)


HOSTILE = [
    Change("PROPERTY_REMOVED", EVIL, f"{EVIL}.md:7", EVIL, EVIL, EVIL, was=True, package="b"),
    Change("DOC_CHANGED", "-->", "a.md:1", package="b"),
    Change("LOST", EVIL, "a.md:2", note=EVIL, code="TYPE_UNRESOLVED", package="b"),
    Change("PACKAGE_ADDED", "`"),
]

# GitHub -------------------------------------------------------------------------------------------

_COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def command(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as a runner reads it."""
    match = _COMMAND.fullmatch(line)
    assert match, line
    facts = dict(fact.split("=", 1) for fact in match[2].split(","))
    return match[1], {name: unquote(value) for name, value in facts.items()}, unquote(match[3])


def test_annotations_are_commands_and_the_rest_is_inert(tmp_path: Path) -> None:
    lines = list(github.run_lines(run_of(tmp_path, *HOSTILE, diff=("+::error::forged",))))

    start = next(i for i, line in enumerate(lines) if line.startswith("::stop-commands::"))
    word = lines[start].removeprefix("::stop-commands::")
    assert lines[-1] == f"::{word}::"
    assert re.fullmatch("[0-9a-f]{32}", word)
    assert "+::error::forged" in lines[start:]

    commands = [command(line) for line in lines[:start]]
    assert all(line.isprintable() for line in lines)
    level, facts, message = commands[0]
    assert (level, facts["title"], facts["line"]) == ("error", "PROPERTY_REMOVED", "7")
    assert "::error::i %0A\\x1b[2J\\u202e" in message
    assert message.endswith(" (was here)")
    assert {facts["title"] for _, facts, _ in commands} == {
        *("PROPERTY_REMOVED", "DOC_CHANGED", "PACKAGE_ADDED")
    }


def test_what_is_newly_lost_is_annotated_as_the_finding_it_is(tmp_path: Path) -> None:
    run = run_of(tmp_path)
    (finding,) = (it for it in run.output.findings if it.code == "TYPE_UNRESOLVED")
    package = run.output.apis[0].plan.name
    lost = Change("LOST", "x", str(finding.loc), code=finding.code, package=package)

    def titles(review: Review) -> list[str]:
        lines = github.run_lines(replace(run, review=review))
        return [command(line)[1]["title"] for line in lines if _COMMAND.fullmatch(line)]

    assert titles(Review((lost,))) == ["TYPE_UNRESOLVED"]
    assert titles(Review()) == []
    assert len(titles(Review(unknown="nothing"))) == len(run.output.findings) > 1


def test_files_of_annotations_are_found_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    run = run_of(tmp_path / "docs")
    monkeypatch.chdir(tmp_path)

    files = {command(line)[1]["file"] for line in github.finding_lines(run.output)}
    assert files == {"docs/ro:om, 100%.md"}


def test_the_word_that_ends_a_block_is_never_the_same(tmp_path: Path) -> None:
    run = run_of(tmp_path)

    assert list(github.run_lines(run))[-1] != list(github.run_lines(run))[-1]


# SARIF --------------------------------------------------------------------------------------------


def uri_of(result: dict[str, Any]) -> str:
    """The address of a result's file; empty for one that has no place."""
    found = (it["physicalLocation"]["artifactLocation"]["uri"] for it in result["locations"])
    return next(found, "")


def test_sarif(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run = run_of(tmp_path, *HOSTILE)
    text = sarif.dump(run.output, run.review)
    assert text.isascii()

    results = sarif_results(text)
    rules = [result["ruleId"] for result in results]
    assert rules[:3] == ["PROPERTY_REMOVED", "DOC_CHANGED", "PACKAGE_ADDED"]
    assert set(rules[3:]) <= set(CODES)
    assert all(result["message"]["text"].isprintable() for result in results)
    assert all(text.isascii() and " " not in text for text in map(uri_of, results) if text)
    uri = results[-1]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert uri == {"uri": "ro%3Aom%2C%20100%25.md", "uriBaseId": "%SRCROOT%"}


def test_sarif_of_pages_elsewhere_has_absolute_addresses(tmp_path: Path) -> None:
    results = sarif_results(sarif.dump(run_of(tmp_path).output))

    uri = results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote(uri) == f"file://{tmp_path}/ro:om, 100%.md"


def test_fingerprints_do_not_depend_on_lines(tmp_path: Path) -> None:
    def fingerprint(place: str) -> str:
        run = run_of(tmp_path, Change("DOC_CHANGED", "x", place, package="b"))
        (result, *_) = sarif.document(run.output, run.review)["runs"][0]["results"]
        return str(result["partialFingerprints"])

    assert fingerprint("a.md:1") == fingerprint("a.md:99")


# Markdown -----------------------------------------------------------------------------------------


def test_hostile_text_is_no_markup(tmp_path: Path) -> None:
    run = run_of(tmp_path, *HOSTILE, diff=("+```", "+<script>", " @all"))
    tokens = MarkdownIt("commonmark", {"linkify": False}).parse("\n".join(markdown.run_lines(run)))

    inline = [child for token in tokens for child in token.children or []]
    assert {token.type for token in inline} == {
        "text",
        "code_inline",
        "strong_open",
        "strong_close",
    }
    html = [token.content for token in tokens if token.type == "html_block"]
    allowed = r"(</?details>|<summary>[\w:,() ]*</summary>|\s)*"
    assert all(re.fullmatch(allowed, text) for text in html)
    headings = [tokens[i + 1].content for i, t in enumerate(tokens) if t.type == "heading_open"]
    assert headings == ["API changes", "Breaking (1)", "Lost (1)"]
    shown = "".join(token.content for token in inline if token.type == "text")
    assert not re.search("[@<>#]", shown)
    (fence,) = (token for token in tokens if token.type == "fence")
    assert fence.content == "+```\n+<script>\n @all\n"


@given(st.text())
def test_a_code_span_holds_any_text(text: str) -> None:
    (paragraph,) = MarkdownIt().parse(f"- x {markdown.code(text)} y")[3:4]

    assert [token.type for token in paragraph.children or []] == ["text", "code_inline", "text"]


# Diffs --------------------------------------------------------------------------------------------


def test_the_command_for_all_findings_can_be_pasted(tmp_path: Path) -> None:
    run = replace(run_of(tmp_path), docs="our docs/v1")
    assert run.lint == "python -m generator lint 'our docs/v1'"


def test_a_unified_diff() -> None:
    old = {"same": "x\n", "gone": "a\n", "changed": "1\n2\n3\n", "open": "end"}
    new = {"same": "x\n", "come": "b\n", "changed": "1\nII\n3\n", "open": "end\n"}

    assert list(unified(old, new)) == [
        *("--- a/changed", "+++ b/changed", "@@ -1,3 +1,3 @@", " 1", "-2", "+II", " 3"),
        *("--- /dev/null", "+++ b/come", "@@ -0,0 +1 @@", "+b"),
        *("--- a/gone", "+++ /dev/null", "@@ -1 +0,0 @@", "-a"),
        *("--- a/open", "+++ b/open", "@@ -1 +1 @@", "-end"),
        *("\\ No newline at end of file", "+end"),
    ]
    assert size(old, new) == (2, 2)


@given(before=st.lists(st.sampled_from("abc")), after=st.lists(st.sampled_from("abc")))
def test_moved_lines_do_not_count(before: list[str], after: list[str]) -> None:
    texts = {"x": "\n".join(before)}, {"x": "\n".join(after)}

    gone, come = Counter(before) - Counter(after), Counter(after) - Counter(before)
    assert size(*texts) == (come.total(), gone.total())


def test_other_separators_do_not_end_lines_of_a_diff() -> None:
    assert list(unified({"x": "a\u2028b\f\n"}, {}))[2:] == ["@@ -1 +0,0 @@", "-a\u2028b\f"]


def test_every_rule_can_be_printed_in_every_format(tmp_path: Path) -> None:
    codes = {"LOST": "TYPE_UNRESOLVED", "REGAINED": "TYPE_UNRESOLVED"}
    run = run_of(tmp_path, *(Change(rule, "x", code=codes.get(rule, "")) for rule in RULES))

    assert sarif_results(sarif.dump(run.output, run.review))
    assert len([line for line in markdown.run_lines(run) if line.startswith("- ")]) > len(RULES)
    assert [command(line) for line in github.run_lines(run) if line.startswith("::error ")]


# The length of a comment --------------------------------------------------------------------------


def test_a_comment_is_never_longer_than_github_takes(tmp_path: Path) -> None:
    many = [Change("PROPERTY_REMOVED", f"x.p{number}", note="n" * 700) for number in range(5000)]
    many += [Change("DOC_CHANGED", "`" * 5000) for _ in range(300)]
    run = run_of(tmp_path, *many, diff=("+" + "x" * 99,) * 9000)

    text = "\n".join(markdown.run_lines(run))

    assert 50_000 < len(text) < 65_000
    assert re.search(r"- … and 4,9\d\d more, shown by `python -m generator DOCS --check`", text)
    assert re.search(r"\n… and [\d,]+ more lines, shown by `--format text`", text)
    assert text.count("<details>") == text.count("</details>") > 2
    kinds = [token.type for token in MarkdownIt().parse(text)]
    assert kinds.count("fence") == 1


def test_a_short_comment_has_everything(tmp_path: Path) -> None:
    many = [Change("PROPERTY_REMOVED", f"x.p{number}") for number in range(100)]
    text = "\n".join(markdown.run_lines(run_of(tmp_path, *many, diff=("+x",) * 1000)))

    assert text.count("- PROPERTY_REMOVED") == 100
    assert text.count("\n+x") == 1000
    assert "more" not in text
