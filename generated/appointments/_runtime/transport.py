"""Carrying requests: the protocol, and its implementation with httpx, loaded on first use."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

from .errors import ConnectionFailed, TimedOut
from .messages import RawResponse, Request, is_seekable
from .settings import PACKAGE

if TYPE_CHECKING:
    from weakref import WeakKeyDictionary

_PART = 65536


class Transport(Protocol):
    """Sends requests as they are: no redirect followed, nothing retried, nothing cached.

    Raises ConnectionFailed or TimedOut, also while the body is read.
    """

    def send(self, request: Request) -> RawResponse:
        """Send a request; the body of the answer may be read later, while it is iterated."""
        ...

    def close(self) -> None:
        """Close all connections; a later request opens new ones."""


class AsyncTransport(Protocol):
    """The same for the asynchronous client; the body is bytes or an asynchronous iterator."""

    async def send(self, request: Request) -> RawResponse:
        """Send a request; the body of the answer may be read later, while it is iterated."""
        ...

    async def close(self) -> None:
        """Close the connections of the running loop; a later request opens new ones."""


class HttpxTransport:
    """A pool of connections. `options` are those of `httpx.HTTPTransport`, such as `verify`,
    `cert`, `limits` and `proxy`; without a proxy, the ones of the environment are used."""

    def __init__(self, **options: Any) -> None:
        self._options = options
        self._pools: dict[str | None, Any] = {}

    def send(self, request: Request) -> RawResponse:
        """Send a request; the body is read while it is iterated."""
        httpx = _httpx()

        proxy = _proxy(request, self._options)
        pool = self._pools.get(proxy or None)
        if pool is None:
            made = httpx.HTTPTransport(**_with_proxy(self._options, proxy))
            pool = self._pools.setdefault(proxy or None, made)
        try:
            answer = pool.handle_request(_httpx_request(request, _parts(request.content)))
        except httpx.TransportError as error:
            raise _failure(request, error) from error
        except httpx.InvalidURL:  # its message may show a private URL
            raise ConnectionFailed(f"{request}: the URL cannot be requested") from None
        return RawResponse(
            answer.status_code,
            _fields(answer),
            self._body(request, answer),
            close=answer.close,
        )

    @staticmethod
    def _body(request: Request, answer: Any) -> Iterator[bytes]:
        httpx = _httpx()

        try:
            inflater = Inflater(answer.headers.get("content-encoding", ""))
            for part in answer.iter_raw():
                yield from inflater.feed(part)
            inflater.end()
        except (httpx.TransportError, ValueError) as error:
            raise _failure(request, error) from error
        finally:
            answer.close()

    def close(self) -> None:
        """Close all connections."""
        while self._pools:
            self._pools.popitem()[1].close()


class AsyncHttpxTransport:
    """The same for asyncio: one pool per event loop, since connections belong to one."""

    def __init__(self, **options: Any) -> None:
        self._options = options
        self._loops: WeakKeyDictionary[Any, dict[str | None, Any]] | None = None

    def _pools(self) -> dict[str | None, Any]:
        import asyncio
        from weakref import WeakKeyDictionary

        if self._loops is None:
            self._loops = WeakKeyDictionary()
        return self._loops.setdefault(asyncio.get_running_loop(), {})

    async def send(self, request: Request) -> RawResponse:
        """Send a request; the body is read while it is iterated."""
        httpx = _httpx()

        proxy = _proxy(request, self._options)
        pools = self._pools()
        pool = pools.get(proxy or None)
        if pool is None:
            pool = httpx.AsyncHTTPTransport(**_with_proxy(self._options, proxy))
            pools[proxy or None] = pool
        try:
            answer = await pool.handle_async_request(
                _httpx_request(request, _async_parts(request.content))
            )
        except httpx.TransportError as error:
            raise _failure(request, error) from error
        except httpx.InvalidURL:  # its message may show a private URL
            raise ConnectionFailed(f"{request}: the URL cannot be requested") from None
        return RawResponse(
            answer.status_code,
            _fields(answer),
            self._body(request, answer),
            close=answer.aclose,
        )

    @staticmethod
    async def _body(request: Request, answer: Any) -> AsyncIterator[bytes]:
        httpx = _httpx()

        try:
            inflater = Inflater(answer.headers.get("content-encoding", ""))
            async for part in answer.aiter_raw():
                for piece in inflater.feed(part):
                    yield piece
            inflater.end()
        except (httpx.TransportError, ValueError) as error:
            raise _failure(request, error) from error
        finally:
            await answer.aclose()

    async def close(self) -> None:
        """Close the connections of the running loop."""
        pools = self._pools()
        while pools:
            await pools.popitem()[1].aclose()


class Inflater:
    """Undoes gzip or deflate in parts of bounded size, however much they grow.

    Raises ValueError for another encoding, for broken data, and for data that ends early.
    """

    __slots__ = ("_fed", "_inner")

    def __init__(self, encoding: str) -> None:
        import zlib

        name = encoding.strip().lower()
        self._fed = False
        self._inner: Any = None
        if name in ("gzip", "x-gzip", "deflate"):
            self._inner = zlib.decompressobj(zlib.MAX_WBITS | 32)
        elif name not in ("", "identity"):
            raise ValueError(f"it is encoded with {name!r}, which was not asked for")

    def feed(self, part: bytes) -> Iterator[bytes]:
        """The plain bytes of a part."""
        import zlib

        if self._inner is None:
            yield part
            return
        self._fed = self._fed or bool(part)
        while part:
            try:
                piece = self._inner.decompress(part, _PART)
            except zlib.error as error:
                raise ValueError(f"its compression is broken: {error}") from None
            part = self._inner.unconsumed_tail
            if piece:
                yield piece

    def end(self) -> None:
        """Say that nothing follows."""
        if self._fed and not self._inner.eof:
            raise ValueError("its compressed data ends early")
        if self._fed and self._inner.unused_data:
            raise ValueError("its compressed data goes on after its end")


def _httpx() -> Any:
    """The library. It is untyped here: who checks a program need neither have nor read it."""
    from importlib import import_module

    try:
        return import_module("httpx")
    except ModuleNotFoundError as error:
        raise ImportError("requests are sent with httpx: install it, or pass transport=") from error


def _httpx_request(request: Request, content: Any) -> Any:
    httpx = _httpx()

    headers = {"Accept-Encoding": "gzip", **request.headers}
    if not any(name.lower() == "user-agent" for name in headers):
        headers["User-Agent"] = f"{PACKAGE}-python"
    length = _length(request.content)
    if length is not None:
        headers["Content-Length"] = str(length)
    return httpx.Request(
        request.method,
        request.url,
        headers=headers,
        content=content,
        extensions={"timeout": httpx.Timeout(request.timeout).as_dict()},
    )


def _length(content: Any) -> int | None:
    """The size of a file that can tell it; of bytes httpx knows it, of others nobody."""
    if not is_seekable(content):
        return None
    here: int = content.tell()
    end: int = content.seek(0, 2)
    content.seek(here)
    return end - here


def _parts(content: Any) -> bytes | Iterable[bytes] | None:
    if hasattr(content, "read"):
        return iter(lambda: content.read(_PART), b"")
    if content is None or isinstance(content, (bytes, Iterable)):
        return content
    raise TypeError(f"{type(content).__name__} cannot be sent by the synchronous client")


def _async_parts(content: Any) -> Any:
    if hasattr(content, "read"):
        return _read_parts(content)
    if content is None or isinstance(content, bytes) or hasattr(content, "__aiter__"):
        return content
    return _iterate(content)


async def _read_parts(file: Any) -> AsyncIterator[bytes]:
    import asyncio

    while part := await asyncio.to_thread(file.read, _PART):
        yield part


async def _iterate(parts: Iterable[bytes]) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


def _fields(answer: Any) -> list[tuple[str, str]]:
    # The body is given plain, so the encoding and the length of the coded one are no more true.
    coded = "content-encoding" in answer.headers
    gone = ("content-encoding", "content-length") if coded else ()
    return [field for field in answer.headers.multi_items() if field[0].lower() not in gone]


def _failure(request: Request, error: Exception) -> ConnectionFailed:
    httpx = _httpx()

    name = type(error).__name__
    if isinstance(error, httpx.TimeoutException):
        return TimedOut(f"{request}: no answer within {request.timeout} s ({name})")
    # A private URL may stand in the library's own message.
    why = name if request.private else f"{name}: {error}"
    return ConnectionFailed(f"{request}: {why}")


def _proxy(request: Request, options: dict[str, Any]) -> str:
    """The environment's proxy for a request, "" for none or if the options name one."""
    if "proxy" in options:
        return ""
    import os

    # The look-up is slow, and most environments have none.
    if not any(name.lower().endswith("_proxy") for name in os.environ):
        return ""
    from urllib import request as environment

    from .urls import origin

    place = origin(request.url)
    find: Any = environment  # typeshed does not know all of it
    proxies: dict[str, str] = find.getproxies_environment()
    proxy = proxies.get(place.scheme) or proxies.get("all") or ""
    bypass = proxy and find.proxy_bypass_environment(f"{place.host}:{place.port}", proxies)
    return "" if bypass else proxy


def _with_proxy(options: dict[str, Any], proxy: str) -> dict[str, Any]:
    return {**options, "proxy": proxy} if proxy else options
