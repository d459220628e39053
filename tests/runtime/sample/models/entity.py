"""entity resource type (resources/entity.md)."""

from __future__ import annotations

from .._runtime.models import Model, model, prop


@model("contoso.entity", abstract=True)
class Entity(Model):
    """Anything with an id."""

    id: str = prop("id", key=True)
    """The identifier. Read-only."""
