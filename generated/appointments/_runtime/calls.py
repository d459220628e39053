"""A call of a method, as data, and the request that it makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import urandom
from typing import Any, Generic, Literal, NamedTuple, TypeAlias, TypeVar

from . import urls
from .errors import ForeignUrl, MissingRoute
from .flow import Job
from .messages import Request
from .operations import STANDARD, Operation, Target
from .options import NULL, check_options
from .settings import Settings, check_retries, check_timeout

T = TypeVar("T")

Kind: TypeAlias = Literal["one", "none", "bytes", "pages", "delta", "page"]


class Call(NamedTuple, Generic[T]):
    """A method's operation and arguments, and what kind of result it has."""

    kind: Kind
    operation: Operation[Any]
    args: Mapping[str, Any]

    @property
    def returns(self) -> str | None:
        """The documented type of the answer, or the one that the call casts it to."""
        documented = self.operation.returns
        options: Mapping[str, Any] = self.args.get("options") or {}
        cast: str | None = options.get("cast")
        if cast is None or documented is None:
            return documented
        if documented.startswith("Edm.") and documented != "Edm.Untyped":
            return documented  # a count, or content
        from . import registry

        return cast if registry.current.documented(cast) is not None else documented


class Ref(str):
    """The URL of a resource, for methods that link to it. See the client's `ref`."""

    __slots__ = ()


def ref_url(settings: Settings, parts: tuple[Any, ...]) -> Ref:
    """The URL of a resource by the segments of its path below the base URL."""
    if not parts:
        raise TypeError('ref() needs the segments of a path, such as ref("users", id)')
    path = "/".join(urls.segment("a segment", part) for part in parts)
    return Ref(f"{settings.base_url}/{urls.check_dots(path)}")


def build(settings: Settings, call: Call[Any]) -> Job:
    """The request of a call.

    Raises TypeError and ValueError for arguments that give none, MissingRoute, ForeignUrl.
    """
    op, args = call.operation, call.args
    options: Mapping[str, Any] = args.get("options") or {}
    check_options(options, args)
    url, method = _place(settings, call, options)
    content, media_type = _body(settings, op, args)
    headers = {"Accept": "*/*" if call.kind == "bytes" else "application/json"}
    if media_type:
        headers["Content-Type"] = media_type
    job = make_job(settings, Request(method, url, headers, content), options)
    return job._replace(download=call.kind == "bytes")


def make_job(settings: Settings, request: Request, options: Mapping[str, Any]) -> Job:
    """A request with the client's defaults and a call's options."""
    identifier = options.get("client_request_id") or _new_id()
    given = dict(options.get("headers") or {})
    prefer = options.get("prefer")
    if prefer is not None:
        known = [value for name, value in given.items() if name.lower() == "prefer"]
        given = {name: value for name, value in given.items() if name.lower() != "prefer"}
        wishes = [prefer] if isinstance(prefer, str) else list(prefer)
        given["Prefer"] = ", ".join([*known, *wishes])
    headers = request.headers
    for name, value in [*settings.headers.items(), *given.items()]:
        put_header(headers, name, value)
    put_header(headers, "client-request-id", identifier)
    timeout = options.get("timeout", settings.timeout)
    request.timeout = check_timeout(timeout)
    retries = check_retries(options.get("max_retries", settings.max_retries))
    return Job(request, headers["client-request-id"], retries)


_COMPUTED = frozenset(
    ("host", "content-length", "transfer-encoding", "connection", "accept-encoding")
)


def put_header(headers: dict[str, str], name: str, value: Any) -> None:
    """Set a header field in place of any of the same name. Raises ValueError."""
    name, text = urls.header(name, value)
    if name.lower() in _COMPUTED:
        raise ValueError(f"the header {name} follows from the request and cannot be given")
    for known in [known for known in headers if known.lower() == name.lower()]:
        del headers[known]
    headers[name] = text


def _new_id() -> str:
    """A random UUID (RFC 9562, version 4); the module `uuid` is slow to import."""
    value = int.from_bytes(urandom(16), "big") & ~(0xF << 76) & ~(0x3 << 62) | 4 << 76 | 2 << 62
    text = f"{value:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def _place(settings: Settings, call: Call[Any], options: Mapping[str, Any]) -> tuple[str, str]:
    op, args = call.operation, call.args
    pairs = _query(op, args, options.get("query") or {})
    link = args.get("link") if call.kind == "delta" else None
    cast = options.get("cast")
    if link is not None:
        if pairs or cast is not None:
            raise TypeError("link= holds the query options of the first call; give no others")
        return check_home(settings, link, "link="), "GET"
    target = _target(op, args)
    path = target.path if cast is None else urls.cast(target.path, cast)
    merged = dict([*target.query, *pairs])
    tail = "&".join(f"{name}={value}" if value else name for name, value in merged.items())
    mark = "&" if "?" in path else "?"
    return settings.base_url + path + (mark + tail if tail else ""), target.method


