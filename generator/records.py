"""What data are made of: frozen classes, compared by value.

A dataclass does the same, but takes Python half a millisecond to make at each start, and several
times as long for each instance.
"""

from __future__ import annotations

from typing import dataclass_transform

import msgspec
from msgspec import field
from msgspec.structs import replace

__all__ = ["Record", "field", "replace"]


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Record(msgspec.Struct, frozen=True, array_like=True):
    """Base of such classes. Fields are annotations, as in a dataclass.

    As data (`generator.packing`) a record is the row of its values. `dict=True` behind the name of
    the base lets a class have cached properties.
    """
