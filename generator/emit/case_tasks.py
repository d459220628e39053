"""The cases of each operation as pieces of work whose results may come from an earlier run.

What becomes of an operation's examples depends on its method, the names of its test functions,
and the types that were looked up on the way, in rare cases also other methods. The first two are
in the key; the others are found out by doing, so they are kept with the result, which serves as
long as they are the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from generator.cache import key_of
from generator.emit.cases import Case
from generator.emit.conforms_types import enum_shape, resource_shape
from generator.emit.names import Names
from generator.emit.plan import Method
from generator.emit.test_names import FunctionNames
from generator.model import Api
from generator.packing import Digests, NotData, Unpacker, pack

if TYPE_CHECKING:
    from generator.emit.test_cases import Workshop

#: What a result can depend on beside its key: the shape of a type, a method, the routes of all.
_TYPE, _METHOD, _ROUTES = "type ", "method ", "routes"


@dataclass(frozen=True, slots=True)
class Cases:
    """An operation's cases, and what they depend on: name -> digest (`Shop.digest`)."""

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
        functions = "\n".join(self.shop.functions.of(self.at))
        return key_of("cases", self.shop.shared, self.shop.operation(self.at), functions)

    @property
    def needs(self) -> Sequence[CaseTask]:
        """Nothing that is made."""
        return ()

    def make(self, needs: Sequence[Any]) -> Cases:
        """Replay the examples."""
        from generator.emit import tidy

        workshop = self.shop.workshop
        workshop.types.asked.clear()
        workshop.tried = None
        cases = workshop.cases(self.at)
        tests = {f"the test {case.function}": "\n".join(case.lines) for case in cases}
        tidy.check(tests, dict.fromkeys(tests, "test_cases_function.py"))
        names = {shape_name(name) for name in workshop.types.asked}
        if workshop.tried is not None:
            names |= {_ROUTES, *(_METHOD + name for name in workshop.tried)}
        return Cases(dict.fromkeys(sorted(names), b""), cases)

    def pack(self, made: Cases) -> tuple[bytes, bytes]:
        """The cases as data, with the digests of what they depend on. Raises `NotData`."""
        return pack(Cases(self.shop.digests(made.uses), made.cases)), b""

    def unpack(
        self, data: bytes | memoryview, rest: bytes | memoryview | None = None
    ) -> Cases | None:
        """The cases, if what they depend on is as it was."""
        found = _unpack(data)
        return found if found and self.shop.are_current(found.uses) else None


class Shop:
    """What the tasks of one API share.

    `values` gives the digests of what pages say and of what is planned.
    """

    def __init__(
        self,
        api: Api,
        names: Names,
        methods: Mapping[str, Method],
        digests: Digests | None = None,
    ) -> None:
        self.api = api
        self.names = names
        self.methods = methods
        self.values = digests or Digests()
        self.functions = FunctionNames(api.operations, methods)
        self.tasks = [CaseTask(self, at) for at in range(len(api.operations))]
        self.shared = f"{api.shown_url} {names.package} {names.client} {names.async_client}"
        self._resources = {item.name: item for item in api.resources}
        self._enums = {item.name: item for item in api.enums}
        self._known: dict[str, bytes] = {}

    @cached_property
    def workshop(self) -> Workshop:
        """What makes the cases; in most runs few have to be made, or none."""
        from generator.emit.test_cases import Workshop

        return Workshop(self.api, self.names, self.methods, self.functions)

    def operation(self, at: int) -> bytes:
        """A digest of an operation and its method. Raises `NotData`."""
        operation = self.api.operations[at]
        method = self.methods[operation.id]
        own = b"" if method.operation is operation else self.values.of(operation)
        return self.values.of(method) + own

    def digests(self, names: Iterable[str]) -> dict[str, bytes]:
        """Digests by name. Raises `NotData`."""
        return {name: self.digest(name) for name in names}

    def are_current(self, uses: Mapping[str, bytes]) -> bool:
        """Whether all of this is as it was."""
        with suppress(NotData):
            return all(self.digest(name) == sum for name, sum in uses.items())
        return False

    def digest(self, name: str) -> bytes:
        """A digest of what a result can depend on, or of there being none. Raises `NotData`.

        Of a type it is of its shape (`generator.emit.conforms_types`), and of how it is called.
        """
        known = self._known.get(name)
        if known is None:
            data = self._data(name)
            known = self._known[name] = hashlib.blake2b(data, digest_size=8).digest()
        return known

    def learn(self, digests: Mapping[str, bytes]) -> None:
        """Take digests that have been found out before."""
        self._known.update(digests)

    def called(self, name: str) -> bytes:
        """What a type, its base and its members are called, as data. Raises `NotData`."""
        names, resource, enum = self.names, self._resources.get(name), self._enums.get(name)
        fields = [names.field(name, it.wire) for it in resource.properties] if resource else []
        members = [names.member(name, it.wire) for it in enum.members] if enum else []
        return pack((names.type(name), names.base(name), fields, members))

    def _data(self, name: str) -> bytes:
        if name == _ROUTES:
            routes = [[route.text for route in it.routes] for it in self.methods.values()]
            return pack(routes)
        if name.startswith(_METHOD):
            method = self.methods.get(name.removeprefix(_METHOD))
            return self.values.of(method) if method else b""
        name = name.removeprefix(_TYPE)
        resource, enum = self._resources.get(name), self._enums.get(name)
        shapes = resource and resource_shape(resource), enum and enum_shape(enum)
        return pack(shapes) + self.called(name)


def shape_name(type_name: str) -> str:
    """The name by which `Shop.digest` knows the shape of a type."""
    return _TYPE + type_name
