"""The same pages give the same bytes: whatever the hash seed and the number of processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def generate(docs: Path, out: Path, seed: int, jobs: int) -> dict[str, bytes]:
    """What a run in a process of its own writes."""
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "generator",
        docs,
        "--out",
        out,
        "--jobs",
        str(jobs),
        "--quiet",
    ]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": str(seed)}, check=True)
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def many_pages(tmp_path: Path) -> Path:
    """Enough pages for several processes."""
    docs = tmp_path / "docs"
    for folder in ("api", "resources"):
        (docs / folder).mkdir(parents=True)
    for number in range(210):
        text = (
            f"# thing{number} resource type\n\nNamespace: contoso.things\n\nThing {number}.\n\n"
            "## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n|id|String|Its key.|\n"
            f"|next|[thing{number + 1}](thing{number + 1}.md)|The **TODO: next** one.|\n"
        )
        (docs / f"resources/thing{number}.md").write_text(text)
    return docs


def test_hash_seed(tmp_path: Path) -> None:
    docs = ROOT / "docs_input"

    first = generate(docs, tmp_path / "a", seed=1, jobs=1)

    assert first == generate(docs, tmp_path / "b", seed=2, jobs=1)
    assert first


def test_processes(tmp_path: Path, many_pages: Path) -> None:
    first = generate(many_pages, tmp_path / "a", seed=1, jobs=1)

    assert first == generate(many_pages, tmp_path / "b", seed=2, jobs=3)
    assert len(first) > 210
