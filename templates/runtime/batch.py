"""Several calls in one request (JSON batching of OData 4.01, section 11.7 of its protocol)."""

# Classes of the runtime know the inner parts of each other.
# pyright: reportPrivateUsage=false
from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from copy import copy
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, overload

from . import answers, calls, flow, retry
from .errors import DecodeError, Error
from .flow import Flow, Job, Sleep
from .groups import capture
from .messages import RawResponse, Request, Response, parse_json
from .settings import Settings

if TYPE_CHECKING:
    from typing import Self

    from .pager import AsyncPager, Page, Pager

P = ParamSpec("P")
T = TypeVar("T")

#: What services take in one request.
MOST = 20
_FAILED_DEPENDENCY = 424


class BatchItem(Generic[T]):
    """One call of a batch; its answer is known once the batch has been sent.

    `id` is what the batch calls it: the first is "1".
    """

    def __init__(
        self, id: str, job: Job, decode: Callable[[RawResponse], Response[T]], after: list[str]
    ) -> None:
        self.id = id
        self._job = job
        self._decode = decode
        self._after = after
        self._answer: RawResponse | None = None

    def __repr__(self) -> str:
        state = self._answer.status if self._answer else "not sent"
        return f"<BatchItem {self.id} {self._job.request.method}: {state}>"

    def result(self) -> T:
        """What the method returns. Raises what it raises."""
        return self.response().value

    def response(self) -> Response[T]:
        """The answer. Raises ApiError if it tells of an error; Error before the batch is sent."""
        if self._answer is None:
            raise Error("the batch has not been sent: it is when its `with` block ends")
        if not 200 <= self._answer.status < 300:
            raise flow.api_error(self._answer, self._job)
        return self._decode(self._answer)

    def _entry(self, with_ids: set[str]) -> dict[str, Any]:
        """The call as a batch has it."""
        from . import jsontext

        request = self._job.request
        entry: dict[str, Any] = {"id": self.id, "method": request.method, "url": request.url}
        if request.headers:
            entry["headers"] = request.headers
        content = request.content
        if isinstance(content, bytes):
            entry["body"] = jsontext.loads(content) if _is_json(request) else _base64(content)
        after = [id for id in self._after if id in with_ids]
        if after:
            entry["dependsOn"] = after
        return entry


