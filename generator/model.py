"""The intermediate model: what the pages document, and nothing else.

Read this file and you know the tool. Everything here is a documented fact with the place that
states it; there is no Python spelling, no file name of the output and nothing about templates.
Names are those of OData CSDL 4.01 and HTTP (RFC 9110). All classes are frozen, so that a model
can be cached, compared and handed between processes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from generator.records import Record, field

PropertyKind = Literal["structural", "navigation", "stream"]
ResourceKind = Literal["entity", "complex"]
Place = Literal["path", "query", "header", "function", "body"]
SegmentKind = Literal["literal", "key", "path", "cast", "function"]
Shape = Literal[
    "get",
    "list",
    "create",
    "update",
    "delete",
    "action",
    "function",
    "delta",
    "count",
    "content",
    "add_ref",
    "remove_ref",
]

#: The OData system query options (OData 4.01 Part 2, section 5) that an operation can support,
#: without the dollar sign.
QUERY_OPTIONS = ("select", "expand", "filter", "orderby", "search", "top", "skip", "count")

#: The primitive types of CSDL that a property can have.
PRIMITIVES = frozenset(
    f"Edm.{name}"
    for name in (
        "String",
        "Boolean",
        "Byte",
        "Int16",
        "Int32",
        "Int64",
        "Single",
        "Double",
        "Decimal",
        "Guid",
        "Date",
        "TimeOfDay",
        "DateTimeOffset",
        "Duration",
        "Binary",
        "Stream",
        "Untyped",
    )
)


class Loc(Record, order=True):
    """A place in the pages: a path relative to DOCS in POSIX form, and a line counted from 1."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


class Claim(Record):
    """One piece of evidence: a place in the pages and what it says about a fact."""

    loc: Loc
    says: str


class Doc(Record):
    """Documentation text of one thing, markup reduced to plain text.

    `summary` is the first sentence or paragraph, `text` all of it (the summary included),
    `deprecated` the reason given for a deprecation, or None.
    """

    summary: str = ""
    text: str = ""
    deprecated: str | None = None


class TypeRef(Record):
    """A type by its full name (`Edm.String`, `microsoft.graph.user`), maybe a collection of it."""

    name: str
    collection: bool = False

    def __str__(self) -> str:
        return f"Collection({self.name})" if self.collection else self.name


UNTYPED = TypeRef("Edm.Untyped")


class Traits(Record):
    """Facts that descriptions state in prose. None or empty means that the pages do not say."""

    nullable: bool | None = None
    read_only: bool = False
    write_only: bool = False
    required: bool | None = None
    immutable: bool = False
    key: bool = False
    deprecated: str | None = None
    default: str | None = None
    max_length: int | None = None
    #: Documented values of a string, in documented order.
    values: tuple[str, ...] = ()
    #: Values that are sent only with `Prefer: include-unknown-enum-members`.
    prefer_values: tuple[str, ...] = ()
    #: Operators of `$filter` that the property supports; `("*",)` when none are named.
    filter_operators: tuple[str, ...] = ()
    #: System query options that the property supports besides `$filter`, such as `orderby`.
    supports: tuple[str, ...] = ()
    #: True: returned by default; False: returned only on `$select`.
    default_selected: bool | None = None
    #: Full or simple name of the type that declares the property ("Inherited from x").
    inherited_from: str | None = None


NO_TRAITS = Traits()


class Property(Record):
    """A property of a resource, as the pages together state it."""

    wire: str
    type: TypeRef
    doc: Doc
    loc: Loc
    kind: PropertyKind = "structural"
    nullable: bool | None = None
    read_only: bool = False
    required: bool = False
    traits: Traits = NO_TRAITS
    evidence: tuple[Claim, ...] = ()


class Resource(Record):
    """An entity type or complex type (CSDL 4.01, sections 6 and 9).

    `loc` is None for a type that the pages mention and none documents; its properties are then
    what the pages' examples show, and it is open. `base` is the full name of the direct base
    type. `properties` leaves out what a base already has; `repeated` holds what this page says of
    those all the same.
    """

    name: str
    doc: Doc
    properties: tuple[Property, ...]
    loc: Loc | None
    kind: ResourceKind = "complex"
    base: str | None = None
    key: str | None = None
    abstract: bool = False
    open: bool = False
    repeated: tuple[Property, ...] = ()
    evidence: tuple[Claim, ...] = ()
    #: The metadata's lists of members that may be missing, and that may be null.
    optional: tuple[str, ...] = ()
    nullable: tuple[str, ...] = ()


class EnumMember(Record):
    """A member of an enumeration; `value` is its number where the pages state one."""

    wire: str
    doc: Doc
    loc: Loc
    value: int | None = None
    #: Sent only when the request asks with `Prefer: include-unknown-enum-members`.
    needs_prefer: bool = False


class EnumType(Record):
    """An enumeration type (CSDL 4.01, section 10)."""

    name: str
    doc: Doc
    members: tuple[EnumMember, ...]
    loc: Loc | None
    flags: bool = False
    evolvable: bool = False


class Param(Record):
    """A parameter of an operation; `required` is None where the pages do not say."""

    wire: str
    place: Place
    type: TypeRef
    doc: Doc
    loc: Loc
    required: bool | None = None


class Argument(Record):
    """An argument of a function segment: `name={placeholder}` or `name='literal'`.

    `placeholder` is the documented text between the braces, None for a fixed literal, which is
    then in `literal`. `quoted` tells whether the template puts the value in single quotes.
    """

    name: str
    placeholder: str | None
    literal: str = ""
    quoted: bool = False


