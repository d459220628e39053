"""The cases of each operation as pieces of work whose results may come from an earlier run.

What becomes of an operation's examples depends on its method, the names of its test functions,
and the types that were looked up on the way, in rare cases also other methods. The first two are
in the key; the others are found out by doing, so they are kept with the result, which serves as
long as they are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from generator.cache import key_of
from generator.emit.cases import Case
from generator.emit.conforms_types import enum_shape, resource_shape
from generator.emit.names import Names
from generator.emit.plan import PackagePlan
from generator.emit.test_names import FunctionNames
from generator.model import Api
from generator.packing import Unpacker, pack
from generator.records import Record
from generator.subjects import stated
from generator.units import Kept, digest, known_by, listed

if TYPE_CHECKING:
    from generator.emit.test_cases import Workshop

#: What a result can depend on beside its key: the shape of a type, the places that say something
#: of its properties, a method, the routes of all.
_SHAPE, _PLACES, _METHOD, _ROUTES = "shape ", "places ", "method ", "routes"


class Cases(Record):
    """An operation's cases, and what they depend on: name -> digest (`Shop.sum`)."""

    uses: dict[str, bytes]
    cases: tuple[Case, ...]


_unpack = Unpacker(Cases)


class CaseTask(Record):
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
        workshop = self.shop.workshop
        workshop.types.asked.clear()
        workshop.types.placed.clear()
        workshop.tried = None
        cases = workshop.cases(self.at)
        names = set(map(shape_use, workshop.types.asked))
        names.update(map(places_use, workshop.types.placed))
        if workshop.tried is not None:
            names |= {_ROUTES, *(_METHOD + name for name in workshop.tried)}
        return Cases(dict.fromkeys(sorted(names), b""), cases)

    def pack(self, made: Cases) -> tuple[bytes, bytes]:
        """The cases as data, with the digests of what they depend on. Raises `NotData`."""
        return pack(Cases(self.shop.sums(made.uses), made.cases)), b""

    def unpack(
        self, data: bytes | memoryview, rest: bytes | memoryview | None = None
    ) -> Cases | None:
        """The cases, if what they depend on is as it was."""
        found = _unpack(data)
        return found if found and self.shop.are_current(found.uses) else None

    def renew(self, data: bytes | memoryview, needs: Sequence[Any]) -> Cases | None:
        """Nothing: what the cases depend on is looked at one by one."""
        return None


class Shop:
    """What the tasks of one API share: values that are read where something is made of them.

    Without `keeps` no result is for another run, and nobody has to know what it depends on.
    """

    def __init__(self, api: Api, names: Names, plan: PackagePlan, *, keeps: bool = True) -> None:
        self.keeps = keeps
        self.api = api
        self.names = names
        self.plan = plan
        self.methods = plan.methods.known
        self.operations = listed(api.operations, lambda it: it.id)
        self.resources = listed(api.resources, lambda it: it.name)
        self.enums = listed(api.enums, lambda it: it.name)
        self.tasks = [CaseTask(self, at) for at in range(len(self.operations))]
        self.shared = f"{api.shown_url} {names.package} {names.client} {names.async_client}"
        groups = [names.methods[name].group for name, _ in self.operations]
        self.functions = FunctionNames(api.operations, groups)
        self._resources = known_by(api.resources, lambda it: it.name)
        self._enums = known_by(api.enums, lambda it: it.name)
        self._sums: dict[str, bytes] = {}

    @cached_property
    def workshop(self) -> Workshop:
        """What makes the cases; in most runs few have to be made, or none."""
        from generator.emit.test_cases import Workshop

        methods = Kept("methods", self.methods)
        return Workshop(self.api, self.names, methods, self.plan.routes, self.functions)

    def operation(self, at: int) -> bytes:
        """A digest of an operation and its method."""
        name, operation = self.operations[at]
        return self.methods[name].sum + operation.sum

    def sums(self, names: Iterable[str]) -> dict[str, bytes]:
        """Digests by name, of what a result that is kept depends on."""
        return {name: self.sum(name) for name in names} if self.keeps else {}

    def are_current(self, sums: Mapping[str, bytes]) -> bool:
        """Whether all digests are what they were."""
        return all(self.sum(name) == sum for name, sum in sums.items())

    def sum(self, name: str) -> bytes:
        """A digest of what a result can depend on, or of there being none.

        Of a type it is of its shape (`generator.emit.conforms_types`), and of how it is called.
        """
        known = self._sums.get(name)
        if known is None:
            known = self._sums[name] = digest(self._of(name))
        return known

    def learn(self, sums: Mapping[str, bytes]) -> None:
        """Take digests that have been found out before."""
        self._sums.update(sums)

    def called(self, name: str) -> object:
        """Digests of what a type, its base and its members are called."""
        return [table.sum(name) for table in self.names.tables]

    def _of(self, name: str) -> object:
        if name == _ROUTES:
            return list(self.plan.routes.items())
        if name.startswith(_METHOD):
            method = self.methods.get(name.removeprefix(_METHOD))
            return method.sum if method else None
        if name.startswith(_PLACES):
            resource = self._resources.get(name.removeprefix(_PLACES))
            return [(it.wire, loc) for it, loc in stated(resource.value)] if resource else None
        name = name.removeprefix(_SHAPE)
        resource, enum = self._resources.get(name), self._enums.get(name)
        shapes = resource and resource_shape(resource.value), enum and enum_shape(enum.value)
        return shapes, self.called(name)


def shape_use(type_name: str) -> str:
    """The name by which `Shop.sum` knows the shape of a type."""
    return _SHAPE + type_name


def places_use(type_name: str) -> str:
    """The name by which `Shop.sum` knows the places that say something of a type's properties."""
    return _PLACES + type_name
