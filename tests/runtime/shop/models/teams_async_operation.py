"""teamsAsyncOperation resource type."""

from __future__ import annotations

from .._runtime.models import Model, model, prop


@model("shop.teamsAsyncOperation")
class TeamsAsyncOperation(Model):
    """The state of work that takes long."""

    status: str | None = prop("status")