class _Batch:
    """The calls so far, and how they are sent."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._items: list[BatchItem[Any]] = []
        self._after: list[str] = []

    def __repr__(self) -> str:
        waiting = sum(item._answer is None for item in self._items)
        return f"<{type(self).__name__} of {len(self._items)}, {waiting} not sent>"

    def __len__(self) -> int:
        return len(self._items)

    def after(self, *items: BatchItem[Any]) -> Self:
        """The same batch, for a call that is carried out only after these have succeeded:
        `batch.after(a).add(client.users.get, "id")`."""
        if any(item not in self._items for item in items):
            raise ValueError("after() takes items of the same batch")
        view = copy(self)
        view._after = [*self._after, *(item.id for item in items)]
        return view

    def _add(self, method: Any, args: Any, kwargs: Any) -> BatchItem[Any]:
        settings: Settings = self._client._settings
        call = capture(self._client, method, args, kwargs)
        job = calls.build(settings, call)
        if not isinstance(job.request.content, (bytes, type(None))):
            raise TypeError("a batch takes no files or iterators, only bytes")

        def decode(answer: RawResponse) -> Response[Any]:
            return answers.response(settings, call, answer, job)

        item = BatchItem[Any](str(len(self._items) + 1), job, decode, self._after)
        self._items.append(item)
        return item

    def _send(self) -> Flow[None]:
        settings: Settings = self._client._settings
        yield from _rounds(settings, [item for item in self._items if item._answer is None])
        for item in self._items:
            yield from _follow(settings, item)


class Batch(_Batch):
    """Calls of the synchronous client that are sent together, 20 to a request.

    Leaving the `with` block sends them. A call that the service refuses for a time is sent again;
    any other failure is the item's own, and raised when its result is asked for.
    """

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *exc_info: object) -> None:
        if kind is None:
            self.send()

    @overload
    def add(
        self, method: Callable[P, Pager[T]], /, *args: P.args, **kwargs: P.kwargs
    ) -> BatchItem[Page[T]]: ...
    @overload
    def add(self, method: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> BatchItem[T]: ...
    def add(self, method: Any, /, *args: Any, **kwargs: Any) -> BatchItem[Any]:
        """Add a call: `batch.add(client.users.get, "id")`; of a pager, its first page."""
        return self._add(method, args, kwargs)

    def send(self) -> None:
        """Send what has not been sent."""
        self._client._drive(self._send())


class AsyncBatch(_Batch):
    """Calls of the asynchronous client that are sent together, 20 to a request.

    Leaving the `async with` block sends them. A call that the service refuses for a time is sent
    again; any other failure is the item's own, and raised when its result is asked for.
    """

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *exc_info: object) -> None:
        if kind is None:
            await self.send()

    @overload
    def add(
        self, method: Callable[P, AsyncPager[T]], /, *args: P.args, **kwargs: P.kwargs
    ) -> BatchItem[Page[T]]: ...
    @overload
    def add(
        self, method: Callable[P, Awaitable[T]], /, *args: P.args, **kwargs: P.kwargs
    ) -> BatchItem[T]: ...
    def add(self, method: Any, /, *args: Any, **kwargs: Any) -> BatchItem[Any]:
        """Add a call: `batch.add(client.users.get, "id")`; of a pager, its first page."""
        return self._add(method, args, kwargs)

    async def send(self) -> None:
        """Send what has not been sent."""
        await self._client._drive(self._send())


def _rounds(settings: Settings, waiting: list[BatchItem[Any]]) -> Flow[None]:
    """Send the items, and again those that are throttled, until all have an answer to keep."""
    everything = {item.id: item for item in waiting}
    attempt = 0
    while waiting:
        again: dict[str, BatchItem[Any]] = {}
        delay = 0.0
        for start in range(0, len(waiting), MOST):
            chunk = _ready(waiting[start : start + MOST], again, everything)
            if not chunk:
                continue
            yield from _post(settings, chunk)
            for item in chunk:
                wait = _wait(item, attempt, again)
                if wait is not None:
                    again[item.id] = item
                    delay = max(delay, wait)
        waiting = list(again.values())
        for item in waiting:
            item._answer = None
        attempt += 1
        if waiting:
            yield Sleep(delay)


def _ready(
    chunk: list[BatchItem[Any]],
    again: dict[str, BatchItem[Any]],
    everything: dict[str, BatchItem[Any]],
) -> list[BatchItem[Any]]:
    """The items to send now: what depends on a failed one fails, on a throttled one waits."""
    ready: list[BatchItem[Any]] = []
    for item in chunk:
        before = [everything[id]._answer for id in item._after if id in everything]
        if any(id in again for id in item._after):
            again[item.id] = item
        elif any(answer is not None and answer.status >= 300 for answer in before):
            item._answer = RawResponse(_FAILED_DEPENDENCY)
        else:
            ready.append(item)
    return ready


def _wait(item: BatchItem[Any], attempt: int, again: Mapping[str, BatchItem[Any]]) -> float | None:
    """Seconds after which an item is sent again, None if its answer is one to keep."""
    answer = item._answer
    if answer is None:
        return None
    if answer.status == _FAILED_DEPENDENCY and any(id in again for id in item._after):
        return 0.0
    return retry.after_answer(answer.status, answer.headers, attempt, item._job.max_retries)


def _post(settings: Settings, chunk: Iterable[BatchItem[Any]]) -> Flow[None]:
    """Send one request, and hand out the answers."""
    items = {item.id: item for item in chunk}
    root = settings.base_url
    entries = [item._entry(set(items)) for item in items.values()]
    for entry in entries:
        entry["url"] = _relative(entry["url"], root)
    content, media_type = calls.json_body({"requests": entries})
    headers = {"Accept": "application/json", "Content-Type": media_type}
    job = calls.make_job(settings, Request("POST", f"{root}/$batch", headers, content), {})
    answer = yield from flow.perform(settings, job)
    with flow.tagged(job):
        value = parse_json(answer)
        stated: Any = value.get("responses") if isinstance(value, dict) else None
        if not isinstance(stated, list):
            raise DecodeError("the service answered a batch without a list of responses")
        found: list[Any] = stated
        for one in found:
            item = items.pop(str(one.get("id")), None) if isinstance(one, dict) else None
            if item is not None:
                item._answer = _answer(one)
                item._answer.secret = answer.secret
        if items:
            raise DecodeError(f"the service left items {', '.join(items)} of a batch unanswered")


def _relative(url: str, root: str) -> str:
    if not url.startswith(f"{root}/"):
        raise ValueError("a batch takes only what lies below the base URL")
    return url.removeprefix(root)


def _answer(one: dict[str, Any]) -> RawResponse:
    from . import jsontext

    status = one.get("status")
    headers = one.get("headers")
    if not isinstance(status, int):
        raise DecodeError("the service answered an item of a batch without a status")
    fields: dict[str, Any] = headers if isinstance(headers, dict) else {}
    answer = RawResponse(status, [(str(name), str(value)) for name, value in fields.items()])
    body = one.get("body")
    if body is None:
        return answer
    if isinstance(body, str) and "json" not in answer.media_type:
        answer.body = _unbase64(body, answer.media_type)
    else:
        answer.body = jsontext.dumps(body)
    return answer


def _follow(settings: Settings, item: BatchItem[Any]) -> Flow[None]:
    """A download is answered with the place of the content."""
    answer = item._answer
    if answer is not None and item._job.download and answer.status in flow.REDIRECTS:
        job = flow.redirected(settings, item._job, answer.headers.get("Location", ""))
        item._answer = yield from flow.perform(settings, job)


def _is_json(request: Request) -> bool:
    return "json" in request.headers.get("Content-Type", "")


def _base64(content: bytes) -> str:
    from base64 import b64encode

    return b64encode(content).decode()


def _unbase64(text: str, media_type: str) -> bytes:
    """Content that is no JSON comes in base64, plain text as it is."""
    from base64 import b64decode

    if media_type == "text/plain":
        return text.encode()
    try:
        return b64decode(text, validate=True)
    except ValueError:
        return text.encode()
