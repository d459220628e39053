"""API pages: routes, parameters, body, responses, permissions and examples of one operation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator import limits
from generator.model import NO_TRAITS, Doc, Loc, MissingRoute, Permission, Place, Route
from generator.read.examples import read_examples
from generator.read.facts import (
    ExampleFacts,
    Mention,
    OperationFacts,
    ParamFact,
    ResponseFact,
    RowFact,
)
from generator.read.http_text import MissingLine, RequestLine, request_lines
from generator.read.markdown import Html, Paragraph, Table
from generator.read.mentions import type_mentions
from generator.read.nested_items import nested
from generator.read.page import CodeBlock, Content, Page, Section
from generator.read.parameters import is_whole_body, listed_param, tabled_params, without_samples
from generator.read.path_text import parse_path, without_aliases
from generator.read.permissions import read_permissions
from generator.read.plain_examples import plain_messages, with_items_member
from generator.read.plain_lines import as_code, is_line, rooted, tabled_lines
from generator.read.plain_results import named_body, read_listed, read_named, with_named
from generator.read.prose import deprecation
from generator.read.query_options import QueryOptions, own_parameters
from generator.read.resource_page import is_nested_type
from generator.read.responses import read_response, tabled_responses
from generator.read.rows import (
    read_rows,
    table_columns,
)
from generator.read.section_roles import (
    in_example,
    is_illustration,
    is_template,
    section_role,
)
from generator.read.sentences import summary
from generator.read.type_sections import is_of_members, report_not_read
from generator.read.vocabulary import Role, role_of

_NO_BODY = re.compile(
    r"(?:do\s+not|don['’]t|does\s+not|doesn['’]t|not)\s+"
    r"(?:supply|provide|include|specify|require|need|have|send|contain)\b[^.]{0,30}\bbody"
    r"|\bno\s+(?:request\s+)?(?:body|content)\b|^\W*(?:none|empty|n/a)\W*$"
    r"|body\s+(?:is\s+not|isn['’]t)\s+(?:required|needed|necessary)",
    re.IGNORECASE,
)
_PLAIN_ROUTE = re.compile(r"(?:GET|POST|PUT|PATCH|DELETE|HEAD) (?:/|https?://)\S+$")
_OPTIONAL_BODY = re.compile(
    r"\boptional(?:ly)?\b[^.]{0,120}\bbody\b|\bbody\b[^.]{0,40}\boptional\b", re.IGNORECASE
)
#: Sentences that say what the body is; others only mention types.
_SAYS_BODY = re.compile(
    r"\b(?:body|supply|provide|representation|JSON|include|specify|send|pass)\b", re.IGNORECASE
)
_RAW_BODY = re.compile(
    r"\b(?:binary|bytes?|stream|MIME|HTML|multipart)\b[^.]{0,60}"
    r"\b(?:body|content|request|file|image|picture|photo)"
    r"|\bbody\b[^.]{0,60}\b(?:binary|MIME content)\b",
    re.IGNORECASE,
)
_PARAM_PLACES: dict[Role, Place] = {
    "path_params": "path",
    "function_params": "function",
    "query": "query",
    "headers": "header",
}
_LABEL = re.compile(r"[^.\n]{1,40}:[*_` ]*\Z")
_COMES_BACK = re.compile(r"\b(?:returns?|responds?|answers?|downloads?|results?:)", re.IGNORECASE)


def read_operation(page: Page) -> OperationFacts:
    """Everything an API page says of its operation."""
    reader = _Reader(page)
    reader.read()
    return reader.facts()


def _request_line(route: Route) -> str:
    """A route as a request line; with its query where that is the same in every call."""
    is_fixed = route.query and not re.search(r"[{<\[]", route.query)
    return f"{route.method} {route.path}{f'?{route.query}' if is_fixed else ''}"


def _is_of_one(routes: Sequence[Route]) -> bool:
    """Whether a path ends in the key of one thing, so that a list in it is a member of that."""
    return any(route.segments[-1].kind == "key" for route in routes[:1] if route.segments)


def _is_bare(raw: str) -> bool:
    """Whether a text names nothing that could be sent: then it says that there is no body."""
    return not re.search(r"\]\(|\*\*|`|JSON", raw)


class _Reader:
    """Collects the facts while the sections of the page pass by."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.routes: list[Route] = []
        self.is_full = False
        self.missing: MissingRoute | None = None
        self.params: list[ParamFact] = []
        #: Those of the section's lists, with how deep each stands.
        self.listed: list[tuple[int, ParamFact]] = []
        self.body_rows: list[RowFact] = []
        self.body_types: list[Mention] = []
        self.has_body: bool | None = None
        self.raw_body = False
        self.optional_body = False
        self.body_line = 0
        self.body_text: list[str] = []
        self.responses: list[ResponseFact] = []
        #: What a plain page says comes back in words alone.
        self.named: list[ResponseFact] = []
        self.result_rows: list[RowFact] = []
        self.statuses: list[int] = []
        self.query = QueryOptions()
        self.permissions: list[Permission] = []
        self.examples: list[ExampleFacts] = []
        self.base_urls: list[str] = []
        self.lead: list[Paragraph] = []

    def read(self) -> None:
        page = self.page
        candidates: list[tuple[Section, CodeBlock]] = []
        sections = page.sections
        if self.page.plain:  # where a parameter goes is seen from the routes
            sections = sorted(sections, key=lambda section: section_role(section) != "http_request")
        for section in sections:
            role = section_role(section)
            above: Content | None = None
            for block in section.blocks:
                match block:
                    case CodeBlock():
                        if role == "http_request":
                            self._routes(block)
                            if block.meta and block.meta.block_type == "request":
                                candidates.append((section, block))
                        else:
                            candidates.append((section, block))
                        introduced = page.plain and self.lead and above is self.lead[-1]
                        if introduced and self.lead[-1].raw.rstrip("*_` ").endswith(":"):
                            self._drop_labels()
                    case Table():
                        self._table(section, role, block)
                        if self.lead[1:] and above is self.lead[-1]:
                            self.lead.pop()  # it says what the table is, such as one of clouds
                    case Paragraph():
                        self._paragraph(section, role, block)
                    case Html() if page.plain and role == "http_request" and is_line(block):
                        self._routes(as_code(block))
                above = block
            self.params.extend(nested(self.listed))
            self.listed.clear()
        candidates = list(self._loose_routes(candidates))
        if page.plain:
            self.routes = without_samples(self.routes, self.params)
            routes = list(map(_request_line, self.routes))
            sent = {row.wire for row in self.body_rows}
            sent |= {param.wire for param in self.params if param.place == "body"}
            candidates = plain_messages(page, routes, sent, candidates)
        self.examples = list(
            read_examples(page, [c for c in candidates if not is_illustration(*c)])
        )
        if page.plain and not _is_of_one(self.routes):
            self.examples = list(map(with_items_member, self.examples))
        page.inventory["illustration_fences"] += sum(is_illustration(*c) for c in candidates)
        if not self.routes and self.missing is None:
            self._report_no_route()

    def facts(self) -> OperationFacts:
        page = self.page
        text = " ".join(page.inline(b.raw).text for b in self.lead if not b.quoted)
        notes = " ".join(page.inline(b.raw).text for b in self.lead if b.quoted)
        named = self.named
        if page.plain and any(route.method == "GET" for route in self.routes):
            named = [*named, *read_listed(page, page.title, text)]
        deprecated = deprecation(page.title) or deprecation(notes) or page.deprecated_by_include()
        return OperationFacts(
            title=page.title,
            loc=page.loc(page.title_line),
            doc=Doc(summary(text), text, deprecated),
            routes=tuple(dict.fromkeys(self.routes)),
            missing_route=self.missing,
            params=tuple(self.params),
            body_rows=tuple(self.body_rows),
            body_types=tuple(self.body_types),
            has_body=self.has_body,
            body_optional=self.optional_body,
            body_media="application/octet-stream" if self.raw_body else None,
            body_loc=page.loc(self.body_line) if self.body_line else None,
            body_text=" ".join(self.body_text),
            responses=with_named(self.responses, named),
            result_rows=tuple(self.result_rows),
            statuses=tuple(dict.fromkeys(self.statuses)),
            query_options=self.query.found(),
            permissions=tuple(self.permissions),
            examples=tuple(self.examples),
            base_urls=tuple(self.base_urls),
            subjects=tuple(m for b in self.lead for m in type_mentions(page, b.raw, b.line)),
        )

    def _drop_labels(self) -> None:
        """Leave out what introduces a code block: "Response (201):", or "Response:" and "201:"."""
        self.lead.pop()
        while self.lead and _LABEL.match(self.lead[-1].raw):
            self.lead.pop()

    # Routes

    def _routes(self, block: CodeBlock) -> None:
        page = self.page
        for line in request_lines(rooted(block.content, page.base)):
            loc = page.loc(block.body_line + line.offset)
            if isinstance(line, RequestLine):
                page.inventory["request_lines"] += 1
                if self._is_over(line, loc):
                    continue
                if line.base:
                    self.base_urls.append(line.base)
                path, query = without_aliases(line.path, line.query)
                self.routes.append(Route(line.method, path, parse_path(path), loc, query))
            elif isinstance(line, MissingLine):
                page.inventory["request_lines"] += 1
                self.missing = self.missing or MissingRoute(line.method, line.text, loc)
                page.report.add(
                    "ROUTE_MISSING",
                    loc,
                    f"the request line has no path: {line.text[:80]!r}",
                    "the route; the method sends nothing until the caller passes `path=`",
                )
            else:
                page.inventory["http_block_other_lines"] += 1

    def _is_over(self, line: RequestLine, loc: Loc) -> bool:
        """Whether a request line is one too many, or too long; says so once."""
        many, long = len(self.routes) >= limits.REQUEST_LINES, len(line.url) > limits.URL
        if long or (many and not self.is_full):
            what = f"more than {limits.REQUEST_LINES} request lines"
            if long:
                what = f"a URL of more than {limits.URL:,} characters"
            lost = "the route" if long else "this route and those after it"
            self.page.report.add("OVER_LIMIT", loc, f"the page has {what}", lost)
        self.is_full = self.is_full or many
        return many or long

    def _plain_routes(self, block: Paragraph) -> None:
        """Request lines that stand in the section's running text, maybe as inline code."""
        if self.page.plain and is_line(block):
            self._routes(as_code(block))
            return
        for offset, raw in enumerate(block.raw.split("\n")):
            line = raw.strip().strip("`").strip()
            if _PLAIN_ROUTE.match(line):
                loc = self.page.loc(block.line + offset)
                if not self.page.plain:
                    self.page.report.add(
                        "ROUTE_NOT_IN_FENCE",
                        loc,
                        "this request line does not stand in a code block",
                    )
                self._routes(CodeBlock(loc.line, "", line, loc.line))

    def _loose_routes(
        self, candidates: list[tuple[Section, CodeBlock]]
    ) -> Iterator[tuple[Section, CodeBlock]]:
        """Where no HTTP request section gave a route, the first plain request lines do."""
        none = not self.routes and self.missing is None
        for section, block in candidates:
            roles = {role_of(key) for key in section.path if key}
            meta = block.meta is not None and block.meta.block_type == "request"
            shown = meta and not none and "?" in block.content  # a template has no query
            if (
                not shown
                and not roles & {"example", "request", "response", "body", "query"}
                and is_template(block)
            ):
                if none:
                    self.page.report.add(
                        "ROUTE_OUTSIDE_SECTION",
                        self.page.loc(block.body_line),
                        f"this request line stands below {section.title or self.page.title!r},"
                        " not under 'HTTP request'",
                    )
                self._routes(block)
                if not (block.meta and block.meta.block_type == "request"):
                    continue
            yield section, block

    def _report_no_route(self) -> None:
        self.page.report.add(
            "ROUTE_NOT_DOCUMENTED",
            self.page.loc(self.page.title_line),
            "the page has no request line under 'HTTP request'",
            "the documented route; the first example's URL is used instead, if there is one",
        )

    # Tables

    def _table(self, section: Section, role: Role, table: Table) -> None:
        page = self.page
        if role == "permissions":
            self.permissions.extend(read_permissions(page, table))
        elif role == "body":
            columns = table_columns(page, table)
            if "name" in columns and ("type" in columns or "description" in columns):
                self.body_rows.extend(read_rows(page, table, "body"))
            else:
                page.inventory["tables_of_prose"] += 1
        elif role in _PARAM_PLACES:
            self._params(section, table, _PARAM_PLACES[role])
        elif self.page.plain and section is page.sections[0]:
            self._params(section, table, "path")
        elif self.page.plain and role == "http_request":
            for line in tabled_lines(page, table):
                self._routes(line)
        elif self.page.plain and role == "response":
            self._response_table(table)
        else:
            page.inventory["tables_of_prose"] += 1
            is_read = role == "prose" if page.plain else is_nested_type(page, section)
            if is_of_members(table, page) and not is_read:
                report_not_read(page, section, table)

    def _response_table(self, table: Table) -> None:
        """Statuses with what each means, or the members of what comes back."""
        if statuses := list(tabled_responses(self.page, table)):
            self.responses.extend(statuses)
        elif is_of_members(table, self.page):
            self.result_rows.extend(read_rows(self.page, table, "property"))

    def _params(self, section: Section, table: Table, stated: Place) -> None:
        found = tabled_params(self.page, self.routes, section.key, table, stated)
        for param in found:
            if param.place == "query" and param.wire.startswith("$"):
                self.query.name(param.wire)
            elif self.page.plain and is_whole_body(param):
                self.has_body = True
                self.body_types.extend(filter(None, (param.type,)))
            else:
                self.params.append(param)

    # Paragraphs

    def _paragraph(self, section: Section, role: Role, block: Paragraph) -> None:
        page = self.page
        if section is page.sections[0]:
            self.lead.append(block)
            if page.plain:
                self.query.paragraph(page, block.raw)
                self._own_parameters(block)
                if _COMES_BACK.search(block.raw):
                    self._response(block)
        elif role == "http_request":
            self._plain_routes(block)
        elif page.plain and block.item and (role in _PARAM_PLACES or role == "body"):
            stated = _PARAM_PLACES.get(role, "body")
            found = listed_param(page, self.routes, section.key, block, stated)
            self.listed.extend((block.item, param) for param in found)
        elif role == "query":
            self.query.paragraph(page, block.raw)
            self._own_parameters(block)
        elif role == "body":
            self._body_paragraph(block)
        elif role == "response":
            if not in_example(section):
                self._response(block)
            elif {*map(role_of, section.parents)} == {"response"}:
                self._response(block, whole=True)

    def _response(self, block: Paragraph, whole: bool = False) -> None:
        """What a paragraph says comes back; with `whole` only if it has a status and a link."""
        facts, statuses = read_response(self.page, block)
        if whole and not any(fact.status and fact.type and fact.type.target for fact in facts):
            return
        self.responses.extend(facts)
        self.statuses.extend(statuses)
        if self.page.plain:
            self.named.extend(read_named(self.page, block))

    def _own_parameters(self, block: Paragraph) -> None:
        known = {param.wire for param in self.params}
        text = self.page.inline(block.raw).text
        for name in own_parameters(block.raw):
            if name not in known:
                loc = self.page.loc(block.line)
                self.params.append(ParamFact(name, "query", None, text, NO_TRAITS, loc))

    def _body_paragraph(self, block: Paragraph) -> None:
        text = self.page.inline(block.raw).text
        self.body_line = self.body_line or block.line
        self.body_text.append(text)
        if _NO_BODY.search(text) or (self.page.translated and _is_bare(block.raw)):
            if self.has_body is None:
                self.has_body = False
            return
        self.has_body = True
        self.optional_body = self.optional_body or bool(_OPTIONAL_BODY.search(text))
        if self.page.plain and (named := named_body(self.page, text, block.line)):
            self.body_types.append(named)
        if _RAW_BODY.search(text):
            self.raw_body = True
        if _SAYS_BODY.search(text) and not block.item:
            self.body_types.extend(type_mentions(self.page, block.raw, block.line))
