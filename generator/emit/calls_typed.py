"""Values in URLs as typed arguments. What has no typed form is passed as it stands there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from generator.emit.calls_context import Context
from generator.emit.conforms_runtime import runtime
from generator.emit.expressions import Atom, Expr, call, text
from generator.emit.plan import Parameter

_BOOLEANS = {"true": True, "false": False}

#: Annotation -> how text becomes a value, what is called in the test, and what that needs.
_READERS: dict[str, tuple[Callable[[str], Any], str, str]] = {
    "int": (int, "", ""),
    "float": (float, "", ""),
    "bool": (_BOOLEANS.__getitem__, "", ""),
    "datetime": (datetime.fromisoformat, "datetime.fromisoformat", "datetime"),
    "date": (date.fromisoformat, "date.fromisoformat", "datetime"),
    "time": (time.fromisoformat, "time.fromisoformat", "datetime"),
    "UUID": (UUID, "UUID", "uuid"),
    "Decimal": (Decimal, "Decimal", "decimal"),
}


#: Annotation -> what stands in for a placeholder.
_SAMPLES = {"bool": "true", "datetime": "2014-01-01T00:00:00Z", "date": "2014-01-01"}


def path_sample(written: str, parameter: Parameter) -> str | None:
    """A sample for a placeholder where a literal must stand; None for what is no placeholder."""
    if not written.startswith(("<", "{")) or not written.endswith((">", "}")):
        return None
    return _SAMPLES.get(parameter.annotation.text.removesuffix(" | None"), "1")


def path_value(written: str, parameter: Parameter, context: Context) -> tuple[Any, Expr]:
    """The argument for a value in a path; a placeholder in a typed place is passed as text."""
    typed = query_value(written, parameter, context)
    if typed is not None:
        return typed
    context.imports.use("._runtime.codec", "decode")
    return written, call("decode", text(written), text("Edm.Untyped"))


def query_value(written: str, parameter: Parameter, context: Context) -> tuple[Any, Expr] | None:
    """The argument for a value in a URL, None if the parameter takes none that is written so."""
    kind = parameter.annotation.text.removesuffix(" | None")
    if kind.partition(" | ")[0] in ("str", "Any"):
        return written, text(written)
    reader = _READERS.get(kind)
    if reader is None:
        return None
    make, head, module = reader
    try:
        value = make(written)
        if runtime("urls").literal(value) != written:
            return None
    except (ValueError, KeyError, ArithmeticError, TypeError):
        return None
    if not head:
        return value, Atom(repr(value))
    context.imports.use(module, head.partition(".")[0])
    return value, call(head, text(written))
