"""Lists as a service pages them: `$top`, `$skip`, `$count`, `$select`, next links, delta links."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from generator.emit.conforms_types import Types
from generator.model import Returns
from generator.records import Record
from generator.serve.messages import Asked, Json
from generator.serve.synthesis import Synthesis

#: Begins the tokens that the mock makes; others are those of examples.
_MINE = "mock-"
_END = f"{_MINE}end"
_NEXT, _DELTA, _COUNT = "@odata.nextLink", "@odata.deltaLink", "@odata.count"
_ALWAYS = frozenset({"id"})


class View(Record):
    """What of a list or an entity is asked for.

    - `start`: the number of the first item, from the mock's own token
    - `foreign`: whether the request is for a page that an example links to
    - `no_news`: whether it is for what has changed since the mock's last delta link
    """

    select: tuple[str, ...] = ()
    expand: tuple[str, ...] = ()
    top: int | None = None
    skip: int = 0
    count: bool = False
    start: int = 0
    foreign: bool = False
    no_news: bool = False

    @classmethod
    def of(cls, asked: Asked) -> View:
        """Read it from the query, which has been checked."""
        given = {name.lstrip("$").lower(): value for name, value in asked.options}
        token = given.get("skiptoken", given.get("deltatoken", ""))
        mine = token.removeprefix(_MINE) if token.startswith(_MINE) else ""
        return cls(
            _names(given.get("select", "")),
            _names(given.get("expand", "")),
            _number(given.get("top")),
            _number(given.get("skip")) or 0,
            given.get("count", "").lower() == "true",
            (_number(mine) or 0),
            bool(token) and not token.startswith(_MINE),
            token == _END,
        )


_ALL = View()


class Paging:
    """Gives of a documented list or entity what a request asks for."""

    def __init__(self, types: Types, synthesis: Synthesis, page_size: int | None) -> None:
        self._types = types
        self._synthesis = synthesis
        self._page_size = page_size

    def matters(self, view: View, size: int | None) -> bool:
        """Whether anything but a documented answer can have been asked for."""
        return view != _ALL or size is not None or self._page_size is not None

    def changes(self, value: Any, returns: Returns | None, view: View, size: int | None) -> bool:
        """Whether the documented answer is not what was asked for, as it stands."""
        if view.select or view.expand or view.count or view.start or view.skip:
            return True
        items = _items(value, returns)
        most = self._most(view, size)
        return items is not None and most is not None and len(items) > most

    def page(
        self, asked: Asked, value: Json, returns: Returns, view: View, size: int | None
    ) -> Json:
        """A page of a list: the items that are asked for, and the link to the others."""
        type_ = returns.type
        member = returns.items_member if returns.items_member in value else "value"
        items = value.get(member)
        if not isinstance(items, list):
            items = []
        first = view.start + (view.skip if not view.start else 0)
        most = self._most(view, size)
        last = len(items) if most is None else first + most
        found = {name: item for name, item in value.items() if name != member}
        if view.count:
            found[_COUNT] = max(len(items), _number(str(value.get(_COUNT, ""))) or 0)
        if last < len(items) and not self._is_last(view, size):
            found.pop(_DELTA, None)
            found[_NEXT] = _link(asked, f"{_MINE}{last}")
        elif first or most is not None:
            found.pop(_NEXT, None)
        name = type_.name if type_ else "Edm.Untyped"
        found[member] = [self.entity(item, name, view) for item in items[first:last]]
        return found

    def entity(self, value: Any, name: str, view: View) -> Any:
        """An entity with the properties that are asked for."""
        if not isinstance(value, dict) or not (view.select or view.expand):
            return value
        name = self._types.actual(name, value)
        members = self._types.members(name)
        known = {wire.lower(): wire for wire in members}
        expanded = [known[item.lower()] for item in view.expand if item.lower() in known]
        found = dict(value)
        if view.select and "*" not in view.select:
            kept = {item.lower() for item in (*view.select, *view.expand)} | _ALWAYS
            found = {
                wire: item
                for wire, item in value.items()
                if wire.partition("@")[0].lower() in kept or wire.startswith("@")
            }
            expanded += [known[item.lower()] for item in view.select if item.lower() in known]
        for wire in expanded:
            if wire not in found:
                found[wire] = self._synthesis.property(members[wire])
        return found

    def end(self, asked: Asked, is_delta: bool, member: str) -> Json:
        """The page after the last one."""
        return with_delta_link(asked, {member: []}) if is_delta else {member: []}

    def _most(self, view: View, size: int | None) -> int | None:
        given = [item for item in (view.top, size, self._page_size) if item is not None]
        return min(given) if given else None

    def _is_last(self, view: View, size: int | None) -> bool:
        """Whether the client asked for no more than this page: `$top=0`."""
        return self._most(view, size) == 0


def with_delta_link(asked: Asked, value: Json) -> Json:
    """The last page of changes, with a link to those since now, of which there will be none."""
    return {_DELTA: f"{asked.origin}{asked.root}{asked.path}?$deltatoken={_END}", **value}


def _link(asked: Asked, token: str) -> str:
    """The same request with a token for the next page."""
    dropped = ("$skiptoken", "skiptoken", "$skip", "skip")
    kept = [(name, value) for name, value in asked.options if name.lower() not in dropped]
    query = "".join(f"{quote(name, safe='$')}={quote(value)}&" for name, value in kept)
    return f"{asked.origin}{asked.root}{asked.path}?{query}$skiptoken={token}"


def _items(value: Any, returns: Returns | None) -> list[Any] | None:
    if not isinstance(value, dict) or returns is None:
        return None
    items = value.get(returns.items_member, value.get("value"))
    return items if isinstance(items, list) else None


def _names(text: str) -> tuple[str, ...]:
    """The names in `$select` or `$expand`, options in parentheses and paths left out."""
    found, depth, name = [], 0, ""
    for char in f"{text},":
        depth += (char == "(") - (char == ")")
        if char == "," and depth <= 0:
            found.append(name.partition("(")[0].partition("/")[0].strip())
            name = ""
        else:
            name += char
    return tuple(item for item in found if item)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
