"""Parameters as the example requests send them: what is on the wire is what JSON shows.

A table's name in another case than every example's gives way to it; a parameter that only
examples send is one all the same. Both are reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from generator.diagnostics import Report
from generator.link.messages import Shown, primitive_of, request_url
from generator.model import Doc, Loc, Param, Route, TypeRef
from generator.read.facts import ExampleFacts
from generator.records import replace

_STRING = TypeRef("Edm.String")

#: The members of the requests' bodies, each as it is first shown and where.
Sent = Mapping[str, tuple[Any, Loc]]


def sent_members(
    requests: Iterable[Shown | None], examples: Iterable[ExampleFacts], routes: Sequence[Route]
) -> Sent:
    """What the example requests to these routes send; requests to other services do not count."""
    starts = {route.segments[0].text.lower() for route in routes if route.segments} | {"me"}
    found: dict[str, tuple[Any, Loc]] = {}
    for request, example in zip(requests, examples, strict=True):
        if request is None or not isinstance(request.json, dict):
            continue
        start = request_url(example.request).path.split("/")[1]
        if start.lower() in starts:
            for wire, value in request.json.items():
                found.setdefault(wire, (value, example.request.loc))
    return found


def as_sent(params: Sequence[Param], sent: Sent, report: Report) -> tuple[Param, ...]:
    """The parameters, those of the body as `sent` has them.

    One that is only ever sent as a reference goes by that name (`x@odata.bind`, OData 4.01 JSON
    format, section 8.5).
    """
    folded = {wire.lower(): wire for wire in sent}
    found = [_as_sent(param, sent, folded, report) for param in params]
    body = {param.wire.partition("@")[0].lower() for param in found if param.place == "body"}
    for wire, (value, loc) in sent.items():
        if body and "@" not in wire and wire.lower() not in body:
            report.add(
                "EXAMPLE_PARAMETER_UNDOCUMENTED",
                loc,
                f"the example sends {wire[:80]!r}, which no table documents; it is a parameter",
                "its description",
            )
            found.append(Param(wire, "body", _type(value), Doc(), loc))
    return tuple(found)


def _as_sent(param: Param, sent: Sent, folded: Mapping[str, str], report: Report) -> Param:
    if param.place != "body" or param.wire in sent:
        return param
    bound = f"{param.wire}@odata.bind"
    if bound in sent:
        return replace(param, wire=bound, type=_STRING)
    other = folded.get(param.wire.lower())
    if other is None:
        return param
    report.add(
        "PARAMETER_CASE_DIFFERS",
        param.loc,
        f"the table writes {param.wire!r}, every example {other!r}, such as the one at"
        f" {sent[other][1]}; the latter is taken",
    )
    return replace(param, wire=other)


def _type(value: Any) -> TypeRef:
    many = isinstance(value, list)
    item = value[0] if many and value else value
    return TypeRef(primitive_of(item) or "Edm.Untyped", many)
