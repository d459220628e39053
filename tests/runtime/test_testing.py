"""An exchange passes when call and page agree, and says what differs when they do not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from templates.runtime import registry
from templates.runtime.client import Client
from templates.runtime.errors import DecodeError, NotFound
from templates.runtime.groups import Group
from templates.runtime.models import Model, model, prop
from templates.runtime.operations import Operation
from templates.runtime.options import NULL
from templates.runtime.pager import DeltaPager, Page, Pager
from templates.runtime.testing import Exchange as Base


@model("contoso.user")
class User(Model):
    id: str = prop("id", key=True)
    name: str | None = prop("displayName")
    age: int | None = prop("age")
    friends: list[User] | None = prop("friends")


GET: Operation[User] = Operation("get", "GET /users/{user_id}", returns="contoso.user")
LIST: Operation[User] = Operation("list", "GET /users", returns="contoso.user", collection=True)
FIND: Operation[User] = Operation("find", "POST /find", returns="contoso.user", collection=True)
UPDATE: Operation[None] = Operation("update", "PATCH /users/{user_id}", body="contoso.user")
PHOTO: Operation[bytes] = Operation("photo", "GET /users/{user_id}/$value", returns="Edm.Stream")
PUT: Operation[None] = Operation("put", "PUT /users/{user_id}/$value", raw="image/jpeg")
COUNT: Operation[int] = Operation("count", "GET /users/$count", returns="Edm.Int32")
WORK: Operation[User] = Operation("work", "POST /work", returns="contoso.user", long_running=True)


class Users(Group):
    def get(self, user_id: str, *, select: str | None = None, **options: Any) -> User:
        return self._one(GET, locals())

    def list(self, *, top: int | None = None, **options: Any) -> Pager[User]:
        return self._pages(LIST, locals())

    def delta(self, **options: Any) -> DeltaPager[User]:
        return self._delta(LIST, locals())

    def find(self, **options: Any) -> Page[User]:
        return self._page(FIND, locals())

    def update(self, user_id: str, body: User, **options: Any) -> None:
        self._none(UPDATE, locals())

    def photo(self, user_id: str, **options: Any) -> bytes:
        return self._bytes(PHOTO, locals())

    def put_photo(self, user_id: str, content: bytes, **options: Any) -> None:
        self._none(PUT, locals())

    def count(self, **options: Any) -> int:
        return self._one(COUNT, locals())

    def work(self, **options: Any) -> User:
        return self._one(WORK, locals())


class TestClient(Client):
    __test__ = False
    BASE_URL = "https://api.contoso.com/v1.0"

    @property
    def users(self) -> Users:
        return Users(self)


class Exchange(Base[TestClient]):
    client_class = TestClient


@pytest.fixture(autouse=True, scope="module")
def package() -> Iterator[None]:
    found = registry.Registry("", {"contoso.user": "User"}, {"User": ""})
    found._classes["User"] = User
    before = registry.use(found)
    yield
    registry.use(before)


GET_ADA = """
        GET https://api.contoso.com/v1.0/users/ada?$select=id, displayName
        ConsistencyLevel: eventual
        Authorization: Bearer {token}
        Accept: text/html
    """
ADA = """
        HTTP/1.1 200 OK
        Content-type: application/json

        {"@odata.context": "x", "id": "ada", "displayName": null, "friends": [{"id": "b", "x": 1}]}
    """
EVENTUAL = {"ConsistencyLevel": "eventual"}


def test_what_agrees_passes() -> None:
    with Exchange(GET_ADA, ADA, undocumented=["user.x"]) as client:
        client.users.get("ada", select="id, displayName", headers=EVENTUAL)


def get_ada(client: TestClient) -> None:
    client.users.get("ada", select="id, displayName", headers=EVENTUAL)


@pytest.mark.parametrize(
    ("sends", "receives", "what"),
    [
        (GET_ADA.replace("GET", "POST"), ADA, "method differs"),
        (GET_ADA.replace("ada", "eve"), ADA, "path differs"),
        (GET_ADA.replace("/ada", "/a/da"), ADA, "path differs"),
        (GET_ADA.replace("v1.0", "v2.0"), ADA, "path differs"),
        (GET_ADA.replace("api.", "www."), ADA, "host differs"),
        (GET_ADA.replace("id,", "id"), ADA, "query differs"),
        (GET_ADA.replace("$select", "$top=1&$select"), ADA, "query differs"),
        (GET_ADA.replace("eventual", "Eventual"), ADA, "header ConsistencyLevel differs"),
        (GET_ADA.replace("Consistency", "Other"), ADA, "header OtherLevel differs"),
        (GET_ADA + "\n        {}", ADA, "body differs"),
        (GET_ADA, ADA.replace('"x": 1', '"y": 1'), "undocumented members differs"),
        (GET_ADA, ADA.replace(', "x": 1', ""), "undocumented members differs"),
    ],
)
def test_what_differs_is_named(sends: str, receives: str, what: str) -> None:
    with (
        pytest.raises(AssertionError, match=what),
        Exchange(sends, receives, undocumented=["user.x"]) as client,
    ):
        get_ada(client)


def test_a_value_of_another_type_is_an_error() -> None:
    receives = ADA.replace('"displayName"', '"age": "1", "displayName"')
    with (
        pytest.raises(DecodeError, match="age"),
        Exchange(GET_ADA, receives, undocumented=["user.x"]) as client,
    ):
        get_ada(client)


def test_a_lost_member_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    from templates.runtime import codec

    monkeypatch.setattr(codec, "encode", lambda value, declared: {"id": "ada"})
    with (
        pytest.raises(AssertionError, match=r"body differs\n(.|\n)*-.*displayName"),
        Exchange(GET_ADA, ADA, undocumented=["user.x"]) as client,
    ):
        get_ada(client)


def test_a_call_that_is_not_made_or_made_twice_is_an_error() -> None:
    with pytest.raises(AssertionError, match="nothing was sent"), Exchange(GET_ADA, ADA):
        pass
    with pytest.raises(AssertionError, match="sent once more"), Exchange(GET_ADA, ADA) as client:
        get_ada(client)
        get_ada(client)


def test_the_base_url_can_be_another_version_s() -> None:
    base_url = "https://api.contoso.com/beta"
    sends = GET_ADA.replace("v1.0", "beta")
    with Exchange(sends, ADA, base_url=base_url, undocumented=["user.x"]) as client:
        get_ada(client)


def test_a_request_without_an_answer() -> None:
    with Exchange(GET_ADA) as client:
        get_ada(client)
    with pytest.raises(AssertionError, match="path"), Exchange(GET_ADA) as client:
        client.users.get("eve", select="id, displayName", headers=EVENTUAL)


SENDS_UPDATE = """
        PATCH /users/ada
        Content-Type: application/json

        {"displayName": "Ada", "age": 1}
    """


@pytest.mark.parametrize(
    ("user", "passes"),
    [
        (User(name="Ada", age=1), True),
        (User(age=1, name="Ada"), True),
        (User(name="Ada"), False),
        (User(name="Ada", age=2), False),
        (User(name="Ada", age=1, extra={"a": None}), False),
    ],
)
def test_json_bodies_are_compared(user: User, passes: bool) -> None:
    def update() -> None:
        with Exchange(SENDS_UPDATE, "HTTP/1.1 204 No Content") as client:
            client.users.update("ada", user)

    if passes:
        update()
    else:
        with pytest.raises(AssertionError, match="body differs"):
            update()


def test_no_body_is_not_a_body_that_is_null() -> None:
    sends = "PATCH /users/ada"
    with pytest.raises(AssertionError, match="body"), Exchange(sends, "HTTP/1.1 204") as client:
        client.users.update("ada", NULL)


def test_an_answer_that_the_method_does_not_return_is_an_error() -> None:
    with pytest.raises(AssertionError, match="body differs"), Exchange(SENDS_UPDATE, ADA) as client:
        client.users.update("ada", User(name="Ada", age=1))


def test_content_is_compared() -> None:
    sends = """
        PUT /users/ada/$value
        Content-Type: image/jpeg

        binary
        data
    """
    with Exchange(sends, "HTTP/1.1 200 OK") as client:
        client.users.put_photo("ada", b"binary\ndata")
    with pytest.raises(AssertionError, match="body"), Exchange(sends, "HTTP/1.1 200") as client:
        client.users.put_photo("ada", b"binary data")
    with Exchange("GET /users/ada/$value", "HTTP/1.1 200 OK\n\nbytes") as client:
        client.users.photo("ada")


def test_a_download_is_followed() -> None:
    found = "HTTP/1.1 302 Found\nLocation: https://files.contoso.com/1?t=a"
    with Exchange("GET /users/ada/$value", found) as client:
        assert client.users.photo("ada") == b"downloaded"


PAGE = """
        HTTP/1.1 200 OK
        Content-type: application/json

        {
          "@odata.context": "c",
          "@odata.nextLink": "https://api.contoso.com/v1.0/users?$skiptoken=1",
          "@odata.count": 7,
          "value": [{"id": "a"}, {"id": "b"}]
        }
    """


def test_pages_and_their_links() -> None:
    with Exchange("GET /users?$top=2", PAGE) as client:
        list(client.users.list(top=2))
    with Exchange("GET /users?$top=2", PAGE) as client:
        next(client.users.list(top=2).pages())
    with Exchange("GET /users", PAGE) as client:
        list(client.users.delta())
    with Exchange("POST /find", PAGE) as client:
        client.users.find()
    with (
        pytest.raises(AssertionError, match="nothing was sent"),
        Exchange("GET /a", PAGE) as client,
    ):
        client.users.list(top=2)


def test_plain_text_and_wrapped_values() -> None:
    with Exchange("GET /users/$count", "HTTP/1.1 200 OK\nContent-Type: text/plain\n\n42") as client:
        client.users.count()
    wrapped = 'HTTP/1.1 200 OK\n\n{"@odata.context": "x", "value": 42}'
    with Exchange("GET /users/$count", wrapped) as client:
        client.users.count()


def test_long_running_work_is_asked_for_at_its_location() -> None:
    accepted = "HTTP/1.1 202 Accepted\nLocation: https://api.contoso.com/v1.0/operations/1"
    with Exchange("POST /work", accepted) as client:
        client.users.work()


NOT_FOUND = """
        HTTP/1.1 404 Not Found
        Content-Type: application/json

        {"error": {"code": "notFound", "message": "No such user.", "innerError": {}}}
    """


def test_errors_have_class_code_and_message() -> None:
    with Exchange("GET /users/x", NOT_FOUND, raises=NotFound) as client:
        client.users.get("x")
    with pytest.raises(NotFound), Exchange("GET /users/x", NOT_FOUND) as client:
        client.users.get("x")
    conflict = NOT_FOUND.replace("404", "409")
    with (
        pytest.raises(AssertionError, match="error class"),
        Exchange("GET /users/x", conflict, raises=NotFound) as client,
    ):
        client.users.get("x")
    found = "HTTP/1.1 200 OK\n\n{}"
    with (
        pytest.raises(AssertionError, match="not raised"),
        Exchange("GET /users/x", found, raises=NotFound) as client,
    ):
        client.users.get("x")


@pytest.mark.parametrize(
    "body",
    [
        '{"error": "not_found", "error_description": "no such user"}',
        '{"error": {"code": 404, "message": ["gone"]}}',
        '{"error": {"message": {"lang": "en", "value": "gone"}}}',
        '{"error": null, "detail": "gone"}',
        '{"error": ["gone"]}',
    ],
)
def test_errors_of_other_forms(body: str) -> None:
    answer = f"HTTP/1.1 404 Not Found\nContent-Type: application/json\n\n{body}"
    with Exchange("GET /users/x", answer, raises=NotFound) as client:
        client.users.get("x")
