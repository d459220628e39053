"""Which arguments get which route, so that a method offers `user_id` and `route` where needed."""

from __future__ import annotations

import re

import pytest

from generator.emit.names import Names
from generator.emit.plan import RoutePlan
from generator.emit.plan_routes import ME, is_shared, routes, takes
from generator.emit.routes import named, uniform
from generator.records import replace
from tests.emit.samples import API, operation, route


def planned(*texts: str) -> tuple[RoutePlan, ...]:
    return tuple(RoutePlan(text, tuple(re.findall(r"\{(\w+)\}", text)), ()) for text in texts)


@pytest.mark.parametrize(
    ("texts", "arguments"),
    [
        (("GET /x", "GET /me/x"), [[""], [ME]]),
        (("GET /me/x",), [["", ME]]),
        (("GET /x/{a}", "GET /me/x"), [["a"], ["", ME]]),
        (("GET /users/{user_id}/x",), [["user_id", ME]]),
        (("GET /me/y", "GET /users/{user_id}/x"), [[""], ["user_id", ME]]),
        (("GET /me/y/{a}", "GET /users/{user_id}/x"), [["a", f"a {ME}"], ["user_id", ME]]),
        (("GET /me?a=b", "GET /media/{user_id}"), [["", ME], ["user_id"]]),
    ],
)
def test_arguments_that_get_a_route(texts: tuple[str, ...], arguments: list[list[str]]) -> None:
    plans = planned(*texts)
    wanted = [{frozenset(names.split()) for names in listed} for listed in arguments]
    assert [takes(plan, plans) for plan in plans] == wanted


@pytest.mark.parametrize(
    ("paths", "templates", "odd"),
    [
        (("/a/Bc/{id}", "/a/bC/{id}"), ["/a/Bc/{bc_id}"] * 2, [(), ("bC",)]),
        (("/a/bc", "/x/bC", "/y/bC"), ["/a/bC", "/x/bC", "/y/bC"], [("bc",), (), ()]),
        (("/f(a={b})", "/F(a={b})/c"), ["/f(a={a})", "/f(a={a})/c"], [(), ("F",)]),
        (("/a/{id}/.../b/{id}", "/a/{id}/\u2026/b/{id}"), ["/a/{a_id}/b/{b_id}"] * 2, [(), ()]),
        (("/a/{id}", "/a/{ID}"), ["/a/{a_id}"] * 2, [(), ()]),
    ],
)
def test_one_spelling(
    paths: tuple[str, ...], templates: list[str], odd: list[tuple[str, ...]]
) -> None:
    found = list(uniform([route(f"GET {path}") for path in paths]))
    assert [named(it).template for it, _ in found] == [f"GET {text}" for text in templates]
    assert [other for _, other in found] == odd
    assert [it.path for it, _ in found] == list(paths), "the documented text stays"


def test_another_spelling_is_a_finding() -> None:
    op = operation("x-get", "get", None, "GET /Lists/{id}", "GET /me/lists/{id}")
    names = Names(replace(API, operations=(op,)))

    assert [plan.text for plan in routes(op, names)] == [
        "GET /Lists/{list_id}",
        "GET /me/Lists/{list_id}",
    ]
    assert [finding.code for finding in names.report] == ["ROUTE_CASE_DIFFERS"]


def test_a_route_of_the_user_shares_its_arguments() -> None:
    plans = planned("GET /x/{a}", "GET /me/x/{a}", "GET /me/y")
    assert [is_shared(plan, plans) for plan in plans] == [False, True, False]
