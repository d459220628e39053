"""docs/pages.md is true: its pages are read without findings, and its Python uses the output."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from generator import pipeline, write
from generator.config import load_config

PAGE = (Path(__file__).parents[1] / "docs" / "pages.md").read_text(encoding="utf-8")


def test_the_pages_are_read_and_the_python_uses_them(tmp_path: Path) -> None:
    pages = re.findall(r"^<!-- page: (\S+) -->\n````markdown\n(.*?)^````$", PAGE, re.M | re.S)
    for path, text in pages:
        (tmp_path / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / path).write_text(text, encoding="utf-8")
    output = pipeline.run(load_config(tmp_path / "docs", cwd=tmp_path, jobs=1))
    write.apply(tmp_path / "out", output.files, "1", output.pages)
    (example,) = re.findall(r"^<!-- python -->\n```python\n(.*?)^```$", PAGE, re.M | re.S)
    (tmp_path / "out" / "example.py").write_text(example, encoding="utf-8")

    command = [sys.executable, "-m", "mypy", "--strict", "example.py"]
    done = subprocess.run(
        command, cwd=tmp_path / "out", capture_output=True, text=True, check=False
    )

    assert len(pages) == 4
    assert output.findings == ()
    assert [case.verdict for item in output.apis for case in item.cases] == ["exact", "exact"]
    assert done.returncode == 0, done.stdout + done.stderr


def test_another_version_is_another_package(tmp_path: Path) -> None:
    pages = re.findall(r"^<!-- page: (\S+) -->\n````markdown\n(.*?)^````$", PAGE, re.M | re.S)
    for path, text in pages:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text.replace("/v1.0/", "/v2/"), encoding="utf-8")

    (api,) = pipeline.run(load_config(tmp_path, cwd=tmp_path, jobs=1)).apis

    assert api.plan.name == "library_v2"
