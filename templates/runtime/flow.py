"""How requests are carried out, without doing any input or output.

A flow is a generator that yields what it needs done (an effect) and is sent the result. The two
clients run the same flows: the one by calling, the other by awaiting.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from time import monotonic
from typing import Any, NamedTuple, TypeAlias, TypeVar

from . import retry, urls
from .errors import ApiError, ConnectionFailed, DecodeError, Error, ForeignUrl
from .messages import (
    Event,
    RawResponse,
    Readable,
    Request,
    Secret,
    is_seekable,
    parse_json,
)
from .settings import Settings

T = TypeVar("T")

REDIRECTS = frozenset((301, 302, 303, 307, 308))
_HOPS = 5
#: What is shorter is a stand-in of a test, and part of other words.
_SHORTEST_SECRET = 8
#: What another host than the service's own may know of a request.
_HARMLESS = frozenset(("accept", "range", "if-none-match", "if-modified-since"))


class Authorize(NamedTuple):
    """Get a token; a new one if the given one was refused. None: the client has no credential."""

    refused: str | None


class Send(NamedTuple):
    """Send a request, get a RawResponse whose body has not been read."""

    request: Request


class Read(NamedTuple):
    """Read a body of at most so many bytes; get the bytes."""

    answer: RawResponse
    limit: int


class Sleep(NamedTuple):
    """Wait so many seconds."""

    seconds: float


class Take(NamedTuple):
    """Read up to so many bytes of a file."""

    file: Readable
    size: int


Effect: TypeAlias = Authorize | Send | Read | Sleep | Take
Flow: TypeAlias = Generator[Effect, Any, T]


class Job(NamedTuple):
    """A request and how to carry it out. `request` never holds a token of the client's own."""

    request: Request
    id: str
    max_retries: int
    #: The body is left to the caller to read.
    stream: bool = False
    #: A redirect may lead to another host, which then gets no token.
    download: bool = False
    #: The URL is all the authority that is needed: no token is sent, wherever it leads.
    anonymous: bool = False

    @property
    def replayable(self) -> bool:
        """Whether the body can be sent twice."""
        content = self.request.content
        return content is None or isinstance(content, bytes) or is_seekable(content)

    def at(self, url: str, *, method: str = "GET", home: bool = True) -> Job:
        """The same job at another place, without the body; not `home`: with harmless headers."""
        old = self.request
        headers = {
            name: value
            for name, value in old.headers.items()
            if name.lower() != "content-type" and (home or name.lower() in _HARMLESS)
        }
        private = old.private or not home
        new = Request(method, url, headers, timeout=old.timeout, private=private)
        return self._replace(request=new)


def perform(settings: Settings, job: Job) -> Flow[RawResponse]:
    """Send, retry, follow downloads; the answer has a status of 2xx. Raises ApiError and others."""
    with tagged(job):
        answer = yield from _follow(settings, job)
    if not 200 <= answer.status < 300:
        raise api_error(answer, job)
    return answer


@contextmanager
def tagged(job: Job, answer: RawResponse | None = None, operation: str = "") -> Generator[None]:
    """Give an error the id of the call; one about an answer, what it is the answer to."""
    try:
        yield
    except Error as error:
        error.client_request_id = error.client_request_id or job.id
        if answer is not None and isinstance(error, DecodeError):
            error.operation = operation
            error.request = str(job.request)
            error.request_id = _text(answer.headers.get("request-id"), 200) or None
        raise


def _follow(settings: Settings, job: Job) -> Flow[RawResponse]:
    for _ in range(_HOPS):
        answer = yield from _exchange(settings, job)
        location = answer.headers.get("Location")
        readable = job.request.method in ("GET", "HEAD")
        if answer.status not in REDIRECTS or not location or not readable:
            return answer
        job = redirected(settings, job, location)
    raise ForeignUrl(f"{job.request.method} was redirected more than {_HOPS} times")


def redirected(settings: Settings, job: Job, location: str) -> Job:
    """The job at the place that a redirect names. Raises ForeignUrl if it must not go there."""
    try:
        url = urls.resolve(location, job.request.url)
        there = urls.origin(url)
    except ValueError as error:
        raise ForeignUrl(f"{job.request} is redirected to what is no URL: {error}") from None
    home = there == settings.origin
    if not home and not job.download:
        raise ForeignUrl(f"{job.request} is redirected to another host, {there}: not followed")
    if there.scheme != "https" and settings.origin.scheme == "https":
        raise ForeignUrl(f"{job.request} is redirected to {there}, without encryption")
    return job.at(url, method=job.request.method, home=home)


