"""`--patch` and `--fix` on all pages of Microsoft Graph v1.0."""

from __future__ import annotations

import difflib
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from generator.diagnostics import Finding
from generator.lint.baseline import identity
from generator.lint.fix import is_mechanical
from generator.model import Loc

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpora" / "graph-2021-07" / "api-reference" / "v1.0"
#: Lines of a comment that `METADATA_MISSING` asks for.
COMMENT = re.compile(r'<!-- \{|  "blockType": "(request|response)",|  "name": ".*"|\} -->')
#: What a correction may change in a line, blanked: the rest has to be the same.
BLANKS = (
    lambda line: line.lower(),
    lambda line: line.replace(",", ""),
    lambda line: re.sub(r"(?i)(content-length:\s*)\S+", r"\1", line),
    lambda line: re.sub(r"/(v[\d.]+|beta)/", "/", line),
    lambda line: re.sub(r"[\s|:-]", "", line),
)


@pytest.mark.long
def test_a_patch_mends_what_it_says_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if not CORPUS.is_dir():
        pytest.skip("the corpus is not beside the repository")

    def lint(*words: str) -> str:
        assert main(["lint", *words]) == 0
        return capsys.readouterr().out

    patched, fixed = tmp_path / "patched", tmp_path / "fixed"
    for folder in (patched, fixed):
        shutil.copytree(CORPUS, folder / "v1.0")
        shutil.copytree(CORPUS.parent / "includes", folder / "includes")
    monkeypatch.chdir(patched)
    before = findings(lint("v1.0", "--format", "json"))
    (tmp_path / "patch").write_bytes(lint("v1.0", "--patch").encode())
    subprocess.run(["git", "init", "-q"], check=True)
    subprocess.run(["git", "apply", "--whitespace=nowarn", str(tmp_path / "patch")], check=True)
    monkeypatch.chdir(fixed)
    after = findings(lint("v1.0", "--fix", "--format", "json"))

    changed = [path for path in pages(CORPUS) if text(patched, path) != text(CORPUS.parent, path)]
    assert len(changed) > 100
    assert [text(patched, path) for path in pages(CORPUS)] == [
        text(fixed, path) for path in pages(CORPUS)
    ]
    for path in changed:
        for line in unlike(text(CORPUS.parent, path), text(patched, path)):
            pytest.fail(f"{path}: {line}")
    was, now = Counter(map(identity, before)), Counter(map(identity, after))
    assert not now - was, "a correction brings no finding"
    gone = was - now
    assert sum(gone.values()) > 500
    left = Counter(it.code for it in after if is_mechanical(it))
    print(f"{sum(gone.values())} findings mended in {len(changed)} pages; left: {dict(left)}")
    kept = {code for code, _, _ in gone} - {it.code for it in before if is_mechanical(it)}
    assert not kept, "nothing is gone but what was to be mended"


def findings(printed: str) -> list[Finding]:
    def one(it: dict[str, Any]) -> Finding:
        return Finding(it["code"], Loc(it["page"], it["line"]), it["message"], it["lost"] or "")

    (api,) = json.loads(printed)["apis"]
    return [one(it) for it in api["diagnostics"]]


def pages(folder: Path) -> Iterator[Path]:
    yield from (path.relative_to(folder.parent) for path in sorted(folder.rglob("*.md")))


def text(folder: Path, path: Path) -> str:
    return (folder / path).read_bytes().decode("utf-8", "surrogateescape")


def unlike(before: str, after: str) -> Iterator[str]:
    """Lines that differ in more than a correction does."""
    one, other = before.split("\n"), after.split("\n")
    for kind, a, b, c, d in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        old, new = one[a:b], other[c:d]
        if kind == "equal" or (not old and all(COMMENT.fullmatch(it.rstrip("\r")) for it in new)):
            continue
        if len(old) != len(new):
            yield f"{old} -> {new}"
            continue
        for was, now in zip(old, new, strict=True):
            if not any(blank(was) == blank(now) for blank in BLANKS):
                yield f"{was!r} -> {now!r}"
