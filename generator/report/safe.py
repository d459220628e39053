"""Text from pages on its way to a terminal or a log."""

from __future__ import annotations


def safe(text: str) -> str:
    """The text on one line, with everything that does not print written as an escape.

    Line ends, terminal controls, and characters that reorder or hide what stands beside them
    would let a page forge a line of output or make one unreadable.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _escape(char) for char in text)


def _escape(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
