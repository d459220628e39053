"""Packages to use as people do: generated once, and kept while nothing that makes them changes."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

import pytest

import generator
from generator import pipeline, write
from generator.config import load_config

ROOT = Path(__file__).parents[2]
GRAPH = ROOT.parent / "shared" / "corpora" / "graph-2021-07" / "api-reference" / "v1.0"


def _generated(docs: Path, out: Path) -> Path:
    output = pipeline.run(load_config(docs, cwd=out))
    write.apply(out, output.files, generator.__version__, output.pages)
    return out


def _fingerprint() -> str:
    """Of everything that a generated package depends on, the pages aside."""
    files = (*(ROOT / "generator").rglob("*.py"), *(ROOT / "templates").rglob("*.*"))
    sources = sorted(path for path in files if "__pycache__" not in path.parts)
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()[:16]


@pytest.fixture(scope="session")
def graph() -> Path:
    """A folder with the package of Graph v1.0."""
    if not GRAPH.is_dir():
        pytest.skip(f"there are no pages at {GRAPH}")
    kept = Path(tempfile.gettempdir()) / f"acceptance-{os.getuid()}"
    out = kept / _fingerprint()
    if not out.is_dir():
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir(mode=0o700)
        _generated(GRAPH, Path(tempfile.mkdtemp(dir=kept))).rename(out)
    return out


@pytest.fixture(scope="session")
def appointments(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package of docs_input/."""
    return _generated(ROOT / "docs_input", tmp_path_factory.mktemp("appointments"))
