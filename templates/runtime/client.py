"""The synchronous client."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, overload

from . import answers, calls, flow
from .auth import TokenSource
from .base import BaseClient, requested
from .errors import TooLarge
from .flow import Flow
from .groups import capture
from .messages import RawResponse, Response

if TYPE_CHECKING:
    from typing import Self, Unpack

    from .auth import Credential
    from .batch import Batch
    from .messages import Content, Event, Readable
    from .options import Options
    from .pager import Page, Pager
    from .transport import Transport
    from .upload import Session

P = ParamSpec("P")
T = TypeVar("T")


class Client(BaseClient):
    """A client of the service; safe to share between threads.

    It is a context manager: leaving it closes the connections.
    """

    def __init__(
        self,
        credential: Credential | None,
        *,
        base_url: str | None = None,
        scopes: tuple[str, ...] = (),
        strict: bool = False,
        transport: Transport | None = None,
        timeout: float | None = 100.0,
        max_retries: int = 3,
        headers: Mapping[str, str] | None = None,
        max_response_bytes: int = 256 * 1024 * 1024,
        poll_timeout: float = 3600.0,
        on_event: Callable[[Event], object] | None = None,
    ) -> None:
        """Make a client; nothing is sent yet.

        Args:
            credential: Where tokens come from: a token, an object with `get_token(*scopes)` such
                as those of azure-identity, or a function that returns a token. A token
                is asked for when a request needs one, kept until five minutes before it expires,
                and sent to the host of `base_url` alone. None for a service that needs no token:
                requests have no `Authorization` header then.
            base_url: The root of the service, version included; default: `BASE_URL`. For national
                clouds and for tests.
            scopes: What to ask the credential for; default: all that was granted to the
                application, `<origin of base_url>/.default`.
            strict: Raise DecodeError for an answer that is not as documented. Without it such
                JSON is kept as it is.
            transport: What carries requests; default: httpx, loaded with the first request. See
                `Transport`.
            timeout: Seconds that the service may be silent; None waits for ever. A call can have
                its own.
            max_retries: How often a request is sent again that the service refuses for a time
                (429, 503, 504), or, if it can do no harm, that got no answer. A call can have its
                own.
            headers: Header fields of every request.
            max_response_bytes: A larger answer raises TooLarge, unless it is streamed.
            poll_timeout: Seconds after which waiting for a long-running operation ends with
                TimedOut.
            on_event: Is called with an `Event` for each request, answer, failure and retry. What it
                raises is logged and dropped.

        Raises:
            TypeError: An argument is of another type, or there is no credential.
            ValueError: `base_url`, `timeout`, `max_retries` or a header cannot be used.
        """
        super().__init__(
            base_url,
            strict=strict,
            timeout=timeout,
            max_retries=max_retries,
            headers=headers,
            max_response_bytes=max_response_bytes,
            poll_timeout=poll_timeout,
            on_event=on_event,
        )
        self._tokens = TokenSource(credential, self._scopes(scopes))
        self._transport = transport

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; a later request opens new ones."""
        if self._transport is not None:
            self._transport.close()

    def request(
        self,
        method: str,
        path: str,
        *,
        json: Any = None,
        content: Content | None = None,
        **options: Unpack[Options],
    ) -> Response[Any]:
        """Send a request that no method stands for, with the same auth, retries and errors.

        `path` is relative to the base URL, or a URL of the service. `json` is a model or anything
        that is JSON. Raises ForeignUrl for a URL of another host, and ApiError.
        """
        job, call = requested(self._settings, method, path, json, content, options)
        answer = self._drive(flow.perform(self._settings, job))
        return answers.response(self._settings, call, answer, job)

    @overload
    def raw(
        self, method: Callable[P, Pager[T]], /, *args: P.args, **kwargs: P.kwargs
    ) -> Response[Page[T]]: ...
    @overload
    def raw(self, method: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Response[T]: ...
    def raw(self, method: Any, /, *args: Any, **kwargs: Any) -> Response[Any]:
        """Call a method, and get the whole answer: `client.raw(client.users.get, "id")`.

        Of a method that returns a pager, the answer is the first page.
        """
        call = capture(self, method, args, kwargs)
        return self._drive(answers.run_raw(self._settings, call))

    def stream(
        self, method: Callable[P, bytes], /, *args: P.args, **kwargs: P.kwargs
    ) -> AbstractContextManager[Iterator[bytes]]:
        """The content that a method would return, in parts that are read while they come."""
        return self._stream(capture(self, method, args, kwargs))

    @contextmanager
    def _stream(self, call: calls.Call[bytes]) -> Generator[Iterator[bytes]]:
        job = calls.build(self._settings, call)._replace(stream=True)
        answer = self._drive(flow.perform(self._settings, job))
        try:
            with flow.tagged(job):
                yield _chunks(answer)
        finally:
            _close(answer)

    def batch(self) -> Batch:
        """Calls that are sent together when the `with` block ends."""
        from .batch import Batch

        return Batch(self)

    @overload
    def upload(
        self,
        session: Session | str,
        content: bytes | Readable,
        returns: type[T],
        *,
        chunk_size: int = ...,
        on_progress: Callable[[int, int], object] | None = None,
    ) -> T: ...
    @overload
    def upload(
        self,
        session: Session | str,
        content: bytes | Readable,
        returns: None = None,
        *,
        chunk_size: int = ...,
        on_progress: Callable[[int, int], object] | None = None,
    ) -> Response[Any]: ...
    def upload(
        self,
        session: Any,
        content: Any,
        returns: Any = None,
        *,
        chunk_size: int = 10 * 320 * 1024,
        on_progress: Callable[[int, int], object] | None = None,
    ) -> Any:
        """Upload bytes or a file in parts, to an upload session that the service has made.

        `session` is the session or its URL, which needs no token and gets none. `returns` is the
        model that the service answers with at the end. After a failure the upload goes on where
        the service says. `on_progress` is told the bytes sent and the bytes there are.
        """
        from .upload import upload

        return self._drive(
            upload(self._settings, session, content, returns, chunk_size, on_progress)
        )

    # -- for groups, pagers, batches

    def _call(self, call: calls.Call[Any]) -> Any:
        return self._drive(answers.run(self._settings, call))

    def _collect(self, call: calls.Call[Any]) -> Any:
        from .pager import DeltaPager, Pager

        pager: type[Pager[Any]] = DeltaPager if call.kind == "delta" else Pager
        return pager(answers.fetcher(self._settings, call), self._drive, call.operation.id)

    def _drive(self, steps: Flow[T]) -> T:
        """Run a flow: do what it yields, and give it the result."""
        reply: Any = None
        error: BaseException | None = None
        try:
            while True:
                effect = steps.throw(error) if error else steps.send(reply)
                reply = error = None
                try:
                    reply = self._do(effect)
                except BaseException as raised:  # noqa: BLE001 - handed to the flow
                    error = raised
        except StopIteration as end:
            result: T = end.value
            return result
        finally:
            error = None  # it would keep its own traceback alive

    def _do(self, effect: flow.Effect) -> Any:
        match effect:
            case flow.Authorize(refused):
                return self._tokens.get(refused)
            case flow.Send(request):
                return self._sender().send(request)
            case flow.Read(answer, limit):
                return _read(answer, limit)
            case flow.Sleep(seconds):
                return self._sleep(seconds)
            case flow.Take(file, size):
                return file.read(size)

    def _sender(self) -> Transport:
        if self._transport is None:
            from .transport import HttpxTransport

            self._transport = HttpxTransport()
        return self._transport

    @staticmethod
    def _sleep(seconds: float) -> None:
        from time import sleep

        sleep(seconds)


def _chunks(answer: RawResponse) -> Iterator[bytes]:
    body = answer.body
    if isinstance(body, bytes):
        yield body
    else:
        yield from body  # type: ignore[misc]


def _read(answer: RawResponse, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    try:
        for part in _chunks(answer):
            size += len(part)
            if size > limit:
                raise TooLarge(flow.too_large(limit))
            parts.append(part)
    finally:
        _close(answer)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _close(answer: RawResponse) -> None:
    if answer.close is not None:
        answer.close()
