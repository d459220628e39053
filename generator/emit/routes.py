"""Request paths in Python spelling: what placeholders are called, and route templates.

A placeholder is called after the segment before it (`/groups/{id}` gives group_id), since pages
call nearly all of them `id`; one that is called something else keeps its name (`{size}`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from urllib.parse import quote

from generator.emit import spelling
from generator.emit.words import digest, last_singular, words
from generator.model import Route, Segment
from generator.records import Record, replace

#: Last words of placeholders that say no more than "the key of the thing before me".
_ID_WORDS = frozenset({"id", "ids", "guid", "identifier", "uid"})
_ID_NAMES = frozenset({("user", "principal", "name"), ("upn",)})

_LITERAL = "!$&'()*+,;=:@-._~%"
#: Segments whose text is sent as it is.
_FIXED = frozenset({"literal", "cast", "function"})
_ELLIPSES = frozenset({"...", "\u2026"})


class Slot(Record):
    """A placeholder of a route: its Python name and the place it has in the model's segments.

    `argument` is the position in the segment's `args`, or None for a key or path segment.
    """

    name: str
    segment: int
    argument: int | None = None
    quoted: bool = False


class NamedRoute(Record):
    """A route whose placeholders have Python names.

    `template` is what the runtime takes: `"GET /users/{user_id}/messages"`.
    """

    route: Route
    slots: tuple[Slot, ...]
    template: str

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters that the route needs, in route order."""
        return tuple(slot.name for slot in self.slots)


def named(
    route: Route,
    overrides: Mapping[str, str] | None = None,
    reserved: frozenset[str] = spelling.PARAMETER_RESERVED,
) -> NamedRoute:
    """Give the placeholders of a route their names; `overrides` maps documented text to a name."""
    scope = spelling.Scope()
    slots: list[Slot] = []
    for index, segment in enumerate(route.segments):
        for position, candidates, is_quoted in _placeholders(route.segments, index):
            forced = (overrides or {}).get(candidates[-1])
            wanted = [spelling.parameter(name, reserved) for name in candidates[:-1]]
            spelled = [forced] if forced else wanted
            name, _ = scope.claim(f"{index}/{position}/{segment.text}", *dict.fromkeys(spelled))
            slots.append(Slot(name, index, position, is_quoted))
    return NamedRoute(route, tuple(slots), template(route, slots))


def uniform(routes: Iterable[Route]) -> Iterator[tuple[Route, tuple[str, ...]]]:
    """One operation's routes in one spelling, each with the texts that it spells differently.

    Services do not tell the case of letters apart, so the spelling that most of the page's request
    lines have stands for all, the first one where none has most. An ellipsis between slashes says
    that what is before it may be repeated; it is no segment.
    """
    routes = list(routes)
    counts = Counter(it.text for route in routes for it in route.segments if it.kind in _FIXED)
    spelled: dict[str, str] = {}
    for text, _ in counts.most_common():
        spelled.setdefault(text.lower(), text)
    for route in routes:
        segments: list[Segment] = []
        odd: list[str] = []
        for segment in route.segments:
            if segment.kind == "literal" and segment.text in _ELLIPSES:
                continue
            if segment.kind in _FIXED and spelled[segment.text.lower()] != segment.text:
                odd.append(segment.text)
                segment = replace(segment, text=spelled[segment.text.lower()])
            segments.append(segment)
        is_same = not odd and len(segments) == len(route.segments)
        yield route if is_same else replace(route, segments=tuple(segments)), tuple(odd)


def template(route: Route, slots: list[Slot]) -> str:
    """The route as the runtime reads it, without a query."""
    by_place = {(slot.segment, slot.argument): slot.name for slot in slots}
    path = "".join(
        "/" + _segment(segment, index, by_place) for index, segment in enumerate(route.segments)
    )
    return f"{_token(route.method)} {path or '/'}"


def _segment(segment: Segment, index: int, names: Mapping[tuple[int, int | None], str]) -> str:
    if segment.kind in ("key", "path"):
        mark = "+" if segment.kind == "path" else ""
        hole = f"{{{mark}{names[index, None]}}}"
        return _literal(segment.prefix) + hole + _literal(segment.suffix)
    text = _literal(segment.prefix) + _literal(segment.text)
    if segment.kind == "function":
        args = []
        for position, argument in enumerate(segment.args):
            name = names.get((index, position))
            value = f"{{{name}}}" if name is not None else _literal(argument.literal)
            mark = "'" if argument.quoted else ""
            head = f"{_literal(argument.name)}=" if argument.name else ""
            args.append(f"{head}{mark}{value}{mark}")
        text += f"({','.join(args)})"
    return text + _literal(segment.suffix)


def _placeholders(
    segments: tuple[Segment, ...], index: int
) -> list[tuple[int | None, tuple[str, ...], bool]]:
    """The placeholders of a segment: position, names by preference then the documented text."""
    segment = segments[index]
    if segment.kind in ("key", "path"):
        names = _candidates(segment.text, segment.kind == "key", _before(segments, index))
        return [(None, (*names, segment.text), False)]
    found: list[tuple[int | None, tuple[str, ...], bool]] = []
    for position, argument in enumerate(segment.args):
        if argument.placeholder is not None:
            own = argument.name or argument.placeholder
            longer = f"{segment.text} {own}"
            found.append((position, (own, longer, argument.placeholder), argument.quoted))
    return found


@lru_cache(maxsize=4096)
def _candidates(text: str, is_key: bool, before: tuple[str, ...]) -> tuple[str, ...]:
    alternatives = [words(part) for part in re.split(r"[|,]|\bor\b", text) if part.strip()]
    own = alternatives[0] if alternatives else words(text)
    if not before:
        return (" ".join(own),)
    owner = last_singular(before)
    by_segment, longer = " ".join((*owner, "id")), " ".join((*owner, *own))
    if is_key and any(_is_id(part, owner) for part in alternatives or [own]):
        return (by_segment, " ".join(own), longer)
    return (" ".join(own), longer, by_segment)


def _is_id(part: tuple[str, ...], owner: tuple[str, ...]) -> bool:
    if part == ("name",):
        return False
    return part[-1] in _ID_WORDS or part in _ID_NAMES or last_singular(part) == owner


def _before(segments: tuple[Segment, ...], index: int) -> tuple[str, ...]:
    """The words of the literal that a placeholder follows; empty after another placeholder."""
    own = segments[index].prefix.strip("(:'= ")
    if own and re.search(r"[A-Za-z]", own):
        return words(own)
    if not index or segments[index - 1].kind in ("key", "path"):
        return ()
    return words(segments[index - 1].text.rpartition(".")[2])


def _literal(text: str) -> str:
    """Fixed text of a path: what cannot stand in a URL, and braces, percent-encoded."""
    if not text or (text.isalnum() and text.isascii()):
        return text
    return quote(text.encode("utf-8", "surrogatepass"), safe=_LITERAL)


def _token(method: str) -> str:
    return method if re.fullmatch(r"[A-Z]{1,20}", method) else f"X{digest(method)}".upper()


def same_but_user(me: str, users: str) -> bool:
    """Whether two templates are `/me/T` and `/users/{user_id}/T`."""
    return (
        me.replace(" /me", " /users/{user_id}", 1) == users
        and re.search(r" /me(/|$)", me) is not None
    )
