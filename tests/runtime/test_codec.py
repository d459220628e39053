"""Decoding and encoding: lossless for all JSON, strict on request, the same in both tiers."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.runtime.sample._runtime import codec, jsontext, registry
from tests.runtime.sample._runtime.errors import DecodeError, Error
from tests.runtime.sample._runtime.models import from_dict, is_set, to_dict
from tests.runtime.sample._runtime.record import members_of
from tests.runtime.sample.models import (
    BodyType,
    DirectoryObject,
    EmailAddress,
    Event,
    Group,
    ItemBody,
    Measurement,
    User,
    WeekDays,
)

CLASSES: list[Any] = [User, Group, DirectoryObject, Event, ItemBody, Measurement, EmailAddress]


def forget() -> None:
    """Start all over, as in a new process."""
    codec._by_type_name.clear()
    for cls in CLASSES:
        for each in cls.__mro__:
            if "_own_codec" in vars(each):
                del each._own_codec


@pytest.fixture(params=["tables", "compiled"])
def tier(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Both ways to do the work: the second compiles a function when keys are met again."""
    monkeypatch.setattr(codec, "_OFTEN", 10**9 if request.param == "tables" else 2)
    forget()
    yield request.param
    forget()


def text(value: Any) -> str:
    """Tells true from 1 and 1 from 1.0, as `==` does not."""
    return json.dumps(value, sort_keys=True)


def there_and_back(cls: Any, obj: dict[str, Any]) -> Any:
    """Decode and encode several times, so that both tiers come to work; the last instance."""
    for _ in range(4):
        instance = from_dict(cls, obj)
        assert text(to_dict(instance)) == text(obj)
    return instance


USER = {
    "id": "1",
    "createdDateTime": "2020-09-25T03:01:20.5487806Z",
    "birthday": "2000-01-01",
    "planIds": ["56B9B212-b0ce-438d-8979-0c3352de5afe", None],
    "loginTimes": ["2020-09-25T03:01:20Z", "never"],
    "memberOf": [
        {"@odata.type": "#contoso.group", "displayName": "g", "members": [{"id": "2"}]},
        {"@odata.type": "#contoso.unknown", "displayName": "u"},
        None,
        7,
    ],
    "events": [
        {
            "body": {"content": "<b>", "contentType": "HTML", "new": 1},
            "days": "monday, someday",
            "rotas": ["monday", "", None],
            "bodyTypes": ["text", "markdown"],
            "dailyAt": "08:00:00.0000000",
            "length": "PT1H",
            "related": [],
        }
    ],
    "anything": {"@odata.type": "#contoso.user", "deep": [{}]},
    "extra": None,
    "@odata.type": "#contoso.user",
    "extension_1": {"a": 1},
}

MISTYPED = {
    "id": 7,
    "displayName": ["x"],
    "accountEnabled": "yes",
    "createdDateTime": "yesterday",
    "birthday": {"year": 2000},
    "businessPhones": "1",
    "planIds": {"a": 1},
    "loginTimes": [1, [], {}, "x"],
    "passwordProfile": "secret",
    "manager": ["x"],
    "memberOf": {"id": "2"},
    "events": [{"days": ["monday"], "rotas": "monday", "bodyTypes": [1], "length": 5}],
}


def test_round_trip(tier: str) -> None:
    user: Any = there_and_back(User, USER)
    group, unknown, null, number = user.member_of
    assert type(group) is Group
    assert type(vars(group)["members"][0]) is DirectoryObject
    assert type(unknown) is DirectoryObject
    assert unknown.extra == {"@odata.type": "#contoso.unknown", "displayName": "u"}
    assert (null, number) == (None, 7)
    event: Any = user.events[0]
    assert type(user.events[0]) is Event
    assert event.body.content_type == BodyType.HTML
    assert event.days == (WeekDays.MONDAY, WeekDays("someday"))
    assert not event.body_types[1].is_documented
    assert user.created_date_time.microsecond == 548780
    assert user.login_times[1] == "never"
    assert user.extra == {"@odata.type": "#contoso.user", "extension_1": {"a": 1}}


def test_members_of_other_types_keep_their_json(tier: str) -> None:
    user = there_and_back(User, MISTYPED)
    assert user.created_date_time == "yesterday"
    assert user.password_profile == "secret"
    assert type(user.events[0]) is Event


