"""extension resource type."""

from __future__ import annotations

from .._runtime.models import Model, model, prop


@model("shop.extension")
class Extension(Model):
    """A type with a property `value`."""

    value: str | None = prop("value")
