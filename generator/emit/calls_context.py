"""What the readers of one API's examples share."""

from __future__ import annotations

from typing import Any

from generator.emit.conforms import Checker
from generator.emit.conforms_types import Types
from generator.emit.expressions import Expr
from generator.emit.expressions_values import Imports, ValueWriter
from generator.emit.names import Names
from generator.model import Api
from generator.records import Record


class Argument(Record):
    """An argument: its value as the runtime gets it (models as JSON) and its expression."""

    name: str
    value: Any
    expr: Expr
    keyword: bool


class Context(Record):
    """The types and names of an API, and the imports of the test that is being written."""

    base_url: str
    types: Types
    checker: Checker
    values: ValueWriter
    imports: Imports

    @classmethod
    def of(cls, api: Api, names: Names, types: Types) -> Context:
        """A context for one test."""
        imports = Imports()
        values = ValueWriter(types, names, imports)
        return cls(api.shown_url, types, Checker(types), values, imports)
