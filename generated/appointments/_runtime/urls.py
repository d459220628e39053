"""Text that goes into URLs and headers: nothing that a value holds can change their structure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isfinite, isnan
from typing import Any, NamedTuple

from .options import NULL

_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
# Ids hold these ("adele@contoso.com", "01AB!12", "host,guid,guid"), and none of them delimits
# anything in the URLs of OData: no quote, parenthesis, dollar sign, colon or semicolon.
_SEGMENT = frozenset(b"@!,") | _UNRESERVED
_QUERY = frozenset(b"$@!,:/()*'") | _UNRESERVED
# Of a URL that somebody wrote as a whole: what RFC 3986 allows, existing escapes included.
_WRITTEN = frozenset(b"%/?:@!$&'()*+,;=[]") | _UNRESERVED
_TOKEN = frozenset("!#$%&'*+-.^_`|~") | frozenset(map(chr, _UNRESERVED))
_HOST = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-._")
_PORTS = {"http": "80", "https": "443"}


class Origin(NamedTuple):
    """Scheme, host and port of a URL: what decides whether a token may be sent there."""

    scheme: str
    host: str
    port: str

    def __str__(self) -> str:
        tail = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{self.host}{tail}"


def _escape(text: str, safe: frozenset[int]) -> str:
    if text.isalnum() and text.isascii():
        return text
    try:
        data = text.encode()
    except UnicodeEncodeError:
        raise ValueError(f"{text!r} has half a surrogate pair, which cannot be sent") from None
    return "".join(chr(byte) if byte in safe else f"%{byte:02X}" for byte in data)


def literal(value: Any) -> str:
    """A primitive value as OData writes it in URLs, without quotes and without escapes."""
    if value is NULL:
        return "null"
    if isinstance(value, str):
        return str.__str__(value)  # of an enum member: its value
    if isinstance(value, bool):
        return "true" if value else "false"
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).replace("+00:00", "Z")
    if isinstance(value, float) and not isfinite(value):
        return "NaN" if isnan(value) else "INF" if value > 0 else "-INF"
    if isinstance(value, (int, float)) or type(value).__name__ in ("Decimal", "UUID"):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot stand in a URL: {value!r}")


def segment(name: str, value: Any) -> str:
    """A value as (part of) one path segment. Raises ValueError if it is empty."""
    text = literal(value)
    if not text:
        raise ValueError(f"{name} is empty: the path needs a value there")
    return _escape(text, _SEGMENT)


def segments(name: str, value: Any) -> str:
    """A path of one or more segments. Raises ValueError for empty ones."""
    return "/".join(segment(name, part) for part in literal(value).lstrip("/").split("/"))


def quoted(name: str, value: Any) -> str:
    """A value between the single quotes of an OData string literal."""
    return _escape(literal(value).replace("'", "''"), _SEGMENT).replace("%27", "'")


def argument(name: str, value: Any) -> str:
    """A function's argument: a primitive as it is, any other text as a string literal."""
    text = literal(value)
    if not isinstance(value, str) or _is_primitive(text):
        return _escape(text, _SEGMENT)
    return f"'{quoted(name, text)}'"


def _is_primitive(text: str) -> bool:
    """Numbers, GUIDs, dates, and words such as `true` look so; a text that is quoted stays so."""
    if len(text) > 1 and text[0] == text[-1] == "'":
        return "'" not in text[1:-1].replace("''", "")
    return bool(text) and all(c in "-+:._" or (c.isascii() and c.isalnum()) for c in text)


def query_value(value: Any) -> str:
    """A query option's value: literals, and the items of a sequence joined by commas."""
    joined = isinstance(value, Iterable) and not isinstance(value, (str, bytes, Mapping))
    if joined:
        return ",".join(map(literal, value))
    return literal(value)


def option(name: str, value: Any) -> str:
    """A value within a documented query part."""
    return _escape(query_value(value), _QUERY)


def pair(name: str, value: Any) -> tuple[str, str]:
    """A query option, both parts escaped."""
    return _escape(name, _QUERY), _escape(query_value(value), _QUERY)


