"""The names of test functions, which differ within the module of a group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.emit.plan import Method
from generator.emit.spelling import Scope, capped
from generator.emit.words import snake
from generator.model import Operation

_LONGEST = 72


class FunctionNames:
    """The names of the test functions of operations; those of a group are found together.

    `groups` has the places of each group's operations; `methods` is keyed by operation id.
    """

    def __init__(self, operations: Sequence[Operation], methods: Mapping[str, Method]) -> None:
        self.groups: dict[str, list[int]] = {}
        for at, operation in enumerate(operations):
            self.groups.setdefault(methods[operation.id].group, []).append(at)
        self._operations = operations
        self._methods = methods
        self._names: dict[int, tuple[str, ...]] = {}

    def of(self, at: int) -> tuple[str, ...]:
        """The names for the examples of the operation at a place."""
        if at not in self._names:
            scope = Scope()
            for place in self.groups[self._methods[self._operations[at].id].group]:
                self._names[place] = tuple(_names(self._operations[place], scope))
        return self._names[at]


def _names(operation: Operation, scope: Scope) -> Iterator[str]:
    for example in operation.examples:
        text = f"{operation.id}/{example.name}"
        name = capped(f"test_{snake(operation.id)}_{snake(example.name)}", text, _LONGEST)
        yield scope.claim(text, name)[0]
