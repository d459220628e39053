"""What one page states, before anything is known of other pages.

Everything here is picklable and refers to other pages only by what the page itself writes: a type
is a `Mention` (a name and perhaps a link's target), which `generator.link` resolves.
"""

from __future__ import annotations

from typing import Literal

from generator.diagnostics import Finding
from generator.model import (
    Doc,
    EnumMember,
    HttpMessage,
    Loc,
    MissingRoute,
    Permission,
    Place,
    Route,
    Traits,
)
from generator.records import Record, field

PageKind = Literal["operation", "resource", "enum", "other"]
RowPlace = Literal["property", "relationship", "body"]
BaseSource = Literal["metadata", "prose", "rows"]


class Mention(Record):
    """A type as a page names it.

    `name` is an `Edm.` primitive or the name as written; `target` the page that a link leads to
    (relative to the API's folder, lower case) and `anchor` its fragment.
    """

    name: str
    loc: Loc
    collection: bool = False
    target: str = ""
    anchor: str = ""


class RowFact(Record):
    """A row of a property, relationship or body table. `type` is None where the cell is empty."""

    wire: str
    type: Mention | None
    text: str
    traits: Traits
    loc: Loc
    place: RowPlace
    #: The types of a union ("string/number"), when the cell names several.
    problem: str | None = None


class MemberFact(Record):
    """A member of a JSON representation."""

    wire: str
    type: Mention
    loc: Loc


class BaseClaim(Record):
    """A page says that its type inherits from another."""

    base: Mention
    source: BaseSource


class TypeFacts(Record):
    """What one page says about one structured type."""

    name: str
    namespace: str | None
    loc: Loc
    doc: Doc
    rows: tuple[RowFact, ...] = ()
    members: tuple[MemberFact, ...] = ()
    bases: tuple[BaseClaim, ...] = ()
    abstract: bool = False
    open: bool = False
    key: str | None = None
    key_loc: Loc | None = None
    #: Whether the name comes from metadata, which is right about case where a heading is not.
    named_by_metadata: bool = False
    #: Types that a "Derived types" section of this page lists.
    derived: tuple[Mention, ...] = ()
    media: bool = False
    #: The metadata's lists of members that may be missing, and that may be null.
    optional: tuple[str, ...] = ()
    nullable: tuple[str, ...] = ()


class EnumFacts(Record):
    """What one page says about one enumeration."""

    name: str
    namespace: str | None
    loc: Loc
    doc: Doc
    members: tuple[EnumMember, ...]
    flags: bool = False


class MethodRow(Record):
    """A row of a resource's Methods table: a label, the page it links, what it returns."""

    label: str
    target: str
    loc: Loc


class ParamFact(Record):
    """A documented parameter; its type still as the page names it."""

    wire: str
    place: Place
    type: Mention | None
    text: str
    traits: Traits
    loc: Loc


class ResponseFact(Record):
    """What the Response section (or a response's metadata) says comes back."""

    status: int | None
    type: Mention | None
    loc: Loc
    text: str = ""


class ExampleFacts(Record):
    """A documented exchange with what its metadata says."""

    name: str
    title: str
    loc: Loc
    request: HttpMessage
    response: HttpMessage | None = None
    type: Mention | None = None
    truncated: bool | None = None
    expects_error: bool = False
    #: The member that holds a collection's items, where the metadata says it is not `value`.
    items_member: str = "value"
    is_collection: bool | None = None
    optional: tuple[str, ...] = ()
    nullable: tuple[str, ...] = ()


class OperationFacts(Record):
    """What an API page says about its operation."""

    title: str
    loc: Loc
    doc: Doc
    routes: tuple[Route, ...]
    missing_route: MissingRoute | None = None
    params: tuple[ParamFact, ...] = ()
    body_rows: tuple[RowFact, ...] = ()
    #: Types that the Request body section says are supplied, in order.
    body_types: tuple[Mention, ...] = ()
    #: False when the page says that no body is to be supplied; None when it does not say.
    has_body: bool | None = None
    #: Whether the section says that the body may be left out.
    body_optional: bool = False
    body_media: str | None = None
    body_loc: Loc | None = None
    body_text: str = ""
    responses: tuple[ResponseFact, ...] = ()
    #: The members of what comes back, where a table lists them and nothing names their type.
    result_rows: tuple[RowFact, ...] = ()
    statuses: tuple[int, ...] = ()
    query_options: tuple[str, ...] | None = None
    permissions: tuple[Permission, ...] = ()
    examples: tuple[ExampleFacts, ...] = ()
    #: Service roots (scheme, host, version) that the page's URLs show.
    base_urls: tuple[str, ...] = ()
    #: Types that the page's lead and title link to, in order.
    subjects: tuple[Mention, ...] = ()


class PageFacts(Record):
    """All facts of one page."""

    path: str
    kind: PageKind
    title: str
    namespace: str | None
    loc: Loc
    types: tuple[TypeFacts, ...] = ()
    enums: tuple[EnumFacts, ...] = ()
    methods: tuple[MethodRow, ...] = ()
    operation: OperationFacts | None = None
    #: The operations of a page that documents several; `operation` is None then.
    operations: tuple[OperationFacts, ...] = ()
    #: Operations of which a table has the path and no part of the page anything more.
    tabled: tuple[OperationFacts, ...] = ()
    #: Pages of the API that this one links, as written, with the line of the first such link.
    links: tuple[tuple[str, int], ...] = ()
    findings: tuple[Finding, ...] = ()
    inventory: dict[str, int] = field(default_factory=dict)
