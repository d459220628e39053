"""Resources and enums as modules below `models`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from generator.emit import plan_docs
from generator.emit.annotations import UNUSUAL, Annotations, Import, by_module
from generator.emit.names import NOTHING_KEPT, Names
from generator.emit.plan import (
    ClassPlan,
    EnumPlan,
    FieldPlan,
    Imports,
    MemberPlan,
    ModelModule,
)
from generator.model import Api, EnumType, Property, Resource
from generator.units import Made, Many, Shelf, Stage, known_by

_RUNTIME = ".._runtime"

_MODULES: Final = Stage[None, ModelModule]("model modules", None, ModelModule)


def model_modules(api: Api, names: Names, shelf: Shelf = NOTHING_KEPT) -> Many[ModelModule]:
    """The modules, in the order in which the pages document their first type."""
    resources = known_by(api.resources, lambda item: item.name)
    enums = known_by(api.enums, lambda item: item.name)
    found: dict[str, tuple[list[str], list[str]]] = {}
    for type_name in dict.fromkeys((*resources, *enums)):
        name = names.type(type_name)
        if name is not None:
            here = found.setdefault(name.module, ([], []))
            here[0 if type_name in resources else 1].append(type_name)
    planner = _Planner(names, Annotations(names))

    def make(module: str) -> Made[None, ModelModule]:
        structured, listed = found[module]
        types = [resources[name].value for name in structured]
        return Made(None, planner.module(module, types, [enums[name].value for name in listed]))

    def sum(module: str) -> bytes:
        structured, listed = found[module]
        sums = [
            *(resources[name].sum for name in structured),
            *(enums[name].sum for name in listed),
        ]
        return b"".join(sums)

    inputs = {module: sum(module) if shelf.is_open else b"" for module in found}
    return Many(_MODULES.run(shelf, inputs, names.tables, make).values.entries.items())


class _Planner:
    def __init__(self, names: Names, annotations: Annotations) -> None:
        self._names = names
        self._annotations = annotations
        self._imports: set[Import] = set()
        self._types: set[str] = set()

    def module(self, name: str, resources: list[Resource], enums: list[EnumType]) -> ModelModule:
        self._imports, self._types = set(), set()
        bases = [base for item in resources if (base := self._names.base(item.name))]
        first: Resource | EnumType = resources[0] if resources else enums[0]
        return ModelModule(
            name=name,
            doc=plan_docs.module_doc(
                first.name, "resource type" if resources else "enumeration", first.loc
            ),
            enums=tuple(map(self._enum, enums)),
            classes=tuple(map(self._class, resources)),
            imports=self._all_imports(name, resources, enums, bases),
        )

    def _enum(self, enum: EnumType) -> EnumPlan:
        members: dict[str, MemberPlan] = {}
        for item in enum.members:
            name = self._names.member(enum.name, item.wire)
            members.setdefault(item.wire, MemberPlan(name, item.wire, plan_docs.member_doc(item)))
        cls = self._class_name(enum.name)
        doc = plan_docs.type_doc(enum)
        reason = enum.doc.deprecated
        return EnumPlan(cls, enum.name, doc, enum.flags, tuple(members.values()), reason)

    def _class(self, resource: Resource) -> ClassPlan:
        base = self._names.base(resource.name)
        return ClassPlan(
            name=self._class_name(resource.name),
            base=self._class_name(base) if base else "Model",
            type=resource.name,
            doc=plan_docs.type_doc(resource),
            abstract=resource.abstract,
            open=resource.open,
            fields=tuple(self._fields(resource)),
            deprecated=resource.doc.deprecated,
        )

    def _fields(self, resource: Resource) -> Iterable[FieldPlan]:
        done = set(self._names.inherited(resource.name))
        for item in resource.properties:
            if item.wire in done or is_stream(item):
                continue
            done.add(item.wire)
            key = item.wire == resource.key
            annotation = self._annotations.field(item.type)
            annotation = annotation if key else annotation.optional()
            self._imports.update(annotation.imports)
            self._types.update(annotation.types)
            name = self._names.field(resource.name, item.wire)
            doc = plan_docs.text_of(item.doc)
            unusual = item.type.name if item.type.name in UNUSUAL else None
            yield FieldPlan(name, annotation.text, item.wire, key, doc, unusual)

    def _class_name(self, type_name: str) -> str:
        found = self._names.type(type_name)
        return found.cls if found else "Model"

    def _all_imports(
        self,
        module: str,
        resources: list[Resource],
        enums: list[EnumType],
        bases: list[str],
    ) -> Imports:
        here = {item.name for item in resources} | {item.name for item in enums}
        local: set[Import] = set()
        if enums:
            local.add((f"{_RUNTIME}.enums", "OpenEnum"))
        if resources:
            local.add((f"{_RUNTIME}.models", "model"))
        if len(bases) < len(resources):
            local.add((f"{_RUNTIME}.models", "Model"))
        if any(self._has_fields(item) for item in resources):
            local.add((f"{_RUNTIME}.models", "prop"))
        if any(item.doc.deprecated is not None for items in (resources, enums) for item in items):
            local.add((f"{_RUNTIME}.marks", "deprecated"))
        local.update(self._import_of(base) for base in bases if base not in here)
        typing = {item for item in self._imports if item != ("typing", "Any")}
        for name in self._types - here - set(bases):
            typing.add(self._import_of(name))
        always = {("typing", "Any")} & self._imports
        if typing:
            always.add(("typing", "TYPE_CHECKING"))
        return Imports(
            by_module(always),
            by_module(local),
            by_module(item for item in typing if item[0][0] != "."),
            by_module(item for item in typing if item[0][0] == "."),
        )

    def _has_fields(self, resource: Resource) -> bool:
        done = self._names.inherited(resource.name)
        return any(not is_stream(p) and p.wire not in done for p in resource.properties)

    def _import_of(self, type_name: str) -> Import:
        found = self._names.type(type_name)
        return (f".{found.module}", found.cls) if found else (f"{_RUNTIME}.models", "Model")


def is_stream(item: Property) -> bool:
    """Whether a property is a stream: content that a method reads, and no field."""
    return item.kind == "stream" or item.type.name == "Edm.Stream"
