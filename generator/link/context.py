"""What linking an operation needs to know of the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.diagnostics import Report
from generator.link.index import TypeIndex
from generator.link.linked import LinkedTypes
from generator.records import Record, field


class Context(Record):
    """The index of types, the linked resources, and where findings go.

    `derived` are the types that derive from each type directly, `ids` the ids of operations whose
    page's name is no id.
    """

    index: TypeIndex
    resources: LinkedTypes
    derived: Mapping[str, Sequence[str]]
    ids: Mapping[str, str]
    report: Report = field(default_factory=Report)
