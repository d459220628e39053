"""Is a request one that the pages document? What is wrong with it, and which line says so.

What the examples of the very request do is never wrong: a page may show more than its tables say.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from generator.emit.conforms import Checker, Problem, shown
from generator.emit.conforms_runtime import runtime
from generator.emit.conforms_types import Types, simple_name
from generator.json_text import parse_json
from generator.model import QUERY_OPTIONS, Api, Loc, Operation, Param, Property, TypeRef
from generator.serve.endpoints import Endpoint, Use
from generator.serve.errors import Complaint
from generator.serve.messages import JSON, Asked, pairs
from generator.serve.shown import Shown

#: Options that only links which a service made have.
_TOKENS = frozenset({"$skiptoken", "$deltatoken"})
_COUNTS = frozenset({"top", "skip"})
_REFERENCE = "@odata.id"
_CREATES = frozenset({"create"})
#: More complaints than these help nobody, and looking for names that are meant takes time.
_MOST = 100
_Keys = frozenset[tuple[str, ...]]


class Checks:
    """Compares requests with the operations of an API."""

    def __init__(self, api: Api, types: Types) -> None:
        self._types = types
        self._names = {it.name for it in api.resources} | {it.name for it in api.enums}
        self._by_label = {simple_name(item.name): item for item in reversed(api.resources)}
        self._checker = Checker(types)
        self._scalars = runtime("scalars").SCALARS
        self._tolerated: dict[int, _Keys] = {}

    def complaints(
        self, asked: Asked, endpoint: Endpoint, arguments: Mapping[str, str], body: Any
    ) -> list[Complaint]:
        """What is wrong, by the page that the request fits best; `body` is the JSON of its body."""
        best: list[Complaint] | None = None
        for use in endpoint.uses:
            found = [*islice(self._use(asked, use, arguments, body), _MOST)]
            if found:
                tolerated = self._tolerance(endpoint)
                found = [item for item in found if item.key not in tolerated]
            if not found:
                return []
            best = found if best is None or len(found) < len(best) else best
        return best or []

    def _tolerance(self, endpoint: Endpoint) -> _Keys:
        """What would be wrong with the examples of a request."""
        known = self._tolerated.get(id(endpoint))
        if known is None:
            examples = (*endpoint.placed, *endpoint.related)
            known = frozenset(
                complaint.key
                for use in endpoint.uses
                for example in examples
                for complaint in self._use(*_as_asked(example, use))
            )
            self._tolerated[id(endpoint)] = known
        return known

    def _use(
        self, asked: Asked, use: Use, arguments: Mapping[str, str], body: Any
    ) -> Iterator[Complaint]:
        yield from self._arguments(use.operation, arguments)
        yield from self._query(asked, use)
        if asked.method not in ("GET", "DELETE"):
            yield from self._body(asked, use.operation, body)

    def _arguments(self, operation: Operation, given: Mapping[str, str]) -> Iterator[Complaint]:
        for name, value in given.items():
            param = _param(operation.params, name, "function", "path")
            if param and self._is_mistyped(value, param.type):
                message = f"{name} has to be {_kind(param.type)}: {_brief(value)}"
                yield Complaint(name, message, str(param.loc), ("argument", name.lower()))

    # -- the query

    def _query(self, asked: Asked, use: Use) -> Iterator[Complaint]:
        operation = use.operation
        custom = {name.lower() for name, _ in pairs(use.route.query)}
        custom |= {param.wire.lower() for param in operation.params if param.place == "query"}
        given = asked.options
        for name, value in given:
            lower = name.lower()
            option = lower.lstrip("$")
            if lower in _TOKENS or (lower in custom and option not in operation.query_options):
                yield from self._custom(operation, name, value)
            elif option in QUERY_OPTIONS and option in operation.query_options:
                yield from self._option(operation, option, value)
            else:
                known = [*(f"${item}" for item in operation.query_options), *sorted(custom)]
                message = f"The query option {_brief(name)} is not documented for this request"
                message += f"{_meant(name, known)}. {_known(known)}"
                yield Complaint(name, message, str(operation.loc), ("query", lower))
        names = {name.lower() for name, _ in given}
        for param in operation.params:
            if param.place == "query" and param.required and param.wire.lower() not in names:
                yield _missing(param.wire, "query option", param.loc)

    def _custom(self, operation: Operation, name: str, value: str) -> Iterator[Complaint]:
        param = _param(operation.params, name, "query")
        if param and self._is_mistyped(value, param.type):
            message = f"{param.wire} has to be {_kind(param.type)}: {_brief(value)}"
            yield Complaint(name, message, str(param.loc), ("query value", name.lower()))

    def _option(self, operation: Operation, option: str, value: str) -> Iterator[Complaint]:
        key = ("option", option)
        if option in _COUNTS and not (value.isascii() and value.isdigit()):
            message = f"${option} has to be a number from 0: {_brief(value)}"
            yield Complaint(f"${option}", message, str(operation.loc), key)
        if option == "count" and value.lower() not in ("true", "false"):
            message = f"$count has to be true or false: {_brief(value)}"
            yield Complaint("$count", message, str(operation.loc), key)
        if option == "select":
            yield from self._selected(operation, value)

    def _selected(self, operation: Operation, value: str) -> Iterator[Complaint]:
        type_ = operation.returns.type if operation.returns else None
        if type_ is None or type_.name not in self._types.resources:
            return
        resource = self._types.resources[type_.name]
        if resource.open or resource.loc is None:
            return
        members = self._types.members(type_.name)
        known = {name.lower() for name in members}
        for item in value.split(","):
            name = item.strip().partition("/")[0]
            if name and name != "*" and "." not in name and name.lower() not in known:
                message = f"{type_.name} has no property {_brief(name)}{_meant(name, members)}"
                loc = str(resource.loc)
                yield Complaint("$select", message, loc, ("select", name.lower()))

    # -- the body

    def _body(self, asked: Asked, operation: Operation, body: Any) -> Iterator[Complaint]:
        members = [param for param in operation.params if param.place == "body"]
        type_ = operation.body.type if operation.body else None
        if type_ is None and not members and operation.shape != "add_ref":
            return
        media = media_type(asked)
        if not asked.body:
            if members:
                yield from _missing_members({}, members)
            elif operation.body and operation.body.required:
                yield _missing("body", "JSON body", operation.body.loc)
        elif media and not is_json(media):
            if not operation.raw_media:
                loc = operation.body.loc if operation.body else members[0].loc if members else None
                message = f"The body has to be {JSON}, not {_brief(media)}."
                yield Complaint("Content-Type", message, str(loc or operation.loc),
                                ("media", media), "UnsupportedMediaType", 415)  # fmt: skip
        elif type_ is not None and operation.body:
            yield from self._typed(body, type_, operation)
        elif members:
            yield from self._members(body, members, operation)
        elif not isinstance(body, dict) or (
            _REFERENCE not in body and (body or asked.method != "PUT")  # {} takes it away
        ):
            yield _missing(_REFERENCE, "member", operation.loc)

    def _typed(self, body: Any, type_: TypeRef, operation: Operation) -> Iterator[Complaint]:
        assert operation.body is not None
        yield from self._value(body, type_, operation.body.loc, ())
        if operation.shape in _CREATES and isinstance(body, dict):
            name = self._types.actual(type_.name, body)
            for wire, property_ in self._types.members(name).items():
                if _is_required(property_) and wire not in body:
                    yield _missing(wire, "member", property_.loc)

    def _members(self, body: Any, params: list[Param], operation: Operation) -> Iterator[Complaint]:
        """The parameters of an action: one object (OData 4.01 Protocol, section 11.5.5.1)."""
        if not isinstance(body, dict):
            message = "The body has to be an object that holds the parameters."
            yield Complaint("body", message, str(params[0].loc), ("body", "object"))
            return
        known = {param.wire: param for param in params}
        for wire, value in body.items():
            param = known.get(wire)
            if param is not None:
                yield from self._value(value, param.type, param.loc, (wire,))
            elif "@" not in wire:
                message = f"There is no parameter {_brief(wire)}{_meant(wire, known)}"
                yield Complaint(wire, message, str(operation.loc), ("member", wire))
        yield from _missing_members(body, params)

    def _value(
        self, value: Any, type_: TypeRef, declared: Loc, at: tuple[str | int, ...]
    ) -> Iterator[Complaint]:
        unknown = [*_unknown_types(value, self._names)]
        for name in unknown:
            message = f"No type is called {_brief(name)}."
            yield Complaint("@odata.type", message, str(declared), ("type", name))
        if unknown:
            return
        found = self._checker.check(value, type_, declared)
        for problem in found.problems:
            yield _mistyped(problem.below(at))
        for label, path in found.gaps.items():
            yield self._undocumented(label, shown((*at, *path)))

    def _undocumented(self, label: str, target: str) -> Complaint:
        """A member that no table of its type has; the place is that of the type."""
        simple, _, wire = label.partition(".")
        resource = self._by_label.get(simple)
        hint = _meant(wire, self._types.members(resource.name)) if resource else ""
        message = f"{simple} has no property {_brief(wire)}{hint}"
        loc = str(resource.loc) if resource and resource.loc else ""
        return Complaint(target, message, loc, ("member", label))

    def _is_mistyped(self, text: str, type_: TypeRef) -> bool:
        """Whether a literal of a URL cannot be of a type."""
        if type_.collection or text == "null" or text.startswith("@"):
            return False
        scalar = self._scalars.get(type_.name)
        if scalar is None or type_.name in ("Edm.String", "Edm.Untyped", "Edm.Binary"):
            return False
        try:
            scalar.decode(_json_literal(text) if type_.name in _FROM_JSON else text)
        except ValueError:
            return True
        return False


_FROM_JSON = frozenset(
    f"Edm.{name}"
    for name in ("Boolean", "Byte", "Int16", "Int32", "Int64", "Single", "Double", "Decimal")
)


def media_type(asked: Asked) -> str:
    """The media type of the body, without parameters, in lower case; "" where none is given."""
    return asked.headers.get("content-type", "").partition(";")[0].strip().lower()


def is_json(media: str) -> bool:
    """Whether a media type is JSON's."""
    return media == JSON or media.endswith(("+json", "/json"))


