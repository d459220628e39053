"""Which arguments get which route, so that a method offers `user_id` and `route` where needed."""

from __future__ import annotations

import re

import pytest

from generator.emit.plan import RoutePlan
from generator.emit.plan_routes import ME, is_shared, takes


def planned(*texts: str) -> tuple[RoutePlan, ...]:
    return tuple(RoutePlan(text, tuple(re.findall(r"\{(\w+)\}", text)), ()) for text in texts)


@pytest.mark.parametrize(
    ("texts", "arguments"),
    [
        (("GET /x", "GET /me/x"), [[""], [ME]]),
        (("GET /me/x",), [["", ME]]),
        (("GET /x/{a}", "GET /me/x"), [["a"], ["", ME]]),
        (("GET /users/{user_id}/x",), [["user_id", ME]]),
        (("GET /me/y", "GET /users/{user_id}/x"), [["", ME], ["user_id", ME]]),
        (("GET /me?a=b", "GET /media/{user_id}"), [["", ME], ["user_id"]]),
    ],
)
def test_arguments_that_get_a_route(texts: tuple[str, ...], arguments: list[list[str]]) -> None:
    routes = planned(*texts)
    wanted = [{frozenset(names.split()) for names in listed} for listed in arguments]
    assert [takes(route, routes) for route in routes] == wanted


def test_a_route_of_the_user_shares_its_arguments() -> None:
    routes = planned("GET /x/{a}", "GET /me/x/{a}", "GET /me/y")
    assert [is_shared(route, routes) for route in routes] == [False, True, False]
