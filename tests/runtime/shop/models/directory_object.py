"""directoryObject resource type."""

from __future__ import annotations

from .._runtime.models import Model, model, prop


@model("shop.directoryObject")
class DirectoryObject(Model):
    """Anything in the directory."""

    id: str = prop("id", key=True)
