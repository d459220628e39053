"""An operation as data: its routes, and what is sent and answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from . import urls

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")

#: Parameters that every operation may have, and the query options that they become.
STANDARD = {
    "select": "$select",
    "expand": "$expand",
    "filter": "$filter",
    "order_by": "$orderby",
    "search": "$search",
    "top": "$top",
    "skip": "$skip",
    "count": "$count",
}

_USER = "/users/{user_id}"


class Target(NamedTuple):
    """Where a call goes: method, path below the base URL, documented query; all escaped."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()


class Operation(Generic[T]):
    """One documented operation; T is the type of its result, or of the items of it.

    - `routes`: `"METHOD /path/{name}"`. `{name}` is one segment, `{+name}` a path of them; within
      parentheses it is a function's argument, within quotes a string literal. A tail `?...` is
      sent as it is.
    - `returns`, `collection`: the documented type of the answer; None for no content.
      `items`: the member of the answer that holds a collection.
    - `body`: the documented type of the JSON body; `raw`: the media type of a body that is no
      JSON; `members`: of a body with one member per parameter, each parameter's wire name and type.
    - `query`: custom query options by parameter.
    - `page`, `line`: the place in the pages; `missing`: what the page says in place of a route.
    - `long_running`: the answer 202 names a place that tells when the work is done.
    """

    __slots__ = (
        "body",
        "collection",
        "compiled",
        "id",
        "items",
        "line",
        "long_running",
        "members",
        "missing",
        "page",
        "query",
        "raw",
        "returns",
        "routes",
    )

    id: str
    routes: tuple[str, ...]
    returns: str | None
    collection: bool
    body: str | None
    members: Mapping[str, tuple[str, str]]
    query: Mapping[str, str]
    raw: str | None
    page: str | None
    line: int | None
    missing: str | None
    long_running: bool
    items: str
    compiled: list[Route]

    def __init__(
        self,
        id: str,
        *routes: str,
        returns: str | None = None,
        collection: bool = False,
        body: str | None = None,
        members: Mapping[str, tuple[str, str]] | None = None,
        query: Mapping[str, str] | None = None,
        raw: str | None = None,
        page: str | None = None,
        line: int | None = None,
        missing: str | None = None,
        long_running: bool = False,
        items: str = "value",
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "routes", routes)
        put(self, "returns", returns)
        put(self, "collection", collection)
        put(self, "body", body)
        put(self, "members", members or {})
        put(self, "query", query or {})
        put(self, "raw", raw)
        put(self, "page", page)
        put(self, "line", line)
        put(self, "missing", missing)
        put(self, "long_running", long_running)
        put(self, "items", items)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("operations are constants")

    def __repr__(self) -> str:
        return f"<Operation {self.id}>"

    @property
    def place(self) -> str:
        """The place in the pages, for messages."""
        page = self.page or self.id
        return f"{page}:{self.line}" if self.line else page

    def parsed(self) -> list[Route]:
        """The routes, parsed on first use."""
        try:
            return self.compiled
        except AttributeError:
            routes = [Route(text) for text in self.routes]
            others = {route.names for route in routes if not route.is_me}
            users = {route.names for route in routes if route.is_of_user}
            for route in routes:
                route.is_shared = route.is_me and route.names in others
                route.is_last = not route.is_shared and route.names | {"user_id"} in users
            object.__setattr__(self, "compiled", routes)
            return routes

    def path_names(self) -> set[str]:
        """The parameters that pick a route; "me" as `user_id` picks one that starts with `/me`."""
        names = {name for route in self.parsed() for name in route.names}
        if any(route.is_me for route in self.parsed()) and not (
            "user_id" in self.members or "user_id" in self.query
        ):
            names.add("user_id")
        return names

    def target(self, args: Mapping[str, Any]) -> Target:
        """The one request that the arguments ask for.

        Raises TypeError if no route, or more than one, takes just these arguments, and ValueError
        for a value that cannot stand in a path.
        """
        routes = self.parsed()
        given = {name for name in self.path_names() if args.get(name) is not None}
        chosen = None if "route" in given else args.get("route")
        if chosen is not None:
            if chosen not in self.routes:
                raise TypeError(f"{self.id} has no route {chosen!r}; {self._listed(routes)}")
            routes = [route for route in routes if route.text == chosen]
        fitting = [route for route in routes if route.fits(given, args, chosen is not None)]
        targets = {route.target(args): route for route in fitting}
        if len(targets) == 1:
            return next(iter(targets))
        shown = ", ".join(sorted(given)) or "no path argument"
        if targets:
            several = self._listed(list(targets.values()))
            raise TypeError(f"{self.id}: several routes take {shown}; pass route= with {several}")
        raise TypeError(f"{self.id}: no route takes {shown}; {self._listed(routes)}")

    @staticmethod
    def _listed(routes: list[Route]) -> str:
        return "one of: " + " | ".join(route.text for route in routes)


class _Hole(NamedTuple):
    before: str
    name: str
    write: Callable[[str, Any], str]


class Route:
    """A parsed route.

    `is_me` tells whether it starts with `/me`, `is_of_user` whether `user_id="me"` makes it do so.
    Of a route that starts with `/me`, `is_shared` tells whether another one takes the same
    arguments, so that a `user_id` picks between them, and `is_last` whether `user_id="me"` picks
    a route of a user instead.
    """

    __slots__ = (
        "holes",
        "is_last",
        "is_me",
        "is_of_user",
        "is_shared",
        "method",
        "names",
        "tail",
        "text",
    )

    def __init__(self, text: str) -> None:
        self.text = text
        self.method, _, rest = text.partition(" ")
        self.is_me = rest == "/me" or rest.startswith(("/me/", "/me?"))
        self.is_of_user = rest == _USER or rest.startswith((f"{_USER}/", f"{_USER}?"))
        self.is_shared = self.is_last = False
        self.holes: list[_Hole] = []
        seen = ""
        while "{" in rest:
            before, _, rest = rest.partition("{")
            name, _, rest = rest.partition("}")
            seen += before
            write = _writer(seen, name)
            self.holes.append(_Hole(urls.fixed(before), name.removeprefix("+"), write))
        self.tail = urls.fixed(rest)
        self.names = frozenset(hole.name for hole in self.holes)

    def fits(self, given: set[str], args: Mapping[str, Any], is_chosen: bool = False) -> bool:
        """Whether the route takes all of the given path arguments and no others."""
        if given == self.names:
            return is_chosen or not self.is_shared
        if not self.is_me or (self.is_last and not is_chosen):
            return False
        return args.get("user_id") == "me" and given - {"user_id"} == self.names

    def target(self, args: Mapping[str, Any]) -> Target:
        """The request; `/users/{user_id}` with the id "me" is sent as `/me`."""
        parts = [hole.before + hole.write(hole.name, args[hole.name]) for hole in self.holes]
        if args.get("user_id") == "me" and self.is_of_user:
            parts[0] = "/me"
        path, _, fixed = ("".join(parts) + self.tail).partition("?")
        pairs = (pair.partition("=") for pair in fixed.split("&") if pair)
        return Target(
            self.method,
            urls.check_dots(path),
            tuple((name, value) for name, _, value in pairs),
        )


def _writer(before: str, name: str) -> Callable[[str, Any], str]:
    """How the value of a placeholder is written, from what stands before it in the template."""
    if "?" in before:
        return urls.option
    if before.count("'") % 2:
        return urls.quoted
    if before.count("(") > before.count(")"):
        return urls.argument
    return urls.segments if name.startswith("+") else urls.segment
