"""What a single call can be told, and `NULL`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, time
    from decimal import Decimal
    from uuid import UUID

    Literal = str | int | float | bool | Decimal | UUID | date | time
    QueryValue = Literal | Sequence[Literal] | None


class Options(TypedDict, total=False):
    """Keywords that every method takes, for this call alone.

    A wrong name is an error of type checkers, and a TypeError with a suggestion.
    """

    headers: Mapping[str, str]
    """Header fields to add, in place of the client's of the same name in any case.

    `Authorization` takes the place of the credential's token. Raises ValueError for those that
    follow from the request, such as `Content-Length`.
    """

    query: Mapping[str, QueryValue]
    """Query options to add, by their name in the URL; they replace those of the same name."""

    prefer: str | Sequence[str]
    """Preferences for the `Prefer` header (RFC 7240), such as `odata.maxpagesize=50`."""

    timeout: float | None
    """Seconds that the service may be silent; None waits for ever."""

    max_retries: int
    """How often a request that the service refuses for a time is sent again; 0: never."""

    cast: str
    """The type that entities must have, by its qualified name such as `microsoft.graph.user`.

    It becomes part of the path (OData 4.01 URL conventions, section 4.11), and decides the class
    of the result.
    """

    client_request_id: str
    """The id of the call in the logs of both sides; made up unless given."""


class _Null:
    """The type of `NULL`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "NULL"

    def __reduce__(self) -> str:
        return "NULL"

    def __bool__(self) -> bool:
        return False


#: As the parameter of an action: sent as an explicit `null`, where None means "not sent".
NULL: Any = _Null()

_NAMES = frozenset(Options.__annotations__)


def check_options(options: Mapping[str, Any], names: Iterable[str] = ()) -> None:
    """Raise TypeError for what is no option; `names` are the parameters beside the options."""
    unknown = options.keys() - _NAMES
    if unknown:
        name = min(unknown)
        near = suggest(name, [*_NAMES, *names])
        raise TypeError(f"there is no option {name!r}{near or f'; there are {sorted(_NAMES)}'}")


def suggest(name: str, known: Iterable[str]) -> str:
    """A hint for an error message: "; did you mean 'x'?", or nothing."""
    from difflib import get_close_matches

    near = get_close_matches(name, sorted(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
