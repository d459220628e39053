"""Enumerations that stay open: the service may send values that are not documented yet."""

# Classes of the runtime know the inner parts of each other.
# pyright: reportPrivateUsage=false
from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


class OpenEnum(StrEnum):
    """Base of enumerations: a member is a string, and so is a value that no page documents.

    `BodyType("new")` keeps an undocumented text and equals it. Texts are matched without regard
    to case: `BodyType("HTML")` equals `BodyType.HTML`, and is written back as it was spelled.
    With `flags=True` in the class statement, properties hold a tuple of members.
    """

    _wire: str
    _is_flags: bool

    def __init_subclass__(cls, *, flags: bool = False, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        # Set from outside: in the body of an enumeration it would be a member.
        type.__setattr__(cls, "_is_flags", flags)

    @classmethod
    def _missing_(cls, value: object) -> OpenEnum | None:
        return _undeclared(cls, value) if isinstance(value, str) else None

    @property
    def is_documented(self) -> bool:
        """Whether the pages list this value."""
        return self._name_ in type(self).__members__

    def __str__(self) -> str:
        return str(self._value_)

    def __format__(self, spec: str) -> str:
        return format(self._value_, spec)

    def __repr__(self) -> str:
        name = type(self).__name__
        return f"{name}.{self._name_}" if self.is_documented else f"{name}({self._value_!r})"

    def __reduce_ex__(self, protocol: Any) -> Any:
        return type(self), (encode(self),)

    def __copy__(self) -> OpenEnum:
        return self

    def __deepcopy__(self, memo: Any) -> OpenEnum:
        return self


def _undeclared(cls: type[OpenEnum], text: str) -> OpenEnum:
    """A value that is no member as spelled: a member in other case, or an undocumented text.

    It is made anew each time, and never registered: what a service sends must not pile up.
    """
    lower = text.lower()
    like = next((m for m in cls if m._value_.lower() == lower), None)
    value = str.__new__(cls, like._value_ if like else text)
    value._value_ = like._value_ if like else str(text)
    value._name_ = like._name_ if like else str(text)
    value._wire = str(text)
    return value


class _Members(dict[Any, OpenEnum]):
    """Text -> member of one enumeration; what is not listed is made, and not kept."""

    def __init__(self, cls: type[OpenEnum]) -> None:
        super().__init__((member._value_, member) for member in cls)
        self._cls = cls

    def __missing__(self, value: Any) -> OpenEnum:
        if type(value) is not str:
            raise ValueError("not a string")
        return _undeclared(self._cls, value)


def decoder(cls: type[OpenEnum]) -> Callable[[Any], OpenEnum]:
    """A function from JSON text to a member of `cls`.

    It raises ValueError for other JSON, TypeError if that cannot be hashed.
    """
    return _Members(cls).__getitem__


class Flags(tuple[OpenEnum, ...]):
    """A combination of flags that was read; `text` is its JSON spelling."""

    text: str

    def __reduce_ex__(self, protocol: Any) -> Any:
        return _flags, (tuple(self), self.text)


def _flags(members: tuple[OpenEnum, ...], text: str) -> Flags:
    flags = Flags(members)
    flags.text = text
    return flags


def flags_decoder(cls: type[OpenEnum]) -> Callable[[Any], tuple[OpenEnum, ...]]:
    """A function from a JSON text such as `"monday,tuesday"` to a tuple of members of `cls`."""
    member = decoder(cls)

    def decode(value: Any) -> tuple[OpenEnum, ...]:
        if type(value) is not str:
            raise ValueError("not a string")
        members = tuple(member(part.strip()) for part in value.split(",")) if value else ()
        return members if encode_flags(members) == value else _flags(members, value)

    return decode


def encode(value: OpenEnum) -> str:
    """The JSON text of a member: as it was spelled when it was read."""
    text: str = value.__dict__.get("_wire") or value._value_
    return text


def encode_flags(value: tuple[Any, ...]) -> str:
    """The JSON text of a combination of flags."""
    if type(value) is Flags:
        return value.text
    return ",".join(encode(m) if isinstance(m, OpenEnum) else str(m) for m in value)
