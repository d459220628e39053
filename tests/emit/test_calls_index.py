"""Which methods a URL is looked for in."""

from __future__ import annotations

from collections.abc import Mapping
from time import process_time

import pytest

from generator.emit.calls_index import MethodIndex
from generator.emit.names import Names
from generator.emit.plan_package import package_plan
from generator.records import replace
from tests.emit.samples import API, operation


def routes(*lines: str) -> Mapping[str, tuple[str, ...]]:
    operations = tuple(operation(f"m{n}", "get", None, line) for n, line in enumerate(lines))
    api = replace(API, operations=operations)
    return package_plan(api, Names(api)).routes


LINES = (
    "GET /users/{id}",
    "GET /users/{id}/messages/{id}",
    "GET /groups/{id}/members",
    "GET /me/photo",
    "GET /drive/root:/{item-path}:/content",
    "GET /reports/getX(period='{period}')",
    "POST /users/{id}",
    "GET /groups/{id}/members/$count",
    "GET /users/{id}",
)


@pytest.mark.parametrize(
    ("request_line", "found"),
    [
        ("GET /users/a", [0, 8]),
        ("GET /me", [0, 8]),
        ("GET /Users/a", []),
        ("GET /me/messages/m", [1]),
        ("GET /groups/g/members", [2]),
        ("GET /groups/g/members/x.y.user", [2]),
        ("GET /groups/g/members/x.y.user/$count", [7]),
        ("GET /me/photo", [3]),
        ("GET /drive/root:/a/b/c:/content", [4]),
        ("GET /reports/getX(period='D7')", [5]),
        ("POST /users/a", [6]),
        ("GET /", []),
        ("GET /users/a/b/c/d", []),
    ],
)
def test_methods_of_a_url(request_line: str, found: list[int]) -> None:
    verb, _, path = request_line.partition(" ")

    index = MethodIndex(routes(*LINES))
    assert list(index.find(verb, path)) == [f"m{number}" for number in found]


def test_a_url_takes_no_longer_with_more_methods() -> None:
    def seconds(number: int) -> float:
        lines = [f"GET /a{n}/{{id}}/b" for n in range(number)] + ["GET /x/{id}/y"] * number
        index = MethodIndex(routes(*lines))
        start = process_time()
        for _ in range(300):
            assert len(list(index.find("GET", "/a7/1/b"))) == 1
            assert len(list(index.find("GET", "/x/1/y"))) == 20
        return process_time() - start

    seconds(20)
    assert seconds(800) < 5 * seconds(40) + 0.1
