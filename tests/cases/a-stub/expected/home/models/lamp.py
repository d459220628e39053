"""fabrikam.home.lamp, a type that the pages mention and none documents."""

from __future__ import annotations

from .._runtime.models import Model, model, prop


@model("fabrikam.home.lamp", open=True)
class Lamp(Model):
    """The type fabrikam.home.lamp."""

    brightness: int | None = prop("brightness")
    """Optional."""

    id: str = prop("id", key=True)