def _as_asked(example: Shown, use: Use) -> tuple[Asked, Use, Mapping[str, str], Any]:
    """An example as a request."""
    request = example.example.request
    text = request.body or ""
    headers = {name.lower(): value for name, value in request.headers}
    body = text.strip().encode("utf-8", "replace")
    asked = Asked(use.route.method, example.path, example.query, headers, body)
    return asked, use, example.arguments, parse_json(text).value if body else None


def _is_required(property_: Property) -> bool:
    return property_.required and not property_.read_only and property_.kind == "structural"


def _missing_members(body: Mapping[str, Any], params: list[Param]) -> Iterator[Complaint]:
    for param in params:
        if param.required and param.wire not in body:
            yield _missing(param.wire, "member", param.loc)


def _missing(name: str, what: str, loc: Loc) -> Complaint:
    return Complaint(name, f"The {what} {name!r} is required.", str(loc), ("missing", name))


def _mistyped(problem: Problem) -> Complaint:
    path = shown(problem.path)
    message = f"{path or 'The body'} has to be {_kind(problem.type)}: {_brief(problem.value)}"
    key = ("mistyped", ".".join(step for step in problem.path if isinstance(step, str)))
    return Complaint(path or "body", message, str(problem.declared or ""), key)


def _unknown_types(value: Any, known: set[str]) -> Iterator[str]:
    """Names of types in a body that the pages do not have."""
    if isinstance(value, dict):
        name = value.get("@odata.type")
        if isinstance(name, str) and name.removeprefix("#") not in known:
            yield name
        for item in value.values():
            yield from _unknown_types(item, known)
    elif isinstance(value, list):
        for item in value:
            yield from _unknown_types(item, known)


def _param(params: Iterable[Param], name: str, *places: str) -> Param | None:
    wanted = name.strip(" {}@").lower()
    return next(
        (p for p in params if p.place in places and p.wire.strip(" {}@").lower() == wanted), None
    )


def _json_literal(text: str) -> Any:
    read = parse_json(text)
    if read.error is not None or read.repairs:
        raise ValueError(text)
    return read.value


def _kind(type_: TypeRef) -> str:
    return str(type_)


def _brief(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _meant(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name[:100], [*known], n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _known(names: list[str]) -> str:
    return f"Documented are {', '.join(names)}." if names else "None is."
