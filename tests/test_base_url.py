"""A configured service root: the client goes there, and the examples stay the service's own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator import openapi, pipeline, write
from generator.config import Config

DOCS = Path(__file__).parents[1] / "docs_input"


@pytest.mark.parametrize("url", ["https://eu.contoso.example/v1.0", "http://localhost:8080"])
def test_examples_are_of_the_documented_host(url: str, tmp_path: Path) -> None:
    usual = pipeline.run(Config(docs=DOCS, jobs=1))
    moved = pipeline.run(Config(docs=DOCS, jobs=1, base_url=url))

    assert moved.files["examples.txt"] == usual.files["examples.txt"]
    assert f'BASE_URL = "{url}"' in moved.files["appointments/client.py"]
    assert moved.files["appointments/testing.py"] != usual.files["appointments/testing.py"]
    assert openapi.document(moved.apis[0].api, moved.apis[0].names)["servers"] == [{"url": url}]
    differing = {path for path, text in usual.files.items() if moved.files[path] != text}
    assert not [path for path in differing if path.startswith(("tests/", "samples/"))]
    write.apply(tmp_path, moved.files, "1", moved.pages)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:]
