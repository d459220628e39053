"""Markdown pages to facts: one page in, what this page states out, with the line of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.read.facts import PageFacts

if TYPE_CHECKING:
    from generator.read.reader import read_page

__all__ = ["PageFacts", "read_page"]


def __getattr__(name: str) -> object:
    """The reader, when it is needed: facts of earlier runs are used without it."""
    if name != "read_page":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from generator.read.reader import read_page

    return read_page
