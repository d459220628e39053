"""The model as data of the page: packages, pages, types, operations.

Things refer to each other by their position in the lists, so that names stand there once. The
lists are as short as they are because thousands of them are read before anything is shown;
`assets/data.js` gives their places names again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from generator.emit.cases import Case
from generator.model import EnumType, Operation, Property, Resource, TypeRef
from generator.pipeline import ApiOutput, Output
from generator.viewer.shown import Member, shown_members

#: Summaries are for recognising things; pages are for reading.
_SUMMARY = 220

Row = list[object]


class ApiData:
    """The lists of a run. `page_at` and `type_at` are the positions by path and by full name."""

    def __init__(self, output: Output, paths: Iterable[str]) -> None:
        places = {place for item in output.apis for place in _paths(item)}
        self.paths = sorted({*paths, *places})
        self.page_at = {path: at for at, path in enumerate(self.paths)}
        self.type_at: dict[tuple[str, str], int] = {}
        for item in output.apis:
            for type_ in _types(item):
                self.type_at.setdefault((item.plan.name, type_.name), len(self.type_at))
        self._titles = _titles(output)
        self.packages: list[Row] = [[item.plan.name, item.api.namespace] for item in output.apis]
        self.types = [row for at, item in enumerate(output.apis) for row in self._types(at, item)]
        self.operations = [
            self._operation(at, item, operation, cases)
            for at, item in enumerate(output.apis)
            for operation, cases in _with_cases(item)
        ]

    @property
    def pages(self) -> list[Row]:
        """`path, title` of each page."""
        return [[path, self._titles.get(path, "")] for path in self.paths]

    def page(self, item: ApiOutput, path: str) -> int:
        """A page's position, by its path below the API's folder."""
        return self.page_at[item.prefix + path]

    def _types(self, at: int, item: ApiOutput) -> Iterator[Row]:
        shown = shown_members(item.api)
        for type_ in _types(item):
            if isinstance(type_, EnumType):
                yield self._enum(at, item, type_)
            else:
                yield self._resource(at, item, type_, shown)

    def _resource(self, at: int, item: ApiOutput, it: Resource, shown: frozenset[Member]) -> Row:
        kind = "abstract" if it.abstract else it.kind
        base = self._ref(item, it.base) if it.base else None
        members = [self._property(item, it, prop, shown) for prop in it.properties]
        return [at, it.name, kind, *self._place(item, it), base, _short(it.doc.summary), members]

    def _enum(self, at: int, item: ApiOutput, it: EnumType) -> Row:
        kind = "flags" if it.flags else "enum"
        members: list[Row] = [
            [member.wire, None, 0, "", member.loc.line, 0, 0, _short(member.doc.summary)]
            for member in it.members
        ]
        return [at, it.name, kind, *self._place(item, it), None, _short(it.doc.summary), members]

    def _property(
        self, item: ApiOutput, owner: Resource, prop: Property, shown: frozenset[Member]
    ) -> Row:
        """`name, type, collection, kind, line, in the representation, in an example, summary`."""
        in_json = any(claim.says.startswith("JSON ") for claim in prop.evidence)
        return [
            prop.wire,
            self._ref(item, prop.type.name),
            int(prop.type.collection),
            "" if prop.kind == "structural" else prop.kind,
            prop.loc.line,
            int(in_json),
            int((owner.name, prop.wire) in shown),
            _short(prop.doc.summary),
        ]

    def _operation(self, at: int, item: ApiOutput, operation: Operation, cases: list[Case]) -> Row:
        method = item.names.method(operation)
        routes = [f"{route.method} {route.path}" for route in operation.routes]
        titles = {example.name: example.title for example in operation.examples}
        examples = [
            [
                case.example,
                titles.get(case.example, ""),
                case.loc.line,
                case.verdict,
                str(case.judgement),
            ]
            for case in cases
        ]
        return [
            at,
            operation.id,
            f"{method.group}.{method.method}",
            operation.title,
            self.page(item, operation.page),
            operation.loc.line,
            routes,
            self._use(item, operation.body.type if operation.body else None),
            self._use(item, operation.returns.type if operation.returns else None),
            examples,
        ]

    def _use(self, item: ApiOutput, ref: TypeRef | None) -> Row | None:
        return [self._ref(item, ref.name), int(ref.collection)] if ref else None

    def _ref(self, item: ApiOutput, name: str) -> int | str:
        """A type's position; the name itself for one that is not in the list."""
        return self.type_at.get((item.plan.name, name), name.removeprefix("Edm."))

    def _place(self, item: ApiOutput, it: Resource | EnumType) -> tuple[int, int]:
        return (self.page(item, it.loc.path), it.loc.line) if it.loc else (-1, 0)


def _types(item: ApiOutput) -> Iterator[Resource | EnumType]:
    types: list[Resource | EnumType] = [*item.api.resources, *item.api.enums]
    yield from sorted(types, key=lambda it: (it.name.lower(), it.name))


def _paths(item: ApiOutput) -> Iterator[str]:
    found = [finding.loc.path for finding in item.findings]
    found += [operation.page for operation in item.api.operations]
    found += [type_.loc.path for type_ in _types(item) if type_.loc]
    yield from (item.prefix + path for path in found if path)


def _titles(output: Output) -> dict[str, str]:
    """What each page is about, by its path below DOCS."""
    found: dict[str, str] = {}
    for item in output.apis:
        for operation in item.api.operations:
            found.setdefault(item.prefix + operation.page, operation.title)
        for it in item.api.resources:
            if it.loc:
                found.setdefault(item.prefix + it.loc.path, it.name.rpartition(".")[2])
    return found


def _with_cases(item: ApiOutput) -> Iterator[tuple[Operation, list[Case]]]:
    cases: dict[str, list[Case]] = defaultdict(list)
    for case in item.cases:
        cases[case.operation].append(case)
    for operation in sorted(item.api.operations, key=lambda it: (it.page, it.loc.line, it.id)):
        yield operation, cases[operation.id]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SUMMARY else f"{line[:_SUMMARY].rstrip()}…"
