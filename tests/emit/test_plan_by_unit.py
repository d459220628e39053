"""Names and plans that are made with what an earlier run kept are those that are made anew."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import generator.cache
from generator.cache import Cache
from generator.diagnostics import Finding
from generator.emit import names as naming
from generator.emit import names_methods, plan_groups, plan_models
from generator.emit.names import Names
from generator.emit.plan import GroupModule, Method, ModelModule, PackagePlan
from generator.emit.plan_package import package_plan
from generator.model import Api, EnumType, Operation, Resource, Shape
from generator.records import replace
from generator.units import Many, Shelf
from tests.emit.samples import (
    API,
    ENUMS,
    NS,
    OPERATIONS,
    TYPES,
    body,
    enum,
    operation,
    param,
    prop,
    resource,
    returns,
)

Forced = Mapping[str, str]


@pytest.fixture(autouse=True, scope="module")
def nobody_edits() -> Iterator[None]:
    """The tests may run while somebody edits the generator; nothing would be kept then."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(generator.cache, "is_current", lambda: True)
        yield


@dataclass(frozen=True)
class Planned:
    """All that naming and planning says, and the digests by which others know it."""

    findings: list[Finding]
    unused: list[str]
    plan: PackagePlan
    models: list[ModelModule]
    groups: list[GroupModule]
    methods: list[Method]
    fields: dict[tuple[str, str], str]

    @property
    def sums(self) -> dict[str, dict[str, bytes]]:
        parts: dict[str, Many[object]] = {
            "models": self.plan.models,  # type: ignore[dict-item]
            "groups": self.plan.groups,  # type: ignore[dict-item]
            "methods": self.plan.methods,  # type: ignore[dict-item]
        }
        return {
            part: {name: known.sum for name, known in many.known.items()}
            for part, many in parts.items()
        }

    @property
    def said(self) -> tuple[object, ...]:
        plan = (self.plan.frame, self.plan.routes, self.models, self.groups, self.methods)
        return (self.findings, self.unused, *plan, self.fields)


def planned(api: Api, forced: Forced, folder: Path | None = None) -> Planned:
    shelf = Shelf(Cache(folder), "v1.0")
    names = Names(api, forced, shelf=shelf)
    plan = package_plan(api, names, "https://docs.contoso.com/{page}", shelf)
    shelf.close()
    fields = {
        (item.name, wire): names.field(item.name, wire)
        for item in api.resources
        for wire in ("id", "displayName", "display_name", *(it.wire for it in item.properties))
    }
    values = list(plan.models), list(plan.groups), list(plan.methods)
    return Planned(list(names.report), names.unused, plan, *values, fields)


