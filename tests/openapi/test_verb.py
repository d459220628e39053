"""`python -m generator openapi`."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from generator.cli import main
from tests.openapi.pages import ROOT

DOCS = ROOT / "docs_input"


def test_json_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["openapi", str(DOCS), "--no-cache"]) == 0

    assert json.loads(capsys.readouterr().out)["openapi"] == "3.1.1"


def test_yaml_goes_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    yaml = pytest.importorskip("yaml")
    out = tmp_path / "openapi.yaml"

    assert main(["openapi", str(DOCS), "--no-cache", "--format", "yaml", "--out", str(out)]) == 0
    assert yaml.safe_load(out.read_text(encoding="utf-8"))["info"]["version"] == "v1.0"
    assert capsys.readouterr().out == ""


def test_without_pyyaml_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)

    assert main(["openapi", str(DOCS), "--no-cache", "--format", "yaml"]) == 2
    assert "pip install 'pages2py[yaml]'" in capsys.readouterr().err


def test_it_takes_one_api(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for version in ("v1.0", "beta"):
        shutil.copytree(DOCS, tmp_path / version)

    assert main(["openapi", str(tmp_path), "--no-cache"]) == 2
    assert "holds several APIs (beta, v1.0); name the folder of one" in capsys.readouterr().err


def test_help_has_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["openapi", "--help"]) == 0

    assert "python -m generator openapi docs --format yaml" in capsys.readouterr().out