def test_other_sets_of_keys_do_not_disturb(tier: str) -> None:
    shapes: list[dict[str, Any]] = [
        {"id": "1", "displayName": "a"},
        {"id": "1", "givenName": "a"},
        {"displayName": "a", "id": "1"},
        {"id": "1", "undocumented": "a"},
        {"id": "1", "createdDateTime": "x"},
        {"id": "1"},
        {},
    ]
    for obj in shapes * 5:
        user = from_dict(User, obj)
        assert to_dict(user) == obj
        assert is_set(user, "display_name") == ("displayName" in obj)
        assert is_set(user, "given_name") == ("givenName" in obj)


def test_remembered_sets_of_keys_are_bounded(tier: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codec, "_PATIENCE", 50)
    for number in range(3 * codec._MAX_SHAPES):
        obj = {"id": "1", f"key{number}": 1, "createdDateTime": "2020-09-25T03:01:20.5487806Z"}
        there_and_back(User, obj)
    there_and_back(User, dict.fromkeys((f"k{n}" for n in range(10_000)), 1))
    there_and_back(User, {"k" * 100_000: 1})
    shapes = codec.codec_of(User)._read_shapes._known
    assert len(shapes) <= codec._MAX_SHAPES
    assert all(sum(map(len, keys)) <= codec._MAX_TEXT for keys in shapes)


def test_source_never_holds_what_a_payload_brings(tier: str) -> None:
    hostile = "x'] = __import__('os').abort() #\n\"\"\""
    user = there_and_back(User, {"id": "1", hostile: 1, "displayName": hostile})
    assert user.extra == {hostile: 1}


@pytest.mark.parametrize("empty", [[], "", "ab", 0, False])
def test_what_is_no_object_is_not_taken_for_one(empty: Any, tier: str) -> None:
    objs: list[dict[str, Any]] = [{"passwordProfile": {}}, {"manager": {"id": "1", "x": 2}}]
    for obj in objs * 5:
        there_and_back(User, obj)
    there_and_back(User, {"passwordProfile": empty, "manager": empty, "memberOf": [empty]})


def test_a_wrong_type_around_an_object_of_the_same_class(tier: str) -> None:
    inner: dict[str, Any] = {"@odata.type": "#contoso.user", "birthday": "2000-01-01"}
    there_and_back(DirectoryObject, inner)
    there_and_back(User, {**inner, "manager": inner, "birthday": 7})


def test_many_threads(tier: str) -> None:
    shapes = [{"id": "1", f"k{n}": n, "createdDateTime": "2020-09-25T03:01:20Z"} for n in range(4)]
    shapes += [{"id": "2", "createdDateTime": text} for text in ("x", "2020-09-25T03:01:20Z")]

    def work(number: int) -> bool:
        objs = [shapes[(number + at) % len(shapes)] for at in range(300)]
        return [to_dict(from_dict(User, obj)) for obj in objs] == objs

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(16)))


class TestPolymorphism:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("#contoso.group", Group),
            ("contoso.group", Group),
            ("https://example.com/$metadata#contoso.group", Group),
            ("#contoso.directoryObject", DirectoryObject),
            ("#contoso.entity", DirectoryObject),
            ("#contoso.emailAddress", DirectoryObject),
            ("#contoso.weekDays", DirectoryObject),
            ("#os.system", DirectoryObject),
            ("", DirectoryObject),
            (None, DirectoryObject),
            (["#contoso.group"], DirectoryObject),
        ],
    )
    def test_only_documented_subtypes(self, name: Any, expected: type, tier: str) -> None:
        obj = {"id": "1", "@odata.type": name}
        assert type(there_and_back(DirectoryObject, obj)) is expected
        strict = from_dict(DirectoryObject, obj, strict=True)
        assert type(strict) is expected
        assert to_dict(strict) == obj

    def test_written_where_the_class_is_not_the_declared_one(self, tier: str) -> None:
        for _ in range(4):
            user = User(
                manager=User(id="1"),
                member_of=[DirectoryObject(id="2"), Group(id="3")],
                events=[Event(id="4")],
            )
            assert to_dict(user) == {
                "manager": {"@odata.type": "#contoso.user", "id": "1"},
                "memberOf": [{"id": "2"}, {"@odata.type": "#contoso.group", "id": "3"}],
                "events": [{"id": "4"}],
            }

    def test_an_annotation_is_not_repeated(self) -> None:
        group = Group(id="1", extra={"@odata.type": "#contoso.special", "b": 1})
        written = to_dict(User(manager=group))["manager"]
        assert written == {"@odata.type": "#contoso.special", "id": "1", "b": 1}
        assert next(iter(written)) == "@odata.type"

    def test_declared_by_name(self) -> None:
        assert codec.encode(Group(id="1"), "contoso.directoryObject") == {
            "@odata.type": "#contoso.group",
            "id": "1",
        }
        assert codec.encode([Group(id="1")], "Collection(contoso.group)") == [{"id": "1"}]
        assert codec.encode([Group(id="1")], "contoso.group") == [{"id": "1"}]
        assert codec.encode(Group(id="1")) == {"id": "1"}
        assert codec.encode(None, "contoso.group") is None


