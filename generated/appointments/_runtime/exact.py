"""GUIDs and decimals as they were spelled: the primitive types whose libraries load slowly."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any
from uuid import UUID

from .scalars import ENCODERS, encode_float, spelling

if TYPE_CHECKING:
    from collections.abc import Callable


class Guid(UUID):
    """A `UUID` that was read; `text` is its JSON spelling."""

    __slots__ = ("text",)
    text: str

    def __repr__(self) -> str:
        return f"UUID('{self}')"

    def __reduce__(self) -> Any:
        return guid, (self.text,)


class Number(Decimal):
    """A `Decimal` that was read; `text` is the JSON value, a number or a string."""

    __slots__ = ("text",)
    text: Any

    def __repr__(self) -> str:
        return f"Decimal('{self}')"

    def __reduce__(self) -> Any:
        return decimal, (self.text,)

    def __copy__(self) -> Number:
        return self

    def __deepcopy__(self, memo: Any) -> Number:
        return self


def decimal(value: Any) -> Decimal:
    if type(value) not in (int, float, str):
        raise ValueError("not a number")
    try:
        number = Number(repr(value) if type(value) is float else value)
    except InvalidOperation:
        raise ValueError("not a number") from None
    number.text = value
    return number


_set_int: Callable[[UUID, int], None] = UUID.__dict__["int"].__set__
_set_safe: Callable[[UUID, Any], None] = UUID.__dict__["is_safe"].__set__
_set_text: Callable[[UUID, str], None] = Guid.__dict__["text"].__set__
_SAFE_UNKNOWN = UUID(int=0).is_safe


# The same few GUIDs (of plans, of apps) come again and again, and UUIDs never change.
@lru_cache(maxsize=2048)
def guid(text: Any) -> Guid:
    if type(text) is not str or len(text) != 36 or text[8:24:5] != "----":
        raise ValueError("not a GUID")
    digits = bytes.fromhex(text.replace("-", ""))
    if len(digits) != 16:
        raise ValueError("not a GUID")
    # UUID's own constructor costs three times as much; its fields are set past its guard.
    made = object.__new__(Guid)
    _set_int(made, int.from_bytes(digits))
    _set_safe(made, _SAFE_UNKNOWN)
    _set_text(made, text)
    return made


def _encode_decimal(value: Any) -> Any:
    if (text := spelling(value)) is not None:
        return text
    if not value.is_finite():
        return encode_float(float(value))
    if value == value.to_integral_value():
        return int(value)
    # A JSON number while that is exact, else a string, which OData allows as well.
    number = float(value)
    return number if Decimal(repr(number)) == value else str(value)


DECODERS: dict[str, Callable[[Any], Any]] = {"Edm.Decimal": decimal, "Edm.Guid": guid}
ENCODERS |= {Decimal: _encode_decimal, Number: _encode_decimal}
ENCODERS |= {UUID: UUID.__str__, Guid: attrgetter("text")}
