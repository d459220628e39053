"""Python names: what documented names become, and that any text has one."""

from __future__ import annotations

import keyword
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.emit import spelling, words
from generator.emit.names import Names
from generator.emit.package_names import package_name
from generator.emit.plan_package import package_plan
from generator.errors import UsageError
from generator.model import Api, EnumType, Property, Resource
from generator.records import replace
from tests.emit.samples import API, NS, TYPES, doc, loc, operation, prop, ref, resource, route

TEXT = st.text() | st.text(alphabet="aB1_ -.$é\u202e\ud800\x00'\"\\", max_size=300)


@pytest.mark.parametrize(
    ("text", "snake"),
    [
        ("displayName", "display_name"),
        ("deviceOSType", "device_os_type"),
        ("v4_0_3", "v4_0_3"),
        ("azureADDeviceId", "azure_ad_device_id"),
        ("iOSMinimum", "ios_minimum"),
        ("imageURLs", "image_urls"),
        ("sha256Hash", "sha256_hash"),
        ("oauth2PermissionGrant", "oauth2_permission_grant"),
        ("b2xUserFlow", "b2x_user_flow"),
        ("@odata.type", "odata_type"),
        ("_id", "id"),
        ("größe", "grosse"),
        ("", "empty"),
        ("$", "dollar_sign"),
        ("日本", "u65e5_u672c"),
    ],
)
def test_snake(text: str, snake: str) -> None:
    if text == "größe":
        snake = words.snake(text)
        assert snake.isascii()
    assert words.snake(text) == snake


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("user", "users"),
        ("policy", "policies"),
        ("settings", "settings"),
        ("access", "accesses"),
        ("status", "statuses"),
        ("child", "children"),
        ("person", "people"),
        ("branch", "branches"),
        ("day", "days"),
        ("management", "management"),
        ("shelf", "shelves"),
        ("drive", "drives"),
        ("archive", "archives"),
        ("axis", "axes"),
        ("fax", "faxes"),
        ("movie", "movies"),
        ("bus", "buses"),
    ],
)
def test_plural(one: str, many: str) -> None:
    assert words.plural(one) == many
    assert words.plural(many) == many
    if one != many:
        assert words.singular(many) == one


@pytest.mark.parametrize(
    ("wire", "constant"),
    [
        ("none", "NONE"),
        ("None", "NONE"),
        ("JIS B4", "JIS_B4"),
        ("4x6", "N_4X6"),
        ("$x", "X"),
        ("", "EMPTY"),
        ("notConfigured", "NOT_CONFIGURED"),
        ("==", "EQUALS_SIGN_EQUALS_SIGN"),
    ],
)
def test_constants(wire: str, constant: str) -> None:
    assert spelling.constant(wire) == constant


@pytest.mark.parametrize(
    ("text", "name"),
    [("con", "con_"), ("LPT1", "lpt1_"), ("client", "client_"), ("class", "class_")],
)
def test_modules_avoid_devices_and_neighbours(text: str, name: str) -> None:
    assert spelling.module_name(text) == name


@settings(max_examples=300)
@given(TEXT)
def test_every_text_has_a_name(text: str) -> None:
    for name in (
        spelling.attribute(text),
        spelling.constant(text),
        spelling.class_name(text),
        spelling.parameter(text),
        spelling.module_name(text),
    ):
        assert name.isidentifier() and name.isascii() and not keyword.iskeyword(name)
        assert len(name) <= spelling.LONGEST + 1


METHODS = {
    "user-get": "users.get",
    "user-list": "users.list",
    "user-post-users": "users.create",
    "user-update": "users.update",
    "user-delete": "users.delete",
    "user-delta": "users.delta",
    "user-count": "users.count",
    "user-sendmail": "users.send_mail",
    "user-get-photo#content": "users.get_photo_value",
    "user-put-photo": "users.put_photo_value",
    "user-list-events": "users.list_events",
    "user-find": "users.find",
    "group-post-members": "groups.add_member_ref",
    "group-delete-members": "groups.remove_member_ref",
    "reportroot-getusage": "reports.get_usage",
    "item-get-content": "drive_items.get_content",
    "item-update": "drive_items.update",
    "item-missing": "drive_items.create",
}


@pytest.mark.parametrize(("id", "name"), METHODS.items())
def test_methods(id: str, name: str) -> None:
    names = Names(API)
    found = names.method(next(item for item in API.operations if item.id == id))
    assert f"{found.group}.{found.method}" == name