class Segment(Record):
    """One segment of a request path.

    - `literal`: fixed text in `text`, `$ref`, `$value` and `$count` included
    - `key`: a placeholder for one segment; `text` is what the page writes between the braces,
      `prefix`/`suffix` what stands around it in the same segment (as in `root:` or `range('{a}')`)
    - `path`: a placeholder that may span several segments (`root:/{item-path}:`)
    - `cast`: a qualified type name in `text` (OData 4.01 URL conventions, section 4.11)
    - `function`: a call with parentheses; its name in `text`, `args` may be empty
    """

    kind: SegmentKind
    text: str
    prefix: str = ""
    suffix: str = ""
    args: tuple[Argument, ...] = ()


class Route(Record):
    """One documented request line: a method and a path template without scheme, host, version.

    `path` is the documented spelling (leading slash, placeholders as written, no query);
    `segments` is the same, parsed. `query` holds the query part as documented, if any.
    `shown_only` tells that no request line has it and an example shows it.
    """

    method: str
    path: str
    segments: tuple[Segment, ...]
    loc: Loc
    query: str = ""
    shown_only: bool = False


class MissingRoute(Record):
    """A request line from which no path can be read, such as "Collection URI for … not found"."""

    method: str
    text: str
    loc: Loc


class Body(Record):
    """What a request carries: a typed JSON document, or raw content when `type` is None."""

    type: TypeRef | None
    loc: Loc
    media_type: str | None = None
    doc: Doc = Doc()
    required: bool = True


class Returns(Record):
    """The successful response: `type` None means no content; Edm.Stream means raw bytes."""

    status: int
    type: TypeRef | None
    loc: Loc
    doc: Doc = Doc()
    #: The member of the response that holds a collection's items; OData's is `value`.
    items_member: str = "value"


class Permission(Record):
    """One row of a permissions table: a kind of caller and its permissions, least privileged first.

    `text` is the cell's plain text; `names` is empty when it says "Not supported" or is prose.
    """

    kind: str
    names: tuple[str, ...]
    text: str
    loc: Loc


class HttpMessage(Record):
    """A documented HTTP message. `text` is the fence's content, verbatim.

    `start` is the request line (`GET https://…`) or status line (`HTTP/1.1 200 OK`), joined to one
    line; `headers` the fields in documented order and spelling; `body` the text after them, None
    when there is none. `loc` is the line of `start`, `body_line` the first line of the body.
    """

    text: str
    start: str
    headers: tuple[tuple[str, str], ...]
    body: str | None
    loc: Loc
    body_line: int = 0


class Example(Record):
    """A documented exchange. A second response to one request is an Example of its own.

    `name` is unique within the operation and stable: the metadata's name where there is one.
    `response_type` is what the metadata, the page's prose or the body itself says of the response.
    """

    name: str
    title: str
    loc: Loc
    request: HttpMessage
    response: HttpMessage | None = None
    response_type: TypeRef | None = None
    #: Whether the response is cut short; None where no metadata says what the response is.
    truncated: bool | None = None
    expects_error: bool = False
    #: Members that the metadata allows to be missing, or to be null, in this response.
    optional: tuple[str, ...] = ()
    nullable: tuple[str, ...] = ()

    @property
    def shows_request(self) -> bool:
        """Whether the page shows the request; else it was made for the answer that stands alone."""
        return self.response is None or self.request.loc != self.response.loc


class Operation(Record):
    """One API page (or one of the shapes that a page documents together).

    `id` is the page's file name without its ending, in lower case: the only unique identity that
    pages have. A page that documents two shapes (`/photo` and `/photo/$value`) gives two
    operations, the second with `id` + `#` + shape. `owner` is the full name of the resource whose
    operation it is, as the Methods tables and the file name say.
    """

    id: str
    page: str
    title: str
    shape: Shape
    owner: str | None
    doc: Doc
    loc: Loc
    routes: tuple[Route, ...]
    missing_route: MissingRoute | None = None
    #: System query options (see QUERY_OPTIONS) that the page or its method supports.
    query_options: tuple[str, ...] = ()
    #: Path, query, header, function and body parameters that the page documents.
    params: tuple[Param, ...] = ()
    #: The documented body; None for no body, and for an action whose parameters are in `params`.
    body: Body | None = None
    #: The media type of raw content that the page shows in place of the JSON body.
    raw_media: str | None = None
    returns: Returns | None = None
    statuses: tuple[int, ...] = ()
    permissions: tuple[Permission, ...] = ()
    examples: tuple[Example, ...] = ()


class Api(Record):
    """Everything the pages of one API document.

    `name` is the folder's name (`v1.0`) or the version found in the pages; `namespace` the default
    namespace of types; `base_url` the service root, version included; `documented_url` the one
    that the examples use, where a configuration has named another.
    Resources, enums and operations are in the order of their pages' paths, then of their lines.
    """

    name: str
    namespace: str
    base_url: str
    resources: Sequence[Resource] = ()
    enums: Sequence[EnumType] = ()
    operations: Sequence[Operation] = ()
    inventory: Mapping[str, int] = field(default_factory=dict)
    documented_url: str = ""

    @property
    def shown_url(self) -> str:
        """The service root that the examples use."""
        return self.documented_url or self.base_url
