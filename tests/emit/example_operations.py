"""Operations of the small Api, with examples of each shape and the verdict that each deserves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator.model import (
    Api,
    Body,
    Doc,
    Example,
    Loc,
    MissingRoute,
    Operation,
    Param,
    Returns,
    Route,
)
from generator.read.path_text import parse_path
from generator.records import replace
from tests.emit.example_api import API, NAMESPACE, message_of, typed

ROOT = "https://mail.contoso.com/v1.0"


@dataclass(frozen=True)
class Sample:
    """An example as text, and what is expected of it: verdict, and rule or finding code."""

    name: str
    request: str
    response: str | None
    verdict: str
    why: str = ""
    call: str = ""


def ok(body: str = "", kind: str = "application/json", status: str = "200 OK") -> str:
    return f"HTTP/1.1 {status}\nContent-type: {kind}\n\n{body}"


NO_CONTENT = "HTTP/1.1 204 No Content"
ITEM = '{"id": "1", "aInt32": 5, "importance": "high", "aGuid": null}'
MESSAGE = f'{{"@odata.type": "#{NAMESPACE}.message", "id": "1", "subject": "Hi"}}'


def posted(body: str, kind: str = "application/json", path: str = "/items") -> str:
    return f"POST {ROOT}{path}\nContent-type: {kind}\n\n{body}"


def operation(id: str, *lines: str, samples: tuple[Sample, ...], **values: Any) -> Operation:
    page = f"api/{id}.md"
    routes = []
    for number, line in enumerate(lines):
        method, _, url = line.partition(" ")
        path, _, query = url.partition("?")
        routes.append(Route(method, path, parse_path(path), Loc(page, 10 + number), query))
    examples = tuple(
        Example(
            it.name,
            f"Example {number}: {it.name}",
            Loc(page, 20 * number),
            message_of(it.request, Loc(page, 20 * number)),
            message_of(it.response, Loc(page, 20 * number + 10)) if it.response else None,
        )
        for number, it in enumerate(samples, 1)
    )
    defaults: dict[str, Any] = {
        "title": id,
        "shape": "get",
        "owner": f"{NAMESPACE}.item",
        "doc": Doc(),
        "loc": Loc(page, 1),
    }
    return Operation(
        id=id, page=page, routes=tuple(routes), examples=examples, **{**defaults, **values}
    )


def returns(name: str, collection: bool = False, status: int = 200) -> Returns:
    return Returns(status, typed(name, collection), Loc("api/x.md", 15))


GET = (
    Sample("plain", f"GET {ROOT}/items/1?$select=id, aInt32", ok(ITEM), "exact", call="select="),
    Sample("me", f"GET {ROOT}/me/items/1", ok(ITEM), "exact", call='user_id="me"'),
    Sample("relative", "GET /items/{id}", ok(ITEM), "exact", call='"{id}"'),
    Sample(
        "version",
        "GET https://mail.contoso.com/beta/items/1",
        ok(ITEM),
        "adjusted",
        "other-version",
    ),
    Sample("case", f"GET {ROOT}/Items/1", ok(ITEM), "adjusted", "letter-case"),
    Sample("wrapped", f"GET {ROOT}/items/1", ok(f'{{"value": {ITEM}}}'), "exact"),
    Sample("subtype", f"GET {ROOT}/items/1", ok(MESSAGE), "exact"),
    Sample(
        "gap",
        f"GET {ROOT}/items/1",
        ok('{"id": "1", "other": {"a": 1}}'),
        "exact",
        call='undocumented=["item.other"]',
    ),
    Sample(
        "headers",
        f"GET {ROOT}/items/1\nPrefer: a=1\nIf-Match: x\nHost: y",
        ok(ITEM),
        "exact",
        call='prefer="a=1"',
    ),
    Sample(
        "custom",
        f"GET {ROOT}/items/1?x=a%26b&$top=1",
        ok(ITEM),
        "exact",
        call='query={"x": "a&b", "$top": "1"}',
    ),
    Sample("comma", f"GET {ROOT}/items/1", ok('{"id": "1",}'), "adjusted", "json-trailing-comma"),
    Sample(
        "word",
        f"GET {ROOT}/items/1",
        ok('{"aGuid": "guid-value"}'),
        "adjusted",
        "placeholder-value",
    ),
    Sample(
        "type",
        f"GET {ROOT}/items/1",
        ok('{\n"id": "1",\n"aInt32": "5"}'),
        "broken",
        "EXAMPLE_TYPE_MISMATCH api/item-get.md:275",
    ),
    Sample("text", f"GET {ROOT}/items/1", ok("{Raw bytes}"), "broken", "EXAMPLE_BODY_NOT_JSON"),
    Sample("route", f"GET {ROOT}/items/1/2", ok(ITEM), "broken", "EXAMPLE_NO_ROUTE"),
    Sample("body", f"GET {ROOT}/items/1\n\n{{}}", ok(ITEM), "broken", "with GET a body has no"),
    Sample("empty", f"GET {ROOT}/items/1", "HTTP/1.1 200 OK", "adjusted", "body-not-shown"),
    Sample("nothing", f"GET {ROOT}/items/1", NO_CONTENT, "broken", "EXAMPLE_DIFFERS"),
    Sample("alone", f"GET {ROOT}/items/1", None, "exact"),
    Sample(
        "missing",
        f"GET {ROOT}/items/x",
        ok('{"error": {"code": "notFound", "message": "No."}}', status="404 Not Found"),
        "exact",
        call="raises=NotFound",
    ),
    Sample(
        "lines", f"GET {ROOT}/items/1?$select=id,\n  aInt32", ok(ITEM), "adjusted", "http-layout"
    ),
    Sample(
        "elsewhere", f"GET {ROOT}/items/$count", ok("1", "text/plain"), "adjusted", "other-page"
    ),
    Sample("other", "POST https://bot.contoso.com/hook\n\n{}", ok(), "foreign", "another service"),
    Sample("none", "the request is left to the reader", None, "unreadable", "not a request line"),
    Sample(
        "key",
        f"GET {ROOT}/items('a''b')",
        ok(ITEM),
        "adjusted",
        "key-in-parentheses",
        'items.get("a\'b")',
    ),
    Sample(
        "values",
        f"GET {ROOT}/items/1",
        ok('{"aGuid": "guid-value",\n"aInt32": "5"}'),
        "broken",
        "EXAMPLE_TYPE_MISMATCH api/item-get.md:534: aInt32",
    ),
    Sample(
        "cut",
        f"GET {ROOT}/items/1",
        ok('{"aBinary": "MIID<<---Removed--->>"}'),
        "adjusted",
        "placeholder-value",
    ),
)

PAGE = (
    f'{{"@odata.context": "c", "@odata.nextLink": "{ROOT}/items?$skiptoken=a", "value": [{ITEM}]}}'
)
LIST = (
    Sample("page", f"GET {ROOT}/items?$top=1&$filter=a eq 'b'", ok(PAGE), "exact", call="list("),
    Sample(
        "count",
        f"GET {ROOT}/items?$count=true",
        ok('{"@odata.count": 3, "value": []}'),
        "exact",
        call="count=True",
    ),
    Sample(
        "away",
        f"GET {ROOT}/items",
        ok(PAGE.replace("mail.", "www.")),
        "exact",
        call="next(pager.pages())",
    ),
    Sample("bare", f"GET {ROOT}/items", ok(ITEM), "broken", "EXAMPLE_TYPE_MISMATCH"),
)
DELTA = (
    Sample("first", f"GET {ROOT}/items/delta", ok(PAGE), "exact"),
    Sample(
        "next",
        f"GET {ROOT}/items/delta?$skiptoken=x",
        ok(PAGE),
        "exact",
        call=f'link="{ROOT}/items/delta?$skiptoken=x"',
    ),
)
CREATE = (
    Sample(
        "plain",
        posted(ITEM),
        ok(ITEM, status="201 Created"),
        "exact",
        call="importance=Importance.HIGH",
    ),
    Sample(
        "subtype",
        posted(MESSAGE),
        ok(MESSAGE, status="201 Created"),
        "exact",
        call='Message(id="1", subject="Hi")',
    ),
    Sample(
        "extra",
        posted('{"x@odata.bind": ["a"]}'),
        ok(ITEM),
        "exact",
        call='extra={"x@odata.bind": ["a"]}',
    ),
    Sample(
        "kind", posted(ITEM, "application/json; charset=utf-8"), ok(ITEM), "exact", call="headers="
    ),
    Sample("repair", posted("{'id': \"1\"}"), ok(ITEM), "adjusted", "json-single-quotes"),
    Sample("word", posted('{"manyGuid": ["a-value"]}'), ok(ITEM), "adjusted", "placeholder-value"),
    Sample("type", posted('{"addresses": {}}'), ok(ITEM), "broken", "EXAMPLE_TYPE_MISMATCH"),
    Sample("none", f"POST {ROOT}/items", ok(ITEM), "broken", "EXAMPLE_BODY_MISSING"),
    Sample("hostile", posted('{"aString": "\\"\\"\\"\\\\\\n\u00e9\\u0000"} '), ok(ITEM), "exact"),
)
SEND = (
    Sample(
        "all",
        posted('{"item": {"id": "1"}, "Save": false, "days": "monday, friday"}', path="/send"),
        NO_CONTENT,
        "exact",
        call="save=False",
    ),
    Sample(
        "letters",
        posted('{"save" : true, "Item": {"id": "save"}}', path="/send"),
        NO_CONTENT,
        "adjusted",
        "letter-case",
        "save=True",
    ),
    Sample(
        "wrong",
        posted('{"Save": "true"}', path="/send"),
        NO_CONTENT,
        "broken",
        "the example has 'true' (declared at api/x.md:12)",
    ),
    Sample(
        "both",
        posted('{"save": true, "Save": true}', path="/send"),
        NO_CONTENT,
        "broken",
        "EXAMPLE_PARAMETER_UNDOCUMENTED",
    ),
    Sample("null", posted('{"Save": null}', path="/send"), NO_CONTENT, "exact", call="save=NULL"),
    Sample(
        "unknown",
        posted('{"Other": 1}', path="/send"),
        NO_CONTENT,
        "broken",
        "EXAMPLE_PARAMETER_UNDOCUMENTED",
    ),
    Sample(
        "answer",
        posted('{"Save": true}', path="/send"),
        ok("{}"),
        "broken",
        "EXAMPLE_RESPONSE_UNDOCUMENTED",
    ),
    Sample(
        "later",
        posted('{"Save": true}', path="/send"),
        f"HTTP/1.1 202 Accepted\nLocation: {ROOT}/x",
        "exact",
    ),
)
REPORT = (
    Sample(
        "csv",
        f"GET {ROOT}/usage(period='D7')",
        ok("a,b\n1,2", "text/csv"),
        "exact",
        call='usage("D7")',
    ),
    Sample(
        "found",
        f"GET {ROOT}/usage(period='it''s')",
        "HTTP/1.1 302 Found\nLocation: https://files.contoso.com/{a}",
        "exact",
    ),
)
UPLOAD = (
    Sample(
        "bytes",
        f"PUT {ROOT}/items/1/content\nContent-Type: image/jpeg\n\nraw \u00e9 bytes",
        NO_CONTENT,
        "exact",
        call="b",
    ),
    Sample(
        "parts",
        f"PUT {ROOT}/items/1/content\nContent-Type: multipart/form-data; boundary=a\n\n"
        "--a\nA: b\n\nx\n--a--",
        NO_CONTENT,
        "exact",
    ),
)
REF = (
    Sample(
        "ref",
        posted(f'{{"@odata.id": "{ROOT}/items/{{id}}"}}', path="/items/1/related/$ref"),
        NO_CONTENT,
        "exact",
        call="Ref(",
    ),
    Sample(
        "more",
        posted('{"@odata.id": "https://x", "a": 1}', path="/items/1/related/$ref"),
        NO_CONTENT,
        "broken",
        "EXAMPLE_TYPE_MISMATCH",
    ),
)
NEAREST = (
    Sample(
        "numbers",
        f"GET {ROOT}/nearest(x=5,y={{n}})",
        ok(ITEM),
        "adjusted",
        "placeholder-value",
        'nearest("5", "1")',
    ),
)
COUNT = (Sample("text", f"GET {ROOT}/items/$count", ok("42", "text/plain"), "exact"),)
SEED = (
    Sample(
        "path",
        posted(ITEM, path="/somewhere/{x}?a=b"),
        ok(ITEM),
        "adjusted",
        why="path-given",
        call="path=",
    ),
)


def _member(wire: str, type_name: str) -> Param:
    return Param(wire, "body", typed(type_name), Doc(), Loc("api/x.md", 12))


def _body(name: str | None, media_type: str | None = None) -> Body:
    return Body(typed(name) if name else None, Loc("api/x.md", 12), media_type)


SAMPLES = {
    "item-get": GET,
    "item-list": LIST,
    "item-delta": DELTA,
    "item-create": CREATE,
    "item-send": SEND,
    "item-usage": REPORT,
    "item-upload": UPLOAD,
    "item-add-related": REF,
    "item-count": COUNT,
    "item-nearest": NEAREST,
    "item-seed": SEED,
}
OPERATIONS = (
    operation(
        "item-get",
        "GET /items/{id}",
        "GET /users/{id}/items/{id}",
        samples=GET,
        returns=returns("item"),
        query_options=("select",),
    ),
    operation(
        "item-list",
        "GET /items",
        samples=LIST,
        shape="list",
        returns=returns("item", collection=True),
        query_options=("filter", "top", "count"),
    ),
    operation(
        "item-delta",
        "GET /items/delta",
        samples=DELTA,
        shape="delta",
        returns=returns("item", collection=True),
    ),
    operation(
        "item-create",
        "POST /items",
        samples=CREATE,
        shape="create",
        body=_body("item"),
        returns=returns("item", status=201),
    ),
    operation(
        "item-send",
        "POST /send",
        samples=SEND,
        shape="action",
        params=(
            _member("item", "item"),
            _member("Save", "Edm.Boolean"),
            _member("days", "weekDays"),
        ),
    ),
    operation(
        "item-usage",
        "GET /usage(period='{period}')",
        samples=REPORT,
        shape="function",
        returns=returns("Edm.Stream"),
    ),
    operation(
        "item-upload",
        "PUT /items/{id}/content",
        samples=UPLOAD,
        shape="content",
        body=_body(None, "image/jpeg"),
        returns=Returns(204, None, Loc("api/x.md", 15)),
    ),
    operation("item-add-related", "POST /items/{id}/related/$ref", samples=REF, shape="add_ref"),
    operation(
        "item-nearest",
        "GET /nearest(x={x},y={y})",
        samples=NEAREST,
        shape="function",
        returns=returns("item"),
    ),
    operation("item-count", "GET /items/$count", samples=COUNT, shape="count"),
    operation(
        "item-seed",
        samples=SEED,
        shape="create",
        body=_body("item"),
        returns=returns("item"),
        missing_route=MissingRoute(
            "POST", "** Collection URI not found", Loc("api/item-seed.md", 9)
        ),
    ),
)

WITH_OPERATIONS: Api = replace(API, operations=OPERATIONS)
