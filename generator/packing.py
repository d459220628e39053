"""Results as data: MessagePack, read back by type.

Reading makes nothing but instances of the types that it is told, and refuses all other data.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, Generic, TypeVar

import msgspec

from generator.records import Record

T = TypeVar("T")

#: Data within data, packed or read apart from it.
Raw = msgspec.Raw


_encoder = msgspec.msgpack.Encoder(order="deterministic")


class NotData(Exception):
    """A value that cannot be packed: it has half a character, or a number of 30 digits."""


def pack(value: object) -> bytes:
    """A value as data, the same for equal values. Raises `NotData`."""
    try:
        return _encoder.encode(value)
    except (ValueError, OverflowError, TypeError) as error:
        raise NotData(str(error)) from error


class Unpacker(Generic[T]):
    """Reads values of one type."""

    def __init__(self, type_: type[T]) -> None:
        self._type = type_

    @cached_property
    def _decoder(self) -> msgspec.msgpack.Decoder[T]:
        return msgspec.msgpack.Decoder(self._type)

    def __call__(self, data: bytes | memoryview) -> T | None:
        """The value; None for data that is not of the type."""
        try:
            return self._decoder.decode(data)
        except (msgspec.DecodeError, ValueError, RecursionError):
            return None


class Parcel(Record, Generic[T]):
    """A value with the data that stand for it; to another process go the data alone.

    `rest` is a part of the data that is kept apart from the others.
    """

    data: bytes
    value: T | None = None
    rest: bytes = b""

    def __reduce__(self) -> tuple[type[Parcel[Any]], tuple[bytes, None, bytes]]:
        return Parcel, (self.data, None, self.rest)
