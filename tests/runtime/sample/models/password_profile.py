"""passwordProfile resource type (resources/passwordprofile.md)."""

from __future__ import annotations

from .._runtime.models import Model, model, prop


@model("contoso.passwordProfile")
class PasswordProfile(Model):
    """A password."""

    password: str | None = prop("password")
    """The password."""

    force_change: bool | None = prop("forceChange")
    """Whether it must be changed."""
