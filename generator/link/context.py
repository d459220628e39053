"""What linking an operation needs to know of the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.diagnostics import Report
from generator.link.index import TypeIndex
from generator.link.owners import Owners
from generator.model import Resource


@dataclass(frozen=True, slots=True)
class Context:
    """The index of types, the linked resources, the owners of pages, and where findings go."""

    index: TypeIndex
    resources: Mapping[str, Resource]
    owners: Owners
    report: Report
