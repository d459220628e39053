"""Line numbers of places in a text."""

from __future__ import annotations


class Lines:
    """Tells the line of one place after another; looks at every character once.

    `first` is the number of the text's first line. Places may be asked for in any order; only
    ascending order is fast.
    """

    def __init__(self, text: str, first: int) -> None:
        self._text = text
        self._first = first
        self._line = first
        self._place = 0

    def at(self, place: int) -> int:
        """The line in which the character at `place` stands."""
        if place < self._place:
            self._line, self._place = self._first, 0
        self._line += self._text.count("\n", self._place, place)
        self._place = place
        return self._line
