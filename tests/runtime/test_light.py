"""What is loaded when: programs start fast, and pay for what they use."""

from __future__ import annotations

import subprocess
import sys

import pytest

_HEAVY = {
    "asyncio",
    "dataclasses",
    "email",
    "hashlib",
    "http",
    "httpx",
    "inspect",
    "json",
    "logging",
    "orjson",
    "random",
    "socket",
    "ssl",
    "urllib",
    "uuid",
}

_MAKE = """
from tests.runtime.shop.client import ShopClient
client = ShopClient("token")
client.users
client.ref("users", "u")
"""

_MAKE_ASYNC = """
from tests.runtime.shop.aio.client import AsyncShopClient
client = AsyncShopClient("token")
client.users
"""

_CALL = """
from tests.runtime.shop._runtime.messages import RawResponse
from tests.runtime.shop.client import ShopClient

class Script:
    def send(self, request):
        return RawResponse(200, {"Content-Type": "application/json"}, b'{"id": "u"}')

client = ShopClient("token", transport=Script())
assert client.users.get("u").id == "u"
"""


def loaded(code: str) -> set[str]:
    """The modules that are loaded after running some code in a new interpreter."""
    tail = "\nimport sys\nprint(*sys.modules)"
    command = [sys.executable, "-c", code + tail]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("code", [_MAKE, _MAKE_ASYNC])
def test_making_a_client_loads_little(code: str) -> None:
    modules = loaded(code)
    assert not modules & _HEAVY
    assert not any(".models." in name for name in modules)


def test_a_call_needs_no_event_loop_and_only_its_models() -> None:
    modules = loaded(_CALL)
    assert not modules & {"asyncio", "httpx", "ssl", "email", "logging"}
    assert "tests.runtime.shop.models.user" in modules
    assert "tests.runtime.shop.models.message" not in modules
