"""The only place where Python spelling exists.

`Names(api)` says what everything that an Api documents is called in the generated package. It is
total: whatever text the pages hold, there is a name, and where two would be the same the second
gets another one by rule and a finding.
"""

from __future__ import annotations

import keyword
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from generator.diagnostics import Report
from generator.emit import names_methods, spelling
from generator.emit.package_names import package_name
from generator.emit.routes import NamedRoute, named, uniform
from generator.emit.words import pascal
from generator.errors import UsageError
from generator.model import Api, EnumType, Loc, Operation, Resource


@dataclass(frozen=True, slots=True)
class TypeName:
    """A type's class and its module below `models`."""

    cls: str
    module: str


@dataclass(frozen=True, slots=True)
class MethodName:
    """An operation's group (the module below `resources`), its class, and its method."""

    group: str
    cls: str
    method: str


class Names:
    """Python names for one Api.

    `overrides` is the configuration's table: a type's full name gives a class name, a type's full
    name, a dot and a wire name give a field or an enum member, an operation's id gives
    `group.method`, and an operation's id, a dot and a placeholder give a parameter. Raises
    ValueError for an override that is no identifier, `UsageError` for one with too few or too many
    parts.
    """

    def __init__(
        self, api: Api, overrides: Mapping[str, str] | None = None, package: str | None = None
    ) -> None:
        self.report = Report()
        self._api = api
        self._overrides = _checked(overrides or {})
        self._used: set[str] = set()
        base = package or package_name(api)
        self.package = spelling.module_name(base)[:24]
        self.client = f"{pascal(self.package)}Client"
        self.async_client = f"Async{self.client}"
        self._resources = {resource.name: resource for resource in api.resources}
        self._bases = self._find_bases()
        self._types = self._name_types()
        self._fields: dict[str, dict[str, str]] = {}
        self._members = {enum.name: self._name_members(enum) for enum in api.enums}
        self._routes: dict[str, tuple[NamedRoute, ...]] = {}
        self._methods = self._name_methods()

    @property
    def unused(self) -> list[str]:
        """Keys of the overrides that name nothing in the pages; complete after emitting."""
        return sorted(self._overrides.keys() - self._used)

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

    def resource(self, type_name: str) -> Resource | None:
        """What is documented under a name, also where a slice leaves it out."""
        return self._resources.get(type_name)

    def base(self, type_name: str) -> str | None:
        """The type that a class is derived from: the documented base, unless that is a cycle."""
        return self._bases.get(type_name)

    def inherited(self, type_name: str) -> Mapping[str, str]:
        """Attributes by wire name of all bases of a type."""
        name = self._bases.get(type_name)
        return {**self.inherited(name), **self._fields_of(name)} if name else {}

    def member(self, enum_name: str, wire: str) -> str:
        """The constant of an enum member."""
        return self._members.get(enum_name, {}).get(wire) or spelling.constant(wire)

    def method(self, operation: Operation) -> MethodName:
        """Group and method of an operation of the Api."""
        return self._methods[operation.id]

    def routes(self, operation: Operation) -> tuple[NamedRoute, ...]:
        """The operation's routes, each with the names of its placeholders, in documented order."""
        if operation.id not in self._routes:
            prefix = operation.id + "."
            forced = {
                key.removeprefix(prefix): self._override(key) or value
                for key, value in self._overrides.items()
                if key.startswith(prefix)
            }
            taken = spelling.PARAMETER_RESERVED | _own_parameters(operation)
            found: list[NamedRoute] = []
            for route, odd in uniform(operation.routes):
                found.append(named(route, forced, taken))
                if odd:
                    text = f"{route.path} has {odd[0]} in another case than other lines"
                    self.report.add("ROUTE_CASE_DIFFERS", route.loc, text)
            self._routes[operation.id] = tuple(found)
        return self._routes[operation.id]

    def parameter(self, operation: Operation, wire: str) -> str:
        """The keyword for a documented parameter, as it would be called on its own."""
        forced = self._override(f"{operation.id}.{wire}")
        taken = spelling.PARAMETER_RESERVED | _own_parameters(operation)
        return forced or spelling.parameter(wire, taken)

    def _find_bases(self) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        for resource in self._resources.values():
            base = resource.base if resource.base in self._resources else None
            above = base
            while above is not None and above != resource.name:
                above = found.get(above)
            if above is not None:
                text = f"{resource.name} is its own base by way of {base}"
                self.report.add("BASE_CYCLE", resource.loc or Loc("", 0), text, "the base")
                base = None
            found[resource.name] = base
        return found

    # Types ------------------------------------------------------------------------------------

    def _name_types(self) -> dict[str, TypeName]:
        classes, modules = spelling.Scope(), spelling.Scope()
        found: dict[str, TypeName] = {}
        types: list[Resource | EnumType] = [*self._api.resources, *self._api.enums]
        # Types of the API's own namespace come first: one of another never takes their name.
        types.sort(key=lambda item: "." in self._local(item.name))
        # An enum lives with the resource of its page, if the page documents just one.
        types.sort(key=lambda item: isinstance(item, EnumType))
        alone = Counter(item.loc.path for item in self._resources.values() if item.loc)
        page_modules: dict[str, str] = {}
        for item in types:
            if item.name in found:
                continue
            local = self._local(item.name)
            wanted = self._override(item.name) or spelling.class_name(local)
            cls, first = classes.claim(item.name, wanted)
            if not first:
                self._collision(item.loc, f"{item.name} cannot be class {wanted}; it is {cls}")
            module = page_modules.get(item.loc.path if item.loc else "")
            if module is None or isinstance(item, Resource):
                module, _ = modules.claim(item.name, spelling.module_name(cls))
            if isinstance(item, Resource) and item.loc and alone[item.loc.path] == 1:
                page_modules[item.loc.path] = module
            found[item.name] = TypeName(cls, module)
        return found

    def _local(self, name: str) -> str:
        return names_methods.local_name(name, self._api.namespace)

    # Members ----------------------------------------------------------------------------------

    def _fields_of(self, name: str) -> dict[str, str]:
        """Attributes by wire name of what a type declares itself."""
        if name not in self._fields:
            resource = self._resources.get(name)
            self._fields[name] = self._name_fields(resource) if resource else {}
        return self._fields[name]

    def _name_fields(self, resource: Resource) -> dict[str, str]:
        inherited = self.inherited(resource.name)
        scope = spelling.Scope(inherited.values())
        wanted = {
            item.wire: self._override(f"{resource.name}.{item.wire}")
            or spelling.attribute(item.wire)
            for item in resource.properties
        }
        locs = {item.wire: item.loc for item in resource.properties}
        found: dict[str, str] = {}
        # A property that is spelled just like that keeps its name whatever else is documented.
        for wire in sorted(wanted, key=lambda wire: wanted[wire] != wire):
            if wire in inherited:
                found[wire] = inherited[wire]
                continue
            found[wire], first = scope.claim(wire, wanted[wire])
            if not first:
                text = f"{resource.name}.{wire} cannot be {wanted[wire]}; it is {found[wire]}"
                self._collision(locs[wire], text)
        return found

    def _name_members(self, enum: EnumType) -> dict[str, str]:
        scope = spelling.Scope()
        found: dict[str, str] = {}
        for member in enum.members:
            if member.wire in found:
                continue
            forced = self._override(f"{enum.name}.{member.wire}")
            wanted = forced or spelling.constant(member.wire)
            found[member.wire], first = scope.claim(member.wire, wanted)
            if not first:
                text = f"{enum.name} {member.wire!r} cannot be {wanted}"
                self._collision(member.loc, f"{text}; it is {found[member.wire]}")
        return found

    # Operations -------------------------------------------------------------------------------

    def _name_methods(self) -> dict[str, MethodName]:
        found: dict[str, MethodName] = {}
        scopes: dict[str, spelling.Scope] = {}
        namespace = self._api.namespace
        wanted = {op.id: self._wanted(op) for op in self._api.operations}

        def rank(operation: Operation) -> tuple[bool, int, bool, str]:
            _, candidates = wanted[operation.id]
            by_file = names_methods.file_candidate(operation, namespace)
            words = operation.id.count("-")
            return len(candidates) > 1, words, candidates[0] != by_file, operation.id

        for operation in sorted(self._api.operations, key=rank):
            if operation.id in found:
                continue
            group, candidates = wanted[operation.id]
            scope = scopes.setdefault(group, spelling.Scope())
            method, first = scope.claim(operation.id, *candidates)
            if not first:
                text = f"{operation.id} cannot be {group}.{candidates[0]}; it is {method}"
                self._collision(operation.loc, text)
            found[operation.id] = MethodName(group, pascal(group), method)
        return found

    def _wanted(self, operation: Operation) -> tuple[str, tuple[str, ...]]:
        """The group, and the method's names by preference."""
        forced = self._override(operation.id, form="group.method")
        if forced:
            group, _, method = forced.rpartition(".")
            return group, (method,)
        route = operation.routes[0] if operation.routes else None
        parts = names_methods.group_words(operation.owner, self._api.namespace, route)
        candidates = names_methods.method_candidates(operation, self._api.namespace)
        spelled = [spelling.attribute(name, spelling.METHOD_RESERVED) for name in candidates]
        return spelling.module_name("_".join(parts)), tuple(dict.fromkeys(spelled))

    def _override(self, key: str, form: str = "one name") -> str | None:
        """The configured name, of as many parts as `form`."""
        value = self._overrides.get(key)
        if value is not None:
            self._used.add(key)
            if value.count(".") != form.count("."):
                raise UsageError(f"names: {key} = {value!r} has to be {form}")
        return value

    def _collision(self, loc: Loc | None, message: str) -> None:
        self.report.add("NAME_COLLISION", loc or Loc("", 0), message)


def _own_parameters(operation: Operation) -> frozenset[str]:
    """Parameters that the operation has because of its shape."""
    if operation.shape == "add_ref":
        return frozenset({"ref"})
    if operation.shape == "delta":
        return frozenset({"link"})
    return frozenset({"body", "content"} if operation.body else ())


def _checked(overrides: Mapping[str, str]) -> dict[str, str]:
    for key, value in overrides.items():
        for part in value.split("."):
            if not part.isidentifier() or keyword.iskeyword(part):
                raise ValueError(f"names: {key} = {value!r} is no Python name")
    return dict(overrides)
