"""The form of a surface: lines, their tokens, and where the pages state them.

A line is

    SUBJECT KIND WORD... NAME=VALUE... FLAG...

where text that is not plain is a JSON string in ASCII, so that a page can neither forge a line nor
hide one. Places are in a file of their own, so that lines of the pages may move without any other
file of the surface being touched. A line of it is

    FILE SUBJECT PLACE...

with the place of each line about the subject in that file, in their order: `page:line`, `:line` on
the same page as before, `-` where no page states the fact.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.model import Loc


class Line(NamedTuple):
    """A line's subject, all of its text, and where it comes from. Sorts as the files do."""

    text: str
    subject: str
    loc: Loc | None


class Block(NamedTuple):
    """All lines of a file about one subject: their text, and their places if pages state any."""

    subject: str
    text: str
    places: str


def token(text: str) -> str:
    """A text without blanks as it is, any other as a JSON string."""
    is_plain = text.isascii() and text.isprintable() and " " not in text and '"' not in text
    return text if is_plain and text else json.dumps(text)


def line(loc: Loc | None, subject: str, *words: str, **facts: str | bool | None) -> Line:
    """`subject words name=value flag`; False, None and empty facts are left out."""
    about = token(subject)
    said = [about, *map(token, words)]
    for name, value in facts.items():
        if value is True:
            said.append(name)
        elif value:
            said.append(f"{name}={token(value)}")
    return Line(" ".join(said), about, loc)


def digest(text: str) -> str | None:
    """Tells texts apart; blanks and line ends do not count."""
    plain = " ".join(text.split())
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:8] if plain else None


def blocks(lines: Iterable[Line]) -> tuple[Block, ...]:
    """The lines in blocks, one for each subject. What is said twice has its first place."""
    by_subject: dict[str, list[Line]] = {}
    for item in _ordered(lines):
        by_subject.setdefault(item.subject, []).append(item)
    return tuple(
        Block(
            subject,
            "".join(f"{item.text}\n" for item in found),
            " ".join(_shown(item.loc for item in found)) if any(it.loc for it in found) else "",
        )
        for subject, found in by_subject.items()
    )


def texts(surface: Mapping[str, Iterable[Block]]) -> dict[str, str]:
    """The files of these names, and `places.txt`. No two blocks of a file have one subject."""
    ordered = {name: sorted(found, key=_order) for name, found in sorted(surface.items())}
    files = {f"{name}.txt": "".join([it.text for it in found]) for name, found in ordered.items()}
    rows = [
        f"{name} {item.subject} {item.places}\n"
        for name, found in ordered.items()
        for item in found
        if item.places
    ]
    return files | {"places.txt": "".join(rows)}


def _order(block: Block) -> str:
    """Orders blocks as their lines are: a subject is a token, and a blank follows it."""
    return f"{block.subject} "


def _ordered(lines: Iterable[Line]) -> list[Line]:
    found: dict[str, Line] = {}
    for item in lines:
        known = found.setdefault(item.text, item)
        if known is not item and item.loc and (known.loc is None or item.loc < known.loc):
            found[item.text] = item
    return [found[text] for text in sorted(found)]


def _shown(locs: Iterable[Loc | None]) -> Iterator[str]:
    page = None
    for loc in locs:
        if loc is None:
            yield "-"
        else:
            yield f":{loc.line}" if loc.path == page else token(str(loc))
            page = loc.path
