"""The cases of each operation as pieces of work whose results may come from an earlier run.

What becomes of an operation's examples depends on its method, the names of its test functions,
and the types that were looked up on the way. The first two are in the key; the last are found out
by doing, so they are kept with the result, which serves as long as they are the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from generator.cache import key_of
from generator.emit import tidy
from generator.emit.names import Names
from generator.emit.plan import Method
from generator.emit.test_cases import Case, Workshop
from generator.model import Api
from generator.packing import Digests, NotData, Unpacker, pack

#: Stands for all methods, where the URL of an example was looked for among them.
_METHODS = "*"


@dataclass(frozen=True, slots=True)
class Cases:
    """An operation's cases, and what they depend on: name of a type -> digest of it."""

    uses: dict[str, bytes]
    cases: tuple[Case, ...]


_unpack = Unpacker(Cases)


@dataclass(frozen=True, slots=True)
class CaseTask:
    """Makes the cases of one operation."""

    shop: Shop
    at: int

    @property
    def key(self) -> bytes:
        """Depends on the method, the functions' names, and what all methods share."""
        functions = "\n".join(self.shop.workshop.functions[self.at])
        return key_of("cases", self.shop.shared, self.shop.operation(self.at), functions)

    def make(self) -> Cases:
        """Replay the examples."""
        workshop = self.shop.workshop
        workshop.types.asked.clear()
        workshop.used_methods = False
        cases = workshop.cases(self.at)
        tests = {f"the test {case.function}": "\n".join(case.lines) for case in cases}
        tidy.check(tests, dict.fromkeys(tests, "test_cases_function.py"))
        names = {*workshop.types.asked, *([_METHODS] if workshop.used_methods else ())}
        return Cases(dict.fromkeys(sorted(names), b""), cases)

    def pack(self, made: Cases) -> bytes:
        """The cases as data, with the digests of what they depend on. Raises `NotData`."""
        uses = {name: self.shop.digest(name) for name in made.uses}
        return pack(Cases(uses, made.cases))

    def unpack(self, data: bytes | memoryview) -> Cases | None:
        """The cases, if what they depend on is as it was."""
        found, digest = _unpack(data), self.shop.digest
        with suppress(NotData):
            if found and all(digest(name) == sum for name, sum in found.uses.items()):
                return found
        return None


class Shop:
    """What the tasks of one API share."""

    def __init__(
        self,
        api: Api,
        names: Names,
        methods: Mapping[str, Method],
        digests: Digests | None = None,
    ) -> None:
        self.workshop = Workshop(api, names, methods)
        self.tasks = [CaseTask(self, at) for at in range(len(api.operations))]
        self.shared = f"{api.shown_url} {names.package} {names.client} {names.async_client}"
        self._operations = api.operations
        self._names = names
        self._methods = methods
        self._resources = {item.name: item for item in api.resources}
        self._enums = {item.name: item for item in api.enums}
        self._digests = digests or Digests()
        self._types: dict[str, bytes] = {}

    def operation(self, at: int) -> bytes:
        """A digest of an operation and its method. Raises `NotData`."""
        operation = self._operations[at]
        method = self._methods[operation.id]
        own = b"" if method.operation is operation else self._digests.of(operation)
        return self._digests.of(method) + own

    def digest(self, name: str) -> bytes:
        """A digest of a type as it is documented and called, or of there being none.

        Raises `NotData`.
        """
        known = self._types.get(name)
        if known is None:
            data = self._all_methods() if name == _METHODS else self._type(name)
            known = self._types[name] = hashlib.blake2b(data, digest_size=8).digest()
        return known

    def _all_methods(self) -> bytes:
        return b"".join(map(self._digests.of, self._methods.values()))

    def _type(self, name: str) -> bytes:
        names = self._names
        resource, enum = self._resources.get(name), self._enums.get(name)
        called = [
            *(names.field(name, item.wire) for item in (resource.properties if resource else ())),
            *(names.member(name, item.wire) for item in (enum.members if enum else ())),
        ]
        return pack((resource, enum, names.type(name), names.base(name), called))
