"""The vendor's library at decoding and encoding the same page, in an interpreter of its own."""

from __future__ import annotations

from pathlib import Path

from benchmarks.children import child

_PROGRAM = """
import gzip, json, sys
from time import process_time
from kiota_serialization_json.json_parse_node_factory import JsonParseNodeFactory
from kiota_serialization_json.json_serialization_writer_factory import (
    JsonSerializationWriterFactory,
)
from msgraph.generated.models.user_collection_response import UserCollectionResponse

with open(sys.argv[1], "rb") as file:
    data = gzip.decompress(file.read())

def timed(work, rounds):
    best = None
    for _ in range(rounds):
        start = process_time()
        result = work()
        spent = process_time() - start
        best = spent if best is None else min(best, spent)
    return best, result

def decode():
    node = JsonParseNodeFactory().get_root_parse_node("application/json", data)
    return node.get_object_value(UserCollectionResponse)

def encode():
    writer = JsonSerializationWriterFactory().get_serialization_writer("application/json")
    writer.write_object_value(None, page)
    return writer.get_serialized_content()

loads, plain = timed(lambda: json.loads(data), 9)
dumps, _ = timed(lambda: json.dumps(plain), 9)
decoding, page = timed(decode, 2)
encoding, _ = timed(encode, 2)
print(json.dumps([decoding / loads, encoding / dumps]))
"""


def ratios(data: Path) -> tuple[float, float]:
    """Decoding and encoding as multiples of `json`. Raises ImportError if it is not installed."""
    decoding, encoding = child(_PROGRAM, str(data))
    return decoding, encoding
