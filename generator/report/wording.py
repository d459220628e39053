"""How reports say numbers."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """A number of things: `1 page`, `1,200 pages`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