def check(*runs: tuple[Api, Forced]) -> None:
    """One after the other with one cache, each as if it was the first."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for at, (api, forced) in enumerate(runs):
            kept = planned(api, forced, folder / "kept")
            anew = planned(api, forced)
            first = planned(api, forced, folder / f"{at}")

            assert kept.said == anew.said == first.said
            assert kept.sums == first.sums


# What changes -------------------------------------------------------------------------------------


def changed(*items: Resource | EnumType | Operation, gone: str = "") -> Api:
    """The Api of the samples with other or more things in it."""
    types = {item.name: item for item in (*TYPES, *_only(items, Resource))}
    enums = {item.name: item for item in (*ENUMS, *_only(items, EnumType))}
    operations = {item.id: item for item in (*OPERATIONS, *_only(items, Operation))}
    for found in (types, enums, operations):
        found.pop(gone, None)
    return replace(
        API,
        resources=tuple(types.values()),
        enums=tuple(enums.values()),
        operations=tuple(operations.values()),
    )


def _only(items: tuple[object, ...], kind: type) -> list:  # type: ignore[type-arg]
    return [item for item in items if isinstance(item, kind)]


def own(id: str) -> Operation:
    return next(item for item in OPERATIONS if item.id == id)


ENTITY, USER = TYPES[:2]
GET = own("user-get")

#: What changes in the Api of the samples, and what that comes to.
CHANGES: dict[str, Api] = {
    "nothing": API,
    "a property of a base takes the name of a derived type's field": changed(
        replace(ENTITY, properties=(*ENTITY.properties, prop("display_name", "Edm.String")))
    ),
    "a base has the same property": changed(
        replace(ENTITY, properties=(*ENTITY.properties, prop("birthday", "Edm.Date")))
    ),
    "a type gets another base": changed(replace(TYPES[2], base=f"{NS}.user")),
    "a base is gone": changed(gone=f"{NS}.entity"),
    "types are in a circle": changed(replace(ENTITY, base=f"{NS}.user")),
    "a type takes another's class name": changed(resource("store_group"), resource("storeGroup")),
    "a class is called like a method's constant": changed(resource("GET"), resource("Group")),
    "a class is called like an alias": changed(resource("GET"), resource("GETModel")),
    "an enumeration becomes one of flags": changed(replace(ENUMS[0], flags=True)),
    "an enumeration gets a member": changed(enum("weekDays", "monday", "Monday", "tuesday")),
    "an enumeration takes a structured type's place": changed(
        enum("settings", "a"), gone=f"{NS}.settings"
    ),
    "a type that methods use is gone": changed(gone=f"{NS}.settings"),
    "an operation is in another group": changed(replace(GET, owner=f"{NS}.group")),
    "an operation has no owner": changed(replace(GET, owner=None)),
    "two operations want one name": changed(replace(GET, id="user-get-again")),
    "an operation is gone": changed(gone="user-get"),
    "a title": changed(replace(GET, title="Now another")),
    "routes in another case": changed(
        operation("user-get", "get", "user", "GET /users/{id}", "GET /Users/{id}/x")
    ),
    "a parameter": changed(replace(GET, params=(param("display name", "query", "settings"),))),
    "a body": changed(replace(own("user-update"), body=body("group"), returns=returns("user*"))),
    "the text about a resource": changed(
        replace(USER, doc=replace(USER.doc, summary="Is anybody.", text="Is anybody."))
    ),
    "half a character": changed(resource("half", prop("\ud800", "Edm.String"))),
}

#: Configured names.
FORCED: dict[str, Forced] = {
    "none": {},
    "some": {
        f"{NS}.user": "Person",
        f"{NS}.entity.id": "identity",
        f"{NS}.userKind.member": "INSIDE",
        "user-get": "people.fetch",
        "user-delete.id": "who",
        "nothing": "x",
    },
    "others": {
        f"{NS}.settings": "Person",
        f"{NS}.entity.id": "display_name",
        "user-get": "people.delete",
        "user-delete": "people.delete",
        f"{NS}.user.absent": "y",
    },
}


@pytest.mark.parametrize("forced", FORCED)
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_gives_the_same_as_a_plan_from_nothing(change: str, forced: str) -> None:
    api, table = CHANGES[change], FORCED[forced]
    check((API, table), (api, table), (API, table))


@pytest.mark.parametrize("after", FORCED)
@pytest.mark.parametrize("before", FORCED)
def test_configured_names_change(before: str, after: str) -> None:
    check((API, FORCED[before]), (API, FORCED[after]))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(CHANGES)), st.sampled_from(sorted(FORCED)))))
def test_any_changes_one_after_the_other(steps: list[tuple[str, str]]) -> None:
    check(*((CHANGES[change], FORCED[forced]) for change, forced in steps))


@pytest.mark.parametrize("part", range(4))
def test_what_is_lost_is_made_again(part: int, tmp_path: Path) -> None:
    """A cache may lose any of its entries at any time; which they are here is as good as chance."""
    table = FORCED["some"]
    planned(API, table, tmp_path)
    with closing(sqlite3.connect(tmp_path / generator.cache.FILE)) as database, database:
        keys = database.execute("SELECT key FROM results ORDER BY key").fetchall()
        database.executemany("DELETE FROM results WHERE key = ?", keys[part::4])

    assert planned(API, table, tmp_path).said == planned(API, table).said


NAMES = st.sampled_from(["a", "A", "aB", "a_b", "AB", "get", "Group", "x.a"])
KINDS = st.sampled_from(["a", "A", "aB", "e", "x.a", "Edm.String", "Edm.Date*", "a*"])
LINES = st.sampled_from(["GET /as", "GET /as/{id}", "GET /AS/{id}", "POST /as/{id}/aB", "GET /me"])
SHAPES: st.SearchStrategy[Shape] = st.sampled_from(["get", "list", "action"])
OWNERS = NAMES | st.none()


@st.composite
def apis(draw: st.DrawFn) -> Api:
    """Small Apis in which names are scarce."""
    types = draw(st.dictionaries(NAMES, st.dictionaries(NAMES, KINDS, max_size=3), max_size=4))
    bases = st.none() | NAMES.map(lambda name: f"{NS}.{name}")
    resources = [
        replace(resource(name, *(prop(*it) for it in held.items())), base=draw(bases))
        for name, held in types.items()
    ]
    enums = [
        enum(name, *draw(st.lists(NAMES, max_size=3)), flags=draw(st.booleans()))
        for name in draw(st.sets(st.sampled_from(["e", "A", "Group"])))
    ]
    operations = [
        replace(
            operation(id, draw(SHAPES), draw(OWNERS), *draw(st.lists(LINES, max_size=2))),
            params=tuple(
                param(wire, draw(st.sampled_from(["query", "body", "path"])), draw(KINDS))
                for wire in draw(st.sets(NAMES, max_size=2))
            ),
            returns=returns(draw(KINDS)) if draw(st.booleans()) else None,
        )
        for id in draw(st.sets(st.sampled_from(["a-get", "a-list", "ab-get", "x-a-get", "b"])))
    ]
    return replace(
        API, resources=tuple(resources), enums=tuple(enums), operations=tuple(operations)
    )


@settings(max_examples=50, deadline=None)
@given(st.lists(apis(), min_size=2, max_size=3))
def test_any_apis_one_after_the_other(found: list[Api]) -> None:
    check(*((api, {}) for api in found))


@settings(max_examples=50, deadline=None)
@given(apis(), apis())
def test_equal_digests_are_those_of_equal_values(one: Api, two: Api) -> None:
    with tempfile.TemporaryDirectory() as name:
        first, second = (
            planned(api, {}, Path(name) / str(at)) for at, api in enumerate((one, two))
        )
        for part in ("models", "groups", "methods"):
            here, there = getattr(first.plan, part).known, getattr(second.plan, part).known
            for key in here.keys() & there.keys():
                assert here[key].sum != there[key].sum or here[key].value == there[key].value


# What is made again -------------------------------------------------------------------------------


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is named and planned, in its order."""
    found: list[str] = []

    def note(owner: object, name: str, label: object) -> None:
        inner = getattr(owner, name)

        def noting(*args: object) -> object:
            found.append(label(*args))  # type: ignore[operator]
            return inner(*args)

        monkeypatch.setattr(owner, name, noting)

    note(naming, "field_names", lambda item, *_: f"fields {item.name}")
    note(naming, "member_names", lambda item, *_: f"members {item.name}")
    note(names_methods, "method_candidates", lambda item, *_: f"candidates {item.id}")
    note(naming, "type_names", lambda *_: "types")
    note(plan_groups, "method", lambda item, *_: f"method {item.id}")
    note(plan_groups, "_module", lambda outline, *_: f"group {outline.name}")
    note(plan_models._Planner, "module", lambda _, name, *__: f"module {name}")
    return found


def test_what_did_not_change_is_not_made_again(made: list[str], tmp_path: Path) -> None:
    def plan(api: Api) -> list[str]:
        made.clear()
        shelf = Shelf(Cache(tmp_path), "v1.0")
        package_plan(api, Names(api, shelf=shelf), shelf=shelf)
        shelf.close()
        return sorted(made)

    assert len(plan(API)) > len(TYPES) + len(ENUMS) + len(OPERATIONS)
    assert plan(API) == []
    assert plan(CHANGES["a title"]) == ["candidates user-get", "method user-get"]
    # The title was the last that was planned; now it is again as it was.
    assert plan(CHANGES["the text about a resource"]) == [
        "candidates user-get",
        f"fields {NS}.user",
        "method user-get",
        "module user",
    ]
    assert plan(CHANGES["a base has the same property"]) == [
        f"fields {NS}.entity",
        f"fields {NS}.group",
        f"fields {NS}.user",
        "module entity",
        "module group",
        "module user",
    ]
