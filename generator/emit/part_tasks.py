"""The parts of a package as pieces of work whose results may come from an earlier run.

Keys are digests of plans and of what the pages say; what a part is about is looked at, and what
renders it imported, where it has to be made.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.cache import key_of
from generator.diagnostics import Finding
from generator.emit import modules
from generator.emit.case_tasks import Cases, CaseTask, Shop, places_use, shape_use
from generator.emit.parts import Part, unpacked
from generator.emit.plan import GroupModule, ModelModule
from generator.model import EnumType, Resource
from generator.packing import pack
from generator.records import replace
from generator.subjects import pages_of
from generator.units import Known, digest

_Named = tuple[str, Known[Resource] | Known[EnumType]]


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
        return replace(made, uses=self.shop.sums(made.uses)).packed()

    def unpack(
        self, data: bytes | memoryview, rest: bytes | memoryview | None = None
    ) -> Part | None:
        """The part, if what it uses is as it was."""
        found = unpacked(data, rest)
        return found if found and self.shop.are_current(found.uses) else None

    def renew(self, data: bytes | memoryview, needs: Sequence[Cases]) -> Part | None:
        """Nothing: it depends on what it uses."""
        return None


@dataclass(frozen=True, slots=True)
class FrameTask(PartTask):
    """Makes one of the modules around those of models and groups."""

    module: modules.Module

    @property
    def key(self) -> bytes:
        """Depends on the template's values."""
        item = self.module
        return key_of("frame", item.path, item.template, pack(item.values))

    def make(self, needs: Sequence[Cases]) -> Part:
        """The module."""
        texts = modules.texts([self.module])
        return Part().holding(texts)


@dataclass(frozen=True, slots=True)
class ModelTask(PartTask):
    """Makes a module of types, and what the surface says of these."""

    module: Known[ModelModule]
    types: tuple[_Named, ...]

    @property
    def key(self) -> bytes:
        """Depends on the plan of the module, and on what is documented of its types."""
        shop, module = self.shop, self.module
        types = [(item.sum, shop.called(name)) for name, item in self.types]
        return key_of("models", shop.plan.name, module.sum, pack(types))

    def make(self, needs: Sequence[Cases]) -> Part:
        """The module."""
        from generator.emit.surface import type_blocks

        texts = modules.texts([modules.model_module(self.shop.plan.name, self.module.value)])
        types: list[Resource | EnumType] = [item.value for _, item in self.types]
        part = Part(
            surface={"types": type_blocks(types, self.shop.names)},
            pages={it.name: pages_of(it) for it in types if isinstance(it, Resource)},
        )
        return part.holding(texts)

    def pack(self, made: Part) -> tuple[bytes, bytes]:
        """The part as data, with what others may depend on of its types. Raises `NotData`."""
        names = [name for name, _ in self.types]
        shapes = self.shop.sums((*map(shape_use, names), *map(places_use, names)))
        return replace(made, shapes=shapes).packed()

    def unpack(
        self, data: bytes | memoryview, rest: bytes | memoryview | None = None
    ) -> Part | None:
        """The part; what is known of its types need not be found out again."""
        found = unpacked(data, rest)
        if found:
            self.shop.learn(found.shapes)
        return found


@dataclass(frozen=True, slots=True)
class GroupTask(PartTask):
    """Makes the modules of a group."""

    group: Known[GroupModule]

    @property
    def key(self) -> bytes:
        """Depends on the group's plan."""
        return key_of("group", self.shop.plan.name, self.group.sum)

    def make(self, needs: Sequence[Cases]) -> Part:
        """The module and its asynchronous twin."""
        texts = modules.texts(modules.group_modules(self.shop.plan.name, self.group.value))
        return Part().holding(texts)


