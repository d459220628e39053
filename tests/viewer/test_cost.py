"""What a review of hostile pages costs: comparing is not done in full where it takes long."""

from __future__ import annotations

import random
import sys

import pytest

from generator.viewer.diffs import file_diffs
from generator.viewer.lines import Pages
from tests.hostile.test_cost import within

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="measures with POSIX timers")


def _mixed(letters: str, number: int, length: int) -> list[str]:
    lots = random.Random(1)
    return ["".join(sorted(lots.choices(letters, k=length))) for _ in range(number)]


#: Old and new lines whose comparison takes the longest, of as many as asked for.
_PAIRS = {
    "all the same": lambda n: (["x"] * n, ["x"] * (n // 2) + ["y"] + ["x"] * n),
    "two kinds": lambda n: (_mixed("ab", n, 1), _mixed("ba", n + 1, 1)),
    "every other one": lambda n: (
        [f"a{i}" if i % 2 else f"x{i}" for i in range(n)],
        [f"a{i}" if i % 2 else f"y{i}" for i in range(n)],
    ),
    "almost alike": lambda n: (
        [line if i % 25 else f"same {i}" for i, line in enumerate(_mixed("abcd", n, 190))],
        [line if i % 25 else f"same {i}" for i, line in enumerate(_mixed("cdef", n, 190))],
    ),
}


@pytest.mark.parametrize("name", _PAIRS)
def test_pages_that_are_long_to_compare(name: str) -> None:
    old, new = _PAIRS[name](9000)
    with within(20):
        pages = Pages({"x.md": "\n".join(new)}, {"x.md": "\n".join(old)})
        for line in range(1, len(new), 3):
            pages.excerpt("x.md", line, False)


@pytest.mark.parametrize("name", _PAIRS)
def test_files_that_are_long_to_compare(name: str) -> None:
    old, new = _PAIRS[name](9000)
    with within(8):
        [diff] = file_diffs({"x.py": "\n".join(old)}, {"x.py": "\n".join(new)})
    assert diff.plus


def test_a_long_page_shows_its_new_lines() -> None:
    old = [f"a {i}" for i in range(15_000)]
    new = [*old[:7000], "a new one", *old[7000:]]
    excerpt = Pages({"x": "\n".join(new)}, {"x": "\n".join(old)}).excerpt("x", 7001, False)
    assert excerpt.rows[excerpt.mark] == "+a new one"
