"""Ids of operations: page names, and folders where pages of one name lie in several."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.link.ids import operation_ids
from generator.link.owners import stem


@pytest.mark.parametrize(
    ("paths", "ids"),
    [
        (["api/user-get.md", "api/user-list.md"], {}),
        (
            ["api/bins/list.md", "api/orders/list.md", "api/bins/get.md"],
            {"api/bins/list.md": "bins-list", "api/orders/list.md": "orders-list"},
        ),
        (
            ["a/x/list.md", "b/x/list.md"],
            {"a/x/list.md": "a-x-list", "b/x/list.md": "b-x-list"},
        ),
        (["list.md", "bins/list.md"], {"list.md": "list", "bins/list.md": "bins-list"}),
        (
            ["a/index.md#get-a", "b/index.md#get-a"],
            {"a/index.md#get-a": "a-index-get-a", "b/index.md#get-a": "b-index-get-a"},
        ),
    ],
)
def test_folders_tell_pages_of_one_name_apart(paths: list[str], ids: dict[str, str]) -> None:
    assert operation_ids(paths) == ids


_NAMES = st.sampled_from(["a", "b", "A", "a-b", "list", "a-list"])
_PATHS = st.builds(
    lambda folders, name: "/".join((*folders, f"{name}.md")), st.lists(_NAMES, max_size=3), _NAMES
)


@given(st.lists(_PATHS, unique=True))
def test_no_two_operations_have_one_id(paths: list[str]) -> None:
    ids = operation_ids(paths)

    assert len({ids.get(path) or stem(path) for path in paths}) == len(paths)
