"""A whole documentation of 3,341 pages: every page is accounted for, every file is sound."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from generator import pipeline, write
from generator.config import Config

DOCS = Path(__file__).parents[2] / "shared/corpora/graph-2021-07/api-reference/v1.0"

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not DOCS.exists(), reason="the corpus is not at hand"),
]


@pytest.fixture(scope="module")
def output() -> pipeline.Output:
    return pipeline.run(Config(docs=DOCS))


@pytest.fixture(scope="module")
def out(output: pipeline.Output, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    write.apply(folder, output.files, "1", output.pages)
    return folder


def run(*words: str | Path, cwd: Path) -> str:
    command = [sys.executable, "-m", *words]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    print(done.stdout[-4000:], done.stderr[-4000:])
    assert done.returncode == 0
    return done.stdout


def test_every_page_is_accounted_for(output: pipeline.Output) -> None:
    (item,) = output.apis
    inventory = item.api.inventory
    kinds = ("operation", "resource", "enum", "other")

    assert inventory["pages"] == item.pages == len(list(DOCS.rglob("*.md")))
    assert sum(inventory[f"pages_{kind}"] for kind in kinds) == inventory["pages"]
    assert not [f for f in output.findings if f.code == "PAGE_INTERNAL_ERROR"]
    print(Counter(case.verdict for case in item.cases))


def test_no_path_is_too_long_for_other_systems(output: pipeline.Output) -> None:
    assert [path for path in output.files if len(path) > 100] == []


def test_a_second_run_changes_nothing(output: pipeline.Output, out: Path) -> None:
    again = pipeline.run(Config(docs=DOCS, jobs=1))

    assert not write.check(out, again.files, "1", again.pages)


def test_every_module_can_be_imported(output: pipeline.Output, out: Path) -> None:
    names = [
        path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for path in output.files
        if path.endswith(".py") and not path.startswith("tests/")
    ]
    script = out / "import_all.py"
    script.write_text(
        f"import importlib\nfor name in {names!r}:\n    importlib.import_module(name)\n"
    )
    run("import_all", cwd=out)
    script.unlink()


def test_types(out: Path) -> None:
    package = next(path.parent for path in out.glob("*/py.typed"))
    run("mypy", "--strict", "--explicit-package-bases", package.name, "tests", cwd=out)


def test_its_own_tests(out: Path) -> None:
    printed = run("pytest", "-q", "-p", "no:cacheprovider", "tests", cwd=out)

    passed = re.search(r"(\d+) passed", printed)
    assert passed and int(passed[1]) > 2000