@dataclass(frozen=True, slots=True)
class OperationsTask(PartTask):
    """Makes the tests and samples of a group's operations, and what surface and lists say of these.

    `own` are their places in the operations of the API, `shown` those of the operations whose pages
    have their samples here; `only` tells that there is no other package.
    """

    own: tuple[int, ...]
    shown: tuple[int, ...]
    only: bool

    @property
    def key(self) -> bytes:
        """Depends on the operations, and on their methods."""
        shop = self.shop
        operations = b"".join(map(shop.operation, (*self.own, *self.shown)))
        form = f"{shop.shared} {self.only} {len(self.own)}"
        return key_of("operations", form, operations)

    @property
    def needs(self) -> Sequence[CaseTask]:
        """The examples of its operations, and those that its samples show."""
        return [self.shop.tasks[at] for at in dict.fromkeys((*self.own, *self.shown))]

    def make(self, needs: Sequence[Cases]) -> Part:
        """A test module if there are examples, and a file of samples for each page."""
        from generator.emit import tidy
        from generator.emit.samples import sample_files
        from generator.emit.surface import example_blocks, method_blocks
        from generator.emit.test_cases_files import case_modules, example_line, gaps_of

        shop, plan = self.shop, self.shop.plan
        made = {task.at: cases for task, cases in zip(self.needs, needs, strict=True)}
        cases = [case for at in self.own for case in made[at].cases]
        samples = [case.sample for at in self.shown for case in made[at].cases if case.sample]
        texts = case_modules(cases, plan.name, self.only)
        tidy.check(texts, dict.fromkeys(texts, "test.jinja"))
        texts |= sample_files(samples, plan.name, plan.client)
        operations = [shop.operations[at][1].value for at in self.own]
        methods = {item.id: shop.methods[item.id].value for item in operations}
        part = Part(
            surface={
                "examples": example_blocks(operations, cases),
                "operations": method_blocks(methods.values()),
            },
            examples=tuple(map(example_line, cases)),
            verdicts=dict(Counter(case.verdict for case in cases)),
            gaps=tuple(gaps_of(cases)),
            findings=tuple(finding for case in cases for finding in case.findings),
            operations=tuple((item.loc, item.id, item.page) for item in operations),
            uses=_uses(needs),
            shown=_content(needs) if shop.keeps else b"",
        )
        return part.holding(texts)

    def renew(self, data: bytes | memoryview, needs: Sequence[Cases]) -> Part | None:
        """The part of an earlier run, if it shows what it would show now."""
        found = unpacked(data)
        if found is None or found.shown != _content(needs):
            return None
        return replace(found, uses=_uses(needs))


@dataclass(frozen=True, slots=True)
class LostTask(PartTask):
    """Makes what the surface says of losses.

    `operations` are pages with the id of an operation, `types` what the losses' pages are about.
    """

    losses: tuple[Finding, ...]
    operations: tuple[tuple[str, str], ...]
    types: tuple[tuple[str, Known[Resource]], ...]

    @property
    def key(self) -> bytes:
        """Depends on the losses, and on what these places are about."""
        types = [(name, self.shop.sum(places_use(name))) for name, _ in self.types]
        return key_of("lost", pack((self.losses, self.operations, types)))

    def make(self, needs: Sequence[Cases]) -> Part:
        """Lines alone."""
        from generator.emit.surface import lost_blocks

        resources = [item.value for _, item in self.types]
        return Part(surface={"lost": lost_blocks(self.losses, dict(self.operations), resources)})


def _uses(needs: Iterable[Cases]) -> dict[str, bytes]:
    return {name: sum for item in needs for name, sum in item.uses.items()}


def _content(needs: Iterable[Cases]) -> bytes:
    return digest([item.cases for item in needs])


def part_tasks(shop: Shop, only: bool) -> list[PartTask]:
    """All parts of a planned package; what others use comes before these."""
    plan = shop.plan
    others = (*modules.frame_modules(plan), *modules.shared_modules())
    return [*_models(shop), *_groups(shop, only), *(FrameTask(shop, it) for it in others)]


def _models(shop: Shop) -> Iterator[PartTask]:
    types: dict[str, list[_Named]] = {}
    documented: list[_Named] = [*shop.resources, *shop.enums]
    for name, item in documented:
        if called := shop.names.type(name):
            types.setdefault(called.module, []).append((name, item))
    for name, module in shop.plan.models.listed:
        yield ModelTask(shop, module, tuple(types[name]))


def _groups(shop: Shop, only: bool) -> Iterator[PartTask]:
    own = shop.functions.places
    shown: dict[str, list[int]] = {}
    homes: dict[str, str] = {}
    for at, (name, _) in enumerate(shop.operations):
        # A page's samples are one file, be it that its operations are in several groups.
        home = homes.setdefault(name.partition("#")[0], shop.functions.groups[at])
        shown.setdefault(home, []).append(at)
    for name, group in shop.plan.groups.listed:
        yield GroupTask(shop, group)
        yield OperationsTask(shop, tuple(own[name]), tuple(shown.get(name, ())), only)
