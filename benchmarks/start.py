"""What it takes until a program has its first answer, in a fresh interpreter each time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.children import best, child
from benchmarks.rows import Row

#: Prints times in milliseconds: wall and processor for the client, the same for the first call.
_OURS = """
import json, sys
from time import perf_counter, process_time

def now():
    return perf_counter() * 1000, process_time() * 1000

a = now()
from graph import GraphClient
GraphClient("token")
b = now()

from graph import RawResponse

class Transport:
    def send(self, request):
        return RawResponse(200, {"Content-Type": "application/json"}, sys.argv[1].encode())
    def close(self):
        pass

client = GraphClient("token", transport=Transport())
before = len(sys.modules)
c = now()
user = client.users.get("x")
d = now()
assert user.display_name
print(json.dumps([b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]]))
"""

_VENDOR = """
import json, sys
from time import perf_counter, process_time

def now():
    return perf_counter() * 1000, process_time() * 1000

class Credential:
    def get_token(self, *scopes, **options):
        raise NotImplementedError

a = now()
from msgraph import GraphServiceClient
GraphServiceClient(credentials=Credential(), scopes=["x/.default"])
b = now()
from kiota_serialization_json.json_parse_node_factory import JsonParseNodeFactory
from msgraph.generated.models.user import User
node = JsonParseNodeFactory().get_root_parse_node("application/json", sys.argv[1].encode())
user = node.get_object_value(User)
c = now()
assert user.display_name
print(json.dumps([b[0] - a[0], b[1] - a[1], c[0] - b[0], c[1] - b[1]]))
"""


def measure(package: Path, user: Any, rounds: int) -> Iterator[Row]:
    """Import, construction and first call; then the vendor's library, if it is installed."""
    answer = json.dumps(user)
    ours = best([child(_OURS, answer, paths=(package.parent,)) for _ in range(rounds)])
    yield Row("import and construct a client, wall", ours[0], "ms", most=40)
    yield Row("the same, processor", ours[1], "ms", most=40)
    yield Row("first users.get with decode, without HTTP library, wall", ours[2], "ms", most=20)
    yield Row("the same, processor", ours[3], "ms", most=20)
    try:
        theirs = best([child(_VENDOR, answer) for _ in range(2)])
    except ImportError:
        return
    yield Row("msgraph-sdk: import and construct a client, processor", theirs[1], "ms")
    yield Row("msgraph-sdk: the first user decoded, processor", theirs[3], "ms")
    yield Row("import, share of msgraph-sdk's", ours[1] / theirs[1], most=0.2)
