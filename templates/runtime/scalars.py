"""Primitive types: what stands in JSON, what Python sees, and back without loss.

`SCALARS` has one row for each primitive type of CSDL 4.01 (section 3.3) with its `decode` and
`encode`. Decoding raises `ValueError` for a value that the type does not have. Values whose JSON
spelling Python would not reproduce (a timestamp with seven digits, a GUID in upper case) are
instances of a subclass here that keeps the spelling; whatever is computed from them is a plain new
value without it.
"""

from __future__ import annotations

import re
from binascii import Error as Base64Error
from binascii import a2b_base64, b2a_base64
from datetime import UTC, date, datetime, time, timedelta
from math import inf, isnan, nan
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal
    from uuid import UUID

# A text: compiled on first use, by `re` itself.
_DURATION = (
    r"(?P<sign>[-+]?)P(?=.)(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?"
    r"(?:(?P<days>\d+(?:\.\d+)?)D)?"
    r"(?:T(?=.)(?:(?P<hours>\d+(?:\.\d+)?)H)?(?:(?P<minutes>\d+(?:\.\d+)?)M)?"
    r"(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)


class Duration(str):
    """A duration in ISO 8601 form, such as `P1DT2H30M`: the text itself, and what it amounts to."""

    __slots__ = ()

    @classmethod
    def of(cls, value: timedelta) -> Duration:
        """The duration that a `timedelta` amounts to, in days, hours, minutes and seconds."""
        sign, value = ("-", -value) if value < timedelta() else ("", value)
        hours, rest = divmod(value.seconds, 3600)
        minutes, seconds = divmod(rest, 60)
        fraction = f".{value.microseconds:06d}".rstrip("0") if value.microseconds else ""
        clock = f"{hours}H" * bool(hours) + f"{minutes}M" * bool(minutes)
        if seconds or fraction:
            clock += f"{seconds}{fraction}S"
        days = f"{value.days}D" * bool(value.days)
        return cls(f"{sign}P{days}" + (f"T{clock}" if clock else "")) if value else cls("PT0S")

    def timedelta(self) -> timedelta:
        """The same as a `timedelta`; digits beyond microseconds are rounded.

        Raises:
            ValueError: the text is no duration, or counts years or months, which have no fixed
                length.
        """
        match = re.fullmatch(_DURATION, self, re.ASCII)
        if match is None:
            raise ValueError(f"not an ISO 8601 duration: {str(self)!r}")
        parts = match.groupdict(default="0")
        if int(parts.pop("years")) or int(parts.pop("months")):
            raise ValueError(f"years and months have no fixed length: {str(self)!r}")
        sign = -1 if parts.pop("sign") == "-" else 1
        parts.pop("months", None)
        try:
            return sign * timedelta(**{unit: float(count) for unit, count in parts.items()})
        except OverflowError as error:
            raise ValueError(f"too long a duration: {str(self)!r}") from error


class Timestamp(datetime):
    """A `datetime` that was read; `text` is its JSON spelling."""

    __slots__ = ("text",)
    text: str

    def __reduce_ex__(self, protocol: Any) -> Any:
        text = spelling(self)
        return super().__reduce_ex__(protocol) if text is None else (_timestamp, (text,))


class ClockTime(time):
    """A `time` that was read; `text` is its JSON spelling."""

    __slots__ = ("text",)
    text: str

    def __reduce_ex__(self, protocol: Any) -> Any:
        text = spelling(self)
        return super().__reduce_ex__(protocol) if text is None else (_time, (text,))


class Base64(bytes):
    """`bytes` that were read; `text` is their JSON spelling."""

    text: str

    def __reduce_ex__(self, protocol: Any) -> Any:
        return _binary, (self.text,)


def spelling(value: Any) -> Any:
    """The JSON spelling that a value was read with, None if it was made or computed."""
    return getattr(value, "text", None)


def _text(value: Any) -> str:
    if type(value) is not str:
        raise ValueError("not a string")
    return value


def _string(value: Any) -> str:
    return _text(value)


def _boolean(value: Any) -> bool:
    if type(value) is not bool:
        raise ValueError("not true or false")
    return value


def _integer(value: Any) -> int:
    if type(value) is not int:
        raise ValueError("not an integer")
    return value


_NOT_FINITE = {"INF": inf, "-INF": -inf, "NaN": nan}


def _double(value: Any) -> float:
    if type(value) is float or type(value) is int:
        return value
    if type(value) is str and value in _NOT_FINITE:
        return _NOT_FINITE[value]
    raise ValueError("not a number")


def _decimal(value: Any) -> Decimal:
    number: Decimal = _exact().decimal(value)
    return number


def _guid(value: Any) -> UUID:
    guid: UUID = _exact().guid(_text(value))
    return guid


def _exact() -> Any:
    """The module for GUIDs and decimals, whose libraries are loaded when they are needed."""
    from . import exact

    return exact


def _date(value: Any) -> date:
    text = _text(value)
    if len(text) != 10 or text[4::3] != "--":
        raise ValueError("not a date")
    return date.fromisoformat(text)


def _time(value: Any) -> time:
    text = _text(value)
    if text[2:3] != ":":
        raise ValueError("not a time of day")
    clock = ClockTime.fromisoformat(text)
    if clock.tzinfo is not None:
        raise ValueError("a time of day has no time zone")
    clock.text = text
    return clock


#: Whether a text may be like `2021-07-05T10:00:00Z`, the commonest form, which is how a plain
#: `datetime` is written back. Hour 24, which newer Pythons read, is not. As source, for `compiled`.
SHORT_TIMESTAMP = '{0}[4::3] == "--T::Z" and "T24" not in {0}'
read_short_timestamp = datetime.fromisoformat


def _timestamp(value: Any) -> datetime:
    if type(value) is not str:
        raise ValueError("not a timestamp")
    if value[4::3] == "--T::Z" and "T24" not in value:
        return read_short_timestamp(value)
    moment = Timestamp.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("a timestamp needs a time zone")
    moment.text = value
    return moment


def _duration(value: Any) -> Duration:
    if re.fullmatch(_DURATION, _text(value), re.ASCII) is None:
        raise ValueError("not a duration")
    return Duration(value)


def _binary(value: Any) -> bytes:
    text = _text(value)
    padded = text.replace("-", "+").replace("_", "/")
    padded += "=" * (-len(padded) % 4)
    try:
        content = a2b_base64(padded, strict_mode=True)
    except Base64Error:
        raise ValueError("not base64") from None
    if _encode_bytes(content) == text:
        return content
    spelled = Base64(content)
    spelled.text = text
    return spelled


def _untyped(value: Any) -> Any:
    return value


def encode_float(value: Any) -> Any:
    if value - value == 0.0:
        return value
    return "NaN" if isnan(value) else "INF" if value > 0 else "-INF"


# With it, writing takes half the time that `isoformat` takes.
_TWO = tuple(f"{number:02d}" for number in range(60))


def _encode_datetime(value: Any) -> str:
    if value.tzinfo is None:
        raise ValueError(f"{value!r} has no time zone; give it one, such as datetime.UTC")
    if value.tzinfo is UTC and not value.microsecond:
        day = f"{value.year:04d}-{_TWO[value.month]}-{_TWO[value.day]}"
        return f"{day}T{_TWO[value.hour]}:{_TWO[value.minute]}:{_TWO[value.second]}Z"
    text = value.isoformat()
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text


def _encode_timestamp(value: Any) -> Any:
    try:
        return value.text
    except AttributeError:
        return _encode_datetime(value)


def _encode_time(value: Any) -> str:
    text: str | None = spelling(value)
    return str(value.replace(tzinfo=None).isoformat()) if text is None else text


def _encode_bytes(value: Any) -> str:
    text = spelling(value)
    return b2a_base64(value, newline=False).decode("ascii") if text is None else text


def _encode_text(value: Any) -> str:
    return str.__str__(value)


class Scalar(NamedTuple):
    """One primitive type: both directions, and the name of the Python type in annotations."""

    python: str
    decode: Callable[[Any], Any]


#: Primitive type name -> how to read it.
SCALARS: dict[str, Scalar] = {
    "Edm.String": Scalar("str", _string),
    "Edm.Boolean": Scalar("bool", _boolean),
    "Edm.Byte": Scalar("int", _integer),
    "Edm.Int16": Scalar("int", _integer),
    "Edm.Int32": Scalar("int", _integer),
    "Edm.Int64": Scalar("int", _integer),
    "Edm.Single": Scalar("float", _double),
    "Edm.Double": Scalar("float", _double),
    "Edm.Decimal": Scalar("Decimal", _decimal),
    "Edm.Guid": Scalar("UUID", _guid),
    "Edm.Date": Scalar("date", _date),
    "Edm.TimeOfDay": Scalar("time", _time),
    "Edm.DateTimeOffset": Scalar("datetime", _timestamp),
    "Edm.Duration": Scalar("Duration", _duration),
    "Edm.Binary": Scalar("bytes", _binary),
    "Edm.Stream": Scalar("Any", _untyped),
    "Edm.Untyped": Scalar("Any", _untyped),
}

_LATER = {"Edm.Decimal", "Edm.Guid"}
_LATER_MODULES = {"decimal", "uuid"}

#: Python type name in annotations -> primitive type; the widest where there are several.
EDM_OF_PYTHON = {row.python: name for name, row in SCALARS.items()} | {"int": "Edm.Int32"}

#: Python type -> JSON; types that are JSON already are not here.
ENCODERS: dict[type, Callable[[Any], Any]] = {
    float: encode_float,
    date: date.isoformat,
    time: _encode_time,
    ClockTime: _encode_time,
    datetime: _encode_datetime,
    Timestamp: _encode_timestamp,
    timedelta: Duration.of,
    Duration: _encode_text,
    bytes: _encode_bytes,
    bytearray: _encode_bytes,
    memoryview: _encode_bytes,
    Base64: _encode_bytes,
}


def decoder(type_name: str) -> Callable[[Any], Any]:
    """What decodes a primitive type, without detours; it may also raise TypeError."""
    later: dict[str, Callable[[Any], Any]] = _exact().DECODERS if type_name in _LATER else {}
    return later.get(type_name) or SCALARS[type_name].decode


def encoder(value: Any) -> Callable[[Any], Any] | None:
    """What encodes a value whose type is one in `ENCODERS`, or inherits from one."""
    bases = type(value).__mro__
    if any(base.__module__ in _LATER_MODULES for base in bases):
        _exact()
    return next((ENCODERS[base] for base in bases if base in ENCODERS), None)


def decode(value: Any, type_name: str) -> Any:
    """JSON to Python by the name of a primitive type; null is None for all of them.

    Raises:
        ValueError: the type has no such value.
        KeyError: there is no such primitive type.
    """
    return None if value is None else SCALARS[type_name].decode(value)


def encode(value: Any) -> Any:
    """Python to JSON by the value's own type; what is JSON already is returned as it is.

    Raises:
        ValueError: a `datetime` without a time zone.
    """
    found = ENCODERS.get(type(value)) or encoder(value)
    return value if found is None else found(value)
