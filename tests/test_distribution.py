"""What is handed out: the same bytes from the same sources, and nothing that does not belong."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.long

#: What a wheel holds, and what a source distribution holds below its folder.
_WHEEL = re.compile(
    r"generator/(?:[a-z_]+/)*[a-z_]+\.py|generator/py\.typed"
    r"|generator/viewer/assets/[a-z]+\.(?:css|html|js)"
    r"|generator/templates/(?:[a-z_]+/)*[a-z_]+\.(?:py|jinja)"
    r"|[a-z0-9_]+-[0-9.]+\.dist-info/(?:METADATA|WHEEL|RECORD|entry_points\.txt|licenses/LICENSE)"
)
_SDIST = re.compile(
    r"(?:generator|templates|docs|tests|docs_input|fuzz|benchmarks)/.+"
    r"|action\.yml|\.pre-commit-hooks\.yaml|CHANGELOG\.md|SECURITY\.md|LICENSE|README\.md|PKG-INFO|pyproject\.toml|\.gitignore"
)
_NEVER = re.compile(r"\.pyc$|__pycache__|\.env|\.git/|\.venv|\.key$|\.pem$|(?:^|/)generated/")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two folders of distributions, made of two copies of the files that git knows."""
    pytest.importorskip("hatchling", reason="the build backend is not installed")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("this is no checkout")
    folders = []
    for number in range(2):
        copy = tmp_path_factory.mktemp(f"copy{number}")
        for name in filter(None, listed.stdout.split("\0")):
            if (ROOT / name).is_file():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, copy / name)
        # Of all that may differ between two machines: the time, and who may read the files.
        os.utime(copy / "pyproject.toml", (number + 1, number + 1))
        (copy / "LICENSE").chmod(0o600 if number else 0o644)
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build"],
            cwd=copy,
            env=os.environ | {"SOURCE_DATE_EPOCH": "1700000000"},
            check=True,
            capture_output=True,
        )
        folders.append(copy / "dist")
    return folders[0], folders[1]


def test_builds_are_reproducible(built: tuple[Path, Path]) -> None:
    names = sorted(path.name for path in built[0].iterdir())
    assert len(names) == 2
    for name in names:
        assert (built[0] / name).read_bytes() == (built[1] / name).read_bytes(), name


def test_the_wheel_holds_the_generator_alone(built: tuple[Path, Path]) -> None:
    (wheel,) = built[0].glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert [name for name in names if not _WHEEL.fullmatch(name) or _NEVER.search(name)] == []


def test_the_source_distribution_holds_the_project_alone(built: tuple[Path, Path]) -> None:
    (sdist,) = built[0].glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        members = archive.getmembers()
    assert all(member.isfile() for member in members)
    names = [member.name.partition("/")[2] for member in members]
    assert [name for name in names if not _SDIST.fullmatch(name) or _NEVER.search(name)] == []