def _exchange(settings: Settings, job: Job) -> Flow[RawResponse]:
    """One request, sent until the answer is one to keep."""
    start = _position(job.request)
    most = job.max_retries if job.replayable else 0
    attempt = 0
    renewed = False
    token = yield from _token(settings, job)
    while True:
        try:
            answer = yield from _once(settings, job, token, attempt)
        except ConnectionFailed:
            delay = retry.after_failure(job.request.method, attempt, most)
            if delay is None:
                raise
        else:
            if answer.status == 401 and token and job.replayable and not renewed:
                renewed = True
                fresh: str | None = yield Authorize(refused=token)
                if fresh != token:
                    token = fresh
                    _rewind(job.request, start)
                    continue
            delay = retry.after_answer(answer.status, answer.headers, attempt, most)
            if delay is None:
                answer.secret = token
                return answer
        attempt += 1
        _tell(settings, job, "retry", attempt, seconds=delay)
        yield Sleep(delay)
        _rewind(job.request, start)
        token = yield from _token(settings, job)


def _token(settings: Settings, job: Job) -> Flow[str | None]:
    """The token for the request's host, None if it must not get one or has its own."""
    request = job.request
    if job.anonymous or not settings.is_home(request.url):
        return None
    if any(name.lower() == "authorization" for name in request.headers):
        return None
    token: str | None = yield Authorize(refused=None)
    return token


def _once(settings: Settings, job: Job, token: str | None, attempt: int) -> Flow[RawResponse]:
    plain = job.request
    headers = dict(plain.headers)
    if token is not None:
        headers["Authorization"] = Secret(f"Bearer {token}")
    request = Request(
        plain.method,
        plain.url,
        headers,
        plain.content,
        timeout=plain.timeout,
        private=plain.private,
    )
    _tell(settings, job, "request", attempt)
    began = monotonic()
    try:
        answer: RawResponse = yield Send(request)
        if not (job.stream and answer.status < 300):
            body = yield Read(answer, settings.limit)
            answer = RawResponse(answer.status, answer.headers, body)
    except ConnectionFailed:
        _tell(settings, job, "failure", attempt, seconds=monotonic() - began)
        raise
    _tell(settings, job, "response", attempt, answer, monotonic() - began)
    return answer


def _tell(
    settings: Settings,
    job: Job,
    name: str,
    attempt: int,
    answer: RawResponse | None = None,
    seconds: float = 0.0,
) -> None:
    status = answer.status if answer else 0
    request_id = answer.headers.get("request-id") if answer else None
    shown = str(job.request)
    settings.emit(Event(name, shown, job.id, attempt, status, seconds, request_id))


def _position(request: Request) -> int:
    content: Any = request.content
    return content.tell() if is_seekable(content) else 0


def _rewind(request: Request, position: int) -> None:
    content: Any = request.content
    if is_seekable(content):
        content.seek(position)


def _redacted(answer: RawResponse) -> RawResponse:
    """Services have been seen to quote a token that they refuse."""
    if answer.secret is None or len(answer.secret) < _SHORTEST_SECRET:
        return answer
    shown = "***"
    body = answer.content.replace(answer.secret.encode(), shown.encode())
    fields = {name: it.replace(answer.secret, shown) for name, it in answer.headers.items()}
    return RawResponse(answer.status, fields, body)


def api_error(answer: RawResponse, job: Job) -> ApiError:
    """The error that an answer stands for."""
    answer = _redacted(answer)
    error, raw = _error_object(answer)
    stated: Any = error.get("innerError") or error.get("innererror")
    inner: dict[str, Any] = stated if isinstance(stated, dict) else {}
    message: Any = error.get("message")
    if isinstance(message, dict):  # OData v3 wraps it
        message = message.get("value")
    if not raw and answer.status in REDIRECTS:
        message = "the service answers with a redirect, which is not followed here"
    request_id = answer.headers.get("request-id") or inner.get("request-id")
    return ApiError.of(answer.status)(
        answer.status,
        _text(error.get("code"), 200),
        _text(message, 4000),
        request=str(job.request),
        request_id=_text(request_id, 200) or None,
        client_request_id=job.id,
        inner=inner,
        raw=raw,
        headers=answer.headers,
        retry_after=retry.retry_after(answer.headers),
    )


def _error_object(answer: RawResponse) -> tuple[dict[str, Any], Any]:
    if not answer.content:
        return {}, b""
    try:
        raw: Any = parse_json(answer)
    except DecodeError:
        kind = answer.media_type or "something"
        return {"message": f"the service answered with {kind} instead of JSON"}, answer.content
    known: dict[str, Any] = raw if isinstance(raw, dict) else {}
    error: Any = known.get("error", known)
    if isinstance(error, str):  # as OAuth 2.0 writes it (RFC 6749, section 5.2)
        return {"code": error, "message": known.get("error_description")}, raw
    found: dict[str, Any] = error if isinstance(error, dict) else {}
    return found, raw


def _text(value: Any, most: int) -> str:
    text = value if isinstance(value, str) else ""
    return text if len(text) <= most else f"{text[:most]}…"


def too_large(limit: int) -> str:
    """The message of TooLarge."""
    return (
        f"the answer is larger than max_response_bytes={limit}; "
        "client.stream reads in parts, and a client can be made with a higher limit"
    )