def _target(op: Operation[Any], args: Mapping[str, Any]) -> Target:
    if op.missing is None or op.routes:
        return op.target(args)
    path = args.get("path")
    method = op.missing.partition(" ")[0]
    if path is None:
        raise MissingRoute(
            f"{op.place} documents no path ({op.missing}); pass path=, relative to the base URL"
        )
    plain, _, query = urls.written(path).partition("?")
    pairs = (pair.partition("=") for pair in query.split("&") if pair)
    return Target(method, plain, tuple((name, value) for name, _, value in pairs))


def _query(
    op: Operation[Any], args: Mapping[str, Any], more: Mapping[str, Any]
) -> list[tuple[str, str]]:
    taken = op.path_names() | op.members.keys()
    names = {**STANDARD, **op.query}
    pairs = [
        urls.pair(wire, args[name])
        for name, wire in names.items()
        if name not in taken and not _is_absent(args.get(name))
    ]
    given = {name for name, _ in pairs}
    for name, value in more.items():
        if not isinstance(name, str) or not name:
            raise TypeError(f"{name!r} is not the name of a query option")
        if name in given:
            pairs = [pair for pair in pairs if pair[0] != name]
        if not _is_absent(value):
            pairs.append(urls.pair(name, value))
    return pairs


def _is_absent(value: Any) -> bool:
    return value is None or (isinstance(value, (list, tuple)) and not value)


def check_home(settings: Settings, link: str, what: str) -> str:
    """A link of the service as an absolute URL. Raises ForeignUrl if it leads elsewhere."""
    try:
        url = urls.resolve(link, settings.base_url)
    except (ValueError, AttributeError):
        url = ""
    if not settings.is_home(url):
        home = settings.origin
        raise ForeignUrl(f"{what} does not lead to {home}, the only place that gets the token")
    return url


def _body(
    settings: Settings, op: Operation[Any], args: Mapping[str, Any]
) -> tuple[Any, str | None]:
    typed = op.members or op.body is not None
    if op.raw is not None and (args.get("content") is not None or not typed):
        if typed and any(args.get(name) is not None for name in (*op.members, "body")):
            raise TypeError(f"{op.id}: give either content or a JSON body, not both")
        content = raw_content(args.get("content"))
        media_type = op.raw if "*" not in op.raw and op.raw else "application/octet-stream"
        return content, None if content is None else media_type
    if op.members:
        values = {
            wire: encode(args[name], declared, name)
            for name, (wire, declared) in op.members.items()
            if args.get(name) is not None
        }
        return _json(values) if values else (None, None)
    if op.body is not None and args.get("body") is not None:
        return _json(encode(args["body"], op.body, "body"))
    if args.get("ref") is not None and "ref" not in op.path_names() and "ref" not in op.query:
        return _json({} if args["ref"] is NULL else {"@odata.id": _ref(settings, args["ref"])})
    return None, None


def _ref(settings: Settings, value: Any) -> str:
    if isinstance(value, str) and value.startswith(("https://", "http://")):
        return str(value)
    raise ValueError(
        f'ref={value!r} is not a URL; client.ref("directoryObjects", id) makes one, '
        f"such as {settings.base_url}/directoryObjects/…"
    )


def raw_content(content: Any) -> Any:
    """A body that is no JSON. Raises TypeError for text, whose encoding nobody knows."""
    if isinstance(content, (bytearray, memoryview)):
        return bytes(content)
    if isinstance(content, str) or hasattr(content, "encoding"):
        raise TypeError("the content is text; encode it, or open the file in binary mode")
    usable = hasattr(content, "read") or hasattr(content, "__aiter__")
    if content is None or usable or isinstance(content, Iterable):
        return content
    raise TypeError(f"the content is {type(content).__name__}, not bytes, a file or an iterator")


def encode(value: Any, declared: str | None, name: str = "") -> Any:
    """A parameter as JSON. Raises TypeError for what is not of the declared type."""
    from . import codec

    if value is NULL:
        return None
    inner = declared
    if declared is not None and declared.startswith("Collection("):
        inner = declared.removeprefix("Collection(").removesuffix(")")
    is_many = isinstance(value, list) or (inner != declared and not isinstance(value, (str, dict)))
    items: list[Any] = list(value) if is_many else [value]
    if inner is not None:
        for item in items:
            _check_type(item, inner, name)
    return [codec.encode(item, inner) for item in items] if is_many else codec.encode(value, inner)


_PLAIN: dict[str, type] = {
    "Edm.Boolean": bool,
    "Edm.Byte": int,
    "Edm.Int16": int,
    "Edm.Int32": int,
    "Edm.Int64": int,
}


def _check_type(value: Any, declared: str, name: str) -> None:
    from . import registry
    from .record import Record

    found = _PLAIN.get(declared) or registry.current.documented(declared)
    if value is None or not isinstance(found, type):
        return
    is_model = issubclass(found, Record)
    if (is_model or found in (bool, int)) and not isinstance(value, (found, dict)):
        either = f"a {found.__name__} or a dict" if is_model else f"{found.__name__}"
        raise TypeError(f"{name} must be {either}, not {type(value).__name__}")


def json_body(value: Any) -> tuple[bytes, str]:
    """A model, a list of them, or plain JSON as a body, and its media type."""
    return _json(encode(value, None))


def _json(value: Any) -> tuple[bytes, str]:
    from . import jsontext

    return jsontext.dumps(value), "application/json"