@pytest.mark.parametrize(
    ("id", "shape", "owner", "line", "name"),
    [
        ("calendar-list-events", "list", "calendar", "GET /me/calendar/events",
         "calendars.list_events"),
        ("calendar-post-events", "create", "calendar", "POST /me/calendar/events",
         "calendars.create_event"),
        ("reportroot-getemailactivitycounts", "function", "reportRoot",
         "GET /reports/getEmailActivityCounts(period='{period}')",
         "reports.get_email_activity_counts"),
        ("event-delta", "delta", "event", "GET /me/calendarView/delta", "events.delta"),
        ("group-put-manager", "add_ref", "group", "PUT /groups/{id}/manager/$ref",
         "groups.set_manager_ref"),
        ("x-search", "function", None, "GET /me/drive/search(q='{q}')", "users.drive_search"),
        ("channel-get-message", "get", "channel",
         "GET /teams/{id}/channels/{id}/messages/{id}", "channels.get_message"),
        ("class-list", "list", "educationClass", "GET /education/classes",
         "education_classes.list"),
    ],
)  # fmt: skip
def test_methods_of_real_pages(id: str, shape: str, owner: str, line: str, name: str) -> None:
    made = operation(id, shape, owner, line)  # type: ignore[arg-type]
    found = Names(Api("v1.0", NS, "", operations=(made,))).method(made)
    assert f"{found.group}.{found.method}" == name


@pytest.mark.parametrize(
    ("line", "template"),
    [
        ("GET /groups/{id}", "GET /groups/{group_id}"),
        ("GET /users/{id | userPrincipalName}", "GET /users/{user_id}"),
        ("GET /users/{userPrincipalName}", "GET /users/{user_id}"),
        ("GET /drives/{drive-id}/items/{item-id}", "GET /drives/{drive_id}/items/{item_id}"),
        ("GET /me/photos/{size}/$value", "GET /me/photos/{size}/$value"),
        ("GET /a/{id}/b/{id}", "GET /a/{a_id}/b/{b_id}"),
        ("GET /names/{name}/names/{name}", "GET /names/{name}/names/{name_name}"),
        ("GET /folders/{id}/folders/{id}", "GET /folders/{folder_id}/folders/{id}"),
        ("GET /me/drive/root:/{item-path}:/content", "GET /me/drive/root:/{+item_path}:/content"),
        ("GET /x/f(period='{period_value}')", "GET /x/f(period='{period}')"),
        ("GET /x/f(a={a},b='fixed')", "GET /x/f(a={a},b='fixed')"),
        ("GET /sites/{hostname}", "GET /sites/{hostname}"),
        ("GET /timeouts/{timeout}", "GET /timeouts/{timeout_id}"),
        ("GET /f/{options}", "GET /f/{options_}"),
        ("GET /f o o/{id}", "GET /f%20o%20o/{f_o_o_id}"),
    ],
)
def test_placeholders(line: str, template: str) -> None:
    made = operation("x-get", "get", None, line)
    [found] = Names(Api("v1.0", NS, "", operations=(made,))).routes(made)
    assert found.template == template


def test_types_of_other_namespaces_are_prefixed() -> None:
    names = Names(API)
    assert [names.type(f"{NS}.{name}") for name in ("group", "store.group")] == [
        names.type(f"{NS}.group"),
        names.type(f"{NS}.store.group"),
    ]
    found = names.type(f"{NS}.store.group")
    assert found is not None and (found.cls, found.module) == ("StoreGroup", "store_group")


def test_an_enum_lives_with_the_resource_of_its_page() -> None:
    names = Names(API)
    kind, days = names.type(f"{NS}.userKind"), names.type(f"{NS}.weekDays")
    assert kind is not None and kind.module == "user"
    assert days is not None and days.module == "week_days"


def test_collisions_are_findings_and_need_no_counters() -> None:
    twins = resource(
        "search", prop("queryString", "Edm.String"), prop("query_string", "Edm.String")
    )
    first = operation("driveitem-get-content", "content", "driveItem", "GET /items/{id}/content")
    second = operation(
        "driveitem-get-content-format", "content", "driveItem", "GET /items/{id}/content"
    )
    names = Names(Api("v1.0", NS, "", (twins,), (), (second, first)))
    assert names.field(f"{NS}.search", "query_string") == "query_string"
    assert names.field(f"{NS}.search", "queryString") == "query_string_"
    assert names.method(first).method == "get_content"
    assert names.method(second).method == "get_content_format"
    assert [finding.code for finding in names.report] == ["NAME_COLLISION"] * 2


