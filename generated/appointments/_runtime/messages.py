"""What goes over the wire and comes back, independent of the library that carries it."""

from __future__ import annotations

from collections.abc import AsyncIterable, Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

from .errors import DecodeError

if TYPE_CHECKING:
    Body = bytes | Iterable[bytes] | AsyncIterable[bytes]

T = TypeVar("T")


class Readable(Protocol):
    """A binary file."""

    def read(self, size: int, /) -> bytes: ...


if TYPE_CHECKING:
    Content = Body | Readable


def is_seekable(content: object) -> bool:
    """Whether a body is a file that can be read again from where it stands."""
    if isinstance(content, bytes) or not hasattr(content, "read"):
        return False
    ask = getattr(content, "seekable", None)
    return ask() is True if ask is not None else hasattr(content, "seek")


class Secret(str):
    """Text that no `repr` shows, so that no traceback with local variables does."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'"


class Headers(Mapping[str, str]):
    """Header fields by name in any case; fields of one name are joined by a comma."""

    __slots__ = ("_fields",)

    def __init__(self, fields: Mapping[str, str] | Iterable[tuple[str, str]] = ()) -> None:
        self._fields: dict[str, tuple[str, str]] = {}
        pairs: Any = fields.items() if isinstance(fields, Mapping) else fields
        for name, value in pairs:
            known = self._fields.get(name.lower())
            joined = f"{known[1]}, {value}" if known else value
            self._fields[name.lower()] = (known[0] if known else name, joined)

    def __getitem__(self, name: str) -> str:
        return self._fields[name.lower()][1]

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._fields.values())

    def __len__(self) -> int:
        return len(self._fields)

    def __repr__(self) -> str:
        return f"<Headers {', '.join(self)}>"


class Request:
    """A request as a transport gets it: an absolute URL, and everything already escaped.

    `content` is the body: bytes, a file, an iterator over its parts, or None. `timeout` is in
    seconds. `private` marks a URL that is a secret itself, since whoever knows it
    needs no token: no message, log or event shows more of it than the host.
    """

    __slots__ = ("content", "headers", "method", "private", "timeout", "url")

    def __init__(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        content: Content | None = None,
        *,
        timeout: float | None = None,
        private: bool = False,
    ) -> None:
        self.method: str = method
        self.url: str = url
        self.headers: dict[str, str] = dict(headers or {})
        self.content: Content | None = content
        self.timeout: float | None = timeout
        self.private: bool = private

    def __repr__(self) -> str:
        return f"<Request {self}>"

    def __str__(self) -> str:
        url = "/".join(self.url.split("/", 3)[:3]) + "/***" if self.private else self.url
        return f"{self.method} {url}"

    def json(self) -> Any:
        """The JSON body."""
        from . import jsontext

        if not isinstance(self.content, bytes):
            raise TypeError("the request has no JSON body")
        return jsontext.loads(self.content)


class RawResponse:
    """An answer as a transport gives it.

    `body` is all of it or an iterator over its parts, to be read once, without any encoding of
    the transfer (such as gzip); `close`, if given, is called when nothing more will be read; the
    asynchronous client awaits what it returns.
    """

    __slots__ = ("body", "close", "headers", "secret", "status")

    def __init__(
        self,
        status: int,
        headers: Mapping[str, str] | Iterable[tuple[str, str]] = (),
        body: Body = b"",
        *,
        close: Callable[[], Any] | None = None,
    ) -> None:
        self.status: int = status
        self.headers: Headers = headers if isinstance(headers, Headers) else Headers(headers)
        self.body: Body = body
        self.close: Callable[[], Any] | None = close
        #: The token that was sent for this answer; no error shows it.
        self.secret: str | None = None

    def __repr__(self) -> str:
        return f"<RawResponse {self.status}>"

    @property
    def content(self) -> bytes:
        """The body of an answer that has been read."""
        if not isinstance(self.body, bytes):
            raise TypeError("the body has not been read")
        return self.body

    @property
    def media_type(self) -> str:
        """The media type without parameters, in lower case; "" if there is none."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def parse_json(answer: RawResponse) -> Any:
    """The JSON value of an answer. Raises DecodeError for everything that is none."""
    from . import jsontext

    kind = answer.media_type
    if kind and "json" not in kind:
        raise DecodeError(f"the service answered {answer.status} with {kind} instead of JSON")
    content = answer.content
    _, _, charset = answer.headers.get("Content-Type", "").lower().partition("charset=")
    charset = charset.partition(";")[0].strip(' "')
    try:
        if charset not in ("", "utf-8", "utf8"):
            content = content.decode(charset).encode()
        return jsontext.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, LookupError, RecursionError, DecodeError) as error:
        size = len(content)
        raise DecodeError(
            f"the service answered {answer.status} with {size} bytes that are no complete JSON: "
            f"{error or type(error).__name__}"
        ) from error


class Response(Generic[T]):
    """An answer with its typed value: what the client's `raw` and `request` return.

    `client_request_id` is the id that the call had, `request_id` the one that the service gave.
    """

    def __init__(
        self, answer: RawResponse, client_request_id: str, decode: Callable[[RawResponse], T]
    ) -> None:
        self._answer = answer
        self._decode = decode
        self._decoded: list[T] = []
        self.client_request_id = client_request_id

    def __repr__(self) -> str:
        kind = self._answer.media_type or "no content"
        return f"<Response {self.status} {kind}, {len(self.content)} bytes>"

    @property
    def status(self) -> int:
        """The status code."""
        return self._answer.status

    @property
    def headers(self) -> Headers:
        """The header fields."""
        return self._answer.headers

    @property
    def request_id(self) -> str | None:
        """The service's own id of the request."""
        return self.headers.get("request-id")

    @property
    def content(self) -> bytes:
        """The body."""
        return self._answer.content

    @property
    def text(self) -> str:
        """The body as text."""
        return self.content.decode("utf-8-sig", "replace")

    def json(self) -> Any:
        """The body as JSON. Raises DecodeError if it is none."""
        return parse_json(self._answer)

    @property
    def value(self) -> T:
        """The body as the documented type, decoded on first use. Raises DecodeError."""
        if not self._decoded:
            self._decoded.append(self._decode(self._answer))
        return self._decoded[0]


class Event(NamedTuple):
    """Something that happened to a request, for the client's `on_event`.

    `name` is "request", "response", "failure" (no answer came) or "retry" (`seconds` is then the
    delay, else the time since the request was sent). `status` is 0 without an answer.
    """

    name: str
    request: str
    client_request_id: str
    attempt: int
    status: int = 0
    seconds: float = 0.0
    request_id: str | None = None
