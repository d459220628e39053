"""emailAddress resource type (resources/emailaddress.md)."""

from __future__ import annotations

from .._runtime.models import Model, model, prop


@model("contoso.emailAddress")
class EmailAddress(Model):
    """An address."""

    address: str | None = prop("address")
    """The address."""