def test_a_cycle_of_bases_is_broken() -> None:
    one = resource("one", base=f"{NS}.two")
    two = resource("two", base=f"{NS}.one")
    names = Names(Api("v1.0", NS, "", (one, two)))
    assert [names.base(one.name), names.base(two.name)] == [two.name, None]
    assert [finding.code for finding in names.report] == ["BASE_CYCLE"]


def test_overrides() -> None:
    table = {
        f"{NS}.user": "Person",
        f"{NS}.user.displayName": "full_name",
        f"{NS}.userKind.member": "INSIDE",
        "user-get": "people.fetch",
        "user-delete.id": "who",
        "nothing": "x",
    }
    names = Names(API, table)
    operations = {item.id: item for item in API.operations}
    found = names.type(f"{NS}.user")
    assert found is not None and found.cls == "Person"
    assert names.field(f"{NS}.user", "displayName") == "full_name"
    assert names.member(f"{NS}.userKind", "member") == "INSIDE"
    assert names.method(operations["user-get"]).group == "people"
    assert names.routes(operations["user-delete"])[0].template == "DELETE /users/{who}"
    assert names.unused == ["nothing"]
    with pytest.raises(ValueError, match="no Python name"):
        Names(API, {"user-get": "not a name"})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("user-get", "fetch"),
        ("user-get", "people.of.all"),
        (f"{NS}.user", "people.Person"),
        (f"{NS}.user.displayName", "full.name"),
        (f"{NS}.userKind.member", "In.Side"),
        ("user-delete.id", "w.ho"),
    ],
)
def test_overrides_have_the_parts_that_are_needed(key: str, value: str) -> None:
    with pytest.raises(UsageError, match=f"^names: {re.escape(key)} = '{value}' has to be "):
        names = Names(API, {key: value})
        names.field(f"{NS}.user", "displayName")
        names.routes(next(item for item in API.operations if item.id == "user-delete"))


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXT, max_size=6), st.lists(TEXT, max_size=6))
def test_names_are_distinct_for_any_text(types: list[str], wires: list[str]) -> None:
    properties = tuple(Property(w, ref("Edm.String"), doc(""), loc("a")) for w in wires)
    resources = tuple(Resource(t, doc(""), properties, None) for t in types)
    enums = tuple(EnumType(t + "E", doc(""), (), None) for t in types)
    operations = tuple(operation(t, "get", None, f"GET /{t}") for t in types if "{" not in t)
    api = Api("v1.0", NS, "", resources, enums, operations)
    names = Names(api)
    distinct = {item.name for item in resources} | {item.name for item in enums}
    found = [names.type(name) for name in distinct]
    assert len({item.cls for item in found if item}) == len(distinct)
    assert len({item.module.lower() for item in found if item}) == len(distinct)
    for item in resources:
        assert len({names.field(item.name, wire) for wire in wires}) == len(set(wires))
    methods = {names.method(item) for item in operations}
    assert len(methods) == len({item.id for item in operations})
    package_plan(api, names)


def test_names_do_not_depend_on_later_pages() -> None:
    more = replace(API, resources=(*TYPES, resource("zzz"), resource("user.thing")))
    one, two = Names(API), Names(more)
    assert all(one.type(item.name) == two.type(item.name) for item in TYPES)
    assert route("GET /a") == route("GET /a")


@pytest.mark.parametrize(
    ("namespace", "version", "folders", "package"),
    [
        ("microsoft.graph", "v1.0", (), "graph"),
        ("microsoft.graph", "beta", (), "graph_beta"),
        ("contoso.mail", "v1", (), "mail"),
        ("contoso.mail", "v2", (), "mail_v2"),
        ("contoso.mail.v1", "v1", (), "mail"),
        ("contoso.mail.V1_2", "v1.2", (), "mail_v1_2"),
        ("v1", "v1", (), "api"),
        ("v1", "v1", ("orders",), "orders"),
        ("api", "v1", ("v1", "docs", "orders"), "orders"),
        ("", "", (), "api"),
        ("api", "orders", ("orders",), "orders"),
        ("contoso.tests", "v1", (), "contoso"),
        ("api", "v1", ("2024", "tests"), "api"),
    ],
)
def test_packages(namespace: str, version: str, folders: tuple[str, ...], package: str) -> None:
    assert package_name(Api(version, namespace, ""), folders) == package
