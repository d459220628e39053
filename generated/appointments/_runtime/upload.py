"""Upload sessions: a file in parts, to a URL that needs no token."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from . import urls
from .calls import make_job
from .errors import ApiError, DecodeError, Error, ForeignUrl, ServerError
from .flow import Flow, Job, Take, perform
from .messages import RawResponse, Readable, Request, Response, is_seekable, parse_json
from .settings import Settings


class Session(Protocol):
    """An upload session: any model with an `upload_url`."""

    @property
    def upload_url(self) -> str | None:
        """Where the parts go; whoever knows it may write there, so it is shown nowhere."""


class _Source(NamedTuple):
    """What is uploaded: bytes, or a file from its present position on."""

    content: Any
    size: int
    start: int

    def take(self, offset: int, size: int) -> Flow[bytes]:
        size = min(size, self.size - offset)
        if isinstance(self.content, bytes):
            return self.content[offset : offset + size]
        self.content.seek(self.start + offset)
        parts: list[bytes] = []
        while size > 0:
            part: bytes = yield Take(self.content, size)
            if not part:
                raise Error("the file became shorter while it was uploaded")
            parts.append(part)
            size -= len(part)
        return b"".join(parts)


def upload(
    settings: Settings,
    session: Session | str,
    content: bytes | Readable,
    returns: type[Any] | None,
    chunk_size: int,
    on_progress: Callable[[int, int], object] | None,
) -> Flow[Any]:
    """Send all of the content; see the clients' `upload`."""
    if chunk_size <= 0:
        raise ValueError(f"chunk_size={chunk_size} is not above 0")
    job = _job(settings, session)
    source = _source(content)
    offset = failures = 0
    while True:
        part = yield from source.take(offset, chunk_size)
        headers = {
            **job.request.headers,
            "Content-Range": f"bytes {offset}-{offset + len(part) - 1}/{source.size}",
            "Content-Type": "application/octet-stream",
        }
        request = Request(
            "PUT", job.request.url, headers, part, timeout=settings.timeout, private=True
        )
        before = offset
        try:
            answer = yield from perform(settings, job._replace(request=request))
        except ApiError as error:
            if error.status != 416 and not isinstance(error, ServerError):
                raise
            failures += 1
            if failures > settings.max_retries:
                raise
            state = yield from perform(settings, job)
            offset = _expected(state, before)
        else:
            if answer.status != 202:
                break
            offset = _expected(answer, offset + len(part))
            failures = 0 if offset > before else failures + 1
        if failures > settings.max_retries or not 0 <= offset < source.size:
            raise DecodeError(f"the upload cannot go on at {offset} of {source.size} bytes")
        if on_progress is not None:
            on_progress(offset, source.size)
    if on_progress is not None:
        on_progress(source.size, source.size)
    return _result(settings, answer, job, returns)


def _job(settings: Settings, session: Session | str) -> Job:
    url = session if isinstance(session, str) else session.upload_url
    if not isinstance(url, str) or not url:
        raise TypeError("the upload session has no upload_url")
    try:
        url = urls.resolve(url, settings.base_url)
        place = urls.origin(url)
    except ValueError as error:
        raise ForeignUrl(f"the upload session's URL cannot be used: {error}") from None
    if place.scheme != "https" and settings.origin.scheme == "https":
        raise ForeignUrl(f"the upload session leads to {place}, without encryption")
    request = Request("GET", url, {"Accept": "application/json"}, private=True)
    job = make_job(settings, request, {})
    for name in settings.headers:  # they may be secrets between the caller and the service
        request.headers.pop(name, None)
    return job._replace(anonymous=True)


def _source(content: Any) -> _Source:
    if isinstance(content, (bytes, bytearray, memoryview)):
        source = _Source(bytes(content), len(bytes(content)), 0)
    elif isinstance(content, str) or hasattr(content, "encoding"):
        raise TypeError("the content is text; encode it, or open the file in binary mode")
    elif is_seekable(content):
        start = content.tell()
        source = _Source(content, content.seek(0, 2) - start, start)
    else:
        raise TypeError("an upload needs bytes, or a file that can be read anew from a position")
    if not source.size:
        raise ValueError("there is nothing to upload: the content is empty")
    return source


def _expected(answer: RawResponse, otherwise: int) -> int:
    """The first byte that the service still wants: `nextExpectedRanges` is like `["26-", …]`."""
    if not answer.content:
        return otherwise
    value = parse_json(answer)
    state: dict[str, Any] = value if isinstance(value, dict) else {}
    stated = next((it for name, it in state.items() if name.lower() == "nextexpectedranges"), None)
    ranges: list[Any] = stated if isinstance(stated, list) else []
    starts = [str(it).partition("-")[0] for it in ranges]
    numbers = [
        int(start) for start in starts if start.isascii() and start.isdigit() and len(start) < 20
    ]
    return min(numbers, default=otherwise)


def _result(settings: Settings, answer: RawResponse, job: Job, returns: type[Any] | None) -> Any:
    if returns is None:
        return Response(answer, job.id, parse_json)
    from .models import from_dict

    return from_dict(returns, parse_json(answer), strict=settings.strict)
