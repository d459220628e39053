"""Every behaviour to settle has a reading case that says so in its name.

`a` and `b` are the behaviours of the tool that defined the dialect: how it reads pages (b) and what
its tests ask of it (a). `trap` counts what goes wrong when pages are read naively, `s14` what newer
pages do differently. A case may be about several: `a11-a12-objects-…`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest

from tests.test_reading_cases import FOLDERS

#: Numbers and ranges by kind. Left out of `a` are addresses within JSON (33-40) and edits of pages
#: (69-70), which the generator does not do, and what is about that tool's own workings.
ROWS: Mapping[str, str] = {
    "a": "01-32 48 55 61-62 72 75-76",
    "b": "01-47",
    "trap": "01-30",
    "s14-": "01-19",
}
_LABELS = re.compile(r"(?:(?:[ab]|trap|s14-)\d\d-)+")
_LABEL = re.compile(r"((?:[ab]|trap|s14-)\d\d)-")


def _labels(name: str) -> frozenset[str]:
    """The rows that a case's name begins with."""
    found = _LABELS.match(name)
    return frozenset(_LABEL.findall(found[0])) if found else frozenset()


def _rows() -> Iterator[str]:
    for kind, numbers in ROWS.items():
        for part in numbers.split():
            first, _, last = part.partition("-")
            yield from (f"{kind}{at:02}" for at in range(int(first), int(last or first) + 1))


KNOWN = tuple(_rows())
COVERED = frozenset(label for case in FOLDERS for label in _labels(case.name))


@pytest.mark.parametrize("row", KNOWN)
def test_a_row_has_a_case(row: str) -> None:
    assert row in COVERED, f"no folder of tests/cases/reading is called {row}-…"


def test_names_tell_rows_that_exist() -> None:
    assert not COVERED.difference(KNOWN)


def test_a_name_tells_all_its_rows() -> None:
    assert _labels("a11-s14-03-b20-trap25-x-b01-y") == {"a11", "s14-03", "b20", "trap25"}
    assert _labels("plain-01-headings") == frozenset()
