"""Whatever a page holds, the emitted code has the shape of the templates and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.hostile import pages
from tests.hostile.running import run
from tests.hostile.syntax import intruders

_HOLES = sorted({hole for text in pages.TEMPLATES.values() for hole in pages.holes(text)})
_TEXTS = (*pages.ENDS, *pages.PAYLOADS)
_SETTINGS = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def check(folder: Path, slots: dict[str, str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    output = run(folder, pages.filled(slots))
    assert intruders(output.files) == []
    internal = [it for it in output.findings if it.code == "PAGE_INTERNAL_ERROR"]
    assert internal == []
    for text in output.files.values():
        text.encode()


def test_harmless_pages(tmp_path: Path) -> None:
    check(tmp_path / "docs", {})


@pytest.mark.parametrize("number", range(12))
def test_all_holes_at_once(tmp_path: Path, number: int) -> None:
    slots = {
        hole: _TEXTS[(place * 7 + number * 41) % len(_TEXTS)]
        for place, hole in enumerate(_HOLES)
        if (place + number) % 3
    }
    check(tmp_path / "docs", slots)


@pytest.mark.long
@pytest.mark.parametrize("hole", _HOLES)
def test_each_hole_alone(tmp_path: Path, hole: str) -> None:
    # Every text is for one hole in 31: all for all of them take an hour.
    for text in _TEXTS[_HOLES.index(hole) % 31 :: 31]:
        check(tmp_path / "docs", {hole: text})


@settings(_SETTINGS, max_examples=40)
@given(slots=pages.hostile_slots)
def test_any_pages(tmp_path: Path, slots: dict[str, str]) -> None:
    check(tmp_path / "docs", slots)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("things/models/thing.py", "X = __import__('os')"),
        ("things/models/thing.py", "import os"),
        ("things/models/thing.py", "from os import system"),
        ("things/models/thing.py", "from .nothing import x"),
        ("things/models/thing.py", "X: Any = nan"),
        ("things/models/thing.py", "@eval\nclass Safe: pass"),
        ("things/resources/things.py", "X = (lambda: 1)"),
        ("things/resources/things.py", "X = [y for y in ()]"),
        ("things/_types.py", "X = print()"),
        ("things/_runtime/urls.py", "# changed"),
        ("things/other.py", ""),
        ("tests/test_things.py", "X = client.things.do.__globals__"),
        ("tests/test_things.py", "X = sys.exit()"),
        ("tests/conftest.py", "assert True"),
    ],
)
def test_intruders_are_found(tmp_path: Path, path: str, line: str) -> None:
    files = dict(run(tmp_path, pages.filled({})).files)
    files[path] = f"{files.get(path, '')}\n{line}\n"
    assert intruders(files)
