"""measurement resource type (resources/measurement.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.models import Model, model, prop

if TYPE_CHECKING:
    from decimal import Decimal
    from uuid import UUID


@model("contoso.measurement")
class Measurement(Model):
    """Numbers."""

    count: int | None = prop("count")
    """An integer."""

    ratio: float | None = prop("ratio")
    """A double."""

    ratios: list[float] | None = prop("ratios")
    """Doubles."""

    size: int | None = prop("size", type="Edm.Int64")
    """A large integer."""

    shares: list[float] | None = prop("shares", type="Edm.Single")
    """Small numbers."""

    price: Decimal | None = prop("price")
    """A decimal."""

    device: UUID | None = prop("device")
    """A GUID."""

    content: bytes | None = prop("content")
    """Bytes."""
