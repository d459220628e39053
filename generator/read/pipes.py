"""The cells of a row of a pipe table."""

from __future__ import annotations

import re

_CODE_SPAN = re.compile(r"`[^`]*`")


def split_row(line: str, columns: int = 0) -> tuple[str, ...]:
    """The cells of a table row, outer pipes removed, `\\|` unescaped.

    A pipe inside a code span separates cells in GFM; when that gives more cells than the table
    has columns and honouring the code spans does not, the author meant the latter.
    """
    cells = _split_pipes(line)
    if columns and len(cells) > columns and "`" in line:
        guarded = _split_pipes(_CODE_SPAN.sub(lambda m: m[0].replace("|", "\x00"), line))
        if len(guarded) == columns:
            return tuple(cell.replace("\x00", "|") for cell in guarded)
    return cells


def _split_pipes(line: str) -> tuple[str, ...]:
    text = line.strip().removeprefix("|")
    if "\\|" not in text:
        return tuple(map(str.strip, text.removesuffix("|").split("|")))
    text = text.replace("\\|", "\x01").removesuffix("|")
    return tuple(cell.strip().replace("\x01", "|") for cell in text.split("|"))
