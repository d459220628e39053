"""The only place where Python spelling exists.

`Names(api)` says what everything that an Api documents is called in the generated package. It is
total: whatever text the pages hold, there is a name, and where two would be the same the second
gets another one by rule and a finding.

Types are named from their declarations. What is called by what it holds is a unit of its own
(`generator.units`): the fields of a type, the members of an enumeration, and the names that an
operation would like for its method, from which all methods are then named together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

from generator.cache import Cache
from generator.declarations import Declaration, enum_declarations, resource_declarations
from generator.diagnostics import Finding, Report
from generator.emit import spelling
from generator.emit.names_forced import AllForced
from generator.emit.names_members import field_names, member_names
from generator.emit.names_methods import MethodName, Wanted, method_names, wanted
from generator.emit.names_types import TypeName, bases, bases_first, type_names
from generator.emit.package_names import package_name
from generator.emit.routes import NamedRoute, named, uniform
from generator.emit.words import pascal
from generator.model import Api, Operation
from generator.units import Kept, Known, Made, Shelf, Small, Stage, Table, digest, known_by

__all__ = ["NOTHING_KEPT", "MethodName", "Names", "TypeName"]

T = TypeVar("T")

#: For those who name and plan once.
NOTHING_KEPT: Final = Shelf(Cache(None), "")


#: The configured names that a unit takes.
_Used = tuple[str, ...]
_NamedRoutes = tuple[tuple[NamedRoute, ...], tuple[Finding, ...]]
_NO_NAMES: Final[Mapping[str, str]] = {}

_FIELDS: Final = Stage[_Used, dict[str, str]]("field names", _Used, dict[str, str])
#: The outline tells first whether the members are flags.
_MEMBERS: Final = Stage[tuple[bool, _Used], dict[str, str]](
    "member names", tuple[bool, _Used], dict[str, str]
)
#: One unit, made of all declarations.
_TYPES: Final = Stage[_Used, dict[str, TypeName]]("class names", _Used, dict[str, TypeName])
_WANTED: Final = Stage[Wanted, None]("wanted names", Wanted, None)
#: One unit, made of all wanted names.
_METHODS: Final = Stage[None, dict[str, MethodName]]("method names", None, dict[str, MethodName])


class _TypeNames(Small[TypeName]):
    """A table whose digests cost nothing."""

    def sum(self, key: str) -> bytes | None:
        found = dict.get(self, key)
        mark = "*" if found and found.flags else ""
        return f"{found.module}.{found.cls}{mark}".encode() if found else None


class Names:
    """Python names for one Api.

    `overrides` is the configuration's table: a type's full name gives a class name, a type's full
    name, a dot and a wire name give a field or an enum member, an operation's id gives
    `group.method`, and an operation's id, a dot and a placeholder give a parameter. Raises
    ValueError for an override that is no identifier, `UsageError` for one with too few or too many
    parts.

    `tables` are where the names of types, fields and members are looked up.
    """

    def __init__(
        self,
        api: Api,
        overrides: Mapping[str, str] | None = None,
        package: str | None = None,
        shelf: Shelf = NOTHING_KEPT,
    ) -> None:
        self.report = Report()
        self.forced = AllForced(overrides or {})
        self._namespace = api.namespace
        base = package or package_name(api)
        self.package = spelling.module_name(base)[:24]
        self.client = f"{pascal(self.package)}Client"
        self.async_client = f"Async{self.client}"
        self.resources = known_by(api.resources, lambda item: item.name)
        declarations = resource_declarations(api)
        self._bases = Small("base types", bases(declarations, self.report))
        self._members: Kept[dict[str, str]] = Kept(_MEMBERS.name)
        flags = self._name_members(api, shelf)
        self._types = self._name_types(declarations, enum_declarations(api), flags, shelf)
        self._fields: Kept[dict[str, str]] = Kept(_FIELDS.name)
        self._name_fields(shelf)
        self._operations = known_by(api.operations, lambda item: item.id)
        self.wanted = self._find_wanted(shelf)
        self.methods = self._name_methods(shelf)
        self._routes: dict[str, _NamedRoutes] = {}
        self.tables: tuple[Table, ...] = (self._types, self._bases, self._fields, self._members)

    @property
    def unused(self) -> list[str]:
        """Keys of the overrides that name nothing in the pages; complete after planning."""
        return self.forced.unused

    def type(self, name: str) -> TypeName | None:
        """Class and module of a type, None for a name that the Api does not define."""
        return self._types.get(name)

    def field(self, type_name: str, wire: str) -> str:
        """The attribute of a property, declared by the type or by one of its bases."""
        name: str | None = type_name
        while name is not None:
            fields = self._fields_of(name)
            if wire in fields:
                return fields[wire]
            name = self._bases.get(name)
        return spelling.attribute(wire)

    def base(self, type_name: str) -> str | None:
        """The type that a class is derived from: the documented base, unless that is a cycle."""
        return self._bases.get(type_name)

    def inherited(self, type_name: str) -> Mapping[str, str]:
        """Attributes by wire name of all bases of a type."""
        name = self.base(type_name)
        return {**self.inherited(name), **self._fields_of(name)} if name else {}

    def member(self, enum_name: str, wire: str) -> str:
        """The constant of an enum member."""
        members = self._members.get(enum_name, _NO_NAMES)
        return members.get(wire) or spelling.constant(wire)

    def method(self, operation: Operation) -> MethodName:
        """Group and method of an operation of the Api."""
        return self.methods[operation.id]

    def routes(self, operation: Operation) -> tuple[NamedRoute, ...]:
        """The operation's routes, each with the names of its placeholders, in documented order."""
        routes, findings = self._routes_of(operation)
        self.report.extend(findings)
        return routes

    def route_findings(self, operation: Operation) -> tuple[Finding, ...]:
        """What there is to say about the routes of an operation."""
        return self._routes_of(operation)[1]

    def parameter(self, operation: Operation, wire: str) -> str:
        """The keyword for a documented parameter, as it would be called on its own."""
        forced = self.forced.of(operation.id).get(f"{operation.id}.{wire}")
        taken = spelling.PARAMETER_RESERVED | _own_parameters(operation)
        return forced or spelling.parameter(wire, taken)

    # Types, fields and members ----------------------------------------------------------------

    def _name_types(
        self,
        resources: Mapping[str, Declaration],
        enums: Mapping[str, Declaration],
        flags: frozenset[str],
        shelf: Shelf,
    ) -> _TypeNames:
        def make(_: str) -> Made[_Used, dict[str, TypeName]]:
            report = Report()
            found = type_names(resources, enums, flags, self._namespace, self.forced, report)
            used = (name for name in found if self.forced.of(name).get(name))
            return Made(tuple(used), found, tuple(report))

        whole = (self._namespace, sorted(flags), [*resources.items()], [*enums.items()])
        inputs = {"": digest((whole, self.forced.table)) if shelf.is_open else b""}
        results = _TYPES.run(shelf, inputs, (), make)
        self.forced.remember({name: [name] for name in results.outlines[""]})
        self.report.extend(results.findings)
        return _TypeNames("class names", results.values[""])

    def _fields_of(self, name: str) -> Mapping[str, str]:
        """Attributes by wire name of what a type declares itself."""
        return self._fields.get(name, _NO_NAMES)

    def _name_fields(self, shelf: Shelf) -> None:
        def make(name: str) -> Made[_Used, dict[str, str]]:
            forced, report = self.forced.of(name), Report()
            resource = self.resources[name].value
            found = field_names(resource, self.inherited(name), forced, report)
            return Made(tuple(sorted(forced.used)), found, tuple(report))

        names = bases_first(self.resources, self._bases)
        inputs = self.inputs({name: self.resources[name] for name in names}, shelf)
        tables: tuple[Table, ...] = (self._bases, self._fields)
        first = set(self._bases.values())
        results = _FIELDS.run(shelf, inputs, tables, make, self._fields, first)
        self.forced.remember(results.outlines)
        self.report.extend(results.findings)

    def _name_members(self, api: Api, shelf: Shelf) -> frozenset[str]:
        """The names of the enumerations whose members are flags."""
        enums = known_by(api.enums, lambda item: item.name)

        def make(name: str) -> Made[tuple[bool, _Used], dict[str, str]]:
            forced, report = self.forced.of(name), Report()
            enum = enums[name].value
            found = member_names(enum, forced, report)
            return Made((enum.flags, tuple(sorted(forced.used))), found, tuple(report))

        inputs = self.inputs(enums, shelf)
        results = _MEMBERS.run(shelf, inputs, (), make, self._members, frozenset())
        self.forced.remember({name: used for name, (_, used) in results.outlines.items()})
        self.report.extend(results.findings)
        return frozenset(name for name, (flags, _) in results.outlines.items() if flags)

    # Operations -------------------------------------------------------------------------------

    def _find_wanted(self, shelf: Shelf) -> dict[str, Wanted]:
        def make(id: str) -> Made[Wanted, None]:
            operation, forced = self._operations[id].value, self.forced.of(id)
            return Made(wanted(operation, self._namespace, forced), None)

        inputs = self.inputs(self._operations, shelf, self._namespace)
        results = _WANTED.run(shelf, inputs, (), make)
        self.forced.remember({id: wanted.forced for id, wanted in results.outlines.items()})
        return results.outlines

    def _name_methods(self, shelf: Shelf) -> dict[str, MethodName]:
        def make(_: str) -> Made[None, dict[str, MethodName]]:
            report = Report()
            return Made(None, method_names(self.wanted, report), tuple(report))

        inputs = {"": digest([*self.wanted.items()]) if shelf.is_open else b""}
        results = _METHODS.run(shelf, inputs, (), make)
        self.report.extend(results.findings)
        return results.values[""]

    def _routes_of(self, operation: Operation) -> _NamedRoutes:
        if operation.id not in self._routes:
            prefix = operation.id + "."
            own = self.forced.of(operation.id)
            forced = {
                key.removeprefix(prefix): own.get(key) or value
                for key, value in own.table.items()
                if key.startswith(prefix)
            }
            taken = spelling.PARAMETER_RESERVED | _own_parameters(operation)
            report = Report()
            found: list[NamedRoute] = []
            for route, odd in uniform(operation.routes):
                found.append(named(route, forced, taken))
                if odd:
                    text = f"{route.path} has {odd[0]} in another case than other lines"
                    report.add("ROUTE_CASE_DIFFERS", route.loc, text)
            self._routes[operation.id] = tuple(found), tuple(report)
        return self._routes[operation.id]

    def inputs(
        self, units: Mapping[str, Known[T]], shelf: Shelf, also: str = ""
    ) -> dict[str, bytes]:
        """Digests of what units are made of, of the configured names for them, and of a text."""
        if not shelf.is_open:
            return dict.fromkeys(units, b"")
        end = also.encode("utf-8", "surrogatepass")
        return {name: known.sum + self.forced.of(name).sum + end for name, known in units.items()}


def _own_parameters(operation: Operation) -> frozenset[str]:
    """Parameters that the operation has because of its shape."""
    if operation.shape == "add_ref":
        return frozenset({"ref"})
    if operation.shape == "delta":
        return frozenset({"link"})
    return frozenset({"body", "content"} if operation.body else ())
