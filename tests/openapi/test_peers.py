"""Other generators read the document: what they make of docs_input imports."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator import openapi
from tests.openapi.pages import seed

pytestmark = pytest.mark.long


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "openapi.json"
    text = openapi.text(openapi.document(seed().api, seed().names), "json")
    path.write_text(text, encoding="utf-8")
    return path


def run(*words: str | Path, cwd: Path) -> str:
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def program(name: str) -> str:
    """The installed program, beside this Python or on the path; skips where there is none."""
    beside = shutil.which(name, path=str(Path(sys.executable).parent))
    found = beside or shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def test_openapi_python_client(document: Path) -> None:
    peer = program("openapi-python-client")
    said = run(
        peer, "generate", "--path", document, "--meta", "none", "--output-path", "peer",
        "--fail-on-warning", cwd=document.parent,
    )  # fmt: skip

    assert "warning" not in said.lower()
    for module in (document.parent / "peer").rglob("*.py"):
        compile(module.read_bytes(), str(module), "exec")
    assert len(list((document.parent / "peer" / "api").rglob("*.py"))) > len(seed().api.operations)


@pytest.mark.parametrize("kind", ["pydantic_v2.BaseModel", "dataclasses.dataclass"])
def test_datamodel_code_generator(document: Path, kind: str) -> None:
    peer = program("datamodel-codegen")
    run(
        peer, "--input", document, "--input-file-type", "openapi", "--output-model-type", kind,
        "--output", "models.py", cwd=document.parent,
    )  # fmt: skip

    # By the peer's own Python, which has what its models import.
    python = Path(peer).parent / "python"
    run(python if python.exists() else sys.executable, "models.py", cwd=document.parent)
    text = (document.parent / "models.py").read_text(encoding="utf-8")
    classes = [seed().names.type(resource.name) for resource in seed().api.resources]
    assert [c for c in classes if c and f"class {c.cls}" not in text] == []
