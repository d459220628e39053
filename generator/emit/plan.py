"""What every generated module contains, as frozen data.

A plan holds Python names and documented text, decided; it knows nothing of layout. `Method` is
also what the tests of documented examples are made from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from generator.emit.annotations import Annotation
from generator.model import Operation, Param, Route, TypeRef
from generator.records import Record
from generator.units import Many

Helper = Literal["one", "none", "bytes", "pages", "delta", "page"]
Role = Literal[
    "path", "body", "content", "ref", "link", "member", "query", "option", "route", "missing"
]
ImportLines = tuple[tuple[str, tuple[str, ...]], ...]


class Imports(Record):
    """Imports of a module: always, and for type checkers alone; standard library, then local."""

    always: ImportLines = ()
    local: ImportLines = ()
    typing: ImportLines = ()
    typing_local: ImportLines = ()


class FieldPlan(Record):
    """A field of a model class; `type` is its primitive type where the annotation has another."""

    name: str
    annotation: str
    wire: str
    key: bool
    doc: str
    type: str | None = None


class ClassPlan(Record):
    """A model class; `base` is a class name or `Model`."""

    name: str
    base: str
    type: str
    doc: str
    abstract: bool
    open: bool
    fields: tuple[FieldPlan, ...]
    deprecated: str | None = None


class MemberPlan(Record):
    """A member of an enum class."""

    name: str
    wire: str
    doc: str


class EnumPlan(Record):
    """An enum class."""

    name: str
    type: str
    doc: str
    flags: bool
    members: tuple[MemberPlan, ...]
    deprecated: str | None = None


class ModelModule(Record):
    """A module below `models`: enums first, then classes."""

    name: str
    doc: str
    imports: Imports
    enums: tuple[EnumPlan, ...]
    classes: tuple[ClassPlan, ...]


class RoutePlan(Record):
    """A route as the runtime takes it, `"GET /users/{user_id}?fixed=1"`.

    `documented` are the request lines that it stands for: the page's own, and the `/me` twin of
    a route that starts with `/users/{user_id}`.
    """

    text: str
    names: tuple[str, ...]
    documented: tuple[Route, ...]


class Parameter(Record):
    """A parameter of a method.

    `wire` and `type` are documented, `type_wire` is the type as the runtime knows it; `default` is
    Python text, empty for a required parameter.
    """

    name: str
    role: Role
    annotation: Annotation
    default: str = ""
    keyword: bool = True
    wire: str = ""
    type: TypeRef | None = None
    type_wire: str = ""
    doc: str = ""
    param: Param | None = None

    @property
    def required(self) -> bool:
        """Whether a call has to give it."""
        return not self.default


class MethodPlan(Record):
    """A method, all that its module says of it; `id` and `page` are those of its operation.

    `result` annotates one item of the result; `helper` says what surrounds it. `returns_wire` is
    the type of an item as the runtime knows it, `items` the member of the answer that holds a
    collection, `body` the type of the JSON body, `raw` the media type of a body that is no JSON,
    `missing` what the page says in place of a route. `long_running` tells whether an answer 202
    names a place that tells when the documented result is there. `deprecated` is the reason given
    for a deprecation, None for none.
    """

    id: str
    page: str
    group: str
    cls: str
    name: str
    constant: str
    routes: tuple[RoutePlan, ...]
    parameters: tuple[Parameter, ...]
    helper: Helper
    result: Annotation
    returns: TypeRef | None
    doc: str
    returns_wire: str | None = None
    items: str = "value"
    body: str | None = None
    raw: str | None = None
    missing: str | None = None
    line: int | None = None
    long_running: bool = False
    deprecated: str | None = None

    @property
    def positional(self) -> tuple[Parameter, ...]:
        """The parameters that may be given by position, in order."""
        return tuple(item for item in self.parameters if not item.keyword)

    @property
    def keywords(self) -> tuple[Parameter, ...]:
        """The keyword-only parameters, in order."""
        return tuple(item for item in self.parameters if item.keyword)

    def role(self, *roles: Role) -> tuple[Parameter, ...]:
        """The parameters that have one of these roles."""
        return tuple(item for item in self.parameters if item.role in roles)

    def annotation(self, is_async: bool = False) -> str:
        """What the method is annotated to return."""
        mark = "Async" if is_async else ""
        outer = {"pages": f"{mark}Pager", "delta": f"{mark}DeltaPager", "page": "Page"}
        around = outer.get(self.helper)
        return f"{around}[{self.result.text}]" if around else self.result.text

    @property
    def awaited(self) -> bool:
        """Whether the asynchronous twin is a coroutine; pagers are made without waiting."""
        return self.helper not in ("pages", "delta")


class Method(MethodPlan, kw_only=True):
    """A method with its operation, which the tests of documented examples need."""

    operation: Operation


class GroupOutline(Record):
    """A group as the clients show it.

    `doc` is the docstring of its module, `about` one sentence on the resource that it is for, or
    nothing.
    """

    name: str
    cls: str
    doc: str
    about: str


class GroupModule(GroupOutline):
    """A module below `resources`, and its twin below `aio`."""

    imports: Imports
    async_imports: Imports
    methods: tuple[MethodPlan, ...]


class Frame(Record):
    """What there is one of in a package: its clients and registries.

    `outlines` are the groups, by name; `modules` maps classes to modules, `types` documented names
    to classes.
    """

    name: str
    title: str
    client: str
    async_client: str
    base_url: str
    documented_url: str
    outlines: tuple[GroupOutline, ...]
    modules: tuple[tuple[str, str], ...]
    types: tuple[tuple[str, str], ...]


class PackagePlan(Frame):
    """A whole package. Its models, groups and methods are made when somebody looks at them.

    They are known by the names of their modules, methods by the ids of operations. The digest of a
    model or a group is one of all that its module is made of. `routes` are the texts of the routes
    of each method.
    """

    models: Many[ModelModule]
    groups: Many[GroupModule]
    methods: Many[Method]
    routes: Mapping[str, tuple[str, ...]]

    @property
    def frame(self) -> Frame:
        """The package without its models, groups and methods."""
        return Frame(*(getattr(self, name) for name in Frame.__struct_fields__))
