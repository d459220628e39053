"""README is true: its Python uses what is generated from docs_input/, its commands exist."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator import pipeline, write
from generator.config import _KEYS, load_config

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package that README's example uses."""
    folder = tmp_path_factory.mktemp("readme")
    output = pipeline.run(load_config(ROOT / "docs_input", cwd=folder, jobs=1))
    write.apply(folder, output.files, "1", output.pages)
    return folder


def test_the_example_has_the_types_that_are_generated(out: Path) -> None:
    (example,) = blocks("python")
    (out / "example.py").write_text(example, encoding="utf-8")

    command = [sys.executable, "-m", "mypy", "--strict", "example.py"]
    done = subprocess.run(command, cwd=out, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_key_of_the_configuration_is_named() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", README, re.MULTILINE)) == set(_KEYS)


def test_every_command_is_one_that_the_generator_knows() -> None:
    from generator.cli import parser_of
    from generator.verbs import VERBS

    for line in re.findall(r"^\$ python -m generator (.*?)(?: +#.*)?$", README, re.MULTILINE):
        words = line.split(">")[0].split()
        verb = words.pop(0) if words[0] in VERBS else "generate"
        assert parser_of(verb).parse_known_args(words)[1] == []


def test_every_link_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
