"""Words by which pages call texts and numbers that they document nowhere, as `email`, `uint32`.

Only words that are hardly the name of anything with members: what they are says itself. A page
that documents a type of such a name has the last word.
"""

from __future__ import annotations

from generator.link.index import full_name

_KINDS = {
    "Edm.String": (
        *("email", "uri", "iri", "hostname", "fqdn", "ip", "ipv4", "ipv6", "cidr", "slug"),
        *("snowflake", "ulid", "cuid", "nanoid", "objectId", "id", "char", "character", "varchar"),
        *("password", "markdown", "html", "xml", "regex", "regexp", "semver", "jwt", "timezone"),
    ),
    "Edm.Int64": (
        *("uint", "uint16", "uint32", "uint64", "bigint", "ulong", "unixtime", "epoch", "i64"),
        *("u16", "u32", "u64"),
    ),
    "Edm.Int32": ("int8", "uint8", "smallint", "tinyint", "i32", "u8"),
    "Edm.Double": ("float32", "float64", "real", "f32", "f64", "percent", "percentage"),
}


def known_scalars(namespace: str) -> dict[str, str]:
    """The primitive type of each of these words, by its full name in lower case.

    So of its plural, as in "array of ids".
    """
    return {
        full_name(spelled, None, namespace).lower(): kind
        for kind, words in _KINDS.items()
        for word in words
        for spelled in (word, f"{word}s")
    }
