"""Which routes share a path of the document, and what its operations are called.

OpenAPI holds `/users/{id}` and `/users/{user-id}` to be the same path, and allows one operation
of each method. So the first spelling of a path stands for all, and pages that document the same
request become one operation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2s

from generator.emit.names import Names
from generator.emit.routes import NamedRoute
from generator.model import Api, Operation
from generator.records import Record

#: The methods that a path item has a field for (OpenAPI 3.1, section 4.8.9).
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

_HOLE = re.compile(r"\{\+?([^{}]*)\}")
#: Longest identifier that is sure to be a file name too when a generator makes one of it.
_LONGEST = 120


class Use(Record):
    """An operation of the model at a path, by one of its routes."""

    operation: Operation
    named: NamedRoute


@dataclass(slots=True)
class Request:
    """One method at one path: an Operation Object. `holes` are its placeholders, in order.

    The first of `uses` is of the page that it is the subject of; the others mention it.
    """

    method: str
    path: str
    holes: tuple[str, ...]
    uses: list[Use] = field(default_factory=list)
    id: str = ""

    @property
    def operations(self) -> tuple[Operation, ...]:
        """The model's operations that are this request, each once."""
        return tuple({use.operation.id: use.operation for use in self.uses}.values())


def requests(api: Api, names: Names) -> list[Request]:
    """All requests of an Api, sorted by path and method."""
    found: dict[tuple[str, str], Request] = {}
    paths: dict[str, tuple[str, tuple[str, ...]]] = {}
    for operation in api.operations:
        for named in names.routes(operation):
            method, _, template = named.template.partition(" ")
            shape = _HOLE.sub("{}", template)
            spelled = _HOLE.sub(r"{\1}", template), tuple(_HOLE.findall(template))
            path, holes = paths.setdefault(shape, spelled)
            request = found.setdefault((method, path), Request(method, path, holes))
            request.uses.append(Use(operation, named))
    for request in found.values():
        request.uses.sort(key=_distance)
    _identify(found.values(), names)
    return sorted(found.values(), key=lambda request: (request.path, request.method))


def _distance(use: Use) -> tuple[bool, bool, bool, int]:
    """How far a page is from being that of a request.

    The page on a message is nearer to `/messages/{id}` than the one on a kind of message; after
    that, a page is nearer the fewer words its name has and the fewer requests it lists.
    """
    route, operation = use.named.route, use.operation
    literals = [item.text.lower() for item in route.segments if item.kind == "literal"]
    owner = (operation.owner or "?").rpartition(".")[2].lower()
    # Without the last letter, so that it begins its plural: categories.
    other = not literals or not literals[-1].startswith(owner[:-1] or owner)
    words = operation.id.count("-") + len(operation.routes)
    return bool(route.query), route.shown_only, other, words


def _identify(found: Iterable[Request], names: Names) -> None:
    """The first route of a page is `group_method`; the others add the words of their path."""
    taken: set[str] = set()
    for request in found:
        method = names.method(request.uses[0].operation)
        plain = f"{method.group}_{method.method}"
        words = "_".join(re.findall(r"[A-Za-z0-9]+", _HOLE.sub("", request.path)))
        request.id = plain
        if request.id.lower() in taken:
            request.id = _short(f"{plain}_{words}")
        if request.id.lower() in taken:
            request.id = _short(f"{plain}_{words}_{_digest(request.method + request.path)}")
        taken.add(request.id.lower())


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 9]}_{_digest(text)}"


def _digest(text: str) -> str:
    return blake2s(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
