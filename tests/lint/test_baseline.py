"""Known findings, and those that are new."""

from __future__ import annotations

from pathlib import Path

from generator.diagnostics import Finding
from generator.lint.baseline import compare, dump, read_baseline
from generator.model import Loc
from tests.lint.conftest import OPERATION, Pages

BAD = OPERATION.replace('"get_book"', '"get_book",')


def test_known_findings_do_not_count(pages: Pages, tmp_path: Path) -> None:
    pages.put("api/book-get.md", BAD)
    assert pages.lint("--baseline", "known.json", "--update-baseline") == "known.json: 1 finding\n"

    # Everything moves by three lines, and a second finding of another kind comes.
    pages.put("api/book-get.md", "\n\n\n" + BAD)
    out = pages.lint("--baseline", "known.json", "--fail-on", "info")
    assert out == "no new findings\n1 known from the baseline\n"

    pages.put("api/book-get.md", BAD.replace('"response",', '"response",,'))
    out = pages.lint("--baseline", "known.json", "--fail-on", "info", code=3)
    assert out.count("METADATA_NOT_JSON") == 1
    assert "error: --fail-on: there are findings of info or graver" in pages.err

    pages.put("api/book-get.md", OPERATION)
    assert "1 in the baseline and gone" in pages.lint("--baseline", "known.json")


def test_every_format_shows_new_findings_only(pages: Pages) -> None:
    pages.put("api/book-get.md", BAD)
    pages.lint("--baseline", "known.json", "--update-baseline")

    for form in ("json", "github", "sarif", "markdown"):
        out = pages.lint("--baseline", "known.json", "--format", form)
        assert "METADATA_NOT_JSON" not in out, form
        assert "METADATA_NOT_JSON" in pages.lint("--format", form), form


def test_findings_that_are_alike_count_each(tmp_path: Path) -> None:
    same = [Finding("TYPE_CONFLICT", Loc("a.md", n), f"x at b.md:{n}; y") for n in (3, 5, 9)]
    file = tmp_path / "known.json"
    file.write_text(dump(same[:2]), encoding="utf-8")

    compared = compare(same, read_baseline(file))

    assert compared.new == (same[2],)
    assert (compared.known, compared.gone) == (2, 0)
    assert compare(same[:1], read_baseline(file)).gone == 1
    assert file.read_text(encoding="utf-8") == dump(reversed(same[:2]))


def test_a_baseline_that_cannot_be_read(pages: Pages, tmp_path: Path) -> None:
    pages.lint("--baseline", "known.json", code=2)
    assert "known.json: no such baseline; --update-baseline writes it" in pages.err
    for text in ("", "[]", '{"format": 9, "findings": []}', '{"format": 1, "findings": [1]}'):
        (tmp_path / "known.json").write_text(text, encoding="utf-8")
        pages.lint("--baseline", "known.json", code=2)
        assert pages.err.startswith("error: known.json: ")
    pages.lint("--update-baseline", code=2)
    assert "--update-baseline: name the file with --baseline FILE" in pages.err
