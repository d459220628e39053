"""No expression of the generator tries every combination, whatever the text."""

from __future__ import annotations

import re
import time

import pytest

from tests.hostile.regexes import ENDS, LEADS, PIECES, patterns

_PATTERNS = patterns()
#: Looking for an expression at each place of a text may take the square of its length, with the
#: short texts that they are used with; more is a hang. A square of 300 takes a millisecond.
_LENGTH, _SECONDS = 300, 0.05


def _slow(pattern: re.Pattern[str], text: str) -> bool:
    """Whether it takes long each time: another program may have had the processor."""
    for _ in range(3):
        started = time.process_time()
        for _ in pattern.finditer(text):
            pass
        if time.process_time() - started < _SECONDS:
            return False
    return True


def _check(name: str, leads: tuple[str, ...], ends: tuple[str, ...]) -> None:
    for piece in PIECES:
        body = piece * (_LENGTH // len(piece))
        for text in (f"{lead}{body}{end}" for lead in leads for end in ends):
            assert not _slow(_PATTERNS[name], text), (name, text[:10], text[-3:])


def test_no_expression_tries_all_combinations() -> None:
    for name in _PATTERNS:
        _check(name, ("",), ("", "!"))


@pytest.mark.long
@pytest.mark.parametrize("name", _PATTERNS)
def test_with_any_lead_and_end(name: str) -> None:
    _check(name, LEADS, ENDS)