class TestByName:
    @pytest.mark.parametrize(
        ("value", "name", "collection", "expected"),
        [
            (None, "contoso.user", False, None),
            ({"id": "1"}, "contoso.user", False, User(id="1")),
            ([{"id": "1"}], "contoso.user", True, [User(id="1")]),
            ([{"id": "1"}], "Collection(contoso.user)", False, [User(id="1")]),
            ("html", "contoso.bodyType", False, BodyType.HTML),
            ("monday", "contoso.weekDays", False, (WeekDays.MONDAY,)),
            (["monday"], "contoso.weekDays", True, [(WeekDays.MONDAY,)]),
            (5, "Edm.Int64", False, 5),
            (["a"], "Edm.String", True, ["a"]),
            ({"a": 1}, "contoso.notThere", False, {"a": 1}),
            ({"a": 1}, "Edm.String", False, {"a": 1}),
            ({"a": 1}, "contoso.user", True, {"a": 1}),
            ("x", "contoso.user", False, "x"),
        ],
    )
    def test_decode(self, value: Any, name: str, collection: bool, expected: Any) -> None:
        got = codec.decode(value, name, collection)
        assert got == expected
        assert type(got) is type(expected)
        assert codec.encode(got, name) == value

    def test_has_member(self) -> None:
        assert codec.has_member("contoso.user", "displayName")
        assert not codec.has_member("contoso.user", "value")
        assert not codec.has_member("contoso.weekDays", "value")
        assert not codec.has_member("contoso.notThere", "value")


class TestStrict:
    @pytest.mark.parametrize(
        ("obj", "message"),
        [
            ({"count": "1"}, "$.count: expected Int32, got a string"),
            ({"size": 1.5}, "$.size: expected Int64, got a number"),
            ({"ratio": []}, "$.ratio: expected Double, got an array"),
            ({"shares": [1, "x"]}, "$.shares[1]: expected Single, got a string"),
            ({"price": {}}, "$.price: expected Decimal, got an object"),
        ],
    )
    def test_types_are_called_as_the_pages_call_them(
        self, obj: dict[str, Any], message: str
    ) -> None:
        with pytest.raises(DecodeError) as caught:
            from_dict(Measurement, obj, strict=True)
        assert str(caught.value) == message

    @pytest.mark.parametrize(
        ("obj", "message"),
        [
            ({"displayName": 1}, "$.displayName: expected String, got a number"),
            ({"accountEnabled": 0}, "$.accountEnabled: expected Boolean, got a number"),
            (
                {"memberOf": [{}, {"deletedDateTime": "x"}]},
                "$.memberOf[1].deletedDateTime: expected DateTimeOffset, got a string",
            ),
            ({"planIds": ["x"]}, "$.planIds[0]: expected Guid, got a string"),
            ({"businessPhones": {}}, "$.businessPhones: expected an array, got an object"),
            ({"businessPhones": [True]}, "$.businessPhones[0]: expected String, got a boolean"),
            ({"manager": []}, "$.manager: expected contoso.directoryObject, got an array"),
            (
                {"events": [{"days": 1}]},
                "$.events[0].days: expected contoso.weekDays, got a number",
            ),
        ],
    )
    def test_where_and_what(self, obj: dict[str, Any], message: str) -> None:
        with pytest.raises(DecodeError) as caught:
            from_dict(User, obj, strict=True)
        assert str(caught.value) == message
        assert isinstance(caught.value, Error)

    def test_good_json_passes(self) -> None:
        good = {**USER, "loginTimes": ["2020-09-25T03:01:20Z"], "memberOf": [None]}
        assert to_dict(from_dict(User, good, strict=True)) == good

    def test_the_value_is_not_told(self) -> None:
        with pytest.raises(DecodeError) as caught:
            from_dict(User, {"passwordProfile": "geheim"}, strict=True)
        assert "geheim" not in str(caught.value) + repr(caught.value)


