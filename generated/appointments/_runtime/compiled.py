"""Functions for objects with one set of keys, written as Python source and compiled.

The source holds the names that the package's own classes declare, and positions; what a payload
brings (an undocumented key) is passed in as a value and never becomes source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .kinds import MISMATCH, ODATA_TYPE, with_extra
from .record import new, set_members
from .scalars import ENCODERS, SHORT_TIMESTAMP, read_short_timestamp

if TYPE_CHECKING:
    from collections.abc import Callable

    from .codec import Codec
    from .kinds import Convert, Kind

#: Up to this many entries Python builds a dict display in one go.
_DISPLAY = 15

_READ = """\
def read(value):
    try:
        if len(value) != {count}: return other(value, read)
        {steps}
    except MISMATCH:
        return other(value, read)
    instance = new(cls)
    set_members(instance, members)
    return instance
"""
_TYPED = (
    f"better = subtype(value[{ODATA_TYPE!r}])",
    "if better is not None: return better.read(value)",
)
_WRITE = """\
def write(instance):
    members = instance.__dict__
    try:
        if len(members) != {count}: return other(instance)
        {loads}
    except KeyError:
        return other(instance)
    {steps}
    return {result}
"""


def reader(codec: Codec, keys: tuple[str, ...], other: Callable[..., Any]) -> Convert:
    """A function that reads objects with just these keys.

    It gives all else to `other`, also objects with a value that is not of its documented type.
    """
    scope: dict[str, Any] = {"new": new, "set_members": set_members, "cls": codec.cls}
    scope |= {"other": other, "subtype": codec.subtype, "MISMATCH": MISMATCH}
    scope["short"] = read_short_timestamp
    steps: list[str] = list(_TYPED) if ODATA_TYPE in keys else []
    items: dict[str, str] = {}
    extra: list[str] = []
    for at, key in enumerate(keys):
        member = codec.by_wire.get(key)
        if member is None:
            scope[f"k{at}"] = key
            extra.append(f"k{at}: value[k{at}]")
            continue
        kind = codec.kind(member)
        if kind.read is None:
            items[member.name] = f"value[{key!r}]"
            continue
        items[member.name] = f"v{at}"
        steps.append(f"v{at} = value[{key!r}]")
        steps.append(f"if v{at} is not None: v{at} = {_reading(kind, f'v{at}', at, scope)}")
    if extra:
        items["extra"] = f"{{{', '.join(extra)}}}"
    steps += _assign("members", items, scope)
    source = _READ.format(count=len(keys), steps="\n        ".join(steps))
    return _compile(source, scope, "read")


def _reading(kind: Kind, var: str, at: int, scope: dict[str, Any]) -> str:
    if kind.item is not None:
        each = _reading(kind.item, "x", at, scope)
        return f"[{each} for x in {var}] if type({var}) is list else {var}"
    if kind.codec is not None:
        scope[f"c{at}"] = kind.codec
        return f"c{at}.hot_read({var})"
    scope[f"c{at}"] = kind.read
    if kind.edm != "Edm.DateTimeOffset":
        return f"c{at}({var})"
    return f"short({var}) if {SHORT_TIMESTAMP.format(var)} else c{at}({var})"


def writer(codec: Codec, names: tuple[str, ...], other: Convert) -> Convert:
    """A function that writes instances with just these members, and gives all else to `other`."""
    scope: dict[str, Any] = {"other": other, "with_extra": with_extra, "encoders": ENCODERS}
    loads = ["extra = members['extra']" if "extra" in names else "pass"]
    steps: list[str] = []
    items: dict[str, str] = {}
    for at, name in enumerate(names):
        member = codec.by_name.get(name)
        if member is None:
            continue
        loads.append(f"v{at} = members[{name!r}]")
        items[member.wire] = f"v{at}"
        kind = codec.kind(member)
        if kind.write is not None:
            steps.append(f"if v{at} is not None: v{at} = {_writing(kind, f'v{at}', at, scope)}")
    source = _WRITE.format(
        count=len(names),
        loads="\n        ".join(loads),
        steps="\n    ".join(steps + _assign("written", items, scope)),
        result="with_extra(written, extra)" if "extra" in names else "written",
    )
    return _compile(source, scope, "write")


def _writing(kind: Kind, var: str, at: int, scope: dict[str, Any]) -> str:
    if kind.item is not None:
        scope[f"l{at}"] = kind.write
        each = _writing(kind.item, "x", at, scope) if kind.item.write else "x"
        return f"[{each} for x in {var}] if type({var}) is list else l{at}({var})"
    scope[f"w{at}"] = kind.write
    if kind.codec is not None:
        scope |= {f"c{at}": kind.codec, f"t{at}": kind.codec.cls}
        return f"c{at}.hot_write({var}) if type({var}) is t{at} else w{at}({var})"
    if kind.edm:
        return f"encoders.get(type({var}), w{at})({var})"
    return f"w{at}({var})"


def _assign(target: str, items: dict[str, str], scope: dict[str, Any]) -> list[str]:
    """Statements that make a dict: in one go, or by filling in a copy, which never has to grow."""
    if len(items) <= _DISPLAY:
        return [f"{target} = {{{', '.join(f'{key!r}: {item}' for key, item in items.items())}}}"]
    scope["template"] = dict.fromkeys(items)
    return [
        f"{target} = template.copy()",
        *(f"{target}[{key!r}] = {item}" for key, item in items.items()),
    ]


def _compile(source: str, scope: dict[str, Any], name: str) -> Convert:
    exec(compile(source, f"<{name}>", "exec"), scope)  # noqa: S102 - no text of a payload
    made: Convert = scope[name]
    return made
