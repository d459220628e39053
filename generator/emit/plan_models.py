"""Resources and enums as modules below `models`."""

from __future__ import annotations

from collections.abc import Iterable

from generator.emit import plan_docs
from generator.emit.annotations import UNUSUAL, Annotations, Import, by_module
from generator.emit.names import Names
from generator.emit.plan import (
    ClassPlan,
    EnumPlan,
    FieldPlan,
    Imports,
    MemberPlan,
    ModelModule,
)
from generator.model import Api, EnumType, Property, Resource

_RUNTIME = ".._runtime"


def model_modules(api: Api, names: Names, annotations: Annotations) -> tuple[ModelModule, ...]:
    """The modules, in the order in which the pages document their first type."""
    found: dict[str, tuple[list[Resource], list[EnumType]]] = {}
    seen: set[str] = set()
    types: list[Resource | EnumType] = [*api.resources, *api.enums]
    for item in types:
        name = names.type(item.name)
        if name is None or item.name in seen:
            continue
        seen.add(item.name)
        resources, enums = found.setdefault(name.module, ([], []))
        if isinstance(item, EnumType):
            enums.append(item)
        else:
            resources.append(item)
    planner = _Planner(names, annotations)
    return tuple(planner.module(name, *content) for name, content in found.items())


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
