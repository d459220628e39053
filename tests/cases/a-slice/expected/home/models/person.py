"""fabrikam.home.person resource type (resources/person.md)."""

from __future__ import annotations

from .._runtime.models import model, prop
from .thing import Thing


@model("fabrikam.home.person")
class Person(Thing):
    """Somebody. Inherits from thing."""

    name: str | None = prop("name")
    """The name."""
