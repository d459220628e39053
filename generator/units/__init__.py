"""Results by unit, kept from run to run with what was looked up to make them.

A unit is a piece of work that each run has to do, such as linking one type. Its result depends on
its own input, and on the entries of tables that it asks for on the way. Both are remembered with
the result, which serves until one of them is another: what a run computes is what its pages have
changed, and nobody has to know beforehand what depends on what.

Tables note what they are asked for by name. What a unit learns of the rest in any other way (by
going through a whole table, say) has to be part of its input.
"""

from __future__ import annotations

from generator.units.digests import digest, joined
from generator.units.known import Known, Many, known_by, listed
from generator.units.making import Made
from generator.units.shelf import Shelf
from generator.units.stage import Results, Stage
from generator.units.tables import Kept, Members, Small, Table

__all__ = [
    "Kept",
    "Known",
    "Made",
    "Many",
    "Members",
    "Results",
    "Shelf",
    "Small",
    "Stage",
    "Table",
    "digest",
    "joined",
    "known_by",
    "listed",
]