def nested(depth: int) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for _ in range(depth):
        value = {"related": [value]}
    return value


@pytest.mark.parametrize("strict", [False, True])
def test_deep_nesting(tier: str, strict: bool) -> None:
    assert to_dict(from_dict(Event, nested(50), strict=strict)) == nested(50)
    with pytest.raises(DecodeError, match="too deeply"):
        from_dict(Event, nested(5000), strict=strict)
    with pytest.raises(DecodeError, match="too deeply"):
        codec.decode([nested(5000)], "contoso.event", True, strict)


def test_deep_nesting_in_undocumented_members() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    user = from_dict(User, {"anything": deep, "x": deep})
    with pytest.raises(ValueError, match="too deeply"):
        to_dict(user)
    while deep:
        deep = deep.pop()


# -- any JSON

SCALAR = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.sampled_from(
        [
            "2020-09-25T03:01:20Z",
            "2020-09-25T03:01:20.5487806Z",
            "2020-W09-5T03:01:20Z",
            "2020-09-25T24:00:00Z",
            "20200925T030120.123Z",
            "2020-01-01",
            "08:00",
            "PT1H",
            "INF",
            "56b9b212-b0ce-438d-8979-0c3352de5afe",
            "monday,Monday, monday",
            "HTML",
            "html",
            "aGk=",
        ]
    )
)
WIRES = sorted({m.wire for cls in CLASSES for m in members_of(cls).values()})
KEY = st.sampled_from(WIRES) | st.text(max_size=6) | st.just("@odata.type")
TYPE = st.sampled_from(["#contoso.user", "#contoso.group", "#contoso.event", "#contoso.x"])


def objects(children: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    typed = st.tuples(st.dictionaries(KEY, children, max_size=6), TYPE)
    return st.dictionaries(KEY, children, max_size=8) | typed.map(
        lambda pair: {**pair[0], "@odata.type": pair[1]}
    )


JSON = st.recursive(SCALAR, lambda c: st.lists(c, max_size=3) | objects(c), max_leaves=12)


@given(st.sampled_from(CLASSES), objects(JSON))
@settings(max_examples=300, deadline=None)
def test_any_object_survives(cls: Any, obj: dict[str, Any]) -> None:
    for often in (10**9, 2):
        before, codec._OFTEN = codec._OFTEN, often
        forget()
        try:
            there_and_back(cls, obj)
        finally:
            codec._OFTEN = before
    assert text(jsontext.loads(jsontext.dumps(to_dict(from_dict(cls, obj))))) == text(obj)


@given(st.sampled_from(CLASSES), objects(JSON))
@settings(max_examples=200, deadline=None)
def test_strict_either_refuses_or_agrees(cls: Any, obj: dict[str, Any]) -> None:
    try:
        strict = from_dict(cls, obj, strict=True)
    except DecodeError as error:
        assert error.path.startswith("$.")
    else:
        assert strict == from_dict(cls, obj)
        assert text(to_dict(strict)) == text(obj)


def test_the_benchmark_data() -> None:
    path = Path(__file__).parents[3] / "shared" / "bench" / "users-1000.json.gz"
    if not path.exists():
        pytest.skip("the shared material is not beside the repository")
    data = gzip.decompress(path.read_bytes())
    source = json.loads(data)["value"][:200]
    users = codec.decode(json.loads(data)["value"][:200], "contoso.user", True)
    assert codec.encode(users, "Collection(contoso.user)") == source
    assert all(type(user) is User for user in users)


def test_registry() -> None:
    empty = registry.Registry("")
    assert empty.documented("contoso.user") is None
    with pytest.raises(LookupError, match="no class User"):
        empty.named("User")
    given = registry.Registry(registry.current.package, {"a.b": "User"}, {"User": "user"})
    before = registry.use(given)
    try:
        assert registry.current.documented("a.b") is User
    finally:
        assert registry.use(before) is given
