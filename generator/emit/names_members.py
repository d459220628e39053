"""What the fields of a class and the members of an enumeration are called."""

from __future__ import annotations

from collections.abc import Mapping

from generator.diagnostics import Report
from generator.emit import spelling
from generator.emit.names_forced import Forced
from generator.model import EnumType, Loc, Resource


def field_names(
    resource: Resource, inherited: Mapping[str, str], forced: Forced, report: Report
) -> dict[str, str]:
    """Attributes by wire name of what a type declares; `inherited` are those of its bases."""
    scope = spelling.Scope(inherited.values())
    wanted = {
        item.wire: forced.get(f"{resource.name}.{item.wire}") or spelling.attribute(item.wire)
        for item in resource.properties
    }
    locs = {item.wire: item.loc for item in resource.properties}
    found: dict[str, str] = {}
    # A property that is spelled just like that keeps its name whatever else is documented.
    for wire in sorted(wanted, key=lambda wire: wanted[wire] != wire):
        if wire in inherited:
            found[wire] = inherited[wire]
            continue
        found[wire], first = scope.claim(wire, wanted[wire])
        if not first:
            text = f"{resource.name}.{wire} cannot be {wanted[wire]}; it is {found[wire]}"
            _collision(locs[wire], text, report)
    return found


def member_names(enum: EnumType, forced: Forced, report: Report) -> dict[str, str]:
    """Constants by wire name of an enumeration's members."""
    scope = spelling.Scope()
    found: dict[str, str] = {}
    for member in enum.members:
        if member.wire in found:
            continue
        wanted = forced.get(f"{enum.name}.{member.wire}") or spelling.constant(member.wire)
        found[member.wire], first = scope.claim(member.wire, wanted)
        if not first:
            text = f"{enum.name} {member.wire!r} cannot be {wanted}; it is {found[member.wire]}"
            _collision(member.loc, text, report)
    return found


def _collision(loc: Loc, message: str, report: Report) -> None:
    report.add("NAME_COLLISION", loc, message)