def fixed(text: str) -> str:
    """A part of a URL that somebody else wrote; escapes that it has are kept."""
    return _escape(text, _WRITTEN)


def cast(path: str, name: Any) -> str:
    """A path with a type cast (OData 4.01, URL conventions, section 4.11).

    `name` is a qualified name; the cast stands before a last segment such as `$count`. Raises
    TypeError and ValueError for anything else, which could lead elsewhere.
    """
    if not isinstance(name, str):
        raise TypeError(f"cast={name!r} is not the qualified name of a type")
    parts = name.split(".")
    if len(parts) < 2 or not name.isascii() or not all(map(str.isidentifier, parts)):
        raise ValueError(f"cast={name!r} is not a qualified name such as microsoft.graph.user")
    before, _, last = path.rpartition("/")
    return f"{before}/{name}/{last}" if last.startswith("$") else f"{path}/{name}"


def check_dots(path: str) -> str:
    """The path, unless clients or servers would resolve one of its segments."""
    for part in path.split("/"):
        if part.lower().replace("%2e", ".") in (".", ".."):
            raise ValueError(f"{path!r} has a segment {part!r}, which would lead elsewhere")
    return path


def origin(url: str) -> Origin:
    """Where a URL leads. Raises ValueError for whatever clients could understand differently.

    That is all but an absolute http or https URL with a plain host: user information, control
    characters, backslashes, percent-escapes in the host.
    """
    scheme, authority, _ = split(url)
    if authority.startswith("["):
        host, _, port = authority.partition("]")
        host, port = host + "]", port.removeprefix(":")
        allowed = frozenset("0123456789abcdefABCDEF:.[]")
    else:
        host, _, port = authority.partition(":")
        allowed = _HOST | frozenset(map(str.upper, _HOST))
    if not host or not allowed.issuperset(host) or not (port == "" or _digits(port)):
        raise ValueError("its host is not a plain name or address")
    return Origin(scheme, host.lower().rstrip("."), port.lstrip("0") or _PORTS[scheme])


def split(url: str) -> tuple[str, str, str]:
    """Scheme, authority and the rest of an absolute URL. Raises ValueError, see `origin`."""
    scheme, colon, rest = url.partition("://")
    scheme = scheme.lower()
    if not colon or scheme not in _PORTS or not url.isprintable() or "\\" in url or " " in url:
        raise ValueError("it is no absolute http or https URL")
    end = min((at for at in map(rest.find, "/?#") if at >= 0), default=len(rest))
    return scheme, rest[:end], rest[end:]


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def written(path: str) -> str:
    """A path with query as a caller wrote it, made safe to send.

    Characters outside ASCII, spaces and the like are escaped. Raises ValueError for control
    characters, fragments, backslashes and dot-segments.
    """
    if not path.isprintable() or "#" in path or "\\" in path:
        raise ValueError(f"{path!r} cannot be requested: it has a control character, '#' or '\\'")
    plain, mark, options = path.partition("?")
    plain = check_dots(plain if plain.startswith("/") else f"/{plain}")
    return _escape(plain + mark + options, _WRITTEN)


def resolve(location: str, base: str) -> str:
    """A link that came from the absolute URL `base` as an absolute URL, without fragment.

    Services do not always escape what they should; whether it is a URL at all, `origin` says.
    """
    location = fixed(location.partition("#")[0])
    if location.startswith("//"):
        return f"{origin(base).scheme}:{location}"
    if location.startswith("/"):
        return f"{origin(base)}{location}"
    return location


def header(name: str, value: Any) -> tuple[str, str]:
    """A header field that is safe to send. Raises ValueError where a value could split it."""
    if not isinstance(name, str) or not name or not _TOKEN.issuperset(name):
        raise ValueError(f"{name!r} is not a header name")
    text = value if isinstance(value, str) else literal(value)
    if not text.isascii() or not text.replace("\t", " ").isprintable():
        raise ValueError(f"the value of the header {name} has a character that cannot be sent")
    return name, text.strip()
