"""What was measured, and how it is printed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Row(NamedTuple):
    """A figure; `most` is what it may be at most, `least` what it has to be at least."""

    what: str
    value: float
    unit: str = ""
    most: float | None = None
    least: float | None = None

    @property
    def is_met(self) -> bool:
        """Whether the figure is within its bounds."""
        low = self.least is None or self.value >= self.least
        return low and (self.most is None or self.value <= self.most)

    def cells(self) -> tuple[str, str, str]:
        """What, how much, and what was asked for."""
        bounds = (("at most", self.most), ("at least", self.least))
        asked = " ".join(f"{text} {_number(bound)}" for text, bound in bounds if bound is not None)
        verdict = "" if self.is_met else " **missed**"
        return self.what, f"{_number(self.value)} {self.unit}".strip(), asked + verdict


def table(title: str, rows: Iterable[Row]) -> str:
    """Rows as a table in Markdown."""
    lines = [f"## {title}", "", "| | | asked for |", "|---|--:|---|"]
    return "\n".join([*lines, *(f"| {' | '.join(row.cells())} |" for row in rows), ""])


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"
