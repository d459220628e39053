"""Finding renames takes time in proportion to what changed, and finds none where too much did."""

from __future__ import annotations

import sys

import pytest

from generator.review.likeness import matches
from generator.review.surface import Fact, parse
from tests.hostile.test_cost import within


def _facts(names: list[str]) -> list[Fact]:
    text = "".join(f"a.thing property {name} {name} Edm.String\n" for name in names)
    section = parse({"surface/p/types.txt": text})["p"].types
    return list(section.thing("a.thing").all("property"))


@pytest.mark.skipif(sys.platform == "win32", reason="measures with POSIX timers")
@pytest.mark.parametrize("number", [200, 4000])
def test_names_that_are_all_alike(number: int) -> None:
    gone = _facts([f"aPropertyOfManyThings{n:04}" for n in range(number)])
    come = _facts([f"aPropertyOfManyThinga{n:04}" for n in range(number)])
    assert len(gone) == number
    with within(15):
        found = list(matches(gone, come, gone, come, lambda a, b: True, ("same request",)))
    assert not found
