"""What `serve` answers and `review` shows of hostile pages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.hostile import pages
from tests.hostile.running import write
from tests.hostile.verbs import look

_HOLES = sorted({hole for text in pages.TEMPLATES.values() for hole in pages.holes(text)})
_TEXTS = (*pages.ENDS, *pages.PAYLOADS)
_SETTINGS = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def check(folder: Path, slots: dict[str, str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    write(folder, pages.filled(slots))
    look(folder)


@pytest.mark.parametrize("number", range(6))
def test_all_holes_at_once(tmp_path: Path, number: int) -> None:
    check(
        tmp_path / "docs",
        {
            hole: _TEXTS[(place * 11 + number * 67) % len(_TEXTS)]
            for place, hole in enumerate(_HOLES)
            if (place + number) % 4
        },
    )


@settings(_SETTINGS, max_examples=25)
@given(slots=pages.hostile_slots)
def test_any_pages(tmp_path: Path, slots: dict[str, str]) -> None:
    check(tmp_path / "docs", slots)


@pytest.mark.long
@pytest.mark.parametrize("hole", _HOLES)
def test_each_hole_alone(tmp_path: Path, hole: str) -> None:
    for text in _TEXTS[_HOLES.index(hole) % 31 :: 31]:
        check(tmp_path / "docs", {hole: text})
