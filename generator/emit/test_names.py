"""The names of test functions, which differ within the module of a group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.emit.spelling import Scope, capped
from generator.emit.words import snake
from generator.model import Operation

_LONGEST = 72


class FunctionNames:
    """The names of the test functions of operations; those of a group are found together.

    `groups` tells the group of each operation, `places` where the operations of each group are.
    """

    def __init__(self, operations: Sequence[Operation], groups: Sequence[str]) -> None:
        self.groups = groups
        self.places: dict[str, list[int]] = {}
        for at, group in enumerate(groups):
            self.places.setdefault(group, []).append(at)
        self._operations = operations
        self._names: dict[int, tuple[str, ...]] = {}

    def of(self, at: int) -> tuple[str, ...]:
        """The names for the examples of the operation at a place."""
        if at not in self._names:
            scope = Scope()
            for place in self.places[self.groups[at]]:
                self._names[place] = tuple(_names(self._operations[place], scope))
        return self._names[at]


def _names(operation: Operation, scope: Scope) -> Iterator[str]:
    start = f"test_{snake(operation.id)}"
    for example in operation.examples:
        text = f"{operation.id}/{example.name}"
        name = capped(f"{start}_{snake(example.name)}", text, _LONGEST)
        yield scope.claim(text, name)[0]
