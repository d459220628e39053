"""JSON text. `orjson` is used if it is installed, where its result is the same.

It takes longer to import than small texts take to read, so it is loaded with the first large one,
unless the program has loaded it already.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import Any

from .errors import DecodeError
from .kinds import to_json

_LARGE = 50_000
#: The module `orjson`; None if it is not installed; ... until it is needed.
_fast: Any = ...

#: Maps digits to zeros, all else to blanks, to find long numbers.
_DIGITS = bytes(48 if 48 <= byte <= 57 else 32 for byte in range(256))
#: The shortest integer that may exceed 64 bits.
_LONG = b"0" * 19
_MANY = 100


def loads(data: bytes | str) -> Any:
    """Python objects from JSON text. Integers of any size stay integers.

    Raises:
        DecodeError: the text is not JSON, or nested too deeply.
    """
    fast = _library(len(data))
    if fast is not None:
        raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
        if not _has_long_number(raw):
            try:
                return fast.loads(raw)
            except ValueError:
                pass  # A byte order mark, NaN, depth: the standard library settles them.
    try:
        return json.loads(data)
    except RecursionError:
        raise DecodeError("the JSON is nested too deeply") from None
    except ValueError as error:
        raise DecodeError(f"not JSON: {error}") from None


def _library(size: int) -> Any:
    """The module `orjson`, None to do without it for a text of this size."""
    global _fast
    if _fast is ...:
        if size < _LARGE and "orjson" not in sys.modules:
            return None
        try:
            _fast = import_module("orjson")
        except ImportError:
            _fast = None
    return _fast


def _has_long_number(data: bytes) -> bool:
    """Whether a number has so many digits that it may not fit 64 bits."""
    digits = data.translate(_DIGITS)
    at = digits.find(_LONG)
    for _ in range(_MANY):
        if at < 0:
            return False
        before = data[at - 1 : at] if at else b""
        if before in (b"", b":", b",", b"[", b" ", b"-", b"\n", b"\r", b"\t"):
            return True
        end = digits.find(b" ", at)
        at = digits.find(_LONG, end) if end >= 0 else -1
    return True


def dumps(value: Any, *, encoded: bool = False) -> bytes:
    """JSON text without blanks, in ASCII or UTF-8.

    `value` may hold models and their values. `encoded` says that `codec.encode` made it, so that
    it is JSON-ready and holds no NaN, for which `orjson` would write null.

    Raises:
        TypeError: there is no JSON for a value.
        ValueError: a value contains itself, or is nested too deeply.
    """
    fast = _library(0)
    if fast is not None:
        # Left to `to_json`: values that orjson would write in its own way.
        option = fast.OPT_PASSTHROUGH_DATETIME | fast.OPT_PASSTHROUGH_SUBCLASS
        option |= fast.OPT_PASSTHROUGH_DATACLASS
        try:
            text: bytes = fast.dumps(value, default=to_json, option=option)
        except (TypeError, ValueError):
            pass  # Long integers, lone surrogates, depth: the standard library settles them.
        else:
            # Only a comparison tells a null that was NaN from a real one.
            if encoded or b"null" not in text or fast.loads(text) == value:
                return text
    try:
        return json.dumps(value, default=to_json, separators=(",", ":")).encode("ascii")
    except RecursionError:
        raise ValueError("the value is nested too deeply, or contains itself") from None
