"""A wheel installed into an empty environment works from any folder."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = """\
---
title: "visit resource type"
---

# visit resource type

Namespace: contoso.visits

A visit.

## Properties

|Property|Type|Description|
|:---|:---|:---|
|id|String|The identifier.|
"""


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.long
def test_wheel(tmp_path: Path) -> None:
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", tmp_path, ROOT, cwd=tmp_path)
    (wheel,) = tmp_path.glob("*.whl")
    environment = tmp_path / "env"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    run(python, "-m", "pip", "install", "-q", wheel, cwd=tmp_path)
    (tmp_path / "page.md").write_text(PAGE)

    assert "generate" in run(python, "-m", "generator", "--help", cwd=tmp_path)
    run(python, "-m", "generator", "page.md", cwd=tmp_path)

    assert (tmp_path / "generated" / "visits" / "_runtime").is_dir()
    run(python, "-m", "generator", "review", "page.md", cwd=tmp_path)
    assert '"bump":"none"' in (tmp_path / "review.html").read_text(encoding="utf-8")
    code = "import visits.models as m; print(m.Visit(id='1').id)"
    assert run(python, "-c", code, cwd=tmp_path / "generated") == "1\n"
