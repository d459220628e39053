"""Digests: what tells one value from another."""

from __future__ import annotations

import hashlib

from generator.packing import NotData, pack


def digest(value: object) -> bytes:
    """The digest of a value, also of one that cannot be packed."""
    try:
        data = pack(value)
    except NotData:
        data = repr(value).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=12).digest()


def joined(*parts: bytes | str) -> bytes:
    """A digest of digests and names."""
    data = (it.encode("utf-8", "surrogatepass") if isinstance(it, str) else it for it in parts)
    return hashlib.blake2b(b"\0".join(data), digest_size=12).digest()
