"""Models: what is set, absent, null or unknown, and how they behave as Python objects."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import subprocess
import sys
from typing import Any

import pytest

from tests.runtime.sample._runtime.errors import DecodeError
from tests.runtime.sample._runtime.models import Model, from_dict, is_set, to_dict
from tests.runtime.sample.models import (
    DirectoryObject,
    EmailAddress,
    Entity,
    Group,
    OpenThing,
    PasswordProfile,
    User,
)


def a_class(cls: Any) -> Any:
    """The class, unknown to type checkers."""
    return cls


def read(obj: dict[str, Any]) -> User:
    return from_dict(User, obj)


FULL = {
    "id": "1",
    "displayName": "Adele",
    "mobilePhone": None,
    "createdDateTime": "2020-09-25T03:01:20.5487806Z",
    "businessPhones": ["1", "2"],
    "memberOf": [{"@odata.type": "#contoso.group", "displayName": "g"}],
    "customField": {"a": [1, None]},
}


class TestMembers:
    def test_absent_null_and_assigned(self) -> None:
        user = User(mobile_phone=None)
        assert user.mobile_phone is None
        assert user.given_name is None
        assert is_set(user, "mobile_phone")
        assert not is_set(user, "given_name")
        assert to_dict(user) == {"mobilePhone": None}

    def test_assign_and_delete(self) -> None:
        user = User()
        user.display_name = "x"
        assert to_dict(user) == {"displayName": "x"}
        del user.display_name
        assert user.display_name is None
        assert to_dict(user) == {}

    def test_a_key_that_is_absent_cannot_be_read(self) -> None:
        with pytest.raises(AttributeError, match="'id' of User is not set"):
            _ = User().id
        assert User(id="1").id == "1"
        assert not hasattr(User(), "id")

    def test_undocumented_members_stay(self) -> None:
        user = read({"customField": 1, "@odata.etag": 'W/"1"'})
        assert user.extra == {"customField": 1, "@odata.etag": 'W/"1"'}
        user.extra["more"] = [2]
        assert to_dict(user) == {"customField": 1, "@odata.etag": 'W/"1"', "more": [2]}

    def test_extra_starts_empty_and_is_not_shared(self) -> None:
        extra = {"a": 1}
        one, two = User(extra=extra), User()
        one.extra["b"] = 2
        assert two.extra == {}
        assert extra == {"a": 1}
        assert to_dict(two) == {}
        assert not is_set(two, "extra")

    def test_a_documented_member_wins_over_extra(self) -> None:
        user = User(display_name="documented", extra={"displayName": "extra"})
        assert to_dict(user) == {"displayName": "documented"}

    @pytest.mark.parametrize("value", [None, [1], "x"])
    def test_extra_is_a_dictionary(self, value: Any) -> None:
        with pytest.raises(TypeError, match="extra"):
            User(extra=value)

    def test_a_documented_member_called_extra(self) -> None:
        user = read({"extra": "documented", "self": "me"})
        assert (user.extra_, user.self_, user.extra) == ("documented", "me", {})
        assert to_dict(user) == {"extra": "documented", "self": "me"}

    def test_other_case_is_another_member(self) -> None:
        user = read({"DisplayName": "x"})
        assert user.display_name is None
        assert user.extra == {"DisplayName": "x"}

    @pytest.mark.parametrize(
        "name", ["__class__", "__dict__", "__init__", "display_name", "extra_", "_own", "\0", ""]
    )
    def test_hostile_keys_are_undocumented_members(self, name: str) -> None:
        obj = {name: {"__reduce__": 1}}
        user = read(obj)
        assert type(user) is User
        assert user.extra == obj
        assert set(vars(user)) == {"extra"}
        assert to_dict(user) == obj


class TestTypos:
    @pytest.mark.parametrize("name", ["given_nme", "givenName", "Given_name"])
    def test_suggestion(self, name: str) -> None:
        message = f"User has no member '{name}'; did you mean 'given_name'?"
        with pytest.raises(TypeError) as in_constructor:
            a_class(User)(**{name: "x"})
        with pytest.raises(AttributeError) as in_assignment:
            setattr(User(), name, "x")
        with pytest.raises(AttributeError) as in_reading:
            getattr(User(), name)
        with pytest.raises(AttributeError) as in_is_set:
            is_set(User(), name)
        for caught in (in_constructor, in_assignment, in_reading, in_is_set):
            assert str(caught.value) == message

    def test_positional_arguments(self) -> None:
        with pytest.raises(TypeError):
            a_class(User)("x")

    def test_own_subclasses(self) -> None:
        class Mine(User):
            @property
            def title(self) -> str:
                return f"Dr {self.display_name}"

        mine = from_dict(Mine, {"displayName": "A", "id": "1"})
        mine._note = "private"  # type: ignore[attr-defined]
        assert mine.title == "Dr A"
        assert to_dict(mine) == {"displayName": "A", "id": "1"}
        assert dataclasses.replace(mine, id="2").title == "Dr A"
        with pytest.raises(AttributeError):
            mine.titel = ""  # type: ignore[attr-defined]


class TestObjects:
    def test_equality(self) -> None:
        assert read(FULL) == read(FULL)
        assert User() == User() != User(display_name=None)
        assert User(id="1") != DirectoryObject(id="1")
        assert User() != {}
        looked_at = User()
        assert looked_at.extra == {}
        assert looked_at == User()
        assert User(id="1", display_name="x") == User(display_name="x", id="1")

    def test_no_hash(self) -> None:
        with pytest.raises(TypeError):
            hash(User())

    @pytest.mark.parametrize("again", [copy.copy, copy.deepcopy])
    def test_copies(self, again: Any) -> None:
        user = read(FULL)
        same = again(user)
        assert same == user
        assert to_dict(same) == FULL
        assert not is_set(same, "given_name")
        same.extra["x"] = 1
        assert "x" not in user.extra

    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_pickle(self, protocol: int) -> None:
        same = pickle.loads(pickle.dumps(read(FULL), protocol))
        assert same == read(FULL)
        assert to_dict(same) == FULL

    def test_repr_shows_what_is_set(self) -> None:
        user = User(display_name="x", mobile_phone=None, extra={"a": 1})
        assert repr(user) == "User(display_name='x', mobile_phone=None, extra={'a': 1})"

    def test_repr_hides_secrets_and_is_short(self) -> None:
        user = User(display_name="x" * 10_000, password_profile=PasswordProfile(password="geheim"))
        assert "geheim" not in repr(user)
        assert len(repr(user)) < 1000

    def test_repr_of_a_cycle(self) -> None:
        user = User()
        user.manager = user
        assert repr(user) == "User(manager=...)"
        with pytest.raises(ValueError, match="contains itself"):
            to_dict(user)


class TestDataclasses:
    def test_fields(self) -> None:
        assert dataclasses.is_dataclass(User)
        names = [field.name for field in dataclasses.fields(User)]
        assert names[:3] == ["id", "deleted_date_time", "display_name"]
        assert names[-1] == "extra"
        field = dataclasses.fields(User)[0]
        assert (field.type, field.metadata["wire"], field.kw_only) == ("str", "id", True)

    def test_replace_leaves_alone_what_is_absent(self) -> None:
        user = read(FULL)
        changed = dataclasses.replace(user, display_name="B", given_name="C")
        assert to_dict(changed) == {**FULL, "displayName": "B", "givenName": "C"}
        assert user.display_name == "Adele"
        changed.extra["x"] = 1
        assert "x" not in user.extra
        assert to_dict(dataclasses.replace(User())) == {}
        assert to_dict(dataclasses.replace(User(mobile_phone=None))) == {"mobilePhone": None}

    def test_replace_knows_typos(self) -> None:
        changes: dict[str, Any] = {"given_nme": "x"}
        with pytest.raises(TypeError, match="did you mean 'given_name'"):
            dataclasses.replace(User(), **changes)

    @pytest.mark.skipif(sys.version_info < (3, 13), reason="copy.replace is new in Python 3.13")
    def test_copy_replace(self) -> None:
        assert to_dict(copy.replace(read(FULL), id="2")) == {**FULL, "id": "2"}  # type: ignore[attr-defined]

    def test_asdict_has_what_is_set(self) -> None:
        user = User(display_name="x", password_profile=PasswordProfile(force_change=None))
        assert dataclasses.asdict(user) == {
            "display_name": "x",
            "password_profile": {"force_change": None},
        }

    def test_signature(self) -> None:
        parameters = inspect.signature(Group).parameters
        assert list(parameters) == ["id", "deleted_date_time", "display_name", "members", "extra"]
        assert all(p.kind is p.KEYWORD_ONLY for p in parameters.values())
        assert inspect.signature(User).parameters["birthday"].annotation == "date | None"


class TestFromAndTo:
    def test_not_an_object(self) -> None:
        with pytest.raises(DecodeError, match=r"expected contoso\.user, got an array"):
            from_dict(User, [])  # type: ignore[arg-type]

    def test_base_classes_and_open_types(self) -> None:
        assert from_dict(Entity, {"id": "1", "x": 2}).extra == {"x": 2}
        assert to_dict(OpenThing(name="n", extra={"any": [1]})) == {"name": "n", "any": [1]}
        assert to_dict(Model(extra={"a": 1})) == {"a": 1}

    def test_the_argument_is_not_changed(self) -> None:
        source = copy.deepcopy(FULL)
        for _ in range(100):
            user = read(source)
            user.extra["z"] = 1
            user.display_name = "B"
        assert source == FULL

    def test_values_in_undocumented_places(self) -> None:
        user = User(anything=[EmailAddress(address="a")], extra={"more": EmailAddress()})
        assert to_dict(user) == {
            "anything": [{"@odata.type": "#contoso.emailAddress", "address": "a"}],
            "more": {"@odata.type": "#contoso.emailAddress"},
        }

    def test_no_json_for_it(self) -> None:
        with pytest.raises(TypeError, match="object has no JSON form"):
            to_dict(User(anything=object()))


def test_a_decode_imports_only_the_types_that_it_meets() -> None:
    code = (
        "import sys\n"
        "from tests.runtime.sample.models import DirectoryObject\n"
        "from tests.runtime.sample._runtime.models import from_dict\n"
        "loaded = lambda: {m.rpartition('.')[2] for m in sys.modules if '.sample.models.' in m}\n"
        "assert loaded() == {'directory_object', 'entity'}, loaded()\n"
        "got = from_dict(DirectoryObject, {'@odata.type': '#contoso.user', 'manager': None,"
        " 'events': [], 'planIds': []})\n"
        "assert type(got).__name__ == 'User'\n"
        "assert loaded() == {'directory_object', 'entity', 'user'}, loaded()\n"
        "slow = {'inspect', 'dataclasses', 'uuid', 'decimal', 'json', 'httpx', 'ast'}\n"
        "assert not slow & set(sys.modules), slow & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
