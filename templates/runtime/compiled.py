"""Functions for objects with one set of keys, written as Python source and compiled.

The source holds the names that the package's own classes declare, and positions; what a payload
brings (an undocumented key) is passed in as a value and never becomes source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .kinds import MISMATCH, ODATA_TYPE, with_extra
from .record import new, set_members

if TYPE_CHECKING:
    from .codec import Codec
    from .kinds import Convert, Kind


def reader(codec: Codec, keys: tuple[str, ...], other: Convert) -> Convert:
    """A function that reads objects with just these keys, and gives all else to `other`."""
    scope: dict[str, Any] = {"new": new, "set_members": set_members, "cls": codec.cls}
    scope |= {"other": other, "subtype": codec.subtype, "MISMATCH": MISMATCH}
    typed = ODATA_TYPE in keys
    steps: list[str] = []
    items: list[str] = []
    extra: list[str] = []
    for at, key in enumerate(keys):
        member = codec.by_wire.get(key)
        if member is None:
            scope[f"k{at}"] = key
            extra.append(f"k{at}: value[k{at}]")
            continue
        kind = codec.kind(member)
        if kind.read is None:
            items.append(f"{member.name!r}: value[{key!r}]")
            continue
        scope[f"c{at}"] = kind.item or kind.read
        items.append(f"{member.name!r}: v{at}")
        steps.append(f"v{at} = value[{key!r}]")
        steps.append(f"if v{at} is not None: v{at} = {_conversion(kind, at)}")
    if extra:
        items.append(f"'extra': {{{', '.join(extra)}}}")
    body = [
        f"if len(value) != {len(keys)}: return other(value)",
        *([f"better = subtype(value[{ODATA_TYPE!r}])"] if typed else []),
        *(["if better is not None: return better.read(value)"] if typed else []),
        *steps,
        f"members = {{{', '.join(items)}}}",
    ]
    source = (
        "def read(value):\n    try:\n"
        + "".join(f"        {line}\n" for line in body)
        + "    except MISMATCH:\n        return other(value)\n"
        "    instance = new(cls)\n    set_members(instance, members)\n    return instance\n"
    )
    return _compile(source, scope, "read")


def _conversion(kind: Kind, at: int) -> str:
    if kind.item is not None:
        return f"[c{at}(x) for x in v{at}] if type(v{at}) is list else v{at}"
    return f"c{at}(v{at})"


def writer(codec: Codec, names: tuple[str, ...], other: Convert) -> Convert:
    """A function that writes instances with just these members, and gives all else to `other`."""
    scope: dict[str, Any] = {"other": other, "with_extra": with_extra}
    loads: list[str] = []
    steps: list[str] = []
    items: list[str] = []
    for at, name in enumerate(names):
        member = codec.by_name.get(name)
        if member is None:
            continue
        loads.append(f"v{at} = members[{name!r}]")
        items.append(f"{member.wire!r}: v{at}")
        write = codec.kind(member).write
        if write is not None:
            scope[f"c{at}"] = write
            steps.append(f"if v{at} is not None: v{at} = c{at}(v{at})")
    if "extra" in names:
        loads.append("extra = members['extra']")
    written = f"{{{', '.join(items)}}}"
    source = (
        "def write(instance):\n    members = instance.__dict__\n"
        f"    if len(members) != {len(names)}: return other(instance)\n    try:\n        pass\n"
        + "".join(f"        {line}\n" for line in loads)
        + "    except KeyError:\n        return other(instance)\n"
        + "".join(f"    {line}\n" for line in steps)
        + (
            f"    return with_extra({written}, extra)\n"
            if "extra" in names
            else f"    return {written}\n"
        )
    )
    return _compile(source, scope, "write")


def _compile(source: str, scope: dict[str, Any], name: str) -> Convert:
    exec(compile(source, f"<{name} {scope.get('cls', '')}>", "exec"), scope)
    made: Convert = scope[name]
    return made
