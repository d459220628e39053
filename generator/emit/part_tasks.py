"""The parts of a package as pieces of work whose results may come from an earlier run.

Keys are digests of plans and of what the pages say; what a part is about is looked at, and what
renders it imported, where it has to be made.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.cache import key_of
from generator.emit import modules
from generator.emit.case_tasks import Cases, CaseTask, Shop, shape_name
from generator.emit.parts import Part, digests_of, unpacked
from generator.emit.plan import GroupModule, ModelModule, PackagePlan
from generator.model import EnumType, Resource
from generator.packing import pack


@dataclass(frozen=True, slots=True)
class PartTask(ABC):
    """What the tasks of all parts have in common."""

    shop: Shop

    @property
    @abstractmethod
    def key(self) -> bytes:
        """What the part depends on. Raises `NotData`."""

    @abstractmethod
    def make(self, needs: Sequence[Cases]) -> Part:
        """The part, of the examples that it shows."""

    @property
    def needs(self) -> Sequence[CaseTask]:
        """The examples that the part shows."""
        return ()

    def pack(self, made: Part) -> tuple[bytes, bytes]:
        """The part as data, with the digests of what it uses; its texts apart. Raises `NotData`."""
        return replace(made, uses=self.shop.digests(made.uses)).packed()

    def unpack(
        self, data: bytes | memoryview, rest: bytes | memoryview | None = None
    ) -> Part | None:
        """The part, if what it uses is as it was."""
        found = unpacked(data, rest)
        return found if found and self.shop.are_current(found.uses) else None


@dataclass(frozen=True, slots=True)
class FrameTask(PartTask):
    """Makes one of the modules around those of models and groups."""

    module: modules.Module

    @property
    def key(self) -> bytes:
        """Depends on the template's values."""
        values = [(name, self.shop.values.of(it)) for name, it in self.module.values.items()]
        return key_of("frame", self.module.path, self.module.template, pack(values))

    def make(self, needs: Sequence[Cases]) -> Part:
        """The module."""
        texts = modules.texts([self.module])
        return Part(digests_of(texts), texts=texts)


@dataclass(frozen=True, slots=True)
class ModelTask(PartTask):
    """Makes a module of types, and what the surface says of them."""

    root: str
    module: ModelModule
    types: tuple[Resource | EnumType, ...]

    @property
    def key(self) -> bytes:
        """Depends on the plan of the module, and on what is documented of its types."""
        digests = self.shop.values
        types = b"".join(map(digests.of, self.types))
        names = b"".join(self.shop.called(item.name) for item in self.types)
        return key_of("models", self.root, digests.of(self.module), types, names)

    def make(self, needs: Sequence[Cases]) -> Part:
        """The module."""
        from generator.emit.surface import type_blocks

        texts = modules.texts([modules.model_module(self.root, self.module)])
        surface = {"types": type_blocks(self.types, self.shop.names)}
        return Part(digests_of(texts), surface, texts=texts)

    def pack(self, made: Part) -> tuple[bytes, bytes]:
        """The part as data, with the shapes of its types. Raises `NotData`."""
        shapes = self.shop.digests(shape_name(item.name) for item in self.types)
        return replace(made, shapes=shapes).packed()

    def unpack(
        self, data: bytes | memoryview, rest: bytes | memoryview | None = None
    ) -> Part | None:
        """The part; the shapes of its types need not be found out again."""
        found = unpacked(data, rest)
        if found:
            self.shop.learn(found.shapes)
        return found


@dataclass(frozen=True, slots=True)
class GroupTask(PartTask):
    """Makes the modules of a group, the tests and samples of its examples, and what lists say.

    `own` are the places of its operations in those of the API, `shown` of the operations whose
    pages have their samples here; `only` tells that there is no other package.
    """

    root: str
    client: str
    group: GroupModule
    own: tuple[int, ...]
    shown: tuple[int, ...]
    only: bool

    @property
    def key(self) -> bytes:
        """Depends on the methods, and on the operations whose examples are shown."""
        shop, group = self.shop, self.group
        head = pack((replace(group, methods=()), self.client, self.only, len(self.own)))
        methods = b"".join(map(shop.values.of, group.methods))
        operations = b"".join(shop.operation(at) for at in (*self.own, *self.shown))
        return key_of("group", shop.shared, head, methods, operations)

    @property
    def needs(self) -> Sequence[CaseTask]:
        """The examples of its operations, and those that its samples show."""
        return [self.shop.tasks[at] for at in dict.fromkeys((*self.own, *self.shown))]

    def make(self, needs: Sequence[Cases]) -> Part:
        """The modules, the test module if there are examples, and a file of samples a page."""
        from generator.emit import surface
        from generator.emit.samples import sample_files
        from generator.emit.test_cases_files import case_modules, example_line, gaps_of

        made = dict(zip(dict.fromkeys((*self.own, *self.shown)), needs, strict=True))
        cases = [case for at in self.own for case in made[at].cases]
        samples = [case.sample for at in self.shown for case in made[at].cases if case.sample]
        operations = [self.shop.api.operations[at] for at in self.own]
        methods = [self.shop.methods[method.id] for method in self.group.methods]
        texts = modules.texts(modules.group_modules(self.root, self.group))
        texts |= case_modules(cases, self.root, self.only)
        texts |= sample_files(samples, self.root, self.client)
        return Part(
            digests_of(texts),
            {
                "operations": surface.method_blocks(methods),
                "examples": surface.example_blocks(operations, cases),
            },
            tuple(map(example_line, cases)),
            dict(Counter(case.verdict for case in cases)),
            tuple(gaps_of(cases)),
            tuple(finding for case in cases for finding in case.findings),
            {name: digest for item in needs for name, digest in item.uses.items()},
            texts=texts,
        )


def part_tasks(shop: Shop, plan: PackagePlan, only: bool) -> list[PartTask]:
    """All parts of a planned package; what others use comes before these."""
    types: dict[str, list[Resource | EnumType]] = {}
    documented: list[Resource | EnumType] = [*shop.api.resources, *shop.api.enums]
    for item in documented:
        if name := shop.names.type(item.name):
            types.setdefault(name.module, []).append(item)
    models = [ModelTask(shop, plan.name, it, tuple(types[it.name])) for it in plan.models]
    others = (*modules.frame_modules(plan), *modules.shared_modules())
    return [*models, *_groups(shop, plan, only), *(FrameTask(shop, it) for it in others)]


def _groups(shop: Shop, plan: PackagePlan, only: bool) -> Iterator[PartTask]:
    own = shop.functions.groups
    shown: dict[str, list[int]] = {}
    homes: dict[str, str] = {}
    for at, operation in enumerate(shop.api.operations):
        # A page's samples are one file, be it that its operations are in several groups.
        page = operation.id.partition("#")[0]
        home = homes.setdefault(page, shop.methods[operation.id].group)
        shown.setdefault(home, []).append(at)
    for item in plan.groups:
        places = tuple(own[item.name]), tuple(shown.get(item.name, ()))
        yield GroupTask(shop, plan.name, plan.client, item, *places, only)
