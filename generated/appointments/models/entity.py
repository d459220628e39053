"""contoso.appointments.entity resource type (resources/entity.md)."""

from __future__ import annotations

from .._runtime.models import Model, model, prop


@model("contoso.appointments.entity", abstract=True)
class Entity(Model):
    """The common base of everything that the appointments service stores under an
    identifier. This type is abstract: no object is ever just an entity.
    """

    id: str = prop("id", key=True)
    """Unique identifier of the object, assigned by the service. Key. Not nullable.
    Read-only.
    """
